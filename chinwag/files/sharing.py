"""Sharing a file: a message of its sender that carries it."""

from typing import TypeVar

import msgspec

from chinwag.callers import Caller
from chinwag.db.tx import Tx
from chinwag.errors import Conflict
from chinwag.files.reception import Received, Reception, ShareIn, ShareOnceIn
from chinwag.messages.model import Message, new_message, new_message_id
from chinwag.messages.pings import NOBODY, Pings, find_private_pings, find_room_pings
from chinwag.messages.private import open_private_chat, require_writing_to
from chinwag.messages.send import find_author_and_parent, find_sent, post_once
from chinwag.permissions.service import require_calling_all
from chinwag.presence.service import Presence
from chinwag.rooms.model import Room
from chinwag.users.model import User

S = TypeVar("S", bound=ShareIn)


class AlreadyShared(Exception):
    """The sender has sent this before, under the same id of their own: nothing is to be stored."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


async def share_in_room(
    tx: Tx,
    room: Room,
    caller: Caller,
    received: Received[S],
    reception: Reception,
    presence: Presence | None,
) -> Message:
    """Post a file in a room. Without words its message is empty, as in HipChat's exports."""
    if room.is_archived:
        raise Conflict("This room is archived")
    await require_calling_all(tx, caller, room, received.said.message or "")
    pings = await find_room_pings(tx, room, received.said.message or "", presence)
    return await _share(tx, room.group_id, room.id, caller, received, reception, pings)


async def share_with_user(
    tx: Tx,
    user: User,
    caller: Caller,
    received: Received[S],
    reception: Reception,
) -> Message:
    """Send a file to one person; refused as a message to them is."""
    require_writing_to(caller, user)
    text = received.said.message
    pings = await find_private_pings(tx, caller.group_id, text, user.id) if text else NOBODY
    chat_id = await open_private_chat(tx, caller, user)
    return await _share(tx, caller.group_id, chat_id, caller, received, reception, pings)


async def _share(
    tx: Tx,
    group_id: int,
    chat_id: int,
    caller: Caller,
    received: Received[S],
    reception: Reception,
    pings: Pings,
) -> Message:
    client_id = received.said.client_id if isinstance(received.said, ShareOnceIn) else None
    earlier = await find_sent(tx, chat_id, caller.acting_user, client_id)
    if earlier is not None:
        raise AlreadyShared(earlier)
    author, _ = await find_author_and_parent(tx, caller, chat_id, None)
    message = new_message(
        chat_id=chat_id,
        group_id=group_id,
        id=new_message_id(tx.now),
        type="message",
        body=received.said.message or "",
        body_format="text",
        sent_at=tx.now,
        sender_id=author.id,
        mentions=pings.named,
        client_id=client_id,
        file=msgspec.json.encode(received.info).decode(),
    )
    await reception.keep(tx, received.info, group_id, chat_id, message.id)
    stored = await post_once(tx, message, author=author, parent=None, waiting=pings.waiting)
    if stored.id != message.id:
        raise AlreadyShared(stored)
    return stored
