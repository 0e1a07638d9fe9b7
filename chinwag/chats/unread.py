"""Going back: what was read counts as unread again."""

import msgspec

from chinwag.callers import Caller
from chinwag.chats import storage, unread_storage
from chinwag.chats.unread_storage import Addressed
from chinwag.db.tx import Tx
from chinwag.messages import service as messages
from chinwag.realtime.events import ChatRef, LiveEvent, ReadMoved

FURTHEST = 2_000
"""Mentions are looked for in so many of the newest messages; a badge says 99+ long before."""

_ids = msgspec.json.Decoder(list[int]).decode


async def mark_unread(tx: Tx, caller: Caller, chat: ChatRef, position: int) -> None:
    """The person has read up to the message before `position`. Without effect when there is no such message."""
    last = await messages.last_position(tx, chat.id)
    if position > last:
        return
    user_id = caller.acting_user
    reached = max(position - 1, caller.sees_after)
    await unread_storage.put_read_position(tx, caller.group_id, user_id, chat.id, reached)
    mentions = 0
    if chat.kind == "room":
        since = max(reached, last - FURTHEST)
        addressed = await unread_storage.list_addressed(tx, chat.id, user_id, since)
        places = [one.position for one in addressed if _calls(one, user_id)]
        await unread_storage.put_mentions(tx, caller.group_id, user_id, chat.id, places)
        mentions = await storage.count_mentions(tx, user_id, chat.id)
    moved = ReadMoved(chat, reached, mentions=mentions, is_back=True)
    tx.emit(LiveEvent("read.moved", caller.group_id, moved, user_id=user_id))


def _calls(message: Addressed, user_id: int) -> bool:
    """Whether a message is addressed to the person, by name or with the whole room, as their timeline shows it."""
    if message.named and user_id in _ids(message.named):
        return True
    return messages.calls_everyone(message.body)
