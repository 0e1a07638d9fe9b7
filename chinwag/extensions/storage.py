"""SQL of modules, of what is pushed to glances, and of integration links."""

import sqlalchemy as sa

from chinwag.clock import from_micros, to_micros
from chinwag.db.holds import HOLD_CLIENT
from chinwag.db.statements import any_of, insert, statement
from chinwag.db.tables import extensions, glance_updates, installations, integration_links, oauth_clients
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.extensions.model import Extension, IntegrationLink, Kind

EXTENSION_COLUMNS = (
    extensions.c.id,
    extensions.c.group_id,
    extensions.c.client_id,
    extensions.c.room_id,
    extensions.c.kind,
    extensions.c.key,
    extensions.c.module,
    extensions.c.is_declared,
    extensions.c.created_at,
)
_OF_CLIENT = extensions.c.client_id == sa.bindparam("client_id")
_IN_PLACE = sa.and_(
    _OF_CLIENT,
    sa.func.coalesce(extensions.c.room_id, sa.literal_column("0"))
    == sa.bindparam("place", type_=sa.BigInteger),
)
_BY_KEY = statement(sa.select(*EXTENSION_COLUMNS).where(_IN_PLACE, extensions.c.key == sa.bindparam("key")))
_OF_ADDON = statement(sa.select(*EXTENSION_COLUMNS).where(_OF_CLIENT).order_by(extensions.c.id))
_COUNT = statement(sa.select(sa.func.count()).where(_IN_PLACE, sa.not_(extensions.c.is_declared)))
_GLANCES = statement(
    sa.select(extensions.c.key)
    .where(
        _OF_CLIENT,
        extensions.c.kind == "glance",
        any_of(extensions.c.key, "keys"),
        sa.or_(
            extensions.c.room_id.is_(None),
            extensions.c.room_id == sa.bindparam("room_id", type_=sa.BigInteger),
            sa.bindparam("room_id", type_=sa.BigInteger) == sa.literal_column("0"),
        ),
    )
    .distinct()
)
_INSERT = statement(
    insert(
        extensions, "group_id", "client_id", "room_id", "kind", "key", "module", "is_declared", "created_at"
    ).returning(extensions.c.id)
)
_UPDATE = statement(
    sa.update(extensions)
    .where(extensions.c.id == sa.bindparam("extension_id"))
    .values(module=sa.bindparam("new_module"))
)
_DELETE = statement(sa.delete(extensions).where(extensions.c.id == sa.bindparam("extension_id")))

_KEEP = statement(
    insert(glance_updates).on_conflict_do_update(
        index_elements=[
            glance_updates.c.client_id,
            glance_updates.c.key,
            glance_updates.c.room_id,
            glance_updates.c.user_id,
        ],
        set_={
            "content": sa.bindparam("content", type_=sa.Text),
            "updated_at": sa.bindparam("updated_at", type_=sa.BigInteger),
        },
    )
)
_DROP_UPDATES = statement(
    sa.delete(glance_updates).where(
        glance_updates.c.client_id == sa.bindparam("client_id"),
        glance_updates.c.key == sa.bindparam("key"),
        sa.or_(
            sa.bindparam("place", type_=sa.BigInteger) == sa.literal_column("0"),
            glance_updates.c.room_id == sa.bindparam("place", type_=sa.BigInteger),
        ),
    )
)

_INSERT_LINK = statement(insert(integration_links))
_LINK = statement(
    sa.select(
        integration_links.c.client_id,
        integration_links.c.group_id,
        integration_links.c.target,
        integration_links.c.expires_at,
    )
    .join(oauth_clients, oauth_clients.c.id == integration_links.c.client_id)
    .outerjoin(installations, installations.c.client_id == integration_links.c.client_id)
    .where(
        integration_links.c.hash == sa.bindparam("hash"),
        sa.not_(oauth_clients.c.is_deleted),
        sa.or_(installations.c.is_disabled.is_(None), sa.not_(installations.c.is_disabled)),
    )
)
_DELETE_LINK = statement(
    sa.delete(integration_links).where(
        integration_links.c.hash == sa.bindparam("hash"),
        integration_links.c.client_id == sa.bindparam("client_id"),
        integration_links.c.expires_at > sa.bindparam("now"),
    )
)
_DELETE_OLD_LINKS = statement(
    sa.delete(integration_links).where(
        integration_links.c.client_id == sa.bindparam("client_id"),
        integration_links.c.expires_at <= sa.bindparam("now"),
    )
)
_COUNT_LINKS = statement(
    sa.select(sa.func.count()).where(integration_links.c.client_id == sa.bindparam("client_id"))
)


def extension_of(row: Row) -> Extension:
    """A module from its row."""
    return Extension(
        id=row[0],
        group_id=row[1],
        client_id=row[2],
        room_id=row[3],
        kind=row[4],
        key=row[5],
        module=row[6],
        is_declared=row[7],
        created_at=from_micros(row[8]),
    )


async def get_extension(tx: ReadTx, client_id: str, room_id: int | None, key: str) -> Extension | None:
    """The module of an add-on with this key: in a room, or of all rooms."""
    row = await tx.one(_BY_KEY, {"client_id": client_id, "place": room_id or 0, "key": key})
    return extension_of(row) if row else None


async def list_extensions(tx: ReadTx, client_id: str) -> list[Extension]:
    """All modules of an add-on."""
    return [extension_of(row) for row in await tx.all(_OF_ADDON, {"client_id": client_id})]


async def count_extensions(tx: ReadTx, client_id: str, room_id: int | None) -> int:
    """How many modules an add-on registered over the API in one place."""
    return int(await tx.value(_COUNT, {"client_id": client_id, "place": room_id or 0}))


async def list_glances(tx: ReadTx, client_id: str, room_id: int | None, keys: list[str]) -> set[str]:
    """Those of some keys that are glances of the add-on: of all rooms or of this one; None: of any."""
    params = {"client_id": client_id, "room_id": room_id or 0, "keys": keys}
    return {row[0] for row in await tx.all(_GLANCES, params)}


async def hold_addon(tx: Tx, client_id: str) -> bool:
    """Keep others from registering for the same add-on until the transaction ends. False: it is gone."""
    return bool(await tx.all(HOLD_CLIENT, {"client_id": client_id}))


async def insert_extension(
    tx: Tx,
    *,
    group_id: int,
    client_id: str,
    room_id: int | None,
    kind: Kind,
    key: str,
    module: str,
    is_declared: bool,
) -> int:
    """A new module; returns its number."""
    row = {
        "group_id": group_id,
        "client_id": client_id,
        "room_id": room_id,
        "kind": kind,
        "key": key,
        "module": module,
        "is_declared": is_declared,
        "created_at": to_micros(tx.now),
    }
    return int(await tx.value(_INSERT, row))


async def update_extension(tx: Tx, extension_id: int, module: str) -> None:
    """Replace a module."""
    await tx.run(_UPDATE, {"extension_id": extension_id, "new_module": module})


async def delete_extension(tx: Tx, extension: Extension) -> None:
    """Take a module away, with what was pushed to it."""
    await tx.run(_DELETE, {"extension_id": extension.id})
    place = extension.room_id or 0
    await tx.run(_DROP_UPDATES, {"client_id": extension.client_id, "key": extension.key, "place": place})


async def keep_update(
    tx: Tx, *, group_id: int, client_id: str, key: str, room_id: int | None, user_id: int | None, content: str
) -> None:
    """Remember what a glance shows to this audience."""
    await tx.run(
        _KEEP,
        {
            "group_id": group_id,
            "client_id": client_id,
            "key": key,
            "room_id": room_id or 0,
            "user_id": user_id or 0,
            "content": content,
            "updated_at": to_micros(tx.now),
        },
    )


async def insert_link(tx: Tx, token_hash: str, link: IntegrationLink) -> None:
    """Keep a link."""
    await tx.run(
        _INSERT_LINK,
        {
            "hash": token_hash,
            "group_id": link.group_id,
            "client_id": link.client_id,
            "target": link.target,
            "created_at": to_micros(tx.now),
            "expires_at": to_micros(link.expires_at),
        },
    )


async def get_link(tx: ReadTx, token_hash: str) -> IntegrationLink | None:
    """A link, also when its time is over; None when its add-on is gone or disabled."""
    row = await tx.one(_LINK, {"hash": token_hash})
    return IntegrationLink(row[0], row[1], row[2], from_micros(row[3])) if row else None


async def delete_link(tx: Tx, token_hash: str, client_id: str, now: int) -> bool:
    """Take a live link of an add-on away; False: it has none of this token."""
    return await tx.run(_DELETE_LINK, {"hash": token_hash, "client_id": client_id, "now": now}) == 1


async def delete_old_links(tx: Tx, client_id: str, now: int) -> None:
    """Take away the links of an add-on whose time is over."""
    await tx.run(_DELETE_OLD_LINKS, {"client_id": client_id, "now": now})


async def count_links(tx: ReadTx, client_id: str) -> int:
    """How many links an add-on has."""
    return int(await tx.value(_COUNT_LINKS, {"client_id": client_id}))
