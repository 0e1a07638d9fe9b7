"""SQL of imported messages: put behind those of a chat, under numbers that no live listener is told of."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as insert_into

from chinwag.db.statements import any_of, insert, statement
from chinwag.db.tables import imported_ranges, messages, read_positions, sequences, users
from chinwag.db.tx import ReadTx, Tx

_m, _r, _u = messages.c, read_positions.c, users.c
_chat = sa.bindparam("chat_id", type_=sa.BigInteger)
_group = sa.bindparam("group_id", type_=sa.BigInteger)
_zero: sa.ColumnElement[int] = sa.literal_column("0", sa.BigInteger)

_LAST = statement(
    sa.select(_m.position, _m.sent_at).where(_m.chat_id == _chat).order_by(_m.position.desc()).limit(1)
)
_KNOWN = statement(sa.select(_m.id, _m.chat_id).where(any_of(_m.id, "ids")))
_HOLD_READERS = statement(
    sa.select(_r.user_id).where(_r.chat_id == _chat).order_by(_r.user_id).with_for_update()
)
_IS_READER = sa.and_(
    _u.group_id == _group,
    sa.not_(_u.is_deleted),
    sa.or_(
        any_of(_u.id, "ids"),
        sa.and_(
            sa.bindparam("everybody", type_=sa.Boolean(create_constraint=False)) == sa.true(),
            sa.not_(_u.is_guest),
        ),
    ),
)
_HAS_ROW = sa.exists().where(_r.user_id == _u.id, _r.chat_id == _chat).correlate(users)
_INSERT_READERS = statement(
    insert_into(read_positions)
    .from_select(
        ["user_id", "chat_id", "group_id", "position"],
        sa.select(_u.id, sa.cast(_chat, sa.BigInteger), _u.group_id, _zero).where(
            _IS_READER, sa.not_(_HAS_ROW)
        ),
    )
    .on_conflict_do_nothing()
)
_MOVE_READERS = statement(
    read_positions.update()
    .where(_r.chat_id == sa.bindparam("chat"), _r.position >= sa.bindparam("before"))
    .values(position=sa.bindparam("to"))
)
_TAKE_MORE = statement(
    sequences.update()
    .where(sequences.c.group_id == sa.bindparam("group"))
    .values(last_seq=sequences.c.last_seq + sa.bindparam("more", type_=sa.BigInteger))
)
_LENGTHEN = statement(
    imported_ranges.update()
    .where(
        imported_ranges.c.group_id == sa.bindparam("group"),
        imported_ranges.c.last_seq == sa.bindparam("before"),
    )
    .values(last_seq=sa.bindparam("last"))
)
_INSERT_RANGE = statement(insert(imported_ranges))
_INSERT = statement(insert(messages))

Row = dict[str, object]


async def get_last(tx: ReadTx, chat_id: int) -> tuple[int, int] | None:
    """Position and time (microseconds) of the newest message; None in a silent chat."""
    row = await tx.one(_LAST, {"chat_id": chat_id})
    return None if row is None else (row[0], row[1])


async def list_known(tx: ReadTx, ids: Sequence[str]) -> dict[str, int]:
    """Which of these messages are there already, each with its chat; of whatever group."""
    return {row[0]: row[1] for row in await tx.all(_KNOWN, {"ids": list(ids)})}


async def hold_readers(
    tx: Tx, chat_id: int, group_id: int, *, everybody: bool, people: Sequence[int], is_silent: bool
) -> None:
    """Keep the read positions of a chat from moving; in a silent chat everybody who may read it gets one.

    Before the group is held: whoever posts takes the two in this order.
    """
    await tx.all(_HOLD_READERS, {"chat_id": chat_id})
    if not is_silent:
        return
    asked = {"chat_id": chat_id, "group_id": group_id, "everybody": everybody, "ids": list(people)}
    await tx.run(_INSERT_READERS, asked)


async def move_readers(tx: Tx, chat_id: int, before: int, to: int) -> None:
    """Whoever had read up to `before` has read up to `to`."""
    await tx.run(_MOVE_READERS, {"chat": chat_id, "before": before, "to": to})


async def take_numbers(tx: Tx, group_id: int, count: int) -> int:
    """The first of `count` numbers in a row, which no listener is told of. Holds the group."""
    first = await tx.next_seq(group_id)
    last = first + count - 1
    await tx.run(_TAKE_MORE, {"group": group_id, "more": count - 1})
    if not await tx.run(_LENGTHEN, {"group": group_id, "before": first - 1, "last": last}):
        await tx.run(_INSERT_RANGE, {"group_id": group_id, "last_seq": last, "first_seq": first})
    return first


async def insert_messages(tx: Tx, rows: Sequence[Row]) -> None:
    """Store messages whose place is known."""
    for row in rows:
        await tx.run(_INSERT, row)
