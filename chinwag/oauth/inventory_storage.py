"""SQL over all tokens of a group, or of the server."""

import sqlalchemy as sa

from chinwag.db.statements import statement
from chinwag.db.tables import authorization_codes, oauth_clients, refresh_tokens, rooms, tokens, users
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.oauth import storage
from chinwag.oauth.model import ListedToken

_OAUTH_KINDS = ("addon", "user")
_LISTED = statement(
    sa.select(
        *storage.TOKEN_COLUMNS,
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
    user_name, room_name, client_name = row[len(storage.TOKEN_COLUMNS) :]
    return ListedToken(
        storage.token_of(row), user_name=user_name, room_name=room_name, client_name=client_name
    )


async def delete_oauth_tokens(tx: Tx) -> None:
    """Delete the tokens that grants made, and all that could renew them."""
    for delete in _DELETE_OAUTH:
        await tx.run(delete)
