"""Cards: checked as HipChat's schema of 2017 (cards.md 4), made safe, kept as JSON text."""

import re
from typing import Annotated, Any, Final, Literal, get_args

import msgspec
from msgspec import Meta, Struct, field

from chinwag.errors import BadRequest, invalid
from chinwag.messages.html import clean_activity_html, clean_card_html, is_web_address

CARD_LIMIT: Final = 65_536
"""Characters of a card's JSON (our choice)."""

_Some = Annotated[str, Meta(min_length=1)]
_ShortAddress = Annotated[str, Meta(min_length=1, max_length=250)]


_Style = Literal["file", "image", "application", "link", "media"]
_Size = Literal["compact", "medium"]
_Format = Literal["html", "text"]
_Lozenge = Literal[
    "lozenge", "lozenge-success", "lozenge-error", "lozenge-current", "lozenge-complete", "lozenge-moved"
]
_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    ".style": get_args(_Style),
    ".format": get_args(_Size),
    ".description.format": get_args(_Format),
    ".attributes[].value.style": get_args(_Lozenge),
}
"""What may stand where there is a choice, for refusals: the path inside the card -> the values."""


class _Icon(Struct):
    url: _Some
    url_2x: str | None = field(name="url@2x", default="")


class _Thumbnail(Struct):
    url: _ShortAddress
    url_2x: _ShortAddress = field(name="url@2x", default="-")
    width: float = 0
    height: float = 0


class _Description(Struct, forbid_unknown_fields=True):
    value: Annotated[str, Meta(min_length=1, max_length=1000)]
    format: _Format


class _Activity(Struct, forbid_unknown_fields=True):
    html: _Some
    icon: str | _Icon = ""


class _AttributeValue(Struct, forbid_unknown_fields=True):
    label: _Some
    style: _Lozenge = "lozenge"
    url: str = ""
    icon: str | _Icon = ""


class _Attribute(Struct, forbid_unknown_fields=True):
    value: _AttributeValue
    label: Annotated[str, Meta(min_length=1, max_length=50)] = "-"


class _Card(Struct):
    style: _Style
    id: _Some
    title: Annotated[str, Meta(min_length=1, max_length=500)]
    description: Annotated[str, Meta(max_length=500)] | _Description = ""
    url: _Some = "-"
    format: _Size = "compact"
    thumbnail: _Thumbnail | None = None
    icon: str | _Icon = ""
    attributes: Annotated[list[_Attribute], Meta(min_length=1, max_length=10)] | None = None
    activity: _Activity | None = None


_NOT_NULL = ("thumbnail", "attributes", "activity")
_MISSING = re.compile(r"Object missing required field `(.+?)`")
_WORDS = {"str": "text", "int": "a number", "float": "a number", "bool": "true or false", "null": "null"}
_TYPE_NAMES = re.compile(f"`({'|'.join(_WORDS)})`")
_ENUM = re.compile(r"Invalid enum value (.+)", re.DOTALL)
_INDEX = re.compile(r"\[[0-9]+\]")
_EXTRA = re.compile(r"Object contains unknown field `(.+?)`")


def read_card(sent: object) -> str | None:
    """The card to store, as JSON text: an object, the JSON text of one, or null for none.

    The HTML inside is made safe; whatever the schema does not name is kept. BadRequest for the field `card`
    says which inner field is wrong, where HipChat repeated the whole schema.
    """
    if sent is None or sent == "":
        return None
    card = _parse(sent) if isinstance(sent, str) else sent
    if card is None:
        return None
    if not isinstance(card, dict):
        raise _refused("it must be an object or null", "type", expected_type="object or null")
    _check(card)
    text = _print(_safe(card))
    if len(text) > CARD_LIMIT:
        raise _refused(f"it must have at most {CARD_LIMIT} characters of JSON", "maxLength")
    return text


def _refused(fault: str, validation: str, **more: object) -> BadRequest:
    message = f"Value for field 'card' is not valid: {fault}."
    return invalid(message, field="card", validation=validation, **more)


def _parse(text: str) -> object:
    try:
        card = msgspec.json.decode(text)
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise _refused("the text is not JSON", "type", expected_type="object or null") from None
    if "\\u0000" in text:
        raise _refused("text may not hold NUL characters", "type")
    return card


def _print(card: dict[str, Any]) -> str:
    try:
        return msgspec.json.encode(card).decode()
    except (ValueError, OverflowError, RecursionError):
        raise _refused("it is nested too deeply", "type") from None


def _check(card: dict[str, Any]) -> None:
    try:
        msgspec.convert(card, type=_Card)
    except msgspec.ValidationError as error:
        raise _refused(*_told(str(error))) from None
    except RecursionError:
        raise _refused("it is nested too deeply", "type") from None
    for name in _NOT_NULL:
        if name in card and card[name] is None:
            raise _refused(f"card.{name} must not be null; leave it out", "type")
    for path, address in _addresses(card):
        if not is_web_address(address):
            raise _refused(f"{path} must be an absolute http or https address", "pattern")


def _told(reason: str) -> tuple[str, str]:
    """msgspec's reason as a sentence with the inner field's path, and the name of the rule."""
    what, _, where = reason.partition(" - at `$")
    path = "card" + where.rstrip("`")
    if found := _MISSING.fullmatch(what):
        return f"{path}.{found[1]} is missing", "optional"
    if found := _EXTRA.fullmatch(what):
        return f"{path} contains additional property '{found[1]}'", "additionalProperties"
    if wrong := _ENUM.fullmatch(what):
        choices = _CHOICES[_INDEX.sub("[]", where.rstrip("`"))]
        return f"{path} is {wrong[1]}, but must be one of {', '.join(choices)}", "enum"
    what = _TYPE_NAMES.sub(lambda found: _WORDS[found[1]], what)
    rule = "length" if "length" in what else "type"
    return f"{path}: {what[0].lower()}{what[1:]}", rule


def _addresses(card: dict[str, Any]) -> list[tuple[str, str]]:
    """Every address of a checked card, with where it stands. An empty icon counts as none."""
    found = _of_url(card, "card") + _of_icon(card, "card")
    if "thumbnail" in card:
        found += _of_image(card["thumbnail"], "card.thumbnail")
    if "activity" in card:
        found += _of_icon(card["activity"], "card.activity")
    for index, attribute in enumerate(card.get("attributes", ())):
        where = f"card.attributes[{index}].value"
        found += _of_url(attribute["value"], where) + _of_icon(attribute["value"], where)
    return found


def _of_url(holder: dict[str, Any], where: str) -> list[tuple[str, str]]:
    return [(f"{where}.url", holder["url"])] if holder.get("url") else []


def _of_icon(holder: dict[str, Any], where: str) -> list[tuple[str, str]]:
    icon = holder.get("icon")
    if isinstance(icon, dict):
        return _of_image(icon, f"{where}.icon")
    return [(f"{where}.icon", icon)] if icon else []


def _of_image(image: dict[str, Any], where: str) -> list[tuple[str, str]]:
    return [(f"{where}.{name}", image[name]) for name in ("url", "url@2x") if image.get(name)]


def _safe(card: dict[str, Any]) -> dict[str, Any]:
    safe = dict(card)
    description = card.get("description")
    if isinstance(description, dict) and description["format"] == "html":
        safe["description"] = {**description, "value": clean_card_html(description["value"])}
    if "activity" in card:
        activity = card["activity"]
        safe["activity"] = {**activity, "html": clean_activity_html(activity["html"])}
    return safe
