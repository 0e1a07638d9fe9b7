"""Senders' HTML, reduced to what HipChat documented (cards.md 3).

What is not allowed loses its tags and keeps its text; `script` and `style` lose their text too. Addresses are
absolute and of a known scheme, styles are the five documented properties with plain values. Nothing is added:
`rel` and `target` are the reader's business, so that allowed HTML comes back as it was sent.
"""

import html
import re
from typing import Final

import nh3

LINK_SCHEMES: Final = frozenset({"http", "https", "mailto", "xmpp", "hipchat"})
STYLE_PROPERTIES: Final = frozenset({"font-weight", "color", "text-decoration", "height", "width"})

_CELL = {"colspan", "rowspan", "valign"}
_ATTRIBUTES: Final[dict[str, set[str]]] = {
    "a": {"href", "rel", "data-target", "data-target-options"},
    "img": {"src", "alt", "width", "height", "align", "style"},
    "span": {"style"},
    "td": _CELL,
    "th": _CELL,
    "tr": {"valign"},
}
_LAYOUT = {"br", "p", "pre", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th"}
MESSAGE_TAGS: Final = frozenset({"a", "b", "strong", "i", "em", "code", "img", "span"} | _LAYOUT)
CARD_TAGS: Final = frozenset({"a", "b", "i", "strong", "span"})
ACTIVITY_TAGS: Final = CARD_TAGS | {"p", "img", "em"}
"""Real add-ons send these three in the activity line of a card (Sentry)."""

_LINK = re.compile(r"(?:https?://|mailto:|xmpp:|hipchat:)\S", re.IGNORECASE)
_IMAGE = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_CONTROLS = dict.fromkeys([*range(0x20), 0x7F])
_STYLE_VALUE = re.compile(
    r"(?:[a-z0-9#%.+\- ]{1,60}|(?:rgb|hsl)a?\([0-9.,%/ deg]{1,40}\))(?:\s*!important)?", re.IGNORECASE
)
_PATTERNS: Final[dict[str, re.Pattern[str]]] = {
    "width": re.compile(r"\s*[0-9]{1,4}(?:\.[0-9]{1,3})?(?:px|%)?\s*", re.IGNORECASE),
    "height": re.compile(r"\s*[0-9]{1,4}(?:\.[0-9]{1,3})?(?:px|%)?\s*", re.IGNORECASE),
    "colspan": re.compile(r"\s*[0-9]{1,3}\s*"),
    "rowspan": re.compile(r"\s*[0-9]{1,3}\s*"),
    "align": re.compile(r"[a-z]{1,12}", re.IGNORECASE),
    "valign": re.compile(r"[a-z]{1,12}", re.IGNORECASE),
    "rel": re.compile(r"[a-z\- ]{0,100}", re.IGNORECASE),
}


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return _address(value, _LINK)
    if name == "src":
        return _address(value, _IMAGE)
    if name == "style":
        return _style(value)
    pattern = _PATTERNS.get(name)
    return value if pattern is None or pattern.fullmatch(value) else None


def _address(value: str, allowed: re.Pattern[str]) -> str | None:
    """The address without the control characters that browsers skip; None unless absolute and allowed."""
    plain = value.translate(_CONTROLS).strip()
    return plain if allowed.match(plain) else None


def is_web_address(value: str) -> bool:
    """Whether `value` is an absolute http or https address without control characters or blanks around it."""
    return value == value.translate(_CONTROLS).strip() and _IMAGE.match(value) is not None


def _style(value: str) -> str | None:
    declarations = [part.partition(":") for part in value.split(";") if part.strip()]
    kept = [
        (name, text)
        for name, _, text in declarations
        if name.strip().lower() in STYLE_PROPERTIES and _STYLE_VALUE.fullmatch(text.strip())
    ]
    if len(kept) == len(declarations):
        return value or None
    return "; ".join(f"{name.strip()}: {text.strip()}" for name, text in kept) or None


def _cleaner(tags: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        clean_content_tags={"script", "style"},
        attributes={"*": set(), **{tag: names for tag, names in _ATTRIBUTES.items() if tag in tags}},
        attribute_filter=_keep_attribute,
        url_schemes=set(LINK_SCHEMES),
        url_relative="deny",
        link_rel=None,
    )


_TEXT = r"[^<>&\x00-\x08\x0b-\x1f\x7f-\xa0\ud800-\udfff\ufeff]*+"
_IS_CLEAN = re.compile(rf"{_TEXT}(?:<(?:(b|strong|i|em|code)>{_TEXT}</\1>|br>){_TEXT})*+")
"""Most of what scripts write: text with bare tags, none inside another. Parsing it would give back the same."""
_BREAKS = re.compile(r"<(?:br|/p|/li|/tr|/td|/th|/pre|img)\b[^>]*>")
_TAGS = re.compile(r"<[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>")  # enough for what a cleaner wrote

# One of each for the life of the program: building one costs more than using it.
_MESSAGE = _cleaner(MESSAGE_TAGS)
_CARD = _cleaner(CARD_TAGS)
_ACTIVITY = _cleaner(ACTIVITY_TAGS)


def clean_message_html(text: str) -> str:
    """The HTML of a notification or private message, safe to show."""
    if "<" in text and _IS_CLEAN.fullmatch(text):
        return text
    return _clean(_MESSAGE, text)


def clean_card_html(text: str) -> str:
    """The HTML of a card's description, which may do less."""
    return _clean(_CARD, text)


def clean_activity_html(text: str) -> str:
    """The HTML of a card's activity line."""
    return _clean(_ACTIVITY, text)


def plain_text(clean_html: str) -> str:
    """What a reader of safe HTML sees, without its form: for excerpts, search and patterns."""
    spaced = _BREAKS.sub(" ", clean_html) if "<" in clean_html else clean_html
    return html.unescape(_TAGS.sub("", spaced))


def _clean(cleaner: nh3.Cleaner, text: str) -> str:
    if "<" not in text and "&" not in text and ">" not in text:
        return text
    if _would_explode(text):
        return html.escape(text, quote=False)
    clean = cleaner.clean(text)
    # A parser drops one line end after <pre>; written back it needs two, or each pass would lose one.
    return clean.replace("<pre>\n", "<pre>\n\n") if "<pre>\n" in clean else clean


# HTML parsing repeats every open formatting tag in every later block: 600 of one and 1,000 of the other make
# five megabytes out of ten thousand characters and take half a second. No real message looks like that.
_MANY_TAGS = 150
_MAX_REPEATS = 40_000
_FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
_VOID = frozenset({"br", "img", "hr"})
_HARMLESS = frozenset({"div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dl", "dt", "dd", "tfoot"})
_KNOWN = MESSAGE_TAGS | _FORMATTING | _VOID | _HARMLESS
_PLAIN_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9]*)"
    r"(?:\s+[^\s\"'<>=/]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=`]+))?)*\s*/?>"
)
_FORMATTING_START = re.compile(rf"<(?:{'|'.join(_FORMATTING)})(?![a-zA-Z0-9])", re.IGNORECASE)


def _would_explode(text: str) -> bool:
    tags = text.count("<")
    return tags > _MANY_TAGS and _open_formatting(text, tags) * tags > _MAX_REPEATS


def _open_formatting(text: str, tags: int) -> int:
    """How many formatting tags can be open at once; all of them when the markup is not plain."""
    plain = [(found[1] == "/", found[2].lower()) for found in _PLAIN_TAG.finditer(text)]
    if len(plain) != tags or any(name not in _KNOWN for _, name in plain):
        return len(_FORMATTING_START.findall(text))
    nested: list[str] = []
    now = most = 0
    for is_end, name in plain:
        if is_end:
            if nested and nested[-1] == name:
                nested.pop()
                now -= name in _FORMATTING
        elif name not in _VOID:
            nested.append(name)
            now += name in _FORMATTING
            most = max(most, now)
    return most
