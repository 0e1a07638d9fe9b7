"""SQL of the server's health."""

from dataclasses import dataclass

import sqlalchemy as sa

from chinwag.db.statements import DialectName, statement
from chinwag.db.tables import deliveries, groups, sequences, webhooks
from chinwag.db.tx import ReadTx, Tx

_VERSIONS = {
    "sqlite": statement(sa.select(sa.func.sqlite_version())),
    "postgresql": statement(sa.select(sa.func.current_setting(sa.literal_column("'server_version'")))),
}
_SIZE = statement(sa.select(sa.func.pg_database_size(sa.func.current_database())))
_LAST = statement(sa.select(sequences.c.group_id, sequences.c.last_seq))
_WAITING = statement(
    sa.select(sa.func.count(), sa.func.min(deliveries.c.created_at)).where(
        deliveries.c.state == sa.literal_column("'waiting'")
    )
)
_OFF = statement(
    sa.select(sa.func.count())
    .select_from(webhooks)
    .where(sa.not_(webhooks.c.is_deleted), webhooks.c.switched_off.is_not(None))
)
_TOUCH = statement(  # a row that changes to itself: a write like any other, which changes nothing
    sa.update(groups)
    .where(groups.c.id == sa.select(sa.func.min(groups.c.id)).scalar_subquery())
    .values(file_bytes=groups.c.file_bytes)
)


@dataclass(frozen=True, slots=True)
class Queue:
    """The outbox of webhooks."""

    waiting: int
    oldest_micros: int | None
    switched_off: int


async def get_version(tx: ReadTx, dialect: DialectName) -> str:
    """The version of the database."""
    return str(await tx.value(_VERSIONS[dialect])).split()[0]


async def get_postgres_size(tx: ReadTx) -> int:
    """Bytes of the database, indexes included."""
    return int(await tx.value(_SIZE))


async def list_last_seqs(tx: ReadTx) -> dict[int, int]:
    """How far the events of each group are."""
    return dict(await tx.all(_LAST))


async def get_queue(tx: ReadTx) -> Queue:
    """What waits to be delivered, on the whole server."""
    row = await tx.one(_WAITING)
    waiting, oldest = row if row is not None else (0, None)
    return Queue(int(waiting), oldest, int(await tx.value(_OFF)))


async def touch(tx: Tx) -> None:
    """Write something that changes nothing."""
    await tx.run(_TOUCH)
