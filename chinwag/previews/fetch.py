"""Finding out what is behind a link."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from yarl import URL

from chinwag.messages.link_text import LONGEST_LINK
from chinwag.outbound.client import Answer, Outbound, Refused
from chinwag.previews.model import LinkedImage, LinkedPage, LinkedVideo, MessageLink
from chinwag.previews.page_head import PageHead, read_head

MOST_BYTES = 262_144
MOST_REDIRECTS = 3
TIMEOUT_S = 5.0

_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Chinwag link preview)",
    "Accept": "text/html,application/xhtml+xml,image/*,video/*;q=0.9,*/*;q=0.1",
}
_REDIRECTS = {301, 302, 303, 307, 308}
_IMAGES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
_PAGES = {"text/html", "application/xhtml+xml"}
_LONGEST_TITLE = 200
_LONGEST_TEXT = 500
# Control characters, and what turns the direction of the text around it.
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class _Place:
    """An answer, and the address that gave it after redirects."""

    url: URL
    answer: Answer


async def find_out(outbound: Outbound, url: str) -> MessageLink | None:
    """What is behind a link, None when there is nothing to show. Raises what `Outbound.call` raises.

    The caller bounds the time of all of it.
    """
    place = await _follow(outbound, url)
    if place is None:
        return None
    media_type = place.answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type in _IMAGES:
        return MessageLink("image", url, image=LinkedImage(str(place.url)))
    if media_type.startswith("video/"):
        return MessageLink(
            "video", url, video=LinkedVideo(title=_clean(unquote(place.url.name), _LONGEST_TITLE))
        )
    is_packed = place.answer.headers.get("content-encoding", "identity").lower() not in {"", "identity"}
    if media_type not in _PAGES or is_packed:
        return None
    head = read_head(place.answer.body, place.answer.headers.get("content-type", ""))
    return _of_page(outbound, url, place.url, head)


async def _follow(outbound: Outbound, url: str) -> _Place | None:
    """Call, and call again where a redirect points to: each address is judged anew."""
    target = _read(url)
    for _ in range(MOST_REDIRECTS + 1):
        answer = await outbound.call(
            "GET", str(target), headers=_HEADERS, limit=MOST_BYTES, timeout_s=TIMEOUT_S
        )
        if answer.status not in _REDIRECTS:
            return _Place(target, answer) if answer.status == 200 else None
        location = answer.headers.get("location", "")
        if not location or len(location) > LONGEST_LINK:
            return None
        target = target.join(_read(location))
        _check_host(target)
    return None


def _read(written: str) -> URL:
    """An address as somebody wrote it. Refused where the library finds none in it, which it says in many ways."""
    try:
        url = URL(written)
    except (ValueError, IndexError):
        raise Refused("This is no address.") from None
    _check_host(url)
    return url


def _check_host(url: URL) -> None:
    """Refused for a name of a host that cannot be shown: it is decoded when it is asked for."""
    try:
        url.host  # noqa: B018
    except ValueError:
        raise Refused("The address has no proper host.") from None


def _of_page(outbound: Outbound, url: str, page: URL, head: PageHead) -> MessageLink | None:
    meta = head.meta
    title = _clean(meta.get("og:title") or meta.get("twitter:title") or head.title, _LONGEST_TITLE)
    text = meta.get("og:description") or meta.get("twitter:description") or meta.get("description") or ""
    image = _address(outbound, page, meta.get("og:image") or meta.get("twitter:image") or "")
    site = _clean(meta.get("og:site_name") or page.host or "", _LONGEST_TITLE)
    if not title:
        return None
    is_video = meta.get("og:type", "").startswith("video") or meta.get("twitter:card") == "player"
    if is_video and image:
        return MessageLink("video", url, video=LinkedVideo(title=title, author=site, thumbnail_url=image))
    found = LinkedPage(
        title=title,
        description=_clean(text, _LONGEST_TEXT),
        header_text=site,
        link_text=title,
        favicon_url=_address(outbound, page, head.icon),
        full_url=str(page),
        image_url=image,
    )
    return MessageLink("link", url, link=found)


def _clean(text: str, longest: int) -> str:
    line = " ".join(_UNPRINTED.sub(" ", text[: longest * 8]).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _address(outbound: Outbound, page: URL, written: str) -> str:
    """An address that a page names, absolute; empty when readers' browsers should not be sent there."""
    if not written.strip() or len(written) > LONGEST_LINK:
        return ""
    try:
        url = str(page.join(_read(written.strip())))
        outbound.check(url)
    except Refused:
        return ""
    return url
