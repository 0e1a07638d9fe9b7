"""Choosing the search index that goes with the database."""

from pathlib import Path

from chinwag.db.tx import Database
from chinwag.search.index import SearchIndex


def open_index(db: Database, folder: Path) -> SearchIndex:
    """The index of this database; nothing is made before its `start`."""
    if db.dialect == "postgresql":
        from chinwag.search.postgres_storage import PostgresIndex

        return PostgresIndex(db)
    from chinwag.search.sqlite_storage import SqliteIndex

    return SqliteIndex(folder)
