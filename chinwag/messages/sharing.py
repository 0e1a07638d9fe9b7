"""Sharing a link: a message that says it, with what is behind it shown later."""

import re

from chinwag.callers import Caller
from chinwag.db.tx import Tx
from chinwag.errors import invalid
from chinwag.messages.model import Message
from chinwag.messages.private import send_private_message
from chinwag.messages.send import send_message
from chinwag.presence.service import Presence
from chinwag.rooms.model import Room
from chinwag.users.model import User

_WEB_ADDRESS = re.compile(r"https?://[^\s/?#<>\"\x00-\x1f\x7f]+[^\s<>\"\x00-\x1f\x7f]*", re.IGNORECASE)


async def share_link_with_room(
    tx: Tx, room: Room, caller: Caller, link: str, text: str, *, presence: Presence | None = None
) -> Message:
    """Post a link in a room, behind what the person says of it."""
    return await send_message(tx, room, caller, _said(link, text), presence=presence)


async def share_link_with_user(tx: Tx, caller: Caller, user: User, link: str, text: str) -> Message:
    """Send a link to one person, behind what is said of it."""
    return await send_private_message(tx, caller, user, _said(link, text))


def _said(link: str, text: str) -> str:
    """The text of the message; BadRequest when the link is no absolute web address.

    The link comes last: the preview of a message is that of its last link. What the original wrote is not recorded.
    """
    if not _WEB_ADDRESS.fullmatch(link):
        raise invalid(
            "Field link must be an absolute URL", field="link", validation="format", value=link[:100]
        )
    said = text.strip()
    return f"{said} {link}" if said else link
