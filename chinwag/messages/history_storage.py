"""SQL of reading messages. A page is a range of positions: no query counts or skips rows of a long chat."""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from chinwag.db.statements import any_of, packed, statement
from chinwag.db.tables import imported_ranges, messages
from chinwag.db.tx import ReadTx, Row
from chinwag.messages.model import Entry, Message

_m = messages.c
_ENTRY_COLUMNS = (
    _m.position,
    _m.id,
    _m.type,
    _m.sender_id,
    _m.sender_label,
    _m.body,
    _m.format,
    _m.color,
    _m.sent_at,
)
_RARE = (_m.sender_detail, _m.mentions, _m.card, _m.attach_to, _m.parent_id, _m.file, _m.links)
_ENTRY = sa.select(
    *_ENTRY_COLUMNS, sa.case((sa.func.coalesce(*_RARE).is_not(None), packed(*_RARE)), else_=sa.null())
)
"""An `Entry`, field by column, but what few messages have as one column, NULL where there is nothing of it."""

_unpack = msgspec.json.Decoder(tuple[str | None, ...]).decode

MESSAGE = sa.select(
    *_ENTRY_COLUMNS,
    *_RARE,
    _m.chat_id,
    _m.group_id,
    _m.seq,
    sa.type_coerce(_m.notify, sa.Integer),  # true or 1, as the engine says: not worth a copy of each row
    _m.client_id,
    _m.edited_at,
)
"""What `message_of` takes; of whatever chat."""

_chat = sa.bindparam("chat_id", type_=sa.BigInteger)
_IN_CHAT = MESSAGE.where(_m.chat_id == _chat)


def _newest_first(chosen: sa.Select[Any]) -> sa.Select[Any]:
    return (
        chosen.where(
            _m.chat_id == _chat, _m.position >= sa.bindparam("low"), _m.position <= sa.bindparam("high")
        )
        .order_by(_m.position.desc())
        .limit(sa.bindparam("limit", type_=sa.BigInteger))
    )


_PAGE = statement(_newest_first(MESSAGE))
_ENTRIES = statement(_newest_first(_ENTRY))
_ENTRIES_WITHOUT_DELETED = statement(_newest_first(_ENTRY.where(_m.body.is_not(None))))
_NEXT = statement(
    _IN_CHAT.where(_m.position > sa.bindparam("after"))
    .order_by(_m.position)
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)
_BY_SEQ_OF_ALL = (
    MESSAGE.where(
        _m.group_id == sa.bindparam("group_id", type_=sa.BigInteger),
        _m.seq > sa.bindparam("after", type_=sa.BigInteger),
        _m.seq <= sa.bindparam("upto", type_=sa.BigInteger),
    )
    .order_by(_m.seq)
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)
_BY_SEQ = statement(_BY_SEQ_OF_ALL)
_ir = imported_ranges.c
_NEXT_IMPORT = (
    sa.select(_ir.first_seq)
    .where(_ir.group_id == _m.group_id, _ir.last_seq >= _m.seq)
    .order_by(_ir.last_seq)
    .limit(sa.literal_column("1"))
    .correlate(messages)
    .scalar_subquery()
)
_LIVE_BY_SEQ = statement(
    _BY_SEQ_OF_ALL.where(sa.func.coalesce(_NEXT_IMPORT, _m.seq + sa.literal_column("1")) > _m.seq)
)
_BY_ID = statement(_IN_CHAT.where(_m.id == sa.bindparam("id")))
_BY_IDS = statement(MESSAGE.where(any_of(_m.id, "ids")))
_BY_CLIENT_ID = statement(
    _IN_CHAT.where(_m.sender_id == sa.bindparam("sender_id"), _m.client_id == sa.bindparam("client_id"))
)
_LAST_POSITION = statement(sa.select(sa.func.max(_m.position)).where(_m.chat_id == _chat))


def _position_at() -> sa.Select[tuple[int]]:
    """The last position sent not later than `at`, found by halving: about 20 look-ups in a million messages.

    `low` is always such a position (or 0), `high` is never before the answer.
    """
    last = sa.select(sa.func.coalesce(sa.func.max(_m.position), sa.literal_column("0")))
    last = last.where(_m.chat_id == _chat)
    zero = sa.cast(sa.literal_column("0"), sa.BigInteger)
    halves = sa.select(zero.label("low"), last.scalar_subquery().label("high")).cte("halves", recursive=True)
    middle = (halves.c.low + halves.c.high + sa.literal_column("1")) // sa.literal_column("2", sa.BigInteger)
    is_early = _m.sent_at <= sa.bindparam("at", type_=sa.BigInteger)
    one = sa.literal_column("1", sa.BigInteger)
    step = sa.select(
        sa.case((is_early, _m.position), else_=halves.c.low),
        sa.case((is_early, halves.c.high), else_=_m.position - one),
    ).where(halves.c.low < halves.c.high, _m.chat_id == _chat, _m.position == middle)
    halves = halves.union_all(step)
    return sa.select(sa.func.max(halves.c.low))


_POSITION_AT = statement(_position_at())


async def list_entries(
    tx: ReadTx, chat_id: int, *, low: int, high: int, limit: int, include_deleted: bool = True
) -> list[Entry]:
    """What a history shows of the messages from position `low` to `high`, newest first, at most `limit`.

    Fetching cells is most of the cost of a page: these are less than half of a message's.
    """
    chosen = _ENTRIES if include_deleted else _ENTRIES_WITHOUT_DELETED
    rows = await tx.all(chosen, {"chat_id": chat_id, "low": low, "high": high, "limit": limit})
    return [Entry(*row) if row[-1] is None else _entry_with_rare(row) for row in rows]


def _entry_with_rare(row: Row) -> Entry:
    return Entry(*row[:-1], *_unpack(row[-1]))


def message_of(row: Row) -> Message:
    """A message from the columns of `MESSAGE`."""
    chat_id, group_id, seq, notify, client_id, edited_micros = row[-6:]
    return Message(
        *row[:-6],
        chat_id=chat_id,
        group_id=group_id,
        seq=seq,
        notify=notify,
        client_id=client_id,
        edited_micros=edited_micros,
    )


async def list_before(tx: ReadTx, chat_id: int, *, high: int, limit: int) -> list[Message]:
    """The messages up to position `high`, newest first, at most `limit`."""
    rows = await tx.all(_PAGE, {"chat_id": chat_id, "low": 1, "high": high, "limit": limit})
    return [message_of(row) for row in rows]


async def list_after(tx: ReadTx, chat_id: int, position: int, limit: int) -> list[Message]:
    """The messages next after `position`, oldest first."""
    rows = await tx.all(_NEXT, {"chat_id": chat_id, "after": position, "limit": limit})
    return [message_of(row) for row in rows]


async def list_by_seq(tx: ReadTx, group_id: int, after: int, upto: int, limit: int) -> list[Message]:
    """Messages of all chats of a group, after one number of its live events and up to another, in order."""
    rows = await tx.all(_BY_SEQ, {"group_id": group_id, "after": after, "upto": upto, "limit": limit})
    return [message_of(row) for row in rows]


async def list_live_by_seq(tx: ReadTx, group_id: int, after: int, upto: int, limit: int) -> list[Message]:
    """The same without messages that were imported, of which nobody is told."""
    rows = await tx.all(_LIVE_BY_SEQ, {"group_id": group_id, "after": after, "upto": upto, "limit": limit})
    return [message_of(row) for row in rows]


async def get_message(tx: ReadTx, chat_id: int, message_id: str) -> Message | None:
    """One message of a chat."""
    row = await tx.one(_BY_ID, {"chat_id": chat_id, "id": message_id})
    return None if row is None else message_of(row)


async def list_by_id(tx: ReadTx, message_ids: Sequence[str]) -> list[Message]:
    """Messages of whatever chats."""
    return [message_of(row) for row in await tx.all(_BY_IDS, {"ids": list(message_ids)})]


async def get_by_client_id(tx: ReadTx, chat_id: int, sender_id: int, client_id: str) -> Message | None:
    """The message that a person sent to a chat under an id of their own."""
    row = await tx.one(_BY_CLIENT_ID, {"chat_id": chat_id, "sender_id": sender_id, "client_id": client_id})
    return None if row is None else message_of(row)


async def get_last_position(tx: ReadTx, chat_id: int) -> int:
    """The position of the newest message, 0 in a silent chat: how many were ever sent."""
    position: int | None = await tx.value(_LAST_POSITION, {"chat_id": chat_id})
    return position or 0


async def get_position_at(tx: ReadTx, chat_id: int, at_micros: int) -> int:
    """The last position sent not later than a moment, 0 if none was.

    Exact while times grow with positions; when the machine's clock was set back, as near as that allows.
    """
    position: int = await tx.value(_POSITION_AT, {"chat_id": chat_id, "at": at_micros})
    return position
