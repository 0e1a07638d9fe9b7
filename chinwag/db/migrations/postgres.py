"""Migrating a PostgreSQL database: one transaction, one process at a time."""

from typing import TYPE_CHECKING

from chinwag.db.migrations import READ_REVISION, is_current, upgrade_statements
from chinwag.db.postgres_pool import Lease, Pool

if TYPE_CHECKING:
    import asyncpg

_LOCK = 0x6368696E776167
"""«chinwag»: the advisory lock that a migrating process holds."""


async def migrate_postgres(pool: Pool) -> None:
    """Bring the schema to the newest revision. Where it is there already, no connection is made for it."""
    async with Lease(pool) as ready:
        if is_current(await postgres_revision(ready)):
            return
    connection = await pool.connect(hurry=False)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", _LOCK)  # held until the connection ends
        async with connection.transaction():
            revision = await postgres_revision(connection)  # again, now that nobody else can be at it
            if not is_current(revision):
                for sql in upgrade_statements("postgresql", revision):
                    await connection.execute(sql)
    finally:
        await connection.close()


async def postgres_revision(connection: "asyncpg.Connection") -> str | None:
    """The schema of a database; None: it is empty."""
    if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
        return None
    revision: str | None = await connection.fetchval(READ_REVISION)
    return revision
