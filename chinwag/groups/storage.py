"""SQL of groups."""

from collections.abc import Iterable

import sqlalchemy as sa

from chinwag.clock import from_micros, to_micros
from chinwag.db.statements import any_of, insert, statement
from chinwag.db.tables import groups, sequences, users
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.groups.model import Group

_SELECT = sa.select(
    groups.c.id,
    groups.c.name,
    groups.c.subdomain,
    groups.c.owner_id,
    groups.c.version,
    groups.c.created_at,
    groups.c.avatar,
)
_BY_IDS = statement(_SELECT.where(any_of(groups.c.id, "ids")))
_FIRST = statement(_SELECT.order_by(groups.c.id).limit(1))
_ALL = statement(_SELECT.order_by(groups.c.id))
_INSERT = statement(
    insert(groups, "name", "subdomain", "owner_id", "version", "created_at").returning(groups.c.id)
)
_INSERT_SEQUENCE = statement(insert(sequences).on_conflict_do_nothing())
_UPDATE = statement(
    sa.update(groups)
    .where(groups.c.id == sa.bindparam("group_id"))
    .values(
        name=sa.bindparam("new_name", type_=sa.Text),
        owner_id=sa.bindparam("new_owner_id", type_=sa.BigInteger),
        version=sa.bindparam("new_version", type_=sa.Text),
    )
)
_FOR_CHANGE = statement(
    _SELECT.where(groups.c.id == sa.bindparam("group_id")).with_for_update(key_share=True)
)
_SET_AVATAR = statement(
    sa.update(groups)
    .where(groups.c.id == sa.bindparam("group_id"))
    .values(
        avatar=sa.bindparam("new_avatar", type_=sa.Text), version=sa.bindparam("new_version", type_=sa.Text)
    )
)
_COUNT_USERS = statement(
    sa.select(sa.func.count())
    .select_from(users)
    .where(
        users.c.group_id == sa.bindparam("group_id"), sa.not_(users.c.is_deleted), sa.not_(users.c.is_guest)
    )
)


def _group(row: Row) -> Group:
    return Group(*(*row[:5], from_micros(row[5]), row[6]))


async def list_groups_by_id(tx: ReadTx, group_ids: Iterable[int]) -> list[Group]:
    """Some groups, in no order."""
    return [_group(row) for row in await tx.all(_BY_IDS, {"ids": list(group_ids)})]


async def get_first_group(tx: ReadTx) -> Group | None:
    """The group that the server was set up with."""
    row = await tx.one(_FIRST)
    return _group(row) if row else None


async def list_groups(tx: ReadTx) -> list[Group]:
    """All groups of the server, oldest first."""
    return [_group(row) for row in await tx.all(_ALL)]


async def insert_group(tx: Tx, group: Group) -> int:
    """Stores a new group and its counter of live events; returns its id, whatever `group.id` is."""
    row = {
        "name": group.name,
        "subdomain": group.subdomain,
        "owner_id": group.owner_id,
        "version": group.version,
        "created_at": to_micros(group.created_at),
    }
    group_id = int(await tx.value(_INSERT, row))
    await tx.run(_INSERT_SEQUENCE, {"group_id": group_id, "last_seq": 0})
    return group_id


async def update_group(tx: Tx, group: Group) -> None:
    """Stores name and owner."""
    params = {
        "group_id": group.id,
        "new_name": group.name,
        "new_owner_id": group.owner_id,
        "new_version": group.version,
    }
    await tx.run(_UPDATE, params)


async def get_group_for_change(tx: Tx, group_id: int) -> Group | None:
    """A group that nobody else changes until this transaction ends."""
    row = await tx.one(_FOR_CHANGE, {"group_id": group_id})
    return _group(row) if row else None


async def update_avatar(tx: Tx, group: Group) -> None:
    """Stores the group's picture, and its version."""
    params = {"group_id": group.id, "new_avatar": group.avatar, "new_version": group.version}
    await tx.run(_SET_AVATAR, params)


async def count_users(tx: ReadTx, group_id: int) -> int:
    """People of a group whose accounts live, guests not counted."""
    return int(await tx.value(_COUNT_USERS, {"group_id": group_id}))
