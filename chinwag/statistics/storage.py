"""SQL of figures."""

from collections.abc import Sequence

import sqlalchemy as sa

from chinwag.db.statements import insert, statement
from chinwag.db.tables import (
    chats,
    groups,
    messages,
    sequences,
    statistics_hours,
    statistics_people,
    statistics_progress,
    statistics_rooms,
    users,
)
from chinwag.db.tx import ReadTx, Tx
from chinwag.statistics.model import HourFigures, RoomFigures, Said, Tally

_m = messages.c
_GROUP = sa.bindparam("group_id", type_=sa.BigInteger)
_SENDER_LENGTH = 100

_BEGIN = statement(insert(statistics_progress).on_conflict_do_nothing())
_MOVE = statement(
    sa.update(statistics_progress)
    .where(
        statistics_progress.c.group_id == sa.bindparam("of_group", type_=sa.BigInteger),
        statistics_progress.c.upto == sa.bindparam("was", type_=sa.BigInteger),
    )
    .values(upto=sa.bindparam("upto", type_=sa.BigInteger))
)
_BEHIND = statement(
    sa.select(
        sequences.c.group_id,
        sequences.c.last_seq,
        sa.func.coalesce(statistics_progress.c.upto, sa.literal_column("0")),
    )
    .select_from(
        sequences.outerjoin(statistics_progress, statistics_progress.c.group_id == sequences.c.group_id)
    )
    .where(sequences.c.last_seq > sa.func.coalesce(statistics_progress.c.upto, sa.literal_column("0")))
)
_SAID = statement(
    sa.select(_m.seq, _m.sent_at, _m.chat_id, _m.type, _m.sender_id, _m.sender_label)
    .where(
        _m.group_id == _GROUP,
        _m.seq > sa.bindparam("after", type_=sa.BigInteger),
        _m.seq <= sa.bindparam("upto", type_=sa.BigInteger),
        _m.type.in_(("message", "notification")),
    )
    .order_by(_m.seq)
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)


def _adding(table: sa.Table, keys: Sequence[str], figures: Sequence[str]) -> sa.Executable:
    """INSERT that adds to the row that is there."""
    values = insert(table)
    return values.on_conflict_do_update(
        index_elements=[table.c[key] for key in keys],
        set_={name: table.c[name] + getattr(values.excluded, name) for name in figures},
    )


_ADD_HOUR = statement(_adding(statistics_hours, ("group_id", "hour"), ("messages", "notifications")))
_ADD_ROOM = statement(_adding(statistics_rooms, ("group_id", "day", "chat_id", "sender"), ("messages",)))
_ADD_PERSON = statement(insert(statistics_people).on_conflict_do_nothing())
_SEEN = statement(
    sa.select(users.c.id, users.c.group_id).where(
        users.c.id == sa.bindparam("user_id", type_=sa.BigInteger), sa.not_(users.c.is_guest)
    )
)


def _between(column: "sa.Column[int]") -> sa.ColumnElement[bool]:
    first, last = sa.bindparam("first", type_=sa.BigInteger), sa.bindparam("last", type_=sa.BigInteger)
    return sa.and_(column >= first, column <= last)


_HOURS = statement(
    sa.select(statistics_hours.c.hour, statistics_hours.c.messages, statistics_hours.c.notifications)
    .where(statistics_hours.c.group_id == _GROUP, _between(statistics_hours.c.hour))
    .order_by(statistics_hours.c.hour)
)
_ROOMS = statement(
    sa.select(
        statistics_rooms.c.chat_id,
        statistics_rooms.c.sender,
        sa.cast(sa.func.sum(statistics_rooms.c.messages), sa.BigInteger),
    )
    .where(
        statistics_rooms.c.group_id == _GROUP,
        _between(statistics_rooms.c.day),
        statistics_rooms.c.chat_id == chats.c.id,
        chats.c.kind == "room",
    )
    .group_by(statistics_rooms.c.chat_id, statistics_rooms.c.sender)
)
_IS_PERSON = sa.and_(
    statistics_people.c.group_id == _GROUP,
    _between(statistics_people.c.day),
    users.c.id == statistics_people.c.user_id,
    sa.not_(users.c.is_guest),
)
_PEOPLE_BY_DAY = statement(
    sa.select(statistics_people.c.day, sa.func.count()).where(_IS_PERSON).group_by(statistics_people.c.day)
)
_PEOPLE = statement(sa.select(sa.func.count(sa.distinct(statistics_people.c.user_id))).where(_IS_PERSON))
_FILE_BYTES = statement(sa.select(groups.c.file_bytes).where(groups.c.id == _GROUP))


async def list_behind(tx: ReadTx) -> list[tuple[int, int, int]]:
    """(group, newest event, counted up to) of the groups that have something new."""
    return [(row[0], row[1], row[2]) for row in await tx.all(_BEHIND)]


async def list_said(tx: ReadTx, group_id: int, after: int, upto: int, limit: int) -> list[Said]:
    """The next messages of a group that are to be counted; changes of a topic are none."""
    rows = await tx.all(_SAID, {"group_id": group_id, "after": after, "upto": upto, "limit": limit})
    return [
        Said(row[0], row[1], row[2], row[3] == "notification", row[4], (row[5] or "")[:_SENDER_LENGTH])
        for row in rows
    ]


async def advance(tx: Tx, group_id: int, was: int, upto: int) -> bool:
    """Note how far a group is counted. False: another process was faster, and has counted it."""
    await tx.run(_BEGIN, {"group_id": group_id, "upto": 0})
    return await tx.run(_MOVE, {"of_group": group_id, "was": was, "upto": upto}) == 1


async def add(tx: Tx, group_id: int, tally: Tally) -> None:
    """Add what was counted, in a fixed order so that two processes cannot lock each other out."""
    for hour, (said, notified) in sorted(tally.hours.items()):
        row: dict[str, object] = {
            "group_id": group_id, "hour": hour, "messages": said, "notifications": notified
        }  # fmt: skip
        await tx.run(_ADD_HOUR, row)
    for (day, chat_id, sender), count in sorted(tally.rooms.items()):
        row = {"group_id": group_id, "day": day, "chat_id": chat_id, "sender": sender, "messages": count}
        await tx.run(_ADD_ROOM, row)
    for day, user_id in sorted(tally.people):
        await tx.run(_ADD_PERSON, {"group_id": group_id, "day": day, "user_id": user_id})


async def add_seen(tx: Tx, day: int, user_ids: Sequence[int]) -> None:
    """Count people as active on a day because they used the web client."""
    for user_id in user_ids:
        row = await tx.one(_SEEN, {"user_id": user_id})
        if row is not None:
            await tx.run(_ADD_PERSON, {"group_id": row[1], "day": day, "user_id": user_id})


async def list_hours(tx: ReadTx, group_id: int, first: int, last: int) -> list[HourFigures]:
    """The hours in which something was said, in order."""
    rows = await tx.all(_HOURS, {"group_id": group_id, "first": first, "last": last})
    return [HourFigures(*row) for row in rows]


async def list_rooms(tx: ReadTx, group_id: int, first: int, last: int) -> list[RoomFigures]:
    """What was said in rooms over some days, by room and integration; one-to-one chats are nobody's figures."""
    rows = await tx.all(_ROOMS, {"group_id": group_id, "first": first, "last": last})
    return [RoomFigures(*row) for row in rows]


async def count_people_by_day(tx: ReadTx, group_id: int, first: int, last: int) -> dict[int, int]:
    """How many people were active on each day."""
    return dict(await tx.all(_PEOPLE_BY_DAY, {"group_id": group_id, "first": first, "last": last}))


async def count_people(tx: ReadTx, group_id: int, first: int, last: int) -> int:
    """How many different people were active over some days."""
    return int(await tx.value(_PEOPLE, {"group_id": group_id, "first": first, "last": last}))


async def get_file_bytes(tx: ReadTx, group_id: int) -> int:
    """What the files of a group take."""
    return int(await tx.value(_FILE_BYTES, {"group_id": group_id}) or 0)
