"""SQL of users."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from chinwag.clock import from_micros, to_micros
from chinwag.db.statements import any_of, insert, statement
from chinwag.db.tables import (
    groups,
    pictures,
    room_members,
    rooms,
    tokens,
    users,
    web_sessions,
)
from chinwag.db.tx import ReadTx, Row, Tx
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
_GROUP_NAME = statement(sa.select(groups.c.name).where(groups.c.id == sa.bindparam("id")))
_GROUP_OWNER = statement(sa.select(groups.c.owner_id).where(groups.c.id == sa.bindparam("id")))

_INSERT = statement(
    insert(
        users,
        "group_id",
        "name",
        "mention_name",
        "mention_key",
        "email",
        "email_key",
        "title",
        "timezone",
        "password_hash",
        "role",
        "is_guest",
        "is_deleted",
        "version",
        "created_at",
    ).returning(users.c.id)
)
_UPDATE = statement(
    sa.update(users)
    .where(users.c.id == sa.bindparam("user_id"))
    .values(
        name=sa.bindparam("name"),
        mention_name=sa.bindparam("mention_name"),
        mention_key=sa.bindparam("mention_key"),
        email=sa.bindparam("email"),
        email_key=sa.bindparam("email_key"),
        title=sa.bindparam("title"),
        timezone=sa.bindparam("timezone"),
        role=sa.bindparam("role"),
        is_deleted=sa.bindparam("is_deleted"),
        version=sa.bindparam("version"),
    )
)
_HOLD = statement(sa.select(users.c.id).where(users.c.id == sa.bindparam("id"), _LIVE).with_for_update())
_HOLD_GROUP = statement(
    sa.select(groups.c.owner_id).where(groups.c.id == sa.bindparam("id")).with_for_update()
)
_SET_OWNER = statement(
    sa.update(groups)
    .where(groups.c.id == sa.bindparam("group_id"))
    .values(owner_id=sa.bindparam("user_id"), version=sa.bindparam("new_version"))
)
_SET_PASSWORD = statement(
    sa.update(users)
    .where(users.c.id == sa.bindparam("user_id"))
    .values(password_hash=sa.bindparam("password_hash"))
)
_SET_PHOTO = statement(
    sa.update(users)
    .where(users.c.id == sa.bindparam("user_id"))
    .values(photo=sa.bindparam("photo", type_=sa.Text), version=sa.bindparam("version"))
)
_LET_GO_OF_PHOTO = statement(  # pictures/service.py deletes the data of what is gone
    sa.update(pictures)
    .where(
        pictures.c.key
        == sa.select(users.c.photo).where(users.c.id == sa.bindparam("user_id")).scalar_subquery()
    )
    .values(kind="gone")
)
_CLEAR_PHOTO = statement(
    sa.update(users).where(users.c.id == sa.bindparam("user_id")).values(photo=sa.null())
)
_TOUCH = statement(
    sa.update(users)
    .where(users.c.id == sa.bindparam("user_id"))
    .values(last_active_at=sa.bindparam("active_at"))
)
_SESSION_HASHES = statement(
    sa.select(web_sessions.c.hash).where(web_sessions.c.user_id == sa.bindparam("user_id"))
)
_ACTING = sa.and_(tokens.c.user_id == sa.bindparam("user_id"), tokens.c.kind.in_(("user", "personal")))
_TOKEN_HASHES = statement(sa.select(tokens.c.hash).where(_ACTING))


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


async def get_group_name(tx: ReadTx, group_id: int) -> str:
    """The group's name."""
    return str(await tx.value(_GROUP_NAME, {"id": group_id}))


async def get_group_owner(tx: ReadTx, group_id: int) -> int | None:
    """The id of the group's owner."""
    owner_id: int | None = await tx.value(_GROUP_OWNER, {"id": group_id})
    return owner_id


async def insert_user(tx: Tx, user: User, password_hash: str | None) -> int:
    """Store a new user (its `id` is not looked at) and return the id."""
    new_id: int = await tx.value(
        _INSERT,
        {
            **_written(user),
            "group_id": user.group_id,
            "is_guest": user.is_guest,
            "created_at": to_micros(user.created_at),
            "password_hash": password_hash,
        },
    )
    return new_id


async def hold_user(tx: Tx, user_id: int) -> bool:
    """Keep others from changing or deleting a person before this transaction ends. False: they are gone."""
    return await tx.value(_HOLD, {"id": user_id}) is not None


async def hold_group(tx: Tx, group_id: int) -> int | None:
    """Keep others from changing who administers a group before this transaction ends; says who owns it."""
    owner_id: int | None = await tx.value(_HOLD_GROUP, {"id": group_id})
    return owner_id


async def set_group_owner(tx: Tx, user: User, version: str) -> None:
    """Give a group to one of its people."""
    await tx.run(_SET_OWNER, {"group_id": user.group_id, "user_id": user.id, "new_version": version})


async def update_user(tx: Tx, user: User) -> None:
    """Store everything about a user that may change, but the password.

    A deleted user gives the mention name free: the key becomes one that no name has.
    """
    await tx.run(_UPDATE, {**_written(user), "user_id": user.id})


async def update_password(tx: Tx, user_id: int, password_hash: str | None) -> None:
    """Store a user's password; None = cannot sign in with one."""
    await tx.run(_SET_PASSWORD, {"user_id": user_id, "password_hash": password_hash})


async def update_photo(tx: Tx, user: User) -> None:
    """Store a user's photo, and the version."""
    await tx.run(_SET_PHOTO, {"user_id": user.id, "photo": user.photo, "version": user.version})


async def delete_photo(tx: Tx, user_id: int) -> None:
    """Take a person's photo away; its address is dead with the commit."""
    await tx.run(_LET_GO_OF_PHOTO, {"user_id": user_id})
    await tx.run(_CLEAR_PHOTO, {"user_id": user_id})


async def touch_users(tx: Tx, active: Iterable[tuple[int, datetime]]) -> None:
    """Store when people were last active."""
    for user_id, at in active:
        await tx.run(_TOUCH, {"user_id": user_id, "active_at": to_micros(at)})


def _written(user: User) -> dict[str, object]:
    return {
        "name": user.name,
        "mention_name": user.mention_name,
        "mention_key": f"deleted user {user.id}" if user.is_deleted else mention_key(user.mention_name),
        "email": user.email,
        "email_key": None if user.email is None else email_key(user.email),
        "title": user.title,
        "timezone": user.timezone,
        "role": user.role,
        "is_deleted": user.is_deleted,
        "version": user.version,
    }


async def list_credentials(tx: ReadTx, user_id: int) -> list[str]:
    """Cache keys of everything that lets somebody act as the user: sessions and tokens."""
    sessions = await tx.all(_SESSION_HASHES, {"user_id": user_id})
    acting = await tx.all(_TOKEN_HASHES, {"user_id": user_id})
    return [f"session:{row[0]}" for row in sessions] + [f"token:{row[0]}" for row in acting]
