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
    if "://" not in text or text.startswith("/code"):
        return None
    found = (_HREF if is_html else _URL).findall(text)
    if not found:
        return None
    return html.unescape(found[-1]) if is_html else _trimmed(found[-1])


def _trimmed(link: str) -> str:
    """Closing brackets belong to the link only when they were opened in it."""
    while link:
        last = link[-1]
        is_open = last in _PAIRS and link.count(last) > link.count(_PAIRS[last])
        if last not in _END and not is_open:
            break
        link = link[:-1]
    return link
