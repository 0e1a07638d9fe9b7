"""SQL of guests: links of rooms, and who came by them."""

from datetime import datetime

import sqlalchemy as sa

from chinwag.clock import to_micros
from chinwag.db.statements import insert, statement
from chinwag.db.tables import groups, guest_visits, messages, rooms
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.guests.model import Visit

_BY_LINK = statement(
    sa.select(rooms.c.id, rooms.c.group_id, groups.c.name)
    .join(groups, groups.c.id == rooms.c.group_id)
    .where(rooms.c.guest_token == sa.bindparam("token"), sa.not_(rooms.c.is_deleted))
)
_LAST_POSITION = statement(
    sa.select(sa.func.coalesce(sa.func.max(messages.c.position), 0)).where(
        messages.c.chat_id == sa.bindparam("room_id")
    )
)
_COUNT = statement(
    sa.select(sa.func.count()).where(
        guest_visits.c.room_id == sa.bindparam("room_id"), guest_visits.c.ends_at > sa.bindparam("now")
    )
)
_VISIT = (
    guest_visits.c.user_id,
    guest_visits.c.group_id,
    guest_visits.c.room_id,
    guest_visits.c.sees_after,
)
_OF_USER = statement(sa.select(*_VISIT).where(guest_visits.c.user_id == sa.bindparam("user_id")))
_OF_ROOM = statement(
    sa.select(*_VISIT)
    .where(guest_visits.c.room_id == sa.bindparam("room_id"))
    .order_by(guest_visits.c.user_id)
)
_OVER = statement(
    sa.select(*_VISIT)
    .where(guest_visits.c.ends_at <= sa.bindparam("now"))
    .order_by(guest_visits.c.user_id)
    .limit(100)
)
_INSERT = statement(insert(guest_visits))
_DELETE = statement(sa.delete(guest_visits).where(guest_visits.c.user_id == sa.bindparam("user_id")))


async def get_by_link(tx: ReadTx, token: str) -> tuple[int, int, str] | None:
    """(room id, group id, group name) of the room that has this link now."""
    row = await tx.one(_BY_LINK, {"token": token})
    return (row[0], row[1], row[2]) if row else None


async def last_position(tx: ReadTx, room_id: int) -> int:
    """The position of the newest message of a room; 0 in a silent one."""
    return int(await tx.value(_LAST_POSITION, {"room_id": room_id}) or 0)


async def count_visits(tx: ReadTx, room_id: int, now: datetime) -> int:
    """How many guests are in a room."""
    return int(await tx.value(_COUNT, {"room_id": room_id, "now": to_micros(now)}) or 0)


async def get_visit(tx: ReadTx, user_id: int) -> Visit | None:
    """The visit of a guest."""
    row = await tx.one(_OF_USER, {"user_id": user_id})
    return _visit(row) if row else None


async def list_visits(tx: ReadTx, room_id: int) -> list[Visit]:
    """Those who came into a room by its link."""
    return [_visit(row) for row in await tx.all(_OF_ROOM, {"room_id": room_id})]


async def list_over(tx: ReadTx, now: datetime) -> list[Visit]:
    """Some of the visits whose time is over."""
    return [_visit(row) for row in await tx.all(_OVER, {"now": to_micros(now)})]


async def insert_visit(tx: Tx, visit: Visit, ends_at: datetime) -> None:
    """Note who came."""
    await tx.run(
        _INSERT,
        {
            "user_id": visit.user_id,
            "group_id": visit.group_id,
            "room_id": visit.room_id,
            "sees_after": visit.sees_after,
            "joined_at": to_micros(tx.now),
            "ends_at": to_micros(ends_at),
        },
    )


async def delete_visit(tx: Tx, user_id: int) -> bool:
    """False when it had ended already."""
    return await tx.run(_DELETE, {"user_id": user_id}) == 1


def _visit(row: Row) -> Visit:
    return Visit(*row)
