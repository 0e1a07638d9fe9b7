"""Replies to a message, as a thread: HipChat took them (`parentMessageId`), but never showed them together."""

from chinwag.db.tx import ReadTx
from chinwag.messages import reply_storage
from chinwag.messages.history import find_message
from chinwag.messages.model import Message

_NEWEST = 2**62


async def list_thread(
    tx: ReadTx, chat_id: int | None, message_id: str, before: int | None, limit: int
) -> tuple[list[Message], bool]:
    """The replies to a message next before a position, or the newest; oldest first, and whether there are earlier.

    NotFound when the chat has no such message. A deleted one keeps its replies.
    """
    parent = await find_message(tx, chat_id, message_id)
    found = await reply_storage.list_replies(tx, parent, before or _NEWEST, limit + 1)
    return found[:limit][::-1], len(found) > limit
