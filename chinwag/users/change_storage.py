"""SQL of changing users: what is written, what is held meanwhile, and which credentials are theirs."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from chinwag.clock import to_micros
from chinwag.db.statements import insert, statement
from chinwag.db.tables import groups, pictures, tokens, users, web_sessions
from chinwag.db.tx import ReadTx, Tx
from chinwag.users.model import User, email_key, mention_key

_LIVE = sa.not_(users.c.is_deleted)
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
_ONE = sa.select(users.c.id).where(users.c.id == sa.bindparam("id"))
_HOLD = statement(_ONE.where(_LIVE).with_for_update(key_share=True))
_HOLD_DELETED = statement(_ONE.where(users.c.is_deleted).with_for_update(key_share=True))
_HOLD_ALONE = statement(_ONE.where(_LIVE).with_for_update())
_HOLD_GROUP = statement(
    sa.select(groups.c.owner_id).where(groups.c.id == sa.bindparam("id")).with_for_update(key_share=True)
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
    """Keep others from changing or deleting a person before this transaction ends. False: they are gone.

    Whoever holds several things takes rooms first, then the group, then people by id: else two wait for one another.
    """
    return await tx.value(_HOLD, {"id": user_id}) is not None


async def hold_deleted_user(tx: Tx, user_id: int) -> bool:
    """The same with somebody who is to come back. False: they are back."""
    return await tx.value(_HOLD_DELETED, {"id": user_id}) is not None


async def hold_leaver(tx: Tx, user_id: int) -> bool:
    """As `hold_user`; also waits for whoever makes a session or a token for them just now, which is to end too."""
    return await tx.value(_HOLD_ALONE, {"id": user_id}) is not None


async def hold_group(tx: Tx, group_id: int) -> int | None:
    """Keep others from changing who is in a group and administers it until this transaction ends; says who owns it."""
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
