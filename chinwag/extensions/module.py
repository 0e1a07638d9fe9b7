"""Reading a module that an add-on sends: checked, and kept as it was sent."""

from collections.abc import Sequence
from typing import Any

import msgspec

from chinwag.errors import BadRequest, invalid
from chinwag.extensions.model import MODULE_LIMIT, WORDS, Kind
from chinwag.extensions.schema import BODIES, CLOSED, Condition, InnerCondition
from chinwag.http.validation import explain
from chinwag.webhooks.address import is_plain_address

_ADDRESSES = ("url", "queryUrl")
Json = dict[str, Any]


def print_module(kind: Kind, sent: Json) -> str:
    """The JSON text to store of a module that `BODIES[kind]` takes; BadRequest for what a shape cannot say."""
    known = {field.encode_name for field in msgspec.structs.fields(BODIES[kind])}
    kept = {
        name: value
        for name, value in sent.items()
        if name in known or (name != "links" and kind not in CLOSED)
    }
    _check_addresses(kept)
    _check_conditions(kind, kept)
    try:
        text = msgspec.json.encode(kept).decode()
    except (ValueError, OverflowError, RecursionError):
        raise BadRequest("The module holds a number that is too large, or is nested too deeply.") from None
    if len(text) > MODULE_LIMIT:
        raise BadRequest(
            f"{WORDS[kind].with_article.capitalize()} has at most {MODULE_LIMIT} characters of JSON."
        )
    return text


def check_module(kind: Kind, sent: Json) -> str:
    """As `print_module`, for plain JSON that was not decoded yet: a module in a descriptor."""
    try:
        msgspec.convert(sent, type=BODIES[kind], strict=False)
    except msgspec.ValidationError as error:
        raise explain(BODIES[kind], sent, str(error)) from None
    return print_module(kind, sent)


def _check_addresses(module: Json) -> None:
    icon = module.get("icon") or {}
    given = [(name, module.get(name)) for name in _ADDRESSES]
    given += [(f"icon.{name}", icon.get(name)) for name in ("url", "url@2x")]
    for name, address in given:
        if address is not None and not is_plain_address(address):
            raise invalid(
                f"Field {name} must be an absolute URL", field=name, validation="url", value=address[:200]
            )


def _check_conditions(kind: Kind, module: Json) -> None:
    if module.get("conditions"):
        _check_each("conditions", msgspec.convert(module["conditions"], type=list[Condition], strict=False))


def _check_each(at: str, conditions: Sequence[Condition | InnerCondition]) -> None:
    """Each is a condition or a group, never both: this the shapes cannot say."""
    for number, one in enumerate(conditions):
        place = f"{at}[{number}]"
        is_group = one.type is not None and one.conditions is not None
        if (one.condition is not None) == (one.type is not None or one.conditions is not None) or (
            one.condition is None and not is_group
        ):
            raise invalid(
                f"Field '{place}' must be a condition ('condition', 'params', 'invert') or a group "
                "('type', 'conditions')",
                field=place, validation="oneOf",
            )  # fmt: skip
        if isinstance(one, Condition) and one.conditions is not None:
            _check_each(f"{place}.conditions", one.conditions)
