"""Choosing the engine by the address."""

import sqlite3
from pathlib import Path
from typing import Protocol

from chinwag.clock import Clock
from chinwag.db.errors import StartRefused
from chinwag.db.tx import Database, Publish

FILE_NAME = "chinwag.db"

_SQLITE = ("sqlite:///", "file:")
_POSTGRESQL = ("postgresql://", "postgres://")


class Place(Protocol):
    """The settings that say where the database is."""

    @property
    def database_url(self) -> str: ...
    @property
    def data(self) -> Path: ...
    @property
    def synchronous(self) -> str: ...


async def open_database(
    where: Place | str | Path,
    clock: Clock,
    publish: Publish | None = None,
    *,
    exclusive: bool = False,
    migrate: bool = True,
) -> Database:
    """Open the database of the settings, a file (a path or `sqlite:///path`) or `postgresql://...`.

    `exclusive` is for the server: a second one on the same file is refused with `DatabaseInUse`.
    With `migrate` the schema is brought to this release first; that costs nothing when it is there already.
    """
    synchronous = "FULL" if isinstance(where, str | Path) else where.synchronous
    try:
        database = await _open(_address(where), clock, publish, exclusive=exclusive, synchronous=synchronous)
        if migrate:
            try:
                await database.migrate()
            except BaseException:
                await database.close()
                raise
    except (sqlite3.Error, OSError) as error:
        raise _refusal(error, _address(where)) from error
    return database


def _refusal(error: sqlite3.Error | OSError, address: str) -> Exception:
    """What to say when the file cannot be opened or migrated; the error itself when it is a mistake of ours."""
    from chinwag.db.sqlite_errors import translated

    if isinstance(error, OSError):
        return StartRefused(f"The database {address} cannot be opened: {error.strerror}. Repair its rights.")
    reason = translated(error, Path(address))
    return error if reason is error else StartRefused(f"The database {address} cannot be opened. {reason}")


def _address(where: Place | str | Path) -> str:
    if isinstance(where, str | Path):
        return str(where)
    return where.database_url or str(where.data / FILE_NAME)


async def _open(
    text: str, clock: Clock, publish: Publish | None, *, exclusive: bool, synchronous: str
) -> Database:
    if text.startswith(_POSTGRESQL):
        from chinwag.db.postgres import open_postgres

        return await open_postgres(text, clock, publish)
    from chinwag.db.sqlite import SqliteDatabase

    for prefix in _SQLITE:
        text = text.removeprefix(prefix)
    return SqliteDatabase(Path(text), clock, publish, exclusive=exclusive, synchronous=synchronous)
