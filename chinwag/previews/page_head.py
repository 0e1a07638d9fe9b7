"""The head of an HTML page: title, meta and link elements.

Not `html.parser`: it raises on some hostile pages, and takes quadratic time for others when a page is fed in parts or
ended. Here every step moves forward, and the number and size of the elements that are looked at are bounded.
"""

import codecs
import html
import re
from dataclasses import dataclass, field

_MOST_ELEMENTS = 500
_LONGEST_ELEMENT = 4_096
_LONGEST_TITLE = 2_000
_MOST_TOKENS = 60

_POINT = re.compile(r"<!--|<(/head|body|script|style|template|title|meta|link)(?=[\s/>])", re.IGNORECASE)
_CLOSING = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "template")}
_TOKEN = re.compile(
    r"""[\s/]*(?:(>)|([^\s"'<>/=]{1,64})(?:\s{0,16}=\s{0,16}(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?|.)""",
    re.DOTALL,
)
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,8}=\s{0,8}["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_CHARSET_OF_HEADER = re.compile(r"""charset\s{0,8}=\s{0,8}["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_ENCODING = re.compile(
    r"utf-?8|utf-?16(le|be)?|us-ascii|iso-?8859-?\d{1,2}|latin-?1|windows-125\d|cp125\d|koi8-[ru]|"
    r"shift[_-]jis|euc-(jp|kr)|iso-2022-jp|gb2312|gbk|gb18030|big5",
    re.IGNORECASE,
)


@dataclass(slots=True)
class PageHead:
    """What a page says of itself. `meta` by lower-case name or property, the first of each; `icon` as written."""

    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    icon: str = ""


def read_head(content: bytes, content_type: str) -> PageHead:
    """Read the head of a page, as far as it came."""
    text = content.decode(_encoding(content, content_type), "replace")
    head = PageHead()
    at = 0
    for _ in range(_MOST_ELEMENTS):
        point = _POINT.search(text, at)
        if point is None or (name := (point[1] or "").lower()) in {"/head", "body"}:
            break
        if not name:
            at = text.find("-->", point.end())
        elif name in _CLOSING:
            closing = _CLOSING[name].search(text, point.end())
            at = closing.end() if closing else -1
        else:
            at = _read_element(head, name, text, point.end())
        if at < 0:
            break
    return head


def _read_element(head: PageHead, name: str, text: str, start: int) -> int:
    """Note what an element says; returns where to go on, -1 for nowhere."""
    attributes, end = _attributes(text[start : start + _LONGEST_ELEMENT])
    if name == "title":
        after = text.find("<", start + end)
        stop = after if after >= 0 else len(text)
        written = text[start + end : min(stop, start + end + _LONGEST_TITLE)]
        head.title = head.title or html.unescape(written)
        return after
    if name == "meta":
        key = (attributes.get("property") or attributes.get("name") or "").lower()
        if key and attributes.get("content"):
            head.meta.setdefault(key, attributes["content"])
    elif "icon" in attributes.get("rel", "").lower().split():
        head.icon = head.icon or attributes.get("href", "")
    return start + end


def _attributes(element: str) -> tuple[dict[str, str], int]:
    """The attributes of an element from behind its name on, and where it ends."""
    found: dict[str, str] = {}
    at = 0
    for _ in range(_MOST_TOKENS):
        token = _TOKEN.match(element, at)
        if token is None:
            return found, len(element)
        at = token.end()
        if token[1]:
            break
        if token[2]:
            value = next((part for part in token.groups()[2:] if part is not None), "")
            found.setdefault(token[2].lower(), html.unescape(value))
    return found, at


def _encoding(content: bytes, content_type: str) -> str:
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    said = _CHARSET_OF_HEADER.search(content_type)
    name = said[1] if said else ""
    if not name and (meta := _CHARSET.search(content[:2048])):
        name = meta[1].decode("ascii")
    return name if _ENCODING.fullmatch(name) and _is_known(name) else "utf-8"


def _is_known(name: str) -> bool:
    """Whether there is such an encoding: iso-8859-99 only looks like one."""
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True
