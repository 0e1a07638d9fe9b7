"""The links of a chat: what people and integrations pointed at."""

from urllib.parse import urlsplit

import msgspec

from chinwag.clock import iso_micros
from chinwag.db.tx import ReadTx
from chinwag.links import storage
from chinwag.links.schema import LinksOfMessage, LinksQuery, SharedLink, SharedLinks
from chinwag.links.storage import Linking
from chinwag.messages import service as messages
from chinwag.messages.chat_schema import chat_author
from chinwag.previews.model import MessageLink
from chinwag.users import service as users
from chinwag.users.model import User

MOST_IN_MESSAGE = 20
"""Links of one message that are listed; a message with more is a list of its own."""

_decode = msgspec.json.Decoder(list[MessageLink]).decode


async def list_links(tx: ReadTx, group_id: int, chat_id: int | None, query: LinksQuery) -> SharedLinks:
    """One page, newest first; empty for a chat that does not exist yet."""
    if chat_id is None:
        return SharedLinks([], None)
    found = await storage.list_linking(tx, chat_id, query.before, query.limit + 1)
    page = found[: query.limit]
    people = await users.get_users(tx, group_id, {one.sender_id for one in page if one.sender_id is not None})
    items = [_shown(one, people.get(one.sender_id or 0)) for one in page]
    following = page[-1].position if len(found) > len(page) else None
    return SharedLinks([item for item in items if item.links], following)


def _shown(message: Linking, author: User | None) -> LinksOfMessage:
    known = _known(message.links)
    urls = messages.links_in(message.body, is_html=message.format == "html")[:MOST_IN_MESSAGE]
    return LinksOfMessage(
        message_id=message.id,
        position=message.position,
        date=iso_micros(message.sent_micros),
        author=chat_author(author),
        sender=None if author else message.sender_label,
        links=[_link(url, known.get(url)) for url in urls],
    )


def _known(links: str | None) -> dict[str, MessageLink]:
    """What was found behind links, by address; of imported messages only what has our form."""
    if not links:
        return {}
    try:
        return {link.url: link for link in _decode(links)}
    except msgspec.ValidationError:
        return {}


def _link(url: str, known: MessageLink | None) -> SharedLink:
    page, video = (known.link, known.video) if known else (None, None)
    title = page.title if page else video.title if video else ""
    return SharedLink(url, title, (page.header_text if page else "") or _host(url))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # an address that is none, like http://[
        return ""
