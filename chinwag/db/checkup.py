"""Looking a database over without changing it, for `chinwag doctor`."""

import asyncio
import fcntl
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from chinwag.db.migrations import sqlite_revision

_MOST_FAULTS = 5


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found. `revision` None: there are no tables yet; `now`: the clock of a database server."""

    revision: str | None
    faults: list[str]
    version: str
    now: datetime | None = None


def check_sqlite(path: Path) -> Checkup:
    """Read the whole file: its structure, its indexes, its references. Works beside a running server."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10.0)
    try:
        found = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_MOST_FAULTS})")]
        faults = [] if found == ["ok"] else found
        broken = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST_FAULTS)
        faults += [f"a row of {table} refers to nothing in {parent}" for table, _, parent, _ in broken]
        return Checkup(sqlite_revision(connection), faults, sqlite3.sqlite_version)
    except sqlite3.DatabaseError as error:
        return Checkup(None, [str(error)], sqlite3.sqlite_version)
    finally:
        connection.close()


def is_served(path: Path) -> bool:
    """Whether a server has this file just now."""
    try:
        with path.with_name(path.name + ".lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


async def check_postgres(url: str) -> Checkup:
    """Connect once; raises what asyncpg raises, OSError or TimeoutError when that is not possible."""
    import asyncpg

    from chinwag.db.migrations.postgres import postgres_revision

    async with asyncio.timeout(5):
        connection = await asyncpg.connect(url, timeout=5)
    try:
        now: datetime = await connection.fetchval("SELECT clock_timestamp()")
        version = str(await connection.fetchval("SHOW server_version"))
        return Checkup(await postgres_revision(connection), [], version, now)
    finally:
        await connection.close()
