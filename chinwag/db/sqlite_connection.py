"""Connections to the database file, and the lock that one server holds on it."""

import fcntl
import os
import sqlite3
from pathlib import Path

from chinwag.db.errors import DatabaseInUse

_READER_PATIENCE_MS = 2000
_CACHE_KIB = 4096
_SYNCHRONOUS = {"OFF": 0, "NORMAL": 1, "FULL": 2, "EXTRA": 3}
_CHECKPOINT_PAGES = 8000
"""Whoever is in the COMMIT that brings the log to this length waits until all of it is in the database file."""
_WAL_LIMIT = 64 * 1024 * 1024
_STATEMENTS_KEPT = 512


def connect(path: Path, *, read_only: bool = False, synchronous: str = "FULL") -> sqlite3.Connection:
    """Open with the settings that every connection of ours has; no transaction begins by itself."""
    connection = sqlite3.connect(
        path,
        timeout=5.0,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=_STATEMENTS_KEPT,
    )
    for setting in (
        "journal_mode = WAL",
        f"synchronous = {_SYNCHRONOUS[synchronous.upper()]}",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "temp_store = MEMORY",
        f"cache_size = -{_CACHE_KIB}",
        f"wal_autocheckpoint = {_CHECKPOINT_PAGES}",
        f"journal_size_limit = {_WAL_LIMIT}",
        f"query_only = {'ON' if read_only else 'OFF'}",
        f"busy_timeout = {_READER_PATIENCE_MS if read_only else 0}",
    ):
        connection.execute(f"PRAGMA {setting}")
    return connection


def make_private(path: Path) -> None:
    """Create the file so that only its owner may read it; leave one alone that is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


class FileLock:
    """`<file>.lock`, held by a server while it lives. The system lets go of it however the server ends."""

    def __init__(self, database: Path) -> None:
        path = database.with_name(database.name + ".lock")
        self._file = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._file)
            raise DatabaseInUse(
                f"Another Chinwag server already uses {database}. "
                "Stop it first, or choose another data folder."
            ) from error

    def release(self) -> None:
        """Let the next server in."""
        os.close(self._file)
