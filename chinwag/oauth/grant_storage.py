"""SQL of what becomes tokens: authorization codes and refresh tokens."""

import sqlalchemy as sa

from chinwag.clock import from_micros, to_micros
from chinwag.db.statements import insert, statement
from chinwag.db.tables import authorization_codes, refresh_tokens
from chinwag.db.tx import ReadTx, Tx
from chinwag.oauth.model import Authorization, Code
from chinwag.scopes import parse_scopes, print_scopes

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
    )
    .where(refresh_tokens.c.hash == sa.bindparam("hash"))
    .with_for_update()  # those who come with the same one take turns, or two that end its family could lock each other
)
_USE_REFRESH = statement(
    sa.update(refresh_tokens)
    .where(refresh_tokens.c.hash == sa.bindparam("hash"), refresh_tokens.c.used_at.is_(None))
    .values(used_at=sa.bindparam("now"))
)


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
