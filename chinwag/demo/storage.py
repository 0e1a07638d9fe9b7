"""SQL that only the demo needs: dating things back, guests and archives that come from nowhere."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from chinwag.clock import to_micros
from chinwag.db.statements import insert, statement
from chinwag.db.tables import (
    groups,
    messages,
    oauth_clients,
    read_positions,
    room_members,
    rooms,
    tokens,
    users,
)
from chinwag.db.tx import ReadTx, Tx

_GROUP_ID = statement(sa.select(groups.c.id).where(groups.c.subdomain == sa.bindparam("subdomain")))
_USER_IDS = statement(
    sa.select(users.c.mention_name, users.c.id).where(users.c.group_id == sa.bindparam("group"))
)
_ROOM_IDS = statement(
    sa.select(rooms.c.name, rooms.c.id).where(
        rooms.c.group_id == sa.bindparam("group"), sa.not_(rooms.c.is_deleted)
    )
)
_LAST = statement(
    sa.select(messages.c.chat_id, sa.func.max(messages.c.position))
    .where(messages.c.group_id == sa.bindparam("group"))
    .group_by(messages.c.chat_id)
)
_MAKE_GUEST = statement(
    users.update()
    .where(users.c.id == sa.bindparam("user"))
    .values(is_guest=sa.true(), email=sa.null(), email_key=sa.null())
)
_ARCHIVE = statement(rooms.update().where(rooms.c.id == sa.bindparam("room")).values(is_archived=sa.true()))
_ADMIT = statement(insert(room_members).on_conflict_do_nothing())
_KEEP_TOKEN = statement(insert(tokens).on_conflict_do_nothing(index_elements=[tokens.c.hash]))
_KEEP_CLIENT = statement(insert(oauth_clients).on_conflict_do_nothing(index_elements=[oauth_clients.c.id]))
_DATE_MESSAGE = statement(
    messages.update()
    .where(messages.c.chat_id == sa.bindparam("chat"), messages.c.position == sa.bindparam("place"))
    .values(sent_at=sa.bindparam("moment"))
)
_DATE_GROUP = tuple(
    statement(table.update().where(column == sa.bindparam("group")).values(created_at=sa.bindparam("moment")))
    for table, column in ((groups, groups.c.id), (users, users.c.group_id), (rooms, rooms.c.group_id))
)
_new_read = insert(read_positions)
_SET_READ = statement(
    _new_read.on_conflict_do_update(
        index_elements=[read_positions.c.user_id, read_positions.c.chat_id],
        set_={"position": _new_read.excluded.position},
    )
)


async def get_group_id(tx: ReadTx, subdomain: str) -> int | None:
    """The group with this subdomain."""
    found: int | None = await tx.value(_GROUP_ID, {"subdomain": subdomain})
    return found


async def user_ids(tx: ReadTx, group_id: int) -> dict[str, int]:
    """Ids by mention name."""
    return {name: user_id for name, user_id in await tx.all(_USER_IDS, {"group": group_id})}  # noqa: C416 - rows are untyped tuples


async def room_ids(tx: ReadTx, group_id: int) -> dict[str, int]:
    """Ids by name."""
    return {name: room_id for name, room_id in await tx.all(_ROOM_IDS, {"group": group_id})}  # noqa: C416 - rows are untyped tuples


async def last_positions(tx: ReadTx, group_id: int) -> dict[int, int]:
    """The last position of each chat that has messages."""
    return {chat: position for chat, position in await tx.all(_LAST, {"group": group_id})}  # noqa: C416 - rows are untyped tuples


async def make_guest(tx: Tx, user_id: int) -> None:
    """Turn a person into a guest, who has no e-mail."""
    await tx.run(_MAKE_GUEST, {"user": user_id})


async def admit(tx: Tx, group_id: int, room_id: int, user_id: int) -> None:
    """Admit a person to a room."""
    await tx.run(_ADMIT, {"group_id": group_id, "room_id": room_id, "user_id": user_id, "is_admin": False})


async def archive(tx: Tx, room_id: int) -> None:
    """Archive a room."""
    await tx.run(_ARCHIVE, {"room": room_id})


async def keep_token(tx: Tx, row: Mapping[str, object]) -> None:
    """Store a token, unless it is there already."""
    await tx.run(_KEEP_TOKEN, row)


async def keep_client(tx: Tx, row: Mapping[str, object]) -> None:
    """Store an OAuth client, unless it is there already."""
    await tx.run(_KEEP_CLIENT, row)


async def date_message(tx: Tx, chat_id: int, position: int, at: datetime) -> None:
    """Say when a message was sent."""
    await tx.run(_DATE_MESSAGE, {"chat": chat_id, "place": position, "moment": to_micros(at)})


async def date_group(tx: Tx, group_id: int, at: datetime) -> None:
    """Say when a group, its people and its rooms began."""
    for date in _DATE_GROUP:
        await tx.run(date, {"group": group_id, "moment": to_micros(at)})


async def set_read(tx: Tx, group_id: int, user_id: int, chat_id: int, position: int) -> None:
    """Say how far a person has read."""
    await tx.run(
        _SET_READ,
        {"group_id": group_id, "user_id": user_id, "chat_id": chat_id, "position": max(0, position)},
    )
