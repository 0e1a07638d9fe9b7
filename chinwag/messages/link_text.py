"""The link of a message: the last one in it, as HipChat had it."""

import html
import re

LONGEST_LINK = 2_000
_URL = re.compile(r"https?://[^\s<>\"`\u0000-\u001f\u007f]{4,2000}", re.IGNORECASE)
_HREF = re.compile(r"href=\"(https?://[^\"]{4,2000})\"", re.IGNORECASE)
_END = ".,;:!?'*_~|”’»"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def last_link(text: str, *, is_html: bool = False) -> str | None:
    """The last http(s) address in a text, without what ends the sentence around it. Code has none."""
    found = _found(text, is_html)
    return _clean(found[-1], is_html) if found else None


def links_in(text: str, *, is_html: bool = False) -> list[str]:
    """All http(s) addresses in a text, once each, in their order; as `last_link` sees them."""
    return list(dict.fromkeys(_clean(link, is_html) for link in _found(text, is_html)))


def _found(text: str, is_html: bool) -> list[str]:
    if "://" not in text or text.startswith("/code"):
        return []
    return (_HREF if is_html else _URL).findall(text)


def _clean(link: str, is_html: bool) -> str:
    return html.unescape(link) if is_html else _trimmed(link)


def _trimmed(link: str) -> str:
    """Closing brackets belong to the link only when they were opened in it."""
    while link:
        last = link[-1]
        is_open = last in _PAIRS and link.count(last) > link.count(_PAIRS[last])
        if last not in _END and not is_open:
            break
        link = link[:-1]
    return link
