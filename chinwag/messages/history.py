"""Reading what was said. Deep pages cost as much as the newest: `start-index` is arithmetic on positions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chinwag.clock import to_micros
from chinwag.db.tx import ReadTx
from chinwag.errors import NotFound, invalid
from chinwag.messages import history_storage
from chinwag.messages.chat_schema import ChatMessage, chat_message, chat_parent
from chinwag.messages.mark_storage import get_marks
from chinwag.messages.model import RECENT, Entry, Message
from chinwag.messages.reply_storage import get_replies
from chinwag.users import service as users

_NEWEST = 2**62
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Slice:
    """Messages, newest first. `next_index` is the start-index of the page that follows in time past."""

    messages: list[Entry]
    has_more: bool
    next_index: int


async def list_recent(
    tx: ReadTx, chat_id: int, *, limit: int = RECENT, include_deleted: bool = True
) -> list[Entry]:
    """The newest messages of a chat, newest first."""
    return await history_storage.list_entries(
        tx, chat_id, low=1, high=_NEWEST, limit=limit, include_deleted=include_deleted
    )


async def list_not_before(
    tx: ReadTx, chat_id: int, message_id: str, *, limit: int, include_deleted: bool = True
) -> list[Entry]:
    """The newest messages, newest first, none older than the one named, which is among them (inferred)."""
    oldest = await history_storage.get_message(tx, chat_id, message_id)
    if oldest is None:
        raise invalid(
            f"Value for field 'not-before' is not the id of a message here: {message_id[:100]}",
            field="not-before",
            validation="reference",
            value=message_id[:100],
        )
    return await history_storage.list_entries(
        tx, chat_id, low=oldest.position, high=_NEWEST, limit=limit, include_deleted=include_deleted
    )


async def list_dated(
    tx: ReadTx,
    chat_id: int,
    *,
    latest: datetime,
    earliest: datetime | None,
    start_index: int,
    limit: int,
    include_deleted: bool = True,
) -> Slice:
    """Messages not later than `latest` and not earlier than `earliest`, from the `start_index`-th newest on.

    Without the deleted ones a page is full all the same: it reaches further back; `next_index` says how far.
    """
    high = await history_storage.get_position_at(tx, chat_id, to_micros(latest))
    low = 1
    if earliest is not None:
        low += await history_storage.get_position_at(tx, chat_id, to_micros(earliest - _INSTANT))
    top = high - start_index
    if limit == 0 or top < low:
        return Slice([], has_more=False, next_index=start_index)
    found = await history_storage.list_entries(
        tx, chat_id, low=low, high=top, limit=limit + 1, include_deleted=include_deleted
    )
    page = found[:limit]
    next_index = high - page[-1].position + 1 if page else start_index
    return Slice(page, has_more=len(found) > limit, next_index=next_index)


async def find_message(
    tx: ReadTx, chat_id: int | None, message_id: str, *, include_deleted: bool = True
) -> Message:
    """One message of a chat; NotFound when it is not there, or deleted and not wanted."""
    message = None if chat_id is None else await history_storage.get_message(tx, chat_id, message_id)
    if message is None or (message.is_deleted and not include_deleted):
        raise NotFound(f"Message {message_id} not found")
    return message


async def list_before(tx: ReadTx, chat_id: int, position: int | None, limit: int) -> list[Message]:
    """The messages next before `position`, or the newest when None; oldest first. For our own client."""
    high = _NEWEST if position is None else position - 1
    page = await history_storage.list_before(tx, chat_id, high=high, limit=limit)
    return page[::-1]


async def list_after(tx: ReadTx, chat_id: int, position: int, limit: int) -> list[Message]:
    """The messages next after `position`, oldest first. For our own client."""
    return await history_storage.list_after(tx, chat_id, position, limit)


async def last_position(tx: ReadTx, chat_id: int) -> int:
    """The position of the newest message: how many were sent. 0 in a silent chat."""
    return await history_storage.get_last_position(tx, chat_id)


async def list_around(tx: ReadTx, chat_id: int | None, message_id: str, limit: int) -> list[Message]:
    """A message in the middle of what stands before and after it, oldest first; NotFound when it is not there."""
    position = (await find_message(tx, chat_id, message_id)).position
    return await _list_beside(tx, chat_id or 0, position, limit, before=(limit + 1) // 2)


async def list_from(tx: ReadTx, chat_id: int, moment: datetime, limit: int) -> list[Message]:
    """The messages from a moment on, with some of those before it; oldest first."""
    position = await history_storage.get_position_at(tx, chat_id, to_micros(moment - _INSTANT))
    return await _list_beside(tx, chat_id, position, limit, before=limit // 4)


async def _list_beside(tx: ReadTx, chat_id: int, position: int, limit: int, *, before: int) -> list[Message]:
    """At most `before` messages up to a position, the rest after it; the other side gives what one lacks."""
    early = await history_storage.list_before(tx, chat_id, high=position, limit=before)
    late = await history_storage.list_after(tx, chat_id, position, limit - len(early))
    missing = limit - len(early) - len(late)
    if missing and len(early) == before:
        early += await history_storage.list_before(tx, chat_id, high=position - before, limit=missing)
    return early[::-1] + late


async def chat_messages(
    tx: ReadTx, group_id: int, messages: list[Message], *, are_new: bool = False
) -> list[ChatMessage]:
    """Messages as our own client gets them, in the same order: four queries for a chat, whatever their number.

    `are_new`: nobody can have put anything on them or answered them yet.
    """
    parent_ids = {message.parent_id for message in messages if message.parent_id is not None}
    parents = await history_storage.list_by_id(tx, sorted(parent_ids)) if parent_ids else []
    authors = {message.sender_id or 0 for message in [*messages, *parents] if message.is_by_person}
    people = await users.get_users(tx, group_id, authors)
    heads = {
        parent.id: chat_parent(parent, people.get(parent.sender_id or 0) if parent.is_by_person else None)
        for parent in parents
    }
    marks = {} if are_new else await get_marks(tx, messages)
    replies = {} if are_new else await get_replies(tx, messages)
    return [
        chat_message(
            message,
            people.get(message.sender_id or 0),
            heads.get(message.parent_id or ""),
            marks.get((message.chat_id, message.position)),
            replies.get(message.id),
        )
        for message in messages
    ]
