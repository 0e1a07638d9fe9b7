"""SQL of installables."""

from datetime import datetime

import sqlalchemy as sa

from chinwag.clock import to_micros
from chinwag.db.statements import insert, statement
from chinwag.db.tables import installables, oauth_clients
from chinwag.db.tx import Tx

_INSERT = statement(insert(installables))
_TAKE = statement(
    sa.delete(installables)
    .where(
        installables.c.hash == sa.bindparam("hash"),
        sa.exists().where(
            oauth_clients.c.id == installables.c.client_id,
            sa.or_(oauth_clients.c.id == sa.bindparam("addon"), oauth_clients.c.key == sa.bindparam("addon")),
        ),
    )
    .returning(installables.c.data_sealed, installables.c.expires_at)
)
_DELETE_OLD = statement(sa.delete(installables).where(installables.c.expires_at <= sa.bindparam("now")))


async def insert_installable(
    tx: Tx, token_hash: str, group_id: int, client_id: str, sealed: str, expires_at: datetime
) -> None:
    """Keep sealed data under the hash of its token."""
    await tx.run(
        _INSERT,
        {
            "hash": token_hash,
            "group_id": group_id,
            "client_id": client_id,
            "data_sealed": sealed,
            "expires_at": to_micros(expires_at),
        },
    )


async def take_installable(tx: Tx, addon: str, token_hash: str) -> tuple[str, int] | None:
    """The sealed data and its last moment; it is gone with this. Of two who ask at once one gets it."""
    row = await tx.one(_TAKE, {"hash": token_hash, "addon": addon})
    return (row[0], row[1]) if row else None


async def delete_old(tx: Tx, now: datetime) -> None:
    """Take away what nobody fetched in time."""
    await tx.run(_DELETE_OLD, {"now": to_micros(now)})
