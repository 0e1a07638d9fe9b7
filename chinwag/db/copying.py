"""A sound copy of an SQLite database, made while a server writes to it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from chinwag.db.sqlite_errors import translated


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy the database as it is at one moment. Nobody waits for it: what is committed meanwhile is not in the copy."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with (
            closing(
                sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=10.0)
            ) as reading,
            closing(sqlite3.connect(target)) as writing,
        ):
            reading.backup(writing)
            writing.execute("PRAGMA journal_mode = DELETE")  # the copy is one file: no -wal belongs to it
    except sqlite3.Error as error:
        raise translated(error, target) from error
