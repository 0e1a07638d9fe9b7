"""SQL of looking users up; what changes them is in `change_storage.py`."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from chinwag.clock import from_micros
from chinwag.db.statements import any_of, statement
from chinwag.db.tables import (
    room_members,
    rooms,
    users,
)
from chinwag.db.tx import ReadTx, Row
from chinwag.users.model import User, email_key, mention_key

_COLUMNS = (
    users.c.id,
    users.c.group_id,
    users.c.name,
    users.c.mention_name,
    users.c.email,
    users.c.title,
    users.c.timezone,
    users.c.role,
    users.c.is_guest,
    users.c.is_deleted,
    users.c.photo,
    users.c.created_at,
    users.c.last_active_at,
    users.c.version,
)
_OF_GROUP = sa.select(*_COLUMNS).where(users.c.group_id == sa.bindparam("group_id"))
_LIVE = sa.not_(users.c.is_deleted)
_ADMIN_ROLES = ("owner", "admin")


def _flag(name: str) -> sa.ColumnElement[bool]:
    return sa.bindparam(name, type_=sa.Boolean(create_constraint=False)) == sa.true()


_mine, _theirs = room_members.alias("mine"), room_members.alias("theirs")
_IS_IN_ROOM = (
    sa.exists()
    .where(_theirs.c.room_id == rooms.c.id, _theirs.c.user_id == users.c.id)
    .correlate(rooms, users)
)
_SHARES_ROOM = sa.or_(
    users.c.id == sa.bindparam("viewer_id", type_=sa.BigInteger),
    sa.exists()
    .where(
        _mine.c.user_id == sa.bindparam("viewer_id", type_=sa.BigInteger),
        _mine.c.room_id == rooms.c.id,
        sa.not_(rooms.c.is_deleted),
        sa.or_(rooms.c.owner_id == users.c.id, _IS_IN_ROOM),
    )
    .correlate(users),
)
_BY_ID = statement(_OF_GROUP.where(users.c.id == sa.bindparam("id")))
_BY_IDS = statement(_OF_GROUP.where(any_of(users.c.id, "ids")))
_BY_EMAIL = statement(_OF_GROUP.where(users.c.email_key == sa.bindparam("email_key"), _LIVE))
_BY_MENTION = statement(_OF_GROUP.where(users.c.mention_key == sa.bindparam("mention_key"), _LIVE))
_ANYWHERE_BY_EMAIL = statement(sa.select(*_COLUMNS).where(users.c.email_key == sa.bindparam("email_key")))
_SHARING_ROOM = statement(sa.select(users.c.id).where(any_of(users.c.id, "ids"), _SHARES_ROOM))
_PAGE = statement(
    _OF_GROUP.where(
        sa.or_(_flag("with_guests"), sa.not_(users.c.is_guest)),
        sa.or_(_flag("with_deleted"), _LIVE),
        sa.or_(sa.not_(_flag("is_guest")), _SHARES_ROOM),
    )
    .order_by(users.c.id)
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
    .offset(sa.bindparam("offset", type_=sa.BigInteger))
)
_TAKEN_MENTIONS = statement(
    sa.select(users.c.mention_key).where(
        users.c.group_id == sa.bindparam("group_id"), any_of(users.c.mention_key, "keys")
    )
)
_OTHER_ADMIN = statement(
    sa.select(users.c.id)
    .where(
        users.c.group_id == sa.bindparam("group_id"),
        users.c.id != sa.bindparam("id"),
        users.c.role.in_(_ADMIN_ROLES),
        _LIVE,
    )
    .limit(1)
)


def user_of(row: Row) -> User:
    """A user of a row with the columns of this file."""
    return User(
        id=row[0],
        group_id=row[1],
        name=row[2],
        mention_name=row[3],
        email=row[4],
        title=row[5],
        timezone=row[6],
        role=row[7],
        is_guest=row[8],
        is_deleted=row[9],
        photo=row[10],
        created_at=from_micros(row[11]),
        last_active_at=None if row[12] is None else from_micros(row[12]),
        version=row[13],
    )


async def get_user(tx: ReadTx, group_id: int, user_id: int) -> User | None:
    """The user with an id, deleted or not."""
    row = await tx.one(_BY_ID, {"group_id": group_id, "id": user_id})
    return user_of(row) if row else None


async def get_by_email(tx: ReadTx, group_id: int, email: str) -> User | None:
    """The user with an e-mail address who is not deleted."""
    row = await tx.one(_BY_EMAIL, {"group_id": group_id, "email_key": email_key(email)})
    return user_of(row) if row else None


async def get_by_mention(tx: ReadTx, group_id: int, mention_name: str) -> User | None:
    """The user with a mention name who is not deleted."""
    row = await tx.one(_BY_MENTION, {"group_id": group_id, "mention_key": mention_key(mention_name)})
    return user_of(row) if row else None


async def get_anywhere_by_email(tx: ReadTx, email: str) -> User | None:
    """The user with an e-mail address, of any group, deleted or not: an address is one account."""
    row = await tx.one(_ANYWHERE_BY_EMAIL, {"email_key": email_key(email)})
    return user_of(row) if row else None


async def list_by_ids(tx: ReadTx, group_id: int, ids: Iterable[int]) -> list[User]:
    """The users with these ids, deleted or not, in no order."""
    rows = await tx.all(_BY_IDS, {"group_id": group_id, "ids": list(ids)})
    return [user_of(row) for row in rows]


async def list_sharing_room(tx: ReadTx, guest_id: int, ids: Iterable[int]) -> set[int]:
    """Those of `ids` who share a room with a guest; the guest is one of them."""
    rows = await tx.all(_SHARING_ROOM, {"viewer_id": guest_id, "ids": list(ids)})
    return {row[0] for row in rows}


@dataclass(frozen=True, slots=True)
class UserFilter:
    """Which users a list holds. `guest_id`: as this guest may see them."""

    group_id: int
    with_guests: bool
    with_deleted: bool
    guest_id: int | None


async def list_users(tx: ReadTx, wanted: UserFilter, offset: int, limit: int) -> list[User]:
    """A page of users by id."""
    rows = await tx.all(
        _PAGE,
        {
            "group_id": wanted.group_id,
            "with_guests": wanted.with_guests,
            "with_deleted": wanted.with_deleted,
            "is_guest": wanted.guest_id is not None,
            "viewer_id": wanted.guest_id or 0,
            "offset": offset,
            "limit": limit,
        },
    )
    return [user_of(row) for row in rows]


async def list_taken_mentions(tx: ReadTx, group_id: int, names: Iterable[str]) -> set[str]:
    """The keys of those mention names that somebody has."""
    rows = await tx.all(
        _TAKEN_MENTIONS, {"group_id": group_id, "keys": [mention_key(name) for name in names]}
    )
    return {row[0] for row in rows}


async def has_other_admin(tx: ReadTx, group_id: int, user_id: int) -> bool:
    """Whether somebody else administers the group."""
    return await tx.one(_OTHER_ADMIN, {"group_id": group_id, "id": user_id}) is not None
