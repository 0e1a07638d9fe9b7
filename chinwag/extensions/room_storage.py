"""SQL of what the client shows of add-ons in a room."""

import sqlalchemy as sa

from chinwag.db.statements import any_of, statement
from chinwag.db.tables import extensions, glance_updates, installations, oauth_clients
from chinwag.db.tx import ReadTx, Row
from chinwag.extensions.model import ClientOfAddon, Extension
from chinwag.extensions.storage import EXTENSION_COLUMNS, extension_of
from chinwag.scopes import parse_scopes

_room = sa.bindparam("room_id", type_=sa.BigInteger)
_ADDONS = (
    sa.select(
        oauth_clients.c.id,
        oauth_clients.c.group_id,
        oauth_clients.c.room_id,
        oauth_clients.c.key,
        oauth_clients.c.name,
        oauth_clients.c.scopes,
        installations.c.descriptor,
        installations.c.is_disabled,
    )
    .outerjoin(installations, installations.c.client_id == oauth_clients.c.id)
    .where(
        oauth_clients.c.group_id == sa.bindparam("group_id"),
        sa.not_(oauth_clients.c.is_deleted),
        sa.or_(oauth_clients.c.room_id.is_(None), oauth_clients.c.room_id == _room),
    )
    .order_by(oauth_clients.c.room_id.is_(None), oauth_clients.c.created_at, oauth_clients.c.id)
)
_IN_ROOM = statement(_ADDONS)
_ONE = statement(_ADDONS.where(oauth_clients.c.id == sa.bindparam("client_id")))
_MODULES = statement(
    sa.select(*EXTENSION_COLUMNS)
    .where(
        any_of(extensions.c.client_id, "clients"),
        sa.or_(extensions.c.room_id.is_(None), extensions.c.room_id == _room),
    )
    .order_by(extensions.c.id)
)
_PUSHED = statement(
    sa.select(
        glance_updates.c.client_id,
        glance_updates.c.key,
        glance_updates.c.room_id,
        glance_updates.c.user_id,
        glance_updates.c.content,
    ).where(
        any_of(glance_updates.c.client_id, "clients"),
        sa.or_(glance_updates.c.room_id == sa.literal_column("0"), glance_updates.c.room_id == _room),
        sa.or_(
            glance_updates.c.user_id == sa.literal_column("0"),
            glance_updates.c.user_id == sa.bindparam("user_id", type_=sa.BigInteger),
        ),
    )
)


def _client(row: Row) -> ClientOfAddon:
    return ClientOfAddon(
        id=row[0],
        group_id=row[1],
        room_id=row[2],
        key=row[3],
        name=row[4],
        scopes=parse_scopes(row[5]),
        descriptor=row[6],
        is_disabled=bool(row[7]),
    )


async def list_clients(tx: ReadTx, group_id: int, room_id: int) -> list[ClientOfAddon]:
    """The add-ons that work in a room: its own first, then those of the group, oldest first."""
    return [_client(row) for row in await tx.all(_IN_ROOM, {"group_id": group_id, "room_id": room_id})]


async def get_client(tx: ReadTx, group_id: int, room_id: int, client_id: str) -> ClientOfAddon | None:
    """One of them."""
    params = {"group_id": group_id, "room_id": room_id, "client_id": client_id}
    row = await tx.one(_ONE, params)
    return _client(row) if row else None


async def list_modules(tx: ReadTx, client_ids: list[str], room_id: int) -> list[Extension]:
    """Modules of some add-ons in a room, in the order in which they came."""
    rows = await tx.all(_MODULES, {"clients": client_ids, "room_id": room_id})
    return [extension_of(row) for row in rows]


async def list_pushed(
    tx: ReadTx, client_ids: list[str], room_id: int, user_id: int
) -> dict[tuple[str, str], str]:
    """What was pushed to glances for a person in a room, by add-on and key: the narrowest audience wins."""
    rows = await tx.all(_PUSHED, {"clients": client_ids, "room_id": room_id, "user_id": user_id})
    rows = sorted(rows, key=lambda row: (row[3] != 0, row[2] != 0))
    return {(row[0], row[1]): row[4] for row in rows}
