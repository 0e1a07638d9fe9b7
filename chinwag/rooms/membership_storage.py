"""SQL of who is admitted to a room: members of private rooms, guests of any."""

import sqlalchemy as sa

from chinwag.db.statements import any_of, insert, statement
from chinwag.db.tables import room_members, users
from chinwag.db.tx import ReadTx, Tx
from chinwag.rooms.model import Member

_ROOM = room_members.c.room_id == sa.bindparam("room_id")
_PERSON = room_members.c.user_id == sa.bindparam("user_id")
_OF_LIVE_USER = sa.and_(_ROOM, room_members.c.user_id == users.c.id, sa.not_(users.c.is_deleted))

_GET = statement(sa.select(room_members.c.user_id, room_members.c.is_admin).where(_ROOM, _PERSON))
_LIST = statement(
    sa.select(room_members.c.user_id, room_members.c.is_admin)
    .where(_OF_LIVE_USER)
    .order_by(room_members.c.user_id)
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
    .offset(sa.bindparam("offset", type_=sa.BigInteger))
)
_COUNT = statement(
    sa.select(room_members.c.room_id, sa.func.count())
    .where(
        any_of(room_members.c.room_id, "room_ids"),
        room_members.c.user_id == users.c.id,
        sa.not_(users.c.is_deleted),
    )
    .group_by(room_members.c.room_id)
)
_ROOMS_OF = statement(sa.select(room_members.c.room_id).where(_PERSON))
_ADMINISTERED_BY = statement(sa.select(room_members.c.room_id).where(_PERSON, room_members.c.is_admin))
_GUESTS = statement(sa.select(room_members.c.user_id).where(_OF_LIVE_USER, users.c.is_guest))
_ADMINS = statement(
    sa.select(users.c.id).where(
        users.c.group_id == sa.bindparam("group_id"),
        users.c.role.in_(("owner", "admin")),
        sa.not_(users.c.is_deleted),
    )
)
_ADD = statement(insert(room_members).on_conflict_do_nothing(index_elements=["room_id", "user_id"]))
_SET_ADMIN = statement(
    sa.update(room_members)
    .where(_ROOM, _PERSON)
    .values(is_admin=sa.bindparam("new_is_admin", type_=sa.Boolean()))
)
_REMOVE = statement(sa.delete(room_members).where(_ROOM, _PERSON))
_REMOVE_EVERYWHERE = statement(sa.delete(room_members).where(_PERSON))
_REMOVE_ORDINARY = statement(
    sa.delete(room_members).where(
        _ROOM,
        sa.not_(room_members.c.is_admin),
        room_members.c.user_id.not_in(sa.select(users.c.id).where(users.c.is_guest)),
    )
)

_ALL = 2**53


async def get_member(tx: ReadTx, room_id: int, user_id: int) -> Member | None:
    """The membership of one person."""
    row = await tx.one(_GET, {"room_id": room_id, "user_id": user_id})
    return Member(row[0], bool(row[1])) if row else None


async def list_members(tx: ReadTx, room_id: int, *, offset: int = 0, limit: int = _ALL) -> list[Member]:
    """People admitted to a room whose accounts live, by id."""
    rows = await tx.all(_LIST, {"room_id": room_id, "offset": offset, "limit": limit})
    return [Member(row[0], bool(row[1])) for row in rows]


async def count_members(tx: ReadTx, room_ids: list[int]) -> dict[int, int]:
    """How many people are admitted to each of some rooms; rooms without any are left out."""
    return dict(await tx.all(_COUNT, {"room_ids": room_ids}))


async def list_rooms_of(tx: ReadTx, user_id: int) -> list[int]:
    """The rooms that a person is admitted to."""
    return [row[0] for row in await tx.all(_ROOMS_OF, {"user_id": user_id})]


async def list_administered(tx: ReadTx, user_id: int) -> list[int]:
    """The rooms that a person administers beside their owners."""
    return [row[0] for row in await tx.all(_ADMINISTERED_BY, {"user_id": user_id})]


async def list_guests(tx: ReadTx, room_id: int) -> list[int]:
    """Guests admitted to a room."""
    return [row[0] for row in await tx.all(_GUESTS, {"room_id": room_id})]


async def list_group_admins(tx: ReadTx, group_id: int) -> list[int]:
    """People who administer the group."""
    return [row[0] for row in await tx.all(_ADMINS, {"group_id": group_id})]


async def add_member(tx: Tx, group_id: int, room_id: int, user_id: int, *, is_admin: bool = False) -> bool:
    """False when the person was a member already; nothing changes then."""
    params = {"group_id": group_id, "room_id": room_id, "user_id": user_id, "is_admin": is_admin}
    return await tx.run(_ADD, params) == 1


async def set_room_admin(tx: Tx, room_id: int, user_id: int, *, is_admin: bool) -> None:
    """Give or take a member's rights over the room."""
    await tx.run(_SET_ADMIN, {"room_id": room_id, "user_id": user_id, "new_is_admin": is_admin})


async def remove_member(tx: Tx, room_id: int, user_id: int) -> bool:
    """False when the person was no member."""
    return await tx.run(_REMOVE, {"room_id": room_id, "user_id": user_id}) == 1


async def remove_everywhere(tx: Tx, user_id: int) -> None:
    """End all memberships of a person."""
    await tx.run(_REMOVE_EVERYWHERE, {"user_id": user_id})


async def remove_ordinary_members(tx: Tx, room_id: int) -> None:
    """Everybody but room admins and guests: a public room keeps no list of members."""
    await tx.run(_REMOVE_ORDINARY, {"room_id": room_id})
