"""SQL of OAuth clients, tokens and what becomes tokens."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from chinwag.callers import TokenKind
from chinwag.clock import from_micros, to_micros
from chinwag.db.statements import insert, statement
from chinwag.db.tables import (
    authorization_codes,
    groups,
    oauth_clients,
    refresh_tokens,
    rooms,
    tokens,
    users,
)
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.oauth.model import Authorization, Code, NewToken, OAuthClient, Token, parse_uris
from chinwag.scopes import parse_scopes, print_scopes

_TOKEN_COLUMNS = (
    tokens.c.id,
    tokens.c.group_id,
    tokens.c.kind,
    tokens.c.hash,
    tokens.c.client_id,
    tokens.c.user_id,
    tokens.c.room_id,
    tokens.c.label,
    tokens.c.scopes,
    tokens.c.family,
    tokens.c.created_at,
    tokens.c.expires_at,
    tokens.c.last_used_at,
)
_HASH = tokens.c.hash == sa.bindparam("hash")
_TOKEN = statement(sa.select(*_TOKEN_COLUMNS).where(_HASH))
_ALIVE = sa.and_(
    sa.or_(tokens.c.kind == "room", users.c.id.is_(None), sa.not_(users.c.is_deleted)),
    sa.or_(rooms.c.id.is_(None), sa.not_(rooms.c.is_deleted)),
    sa.or_(oauth_clients.c.id.is_(None), sa.not_(oauth_clients.c.is_deleted)),
)
_CALLER = statement(
    sa.select(
        *_TOKEN_COLUMNS,
        tokens.c.rate_limit,
        users.c.name,
        users.c.role,
        users.c.is_guest,
        oauth_clients.c.name,
        oauth_clients.c.rate_limit,
        oauth_clients.c.room_id,
    )
    .select_from(
        tokens.outerjoin(users, users.c.id == tokens.c.user_id)
        .outerjoin(oauth_clients, oauth_clients.c.id == tokens.c.client_id)
        .outerjoin(rooms, rooms.c.id == sa.func.coalesce(tokens.c.room_id, oauth_clients.c.room_id))
    )
    .where(_HASH, _ALIVE)
)
_INSERT_TOKEN = statement(
    insert(
        tokens,
        "group_id",
        "kind",
        "hash",
        "client_id",
        "user_id",
        "room_id",
        "label",
        "scopes",
        "family",
        "created_at",
        "expires_at",
    ).returning(tokens.c.id)
)
_DELETE_TOKEN = statement(sa.delete(tokens).where(tokens.c.id == sa.bindparam("id")))
_PERSONAL = sa.and_(tokens.c.user_id == sa.bindparam("user_id"), tokens.c.kind == "personal")
_PERSONAL_TOKENS = statement(sa.select(*_TOKEN_COLUMNS).where(_PERSONAL).order_by(tokens.c.id))
_OF_ROOM = sa.and_(tokens.c.room_id == sa.bindparam("room_id"), tokens.c.kind == "room")
_ROOM_TOKENS = statement(sa.select(*_TOKEN_COLUMNS).where(_OF_ROOM).order_by(tokens.c.id))
_OF_FAMILY = statement(sa.select(tokens.c.hash).where(tokens.c.family == sa.bindparam("family")))
_DELETE_FAMILY = statement(sa.delete(tokens).where(tokens.c.family == sa.bindparam("family")))
_DELETE_FAMILY_REFRESH = statement(
    sa.delete(refresh_tokens).where(refresh_tokens.c.family == sa.bindparam("family"))
)
_OF_CLIENT = statement(sa.select(tokens.c.hash).where(tokens.c.client_id == sa.bindparam("client_id")))
_DELETE_OF_CLIENT = statement(sa.delete(tokens).where(tokens.c.client_id == sa.bindparam("client_id")))
_DELETE_REFRESH_OF_CLIENT = statement(
    sa.delete(refresh_tokens).where(refresh_tokens.c.client_id == sa.bindparam("client_id"))
)
_DELETE_ALL = (
    statement(sa.delete(tokens)),
    statement(sa.delete(refresh_tokens)),
    statement(sa.delete(authorization_codes)),
)
_TOUCH = statement(
    sa.update(tokens)
    .where(tokens.c.id == sa.bindparam("token_id"))
    .values(last_used_at=sa.bindparam("used_at"))
)
_EXPIRED = statement(
    sa.delete(tokens).where(
        tokens.c.expires_at < sa.bindparam("before"), tokens.c.kind.in_(("addon", "user"))
    )
)
_OLD_CODES = statement(
    sa.delete(authorization_codes).where(authorization_codes.c.expires_at < sa.bindparam("before"))
)
_USED_REFRESH = statement(sa.delete(refresh_tokens).where(refresh_tokens.c.used_at < sa.bindparam("before")))

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
_CLIENT = statement(
    sa.select(*_CLIENT_COLUMNS)
    .select_from(oauth_clients.outerjoin(rooms, rooms.c.id == oauth_clients.c.room_id))
    .where(
        oauth_clients.c.id == sa.bindparam("id"),
        sa.not_(oauth_clients.c.is_deleted),
        sa.or_(rooms.c.id.is_(None), sa.not_(rooms.c.is_deleted)),
    )
)
_CLIENTS = statement(
    sa.select(*_CLIENT_COLUMNS)
    .where(oauth_clients.c.group_id == sa.bindparam("group_id"), sa.not_(oauth_clients.c.is_deleted))
    .order_by(oauth_clients.c.created_at, oauth_clients.c.id)
)
_INSERT_CLIENT = statement(insert(oauth_clients))
_DELETE_CLIENT = statement(
    sa.update(oauth_clients)
    .where(oauth_clients.c.id == sa.bindparam("client_id"))
    .values(is_deleted=sa.true())
)
_INSERT_CODE = statement(
    insert(
        authorization_codes,
        "hash",
        "group_id",
        "client_id",
        "user_id",
        "redirect_uri",
        "scopes",
        "code_challenge",
        "family",
        "expires_at",
    )
)
_CODE = statement(
    sa.select(
        authorization_codes.c.group_id,
        authorization_codes.c.client_id,
        authorization_codes.c.user_id,
        authorization_codes.c.scopes,
        authorization_codes.c.family,
        authorization_codes.c.redirect_uri,
        authorization_codes.c.code_challenge,
        authorization_codes.c.expires_at,
        authorization_codes.c.used_at,
    ).where(authorization_codes.c.hash == sa.bindparam("hash"))
)
_USE_CODE = statement(
    sa.update(authorization_codes)
    .where(authorization_codes.c.hash == sa.bindparam("hash"), authorization_codes.c.used_at.is_(None))
    .values(used_at=sa.bindparam("now"))
)
_INSERT_REFRESH = statement(
    insert(refresh_tokens, "hash", "group_id", "client_id", "user_id", "scopes", "family", "created_at")
)
_REFRESH = statement(
    sa.select(
        refresh_tokens.c.group_id,
        refresh_tokens.c.client_id,
        refresh_tokens.c.user_id,
        refresh_tokens.c.scopes,
        refresh_tokens.c.family,
        refresh_tokens.c.used_at,
    ).where(refresh_tokens.c.hash == sa.bindparam("hash"))
)
_USE_REFRESH = statement(
    sa.update(refresh_tokens)
    .where(refresh_tokens.c.hash == sa.bindparam("hash"), refresh_tokens.c.used_at.is_(None))
    .values(used_at=sa.bindparam("now"))
)
_GROUP_NAME = statement(sa.select(groups.c.name).where(groups.c.id == sa.bindparam("id")))
_IS_LIVE_USER = statement(
    sa.select(users.c.id).where(users.c.id == sa.bindparam("id"), sa.not_(users.c.is_deleted))
)


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)


def _token_of(row: Row) -> Token:
    return Token(
        id=row[0],
        group_id=row[1],
        kind=TokenKind(row[2]),
        hash=row[3],
        client_id=row[4],
        user_id=row[5],
        room_id=row[6],
        label=row[7],
        scopes=parse_scopes(row[8]),
        family=row[9],
        created_at=from_micros(row[10]),
        expires_at=_moment(row[11]),
        last_used_at=_moment(row[12]),
    )


async def get_caller_row(tx: ReadTx, token_hash: str) -> tuple[Token, Row] | None:
    """A token and (rate limit, user's name, role, guest flag, client's name, limit, room), if all live."""
    row = await tx.one(_CALLER, {"hash": token_hash})
    return (_token_of(row), row[13:]) if row else None


async def get_token(tx: ReadTx, token_hash: str) -> Token | None:
    """A token by its hash, expired or not."""
    row = await tx.one(_TOKEN, {"hash": token_hash})
    return _token_of(row) if row else None


async def list_personal_tokens(tx: ReadTx, user_id: int) -> list[Token]:
    """A person's personal access tokens, oldest first."""
    return [_token_of(row) for row in await tx.all(_PERSONAL_TOKENS, {"user_id": user_id})]


async def list_room_tokens(tx: ReadTx, room_id: int) -> list[Token]:
    """A room's notification tokens, oldest first."""
    return [_token_of(row) for row in await tx.all(_ROOM_TOKENS, {"room_id": room_id})]


async def insert_token(tx: Tx, token: NewToken, token_hash: str) -> int:
    """Store a token and return its id."""
    new_id: int = await tx.value(
        _INSERT_TOKEN,
        {
            "group_id": token.group_id,
            "kind": str(token.kind),
            "hash": token_hash,
            "client_id": token.client_id,
            "user_id": token.user_id,
            "room_id": token.room_id,
            "label": token.label,
            "scopes": print_scopes(token.scopes),
            "family": token.family,
            "created_at": to_micros(tx.now),
            "expires_at": None if token.expires_at is None else to_micros(token.expires_at),
        },
    )
    return new_id


async def delete_token(tx: Tx, token_id: int) -> None:
    """Delete one token."""
    await tx.run(_DELETE_TOKEN, {"id": token_id})


async def delete_family(tx: Tx, family: str) -> list[str]:
    """Delete all that came of one authorization; returns the hashes of the tokens."""
    hashes = [row[0] for row in await tx.all(_OF_FAMILY, {"family": family})]
    await tx.run(_DELETE_FAMILY, {"family": family})
    await tx.run(_DELETE_FAMILY_REFRESH, {"family": family})
    return hashes


async def delete_every_token(tx: Tx) -> None:
    """Delete all tokens, refresh tokens and codes."""
    for delete in _DELETE_ALL:
        await tx.run(delete)


async def touch_tokens(tx: Tx, used: Iterable[tuple[int, datetime]]) -> None:
    """Note when tokens were last used."""
    for token_id, used_at in used:
        await tx.run(_TOUCH, {"token_id": token_id, "used_at": to_micros(used_at)})


async def purge(tx: Tx, *, expired_before: datetime, used_before: datetime) -> None:
    """Delete dead tokens that no page lists, dead codes, and refresh tokens used long ago."""
    before = {"before": to_micros(expired_before)}
    await tx.run(_EXPIRED, before)
    await tx.run(_OLD_CODES, before)
    await tx.run(_USED_REFRESH, {"before": to_micros(used_before)})


async def get_client(tx: ReadTx, client_id: str) -> OAuthClient | None:
    """A client that is installed, and whose room exists."""
    row = await tx.one(_CLIENT, {"id": client_id})
    return _client_of(row) if row else None


async def list_clients(tx: ReadTx, group_id: int) -> list[OAuthClient]:
    """The clients of a group, oldest first."""
    return [_client_of(row) for row in await tx.all(_CLIENTS, {"group_id": group_id})]


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


async def insert_code(tx: Tx, code_hash: str, code: Code) -> None:
    """Store an authorization code."""
    given = code.authorization
    await tx.run(
        _INSERT_CODE,
        {
            "hash": code_hash,
            "group_id": given.group_id,
            "client_id": given.client_id,
            "user_id": given.user_id,
            "redirect_uri": code.redirect_uri,
            "scopes": print_scopes(given.scopes),
            "code_challenge": code.code_challenge,
            "family": given.family,
            "expires_at": to_micros(code.expires_at),
        },
    )


async def get_code(tx: ReadTx, code_hash: str) -> Code | None:
    """An authorization code, used or not."""
    row = await tx.one(_CODE, {"hash": code_hash})
    if row is None:
        return None
    given = Authorization(row[0], row[1], row[2], parse_scopes(row[3]), row[4])
    return Code(given, row[5], row[6], from_micros(row[7]), row[8] is not None)


async def use_code(tx: Tx, code_hash: str) -> bool:
    """Use a code up; False when it was used already."""
    return await tx.run(_USE_CODE, {"hash": code_hash, "now": to_micros(tx.now)}) == 1


async def insert_refresh_token(tx: Tx, token_hash: str, given: Authorization) -> None:
    """Store a refresh token."""
    await tx.run(
        _INSERT_REFRESH,
        {
            "hash": token_hash,
            "group_id": given.group_id,
            "client_id": given.client_id,
            "user_id": given.user_id,
            "scopes": print_scopes(given.scopes),
            "family": given.family,
            "created_at": to_micros(tx.now),
        },
    )


async def get_refresh_token(tx: ReadTx, token_hash: str) -> tuple[Authorization, bool] | None:
    """What a refresh token stands for, and whether it was used."""
    row = await tx.one(_REFRESH, {"hash": token_hash})
    if row is None:
        return None
    return Authorization(row[0], row[1], row[2], parse_scopes(row[3]), row[4]), row[5] is not None


async def use_refresh_token(tx: Tx, token_hash: str) -> bool:
    """Use a refresh token up; False when it was used already."""
    return await tx.run(_USE_REFRESH, {"hash": token_hash, "now": to_micros(tx.now)}) == 1


async def get_group_name(tx: ReadTx, group_id: int) -> str:
    """The name of a token's group."""
    return str(await tx.value(_GROUP_NAME, {"id": group_id}))


async def is_live_user(tx: ReadTx, user_id: int) -> bool:
    """Whether a person is there and not deleted."""
    return await tx.value(_IS_LIVE_USER, {"id": user_id}) is not None
