"""SQL of OAuth clients, tokens and what becomes tokens."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from chinwag.callers import TokenKind
from chinwag.clock import from_micros, to_micros
from chinwag.db.holds import HOLD_USER
from chinwag.db.statements import insert, statement
from chinwag.db.tables import (
    authorization_codes,
    group_choices,
    installations,
    oauth_clients,
    refresh_tokens,
    rooms,
    tokens,
    users,
)
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.oauth.model import NewToken, Token
from chinwag.scopes import parse_scopes, print_scopes

TOKEN_COLUMNS = (
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
_TOKEN = statement(sa.select(*TOKEN_COLUMNS).where(_HASH))
_TOKEN_BY_ID = statement(
    sa.select(*TOKEN_COLUMNS).where(
        tokens.c.id == sa.bindparam("id"), tokens.c.group_id == sa.bindparam("group_id")
    )
)
_ALIVE = sa.and_(
    sa.or_(tokens.c.kind == "room", users.c.id.is_(None), sa.not_(users.c.is_deleted)),
    sa.or_(rooms.c.id.is_(None), sa.not_(rooms.c.is_deleted)),
    sa.or_(oauth_clients.c.id.is_(None), sa.not_(oauth_clients.c.is_deleted)),
)
_CALLER = statement(
    sa.select(
        *TOKEN_COLUMNS,
        tokens.c.rate_limit,
        users.c.name,
        users.c.role,
        users.c.is_guest,
        oauth_clients.c.name,
        oauth_clients.c.rate_limit,
        oauth_clients.c.room_id,
        installations.c.is_disabled,
        group_choices.c.policy,
        group_choices.c.limits,
    )
    .select_from(
        tokens.outerjoin(users, users.c.id == tokens.c.user_id)
        .outerjoin(oauth_clients, oauth_clients.c.id == tokens.c.client_id)
        .outerjoin(installations, installations.c.client_id == tokens.c.client_id)
        .outerjoin(rooms, rooms.c.id == sa.func.coalesce(tokens.c.room_id, oauth_clients.c.room_id))
        .outerjoin(group_choices, group_choices.c.group_id == tokens.c.group_id)
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
_PERSONAL_TOKENS = statement(sa.select(*TOKEN_COLUMNS).where(_PERSONAL).order_by(tokens.c.id))
_OF_ROOM = sa.and_(tokens.c.room_id == sa.bindparam("room_id"), tokens.c.kind == "room")
_ROOM_TOKENS = statement(sa.select(*TOKEN_COLUMNS).where(_OF_ROOM).order_by(tokens.c.id))
_OF_FAMILY = statement(sa.select(tokens.c.hash).where(tokens.c.family == sa.bindparam("family")))
_DELETE_FAMILY = statement(sa.delete(tokens).where(tokens.c.family == sa.bindparam("family")))
_DELETE_FAMILY_REFRESH = statement(
    sa.delete(refresh_tokens).where(refresh_tokens.c.family == sa.bindparam("family"))
)
_ACTING = sa.and_(tokens.c.user_id == sa.bindparam("user_id"), tokens.c.kind.in_(("user", "personal")))
_DELETE_ACTING = statement(sa.delete(tokens).where(_ACTING).returning(tokens.c.hash))
_DELETE_ACTING_REFRESH = statement(
    sa.delete(refresh_tokens).where(refresh_tokens.c.user_id == sa.bindparam("user_id"))
)
_DELETE_CODES = statement(
    sa.delete(authorization_codes).where(authorization_codes.c.user_id == sa.bindparam("user_id"))
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

_IS_LIVE_USER = statement(
    sa.select(users.c.id).where(users.c.id == sa.bindparam("id"), sa.not_(users.c.is_deleted))
)


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)


def token_of(row: Row) -> Token:
    """A token from `TOKEN_COLUMNS`, which more columns may follow."""
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
    """A token and what its caller is made of, if all of that lives.

    (rate limit, user's name, role, guest flag, client's name, limit, room, off, policy, limits)
    """
    row = await tx.one(_CALLER, {"hash": token_hash})
    return (token_of(row), row[13:]) if row else None


async def get_token(tx: ReadTx, token_hash: str) -> Token | None:
    """A token by its hash, expired or not."""
    row = await tx.one(_TOKEN, {"hash": token_hash})
    return token_of(row) if row else None


async def get_token_by_id(tx: ReadTx, group_id: int, token_id: int) -> Token | None:
    """A token of a group by its id."""
    row = await tx.one(_TOKEN_BY_ID, {"group_id": group_id, "id": token_id})
    return None if row is None else token_of(row)


async def hold_owner(tx: Tx, user_id: int) -> None:
    """Keep others from making tokens of a person until this transaction ends, so that what is counted stays true."""
    await tx.value(HOLD_USER, {"user_id": user_id})


async def list_personal_tokens(tx: ReadTx, user_id: int) -> list[Token]:
    """A person's personal access tokens, oldest first."""
    return [token_of(row) for row in await tx.all(_PERSONAL_TOKENS, {"user_id": user_id})]


async def list_room_tokens(tx: ReadTx, room_id: int) -> list[Token]:
    """A room's notification tokens, oldest first."""
    return [token_of(row) for row in await tx.all(_ROOM_TOKENS, {"room_id": room_id})]


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


async def delete_tokens_of(tx: Tx, user_id: int) -> list[str]:
    """Delete all tokens that act as a person, and what would become one; returns the hashes of the tokens."""
    rows = await tx.all(_DELETE_ACTING, {"user_id": user_id})
    await tx.run(_DELETE_ACTING_REFRESH, {"user_id": user_id})
    await tx.run(_DELETE_CODES, {"user_id": user_id})
    return [row[0] for row in rows]


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


async def is_live_user(tx: ReadTx, user_id: int) -> bool:
    """Whether a person is there and not deleted."""
    return await tx.value(_IS_LIVE_USER, {"id": user_id}) is not None
