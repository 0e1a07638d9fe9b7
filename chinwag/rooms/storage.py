"""SQL of rooms. What a caller may see is part of the look-up, never a step after it."""

from collections.abc import Iterable
from functools import lru_cache

import msgspec
import sqlalchemy as sa

from chinwag.clock import from_micros, to_micros
from chinwag.db.statements import any_of, insert, statement
from chinwag.db.tables import chats, messages, pictures, room_members, rooms
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.rooms.model import Room, RoomStatistics


class Viewer(msgspec.Struct, frozen=True):
    """Through whose eyes rooms are looked up. `sees_all`: every room of the group, as group clients do.

    A struct, not a dataclass: every request that names a room makes one, and this is a quarter of the cost.
    """

    group_id: int
    user_id: int | None = None
    sees_all: bool = False
    is_group_admin: bool = False
    is_guest: bool = False

    def params(self) -> dict[str, object]:
        """The parameters of `_VISIBLE`."""
        return {
            "group_id": self.group_id,
            "viewer_id": self.user_id or 0,
            "sees_all": self.sees_all,
            "is_group_admin": self.is_group_admin,
            "is_guest": self.is_guest,
        }


def _flag(name: str) -> sa.ColumnElement[bool]:
    return sa.bindparam(name, type_=sa.Boolean(create_constraint=False)) == sa.true()


_IS_MEMBER = sa.exists().where(
    room_members.c.room_id == rooms.c.id,
    room_members.c.user_id == sa.bindparam("viewer_id", type_=sa.BigInteger),
)
_VISIBLE = sa.and_(
    rooms.c.group_id == sa.bindparam("group_id"),
    sa.not_(rooms.c.is_deleted),
    sa.or_(
        _flag("sees_all"),
        sa.and_(rooms.c.privacy == sa.literal_column("'public'"), sa.not_(_flag("is_guest"))),
        sa.and_(_flag("is_group_admin"), sa.func.coalesce(rooms.c.delegate_admin_visibility, sa.false())),
        _IS_MEMBER,
    ),
)
_COLUMNS = (
    rooms.c.id,
    rooms.c.group_id,
    rooms.c.name,
    rooms.c.topic,
    rooms.c.privacy,
    rooms.c.is_archived,
    rooms.c.guest_token,
    rooms.c.delegate_admin_visibility,
    rooms.c.owner_id,
    rooms.c.xmpp_slug,
    rooms.c.created_at,
    rooms.c.version,
    rooms.c.avatar,
)

_BY_ID = statement(sa.select(*_COLUMNS).where(rooms.c.id == sa.bindparam("id"), _VISIBLE))
_BY_NAME = statement(sa.select(*_COLUMNS).where(rooms.c.name_key == sa.bindparam("name_key"), _VISIBLE))
_BY_IDS = statement(sa.select(*_COLUMNS).where(any_of(rooms.c.id, "ids"), _VISIBLE))
_IN_GROUP = statement(
    sa.select(*_COLUMNS).where(
        rooms.c.id == sa.bindparam("id"),
        rooms.c.group_id == sa.bindparam("group_id"),
        sa.not_(rooms.c.is_deleted),
    )
)
_FOR_CHANGE = statement(
    sa.select(*_COLUMNS)
    .where(rooms.c.id == sa.bindparam("id"), sa.not_(rooms.c.is_deleted))
    .with_for_update(key_share=True)
)
_OWNED = statement(
    sa.select(*_COLUMNS).where(
        rooms.c.group_id == sa.bindparam("group_id"),
        rooms.c.owner_id == sa.bindparam("owner_id"),
        sa.not_(rooms.c.is_deleted),
    )
)
_EVEN_DELETED = statement(sa.select(*_COLUMNS).where(rooms.c.id == sa.bindparam("id")))
_DELETED_PUBLIC = statement(
    sa.select(rooms.c.id).where(
        rooms.c.group_id == sa.bindparam("group_id"),
        any_of(rooms.c.id, "ids"),
        rooms.c.is_deleted,
        rooms.c.privacy == "public",
    )
)
_PAGE = statement(
    sa.select(*_COLUMNS)
    .where(
        _VISIBLE,
        sa.or_(rooms.c.privacy == "public", _flag("include_private")),
        sa.or_(sa.not_(rooms.c.is_archived), _flag("include_archived")),
    )
    .order_by(rooms.c.id)
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
    .offset(sa.bindparam("offset", type_=sa.BigInteger))
)
_SLUG_TAKEN = statement(
    sa.select(rooms.c.id)
    .where(rooms.c.group_id == sa.bindparam("group_id"), rooms.c.xmpp_slug == sa.bindparam("slug"))
    .limit(1)
)
_INSERT_CHAT = statement(insert(chats, "group_id").values(kind="room").returning(chats.c.id))
_CHANGING = (
    "name",
    "name_key",
    "topic",
    "privacy",
    "is_archived",
    "guest_token",
    "delegate_admin_visibility",
)
_INSERT = statement(
    insert(rooms, *_CHANGING, "id", "group_id", "owner_id", "xmpp_slug", "created_at", "version").values(
        is_deleted=sa.false()
    )
)
_UPDATE = statement(
    sa.update(rooms)
    .where(rooms.c.id == sa.bindparam("room_id"), sa.not_(rooms.c.is_deleted))
    .values({name: sa.bindparam(f"new_{name}") for name in (*_CHANGING, "owner_id", "version")})
)
_SET_AVATAR = statement(
    sa.update(rooms)
    .where(rooms.c.id == sa.bindparam("room_id"))
    .values(avatar=sa.bindparam("new_avatar", type_=sa.Text), version=sa.bindparam("new_version"))
)
_DELETE = statement(
    sa.update(rooms)
    .where(rooms.c.id == sa.bindparam("room_id"), sa.not_(rooms.c.is_deleted))
    .values(is_deleted=sa.true(), guest_token=None, version=sa.bindparam("new_version"))
)
_LET_GO_OF_AVATAR = statement(  # pictures/service.py deletes the data of what is gone
    sa.update(pictures)
    .where(
        pictures.c.key
        == sa.select(rooms.c.avatar).where(rooms.c.id == sa.bindparam("room_id")).scalar_subquery()
    )
    .values(kind="gone")
)
_LAST_POSITION = (
    sa.select(sa.func.max(messages.c.position)).where(messages.c.chat_id == rooms.c.id).scalar_subquery()
)
_LAST_SENT_AT = (
    sa.select(messages.c.sent_at)
    .where(messages.c.chat_id == rooms.c.id)
    .order_by(messages.c.position.desc())
    .limit(1)
    .scalar_subquery()
)
_STATISTICS = statement(sa.select(rooms.c.id, _LAST_POSITION, _LAST_SENT_AT).where(any_of(rooms.c.id, "ids")))

_moment = lru_cache(maxsize=10_000)(from_micros)
"""The same few moments come with every list of rooms."""


def _room(row: Row) -> Room:
    """A room from `_COLUMNS`, which stand in the order of its fields."""
    return Room(*(*row[:10], _moment(row[10]), *row[11:]))


async def get_room(tx: ReadTx, viewer: Viewer, room_id: int) -> Room | None:
    """A room by id, if the viewer may know of it."""
    rows = await tx.all(_BY_ID, {"id": room_id, **viewer.params()})
    return _room(rows[0]) if rows else None


async def get_room_by_name(tx: ReadTx, viewer: Viewer, key: str) -> Room | None:
    """A room by the key of its name, if the viewer may know of it."""
    row = await tx.one(_BY_NAME, {"name_key": key, **viewer.params()})
    return _room(row) if row else None


async def get_room_in_group(tx: ReadTx, group_id: int, room_id: int) -> Room | None:
    """A room by id, whoever may see it: for tokens that are bound to it and for the server's own work."""
    row = await tx.one(_IN_GROUP, {"id": room_id, "group_id": group_id})
    return _room(row) if row else None


async def get_room_for_change(tx: Tx, room_id: int) -> Room | None:
    """The newest state of a room, which nobody else changes until this transaction ends; None: it is gone."""
    row = await tx.one(_FOR_CHANGE, {"id": room_id})
    return _room(row) if row else None


async def get_room_even_deleted(tx: ReadTx, room_id: int) -> Room | None:
    """A room by id, also after its deletion: for the events that tell of it."""
    row = await tx.one(_EVEN_DELETED, {"id": room_id})
    return _room(row) if row else None


async def list_deleted_public(tx: ReadTx, group_id: int, room_ids: list[int]) -> set[int]:
    """Those of some rooms that are deleted and were public to the end."""
    if not room_ids:
        return set()
    return {row[0] for row in await tx.all(_DELETED_PUBLIC, {"group_id": group_id, "ids": room_ids})}


async def list_owned_rooms(tx: ReadTx, group_id: int, owner_id: int) -> list[Room]:
    """Rooms of one owner, whoever may see them."""
    return [_room(row) for row in await tx.all(_OWNED, {"group_id": group_id, "owner_id": owner_id})]


async def list_rooms_by_id(tx: ReadTx, viewer: Viewer, room_ids: list[int]) -> list[Room]:
    """Those of some rooms that the viewer may know of, in no order."""
    return [_room(row) for row in await tx.all(_BY_IDS, {"ids": room_ids, **viewer.params()})]


async def list_rooms(
    tx: ReadTx, viewer: Viewer, *, include_private: bool, include_archived: bool, offset: int, limit: int
) -> list[Room]:
    """One page of the rooms that the viewer may know of, by id."""
    params = {
        **viewer.params(),
        "include_private": include_private,
        "include_archived": include_archived,
        "offset": offset,
        "limit": limit,
    }
    return [_room(row) for row in await tx.all(_PAGE, params)]


async def is_slug_taken(tx: ReadTx, group_id: int, slug: str) -> bool:
    """Whether a room, dead ones included, has this XMPP address already."""
    return await tx.one(_SLUG_TAKEN, {"group_id": group_id, "slug": slug}) is not None


async def insert_chat(tx: Tx, group_id: int) -> int:
    """A new id for a room, shared with one-to-one chats and never used again."""
    return int(await tx.value(_INSERT_CHAT, {"group_id": group_id}))


def _changing(room: Room, name_key: str) -> dict[str, object]:
    return {
        "name": room.name,
        "name_key": name_key,
        "topic": room.topic,
        "privacy": room.privacy,
        "is_archived": room.is_archived,
        "guest_token": room.guest_token,
        "delegate_admin_visibility": room.delegate_admin_visibility,
    }


async def insert_room(tx: Tx, room: Room, name_key: str) -> None:
    """UniqueViolation when the group has a room of that name."""
    await tx.run(
        _INSERT,
        {
            **_changing(room, name_key),
            "id": room.id,
            "group_id": room.group_id,
            "owner_id": room.owner_id,
            "xmpp_slug": room.xmpp_slug,
            "created_at": to_micros(room.created_at),
            "version": room.version,
        },
    )


async def update_room(tx: Tx, room: Room, name_key: str) -> bool:
    """Everything that may change; UniqueViolation when another room has that name. False: it is gone."""
    changes = {**_changing(room, name_key), "owner_id": room.owner_id, "version": room.version}
    params = {f"new_{name}": value for name, value in changes.items()}
    return await tx.run(_UPDATE, {"room_id": room.id, **params}) == 1


async def update_avatar(tx: Tx, room: Room) -> None:
    """The room's picture, and its version."""
    await tx.run(_SET_AVATAR, {"room_id": room.id, "new_avatar": room.avatar, "new_version": room.version})


async def delete_room(tx: Tx, room_id: int, version: str) -> bool:
    """Frees the name and the avatar; the row stays, so that the id is never used again. False: it was gone."""
    await tx.run(_LET_GO_OF_AVATAR, {"room_id": room_id})
    return await tx.run(_DELETE, {"room_id": room_id, "new_version": version}) == 1


async def get_statistics(tx: ReadTx, room_ids: Iterable[int]) -> dict[int, RoomStatistics]:
    """Figures of several rooms in one query. Positions have no gaps, so the last one is the count."""
    rows = await tx.all(_STATISTICS, {"ids": list(room_ids)})
    return {row[0]: RoomStatistics(row[1] or 0, None if row[2] is None else _moment(row[2])) for row in rows}
