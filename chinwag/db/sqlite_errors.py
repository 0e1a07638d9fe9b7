"""The errors of sqlite3 in our words."""

import shutil
import sqlite3
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from chinwag.db.errors import BrokenReference, DatabaseUnavailable, DiskFull, UniqueViolation
from chinwag.db.tables import metadata

_UNIQUE = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
_AWAY = {
    sqlite3.SQLITE_BUSY: "Another program is writing to the database. Try again in a moment.",
    sqlite3.SQLITE_LOCKED: "The database is locked. Try again in a moment.",
    sqlite3.SQLITE_IOERR: "The disk reported an error.",
    sqlite3.SQLITE_READONLY: "The database file cannot be written to.",
    sqlite3.SQLITE_CANTOPEN: "The database file cannot be opened.",
    sqlite3.SQLITE_NOTADB: "The database file is damaged or not a database. Restore a backup.",
    sqlite3.SQLITE_CORRUPT: "The database file is damaged. Restore a backup.",
    sqlite3.SQLITE_NOMEM: "There is not enough memory.",
}
_LITTLE = 256 * 1024


def translated(error: sqlite3.Error, path: Path) -> Exception:
    """The exception to raise instead; the same one where it is a mistake of the program."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return error
    if code in _UNIQUE:
        return UniqueViolation(_constraint_of(str(error)))
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return BrokenReference(str(error))
    base = code & 0xFF
    if base == sqlite3.SQLITE_FULL or (base == sqlite3.SQLITE_IOERR and _is_disk_full(path)):
        return DiskFull("There is no space left on the disk. Nothing was stored.")
    if base in _AWAY:
        return DatabaseUnavailable(_AWAY[base])
    return error


def is_busy(error: sqlite3.Error) -> bool:
    """Whether somebody else holds the lock that was asked for."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY


def _is_disk_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _LITTLE
    except OSError:
        return False


def _constraint_of(message: str) -> str:
    """«UNIQUE constraint failed: rooms.group_id, rooms.name_key» -> uq_rooms_name."""
    columns = frozenset(message.rpartition(": ")[2].split(", "))
    return _names_of_constraints().get(columns, message)


@cache
def _names_of_constraints() -> dict[frozenset[str], str]:
    names: dict[frozenset[str], str] = {}
    for table in metadata.tables.values():
        kinds = sa.PrimaryKeyConstraint | sa.UniqueConstraint
        unique = [c for c in table.constraints if isinstance(c, kinds)]
        indexes = [index for index in table.indexes if index.unique]
        for owner in (*unique, *indexes):
            names[frozenset(f"{table.name}.{c.name}" for c in owner.columns)] = str(owner.name)
    return names
