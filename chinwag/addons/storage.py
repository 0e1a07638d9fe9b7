"""SQL of installations, and of all that goes with one."""

import sqlalchemy as sa

from chinwag.addons.model import Installation
from chinwag.clock import from_micros, to_micros
from chinwag.db.holds import HOLD_GROUP
from chinwag.db.statements import insert, statement
from chinwag.db.tables import (
    authorization_codes,
    extensions,
    glance_updates,
    installables,
    installations,
    integration_links,
    oauth_clients,
    rooms,
    tokens,
    webhooks,
)
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.scopes import parse_scopes

_COLUMNS = (
    installations.c.client_id,
    installations.c.group_id,
    installations.c.room_id,
    installations.c.key,
    installations.c.url,
    installations.c.descriptor,
    installations.c.pending,
    installations.c.is_disabled,
    installations.c.installed_by,
    oauth_clients.c.scopes,
    installations.c.created_at,
    installations.c.updated_at,
)
_SELECT = (
    sa.select(*_COLUMNS)
    .join(oauth_clients, oauth_clients.c.id == installations.c.client_id)
    .where(sa.not_(oauth_clients.c.is_deleted))
)
_IN_GROUP = _SELECT.where(installations.c.group_id == sa.bindparam("group_id"))
_AGREED = _IN_GROUP.where(installations.c.agreed_at.is_not(None))
_IN_PLACE = (
    installations.c.key == sa.bindparam("key"),
    sa.func.coalesce(installations.c.room_id, sa.literal_column("0"))
    == sa.bindparam("place", type_=sa.BigInteger),
)
_BY_ID = statement(_AGREED.where(installations.c.client_id == sa.bindparam("client_id")))
_OF_GROUP = statement(_AGREED.order_by(installations.c.created_at, installations.c.client_id))
_BY_KEY = statement(_AGREED.where(*_IN_PLACE))
_ASKED = statement(_IN_GROUP.where(*_IN_PLACE, installations.c.agreed_at.is_(None)))
_BEFORE = sa.bindparam("before", type_=sa.BigInteger)
_ABANDONED = statement(
    _SELECT.where(installations.c.agreed_at.is_(None), installations.c.created_at < _BEFORE)
)
_UNCHECKED = statement(
    _SELECT.where(
        installations.c.agreed_at.is_not(None),
        installations.c.url.is_not(None),
        sa.func.coalesce(installations.c.checked_at, installations.c.agreed_at) < _BEFORE,
    )
    .order_by(sa.func.coalesce(installations.c.checked_at, installations.c.agreed_at))
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)
_CHECK = statement(
    sa.update(installations)
    .where(
        installations.c.client_id == sa.bindparam("old_client"),
        sa.func.coalesce(installations.c.checked_at, installations.c.agreed_at) < _BEFORE,
    )
    .values(checked_at=sa.bindparam("new_time"))
)
_AGREE = statement(
    sa.update(installations)
    .where(installations.c.client_id == sa.bindparam("old_client"), installations.c.agreed_at.is_(None))
    .values(agreed_at=sa.bindparam("new_time"))
)
_COUNT = statement(sa.select(sa.func.count()).where(installations.c.group_id == sa.bindparam("group_id")))
_INSERT = statement(
    insert(
        installations,
        "client_id", "group_id", "room_id", "key", "url", "descriptor", "is_disabled", "installed_by",
        "created_at", "updated_at",
    ).values(pending=None, checked_at=None, agreed_at=None)
)  # fmt: skip
_UPDATE = statement(
    sa.update(installations)
    .where(installations.c.client_id == sa.bindparam("old_client"))
    .values(
        url=sa.bindparam("new_url"),
        descriptor=sa.bindparam("new_descriptor"),
        pending=sa.bindparam("new_pending"),
        updated_at=sa.bindparam("new_time"),
    )
)
_DISABLE = statement(
    sa.update(installations)
    .where(installations.c.client_id == sa.bindparam("old_client"))
    .values(is_disabled=sa.bindparam("off", type_=sa.Boolean(create_constraint=False)))
)
_UPDATE_CLIENT = statement(
    sa.update(oauth_clients)
    .where(oauth_clients.c.id == sa.bindparam("old_client"))
    .values(
        name=sa.bindparam("new_name"),
        scopes=sa.bindparam("new_scopes"),
        redirect_uris=sa.bindparam("new_uris"),
    )
)
_SEALED = statement(
    sa.select(oauth_clients.c.secret_sealed).where(oauth_clients.c.id == sa.bindparam("client_id"))
)
_HOLD_ROOM = statement(
    sa.select(rooms.c.id)
    .where(rooms.c.id == sa.bindparam("room_id"), sa.not_(rooms.c.is_deleted))
    .with_for_update(key_share=True)
)
_HOLD_CLIENT = statement(
    sa.select(oauth_clients.c.id).where(oauth_clients.c.id == sa.bindparam("client_id")).with_for_update()
)
_WEBHOOKS = statement(sa.select(webhooks.c.id).where(webhooks.c.client_id == sa.bindparam("client_id")))
_TOKENS = statement(sa.select(tokens.c.hash).where(tokens.c.client_id == sa.bindparam("client_id")))
_DELETE_TOKENS = statement(sa.delete(tokens).where(tokens.c.client_id == sa.bindparam("client_id")))
_WITH_IT = tuple(
    statement(sa.delete(table).where(table.c.client_id == sa.bindparam("client_id")))
    for table in (
        webhooks,
        extensions,
        glance_updates,
        integration_links,
        installables,
        authorization_codes,
        installations,
    )
)
_SWITCH = statement(
    sa.update(webhooks)
    .where(
        webhooks.c.client_id == sa.bindparam("client"),
        sa.func.coalesce(webhooks.c.switched_off, sa.literal_column("''"))
        == sa.bindparam("was", type_=sa.Text),
    )
    .values(switched_off=sa.bindparam("why", type_=sa.Text))
)


def _installation(row: Row) -> Installation:
    return Installation(
        client_id=row[0],
        group_id=row[1],
        room_id=row[2],
        key=row[3],
        url=row[4],
        descriptor=row[5],
        pending=row[6],
        is_disabled=row[7],
        installed_by=row[8],
        scopes=parse_scopes(row[9]),
        created_at=from_micros(row[10]),
        updated_at=from_micros(row[11]),
    )


async def get_installation(tx: ReadTx, group_id: int, client_id: str) -> Installation | None:
    """An installation by its oauthId."""
    row = await tx.one(_BY_ID, {"group_id": group_id, "client_id": client_id})
    return _installation(row) if row else None


async def get_installation_by_key(
    tx: ReadTx, group_id: int, room_id: int | None, key: str
) -> Installation | None:
    """The installation of an add-on in a room, or for the whole group."""
    row = await tx.one(_BY_KEY, {"group_id": group_id, "key": key, "place": room_id or 0})
    return _installation(row) if row else None


async def is_being_installed(tx: ReadTx, group_id: int, room_id: int | None, key: str) -> bool:
    """Whether an add-on is being asked just now whether it wants to be installed there."""
    return bool(await tx.all(_ASKED, {"group_id": group_id, "key": key, "place": room_id or 0}))


async def list_abandoned(tx: ReadTx, before: int) -> list[Installation]:
    """Installations that began before then and were never completed: the server died meanwhile."""
    return [_installation(row) for row in await tx.all(_ABANDONED, {"before": before})]


async def list_unchecked(tx: ReadTx, before: int, limit: int) -> list[Installation]:
    """Some whose descriptor was not read again since then, on any server."""
    return [_installation(row) for row in await tx.all(_UNCHECKED, {"before": before, "limit": limit})]


async def take_check(tx: Tx, client_id: str, before: int) -> bool:
    """Say that a descriptor is being read again. False: somebody else did so meanwhile."""
    params = {"old_client": client_id, "before": before, "new_time": to_micros(tx.now)}
    return await tx.run(_CHECK, params) == 1


async def agree(tx: Tx, client_id: str) -> bool:
    """The add-on wants to be installed. False: it thought for too long, and is gone."""
    return await tx.run(_AGREE, {"old_client": client_id, "new_time": to_micros(tx.now)}) == 1


async def list_installations(tx: ReadTx, group_id: int) -> list[Installation]:
    """All installations of a group, oldest first."""
    return [_installation(row) for row in await tx.all(_OF_GROUP, {"group_id": group_id})]


async def count_installations(tx: ReadTx, group_id: int) -> int:
    """How many installations a group has."""
    return int(await tx.value(_COUNT, {"group_id": group_id}))


async def hold_place(tx: Tx, group_id: int, room_id: int | None) -> bool:
    """Keep others from installing in the same place until the transaction ends. False: the room is gone."""
    if room_id is None:
        return bool(await tx.all(HOLD_GROUP, {"group_id": group_id}))
    return bool(await tx.all(_HOLD_ROOM, {"room_id": room_id}))


async def hold_installation(tx: Tx, client_id: str) -> None:
    """Keep others from changing or removing an add-on until the transaction ends; wait for what it registers just now.

    Whoever changes one does this first, else two could wait for one another.
    """
    await tx.all(_HOLD_CLIENT, {"client_id": client_id})


async def insert_installation(tx: Tx, new: Installation) -> None:
    """Keep an installation to which the add-on has not agreed yet; its OAuth client is there."""
    await tx.run(
        _INSERT,
        {
            "client_id": new.client_id,
            "group_id": new.group_id,
            "room_id": new.room_id,
            "key": new.key,
            "url": new.url,
            "descriptor": new.descriptor,
            "is_disabled": new.is_disabled,
            "installed_by": new.installed_by,
            "created_at": to_micros(new.created_at),
            "updated_at": to_micros(new.updated_at),
        },
    )


async def update_installation(
    tx: Tx, client_id: str, *, url: str | None, descriptor: str, pending: str | None
) -> None:
    """Another descriptor, or one that waits."""
    await tx.run(
        _UPDATE,
        {
            "old_client": client_id,
            "new_url": url,
            "new_descriptor": descriptor,
            "new_pending": pending,
            "new_time": to_micros(tx.now),
        },
    )


async def update_client(tx: Tx, client_id: str, *, name: str, scopes: str, redirect_uris: str) -> None:
    """What the OAuth client of an installation may do, and how it is called."""
    params = {"old_client": client_id, "new_name": name, "new_scopes": scopes, "new_uris": redirect_uris}
    await tx.run(_UPDATE_CLIENT, params)


async def get_sealed_secret(tx: ReadTx, client_id: str) -> str | None:
    """The sealed secret of an OAuth client; None for one that is older than sealing."""
    sealed: str | None = await tx.value(_SEALED, {"client_id": client_id})
    return sealed


async def set_disabled(tx: Tx, client_id: str, *, is_disabled: bool) -> None:
    """Switch an installation off or on."""
    await tx.run(_DISABLE, {"old_client": client_id, "off": is_disabled})


async def switch_webhooks(tx: Tx, client_id: str, *, was: str, why: str | None) -> None:
    """Change why the webhooks of an add-on are called no more, of those with the reason `was`."""
    await tx.run(_SWITCH, {"client": client_id, "was": was, "why": why})


async def list_webhook_ids(tx: ReadTx, client_id: str) -> list[int]:
    """The webhooks of an add-on, deleted ones too."""
    return [row[0] for row in await tx.all(_WEBHOOKS, {"client_id": client_id})]


async def end_tokens(tx: Tx, client_id: str) -> list[str]:
    """End the tokens of an add-on, so that it fetches new ones; returns their hashes."""
    hashes = [row[0] for row in await tx.all(_TOKENS, {"client_id": client_id})]
    await tx.run(_DELETE_TOKENS, {"client_id": client_id})
    return hashes


async def delete_all_of(tx: Tx, client_id: str) -> None:
    """Everything that an add-on had, its OAuth client excepted. The deliveries of its webhooks are gone before."""
    for delete in _WITH_IT:
        await tx.run(delete, {"client_id": client_id})
