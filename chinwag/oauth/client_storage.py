"""SQL of OAuth clients."""

from typing import Any

import sqlalchemy as sa

from chinwag.db.statements import any_of, insert, statement
from chinwag.db.tables import oauth_clients, refresh_tokens, rooms, tokens
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.oauth.model import OAuthClient, parse_uris
from chinwag.scopes import parse_scopes

_OF_CLIENT = statement(sa.select(tokens.c.hash).where(tokens.c.client_id == sa.bindparam("client_id")))
_DELETE_OF_CLIENT = statement(sa.delete(tokens).where(tokens.c.client_id == sa.bindparam("client_id")))
_DELETE_REFRESH_OF_CLIENT = statement(
    sa.delete(refresh_tokens).where(refresh_tokens.c.client_id == sa.bindparam("client_id"))
)
_CLIENT_COLUMNS = (
    oauth_clients.c.id,
    oauth_clients.c.group_id,
    oauth_clients.c.room_id,
    oauth_clients.c.name,
    oauth_clients.c.key,
    oauth_clients.c.secret_hash,
    oauth_clients.c.scopes,
    oauth_clients.c.redirect_uris,
    oauth_clients.c.rate_limit,
)
_SELECT_CLIENT = (
    sa.select(*_CLIENT_COLUMNS)
    .select_from(oauth_clients.outerjoin(rooms, rooms.c.id == oauth_clients.c.room_id))
    .where(
        oauth_clients.c.id == sa.bindparam("id"),
        sa.not_(oauth_clients.c.is_deleted),
        sa.or_(rooms.c.id.is_(None), sa.not_(rooms.c.is_deleted)),
    )
)
_CLIENT = statement(_SELECT_CLIENT)
_KEEP_CLIENT = statement(_SELECT_CLIENT.with_for_update(read=True, key_share=True, of=oauth_clients))
_CLIENTS = statement(
    sa.select(*_CLIENT_COLUMNS)
    .where(oauth_clients.c.group_id == sa.bindparam("group_id"), sa.not_(oauth_clients.c.is_deleted))
    .order_by(oauth_clients.c.created_at, oauth_clients.c.id)
)
_BY_IDS = statement(
    sa.select(*_CLIENT_COLUMNS).where(any_of(oauth_clients.c.id, "ids"), sa.not_(oauth_clients.c.is_deleted))
)
_SEALED = statement(
    sa.select(oauth_clients.c.name)
    .where(oauth_clients.c.secret_sealed.is_not(None), sa.not_(oauth_clients.c.is_deleted))
    .where(oauth_clients.c.key.not_like("demo-addon-%"))
    .order_by(oauth_clients.c.name)
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)
_INSERT_CLIENT = statement(insert(oauth_clients))
_DELETE_CLIENT = statement(
    sa.update(oauth_clients)
    .where(oauth_clients.c.id == sa.bindparam("client_id"))
    .values(is_deleted=sa.true(), secret_hash="", secret_sealed=sa.null(), redirect_uris="[]", scopes="")
)
"""The row stays: messages name it as their author. What could be used does not."""


async def get_client(tx: ReadTx, client_id: str) -> OAuthClient | None:
    """A client that is installed, and whose room exists."""
    row = await tx.one(_CLIENT, {"id": client_id})
    return _client_of(row) if row else None


async def keep_client(tx: Tx, client_id: str) -> OAuthClient | None:
    """The same, which nobody updates or removes until the transaction ends."""
    row = await tx.one(_KEEP_CLIENT, {"id": client_id})
    return _client_of(row) if row else None


async def list_clients(tx: ReadTx, group_id: int) -> list[OAuthClient]:
    """The clients of a group, oldest first."""
    return [_client_of(row) for row in await tx.all(_CLIENTS, {"group_id": group_id})]


async def list_clients_by_id(tx: ReadTx, ids: list[str]) -> list[OAuthClient]:
    """Those of some clients that are installed, in no order."""
    return [_client_of(row) for row in await tx.all(_BY_IDS, {"ids": ids})] if ids else []


async def list_sealed(tx: ReadTx, limit: int) -> list[str]:
    """Names of clients whose secrets the server's key seals. Those of the demo group are made of the key itself."""
    return [row[0] for row in await tx.all(_SEALED, {"limit": limit})]


def _client_of(row: Row) -> OAuthClient:
    return OAuthClient(
        id=row[0],
        group_id=row[1],
        room_id=row[2],
        name=row[3],
        key=row[4],
        secret_hash=row[5],
        scopes=parse_scopes(row[6]),
        redirect_uris=parse_uris(row[7]),
        rate_limit=row[8],
    )


async def insert_client(tx: Tx, row: dict[str, Any]) -> None:
    """Store a client, given as the columns of its table."""
    await tx.run(_INSERT_CLIENT, row)


async def delete_client(tx: Tx, client_id: str) -> list[str]:
    """Take a client away with all its tokens; returns their hashes."""
    params = {"client_id": client_id}
    hashes = [row[0] for row in await tx.all(_OF_CLIENT, params)]
    await tx.run(_DELETE_CLIENT, params)
    await tx.run(_DELETE_OF_CLIENT, params)
    await tx.run(_DELETE_REFRESH_OF_CLIENT, params)
    return hashes
