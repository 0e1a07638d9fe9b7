"""SQL over all tokens of a group, or of the server."""

import sqlalchemy as sa

from chinwag.callers import TokenKind
from chinwag.clock import from_micros
from chinwag.db.statements import statement
from chinwag.db.tables import authorization_codes, oauth_clients, refresh_tokens, rooms, tokens, users
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.oauth.model import ListedToken, Token
from chinwag.scopes import parse_scopes

_OAUTH_KINDS = ("addon", "user")
_LISTED = statement(
    sa.select(
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
        users.c.name,
        rooms.c.name,
        oauth_clients.c.name,
    )
    .select_from(
        tokens.outerjoin(users, users.c.id == tokens.c.user_id)
        .outerjoin(rooms, rooms.c.id == tokens.c.room_id)
        .outerjoin(oauth_clients, oauth_clients.c.id == tokens.c.client_id)
    )
    .where(tokens.c.group_id == sa.bindparam("group_id"))
    .order_by(tokens.c.id)
)
_DELETE_OAUTH = (
    statement(sa.delete(tokens).where(tokens.c.kind.in_(_OAUTH_KINDS))),
    statement(sa.delete(refresh_tokens)),
    statement(sa.delete(authorization_codes)),
)


async def list_tokens(tx: ReadTx, group_id: int) -> list[ListedToken]:
    """All tokens of a group, oldest first."""
    return [_listed(row) for row in await tx.all(_LISTED, {"group_id": group_id})]


def _listed(row: Row) -> ListedToken:
    token = Token(
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
        expires_at=None if row[11] is None else from_micros(row[11]),
        last_used_at=None if row[12] is None else from_micros(row[12]),
    )
    return ListedToken(token, user_name=row[13], room_name=row[14], client_name=row[15])


async def delete_oauth_tokens(tx: Tx) -> None:
    """Delete the tokens that grants made, and all that could renew them."""
    for delete in _DELETE_OAUTH:
        await tx.run(delete)
