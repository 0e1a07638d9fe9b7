"""Migrations: one Alembic tree for both engines.

Alembic writes the SQL; the drivers run it, in one transaction together with the row of `alembic_version`.
So a crash in the middle leaves the old schema or the new one, and no SQLAlchemy engine is needed. Alembic is
imported only when there is something to do: a server starts faster without it.
"""

import sqlite3
from pathlib import Path

from chinwag.db.errors import SchemaTooNew
from chinwag.db.statements import DialectName

VERSIONS = Path(__file__).parent / "versions"

READ_REVISION = "SELECT version_num FROM alembic_version"


def revisions() -> tuple[str, ...]:
    """All that this release knows, oldest first: the numbers that the files of `versions/` begin with."""
    return tuple(sorted(file.name[:4] for file in VERSIONS.glob("[0-9][0-9][0-9][0-9]_*.py")))


def is_current(revision: str | None) -> bool:
    """Whether there is nothing to do; raises `SchemaTooNew` when a newer release was here."""
    known = revisions()
    if revision is not None and revision not in known:
        raise SchemaTooNew(
            f"This database was made by a newer Chinwag (its schema is {revision}, this release knows "
            f"{known[-1]}). Install that release again, or restore a backup made before the upgrade."
        )
    return revision == known[-1]


def upgrade_statements(dialect: DialectName, revision: str | None) -> list[str]:
    """The SQL from `revision` (None: an empty database) to the newest, one statement each."""
    from chinwag.db.migrations.script import write_upgrade

    return write_upgrade(dialect, revision)


def migrate_sqlite(path: Path) -> None:
    """Bring a database file to the newest schema. Blocks: call it in a thread."""
    connection = sqlite3.connect(path, timeout=60.0, isolation_level=None)
    try:
        if is_current(sqlite_revision(connection)):
            return
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = OFF")  # tables may be rebuilt; all is checked at the end
        connection.execute("BEGIN IMMEDIATE")
        revision = sqlite_revision(connection)  # again, now that nobody else can be at it
        if is_current(revision):
            return
        for sql in upgrade_statements("sqlite", revision):
            connection.execute(sql).fetchall()
        if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"the migration broke references: {broken[:5]}")
        connection.execute("COMMIT")
    finally:
        connection.close()


def sqlite_revision(connection: sqlite3.Connection) -> str | None:
    """The schema of a database file; None: it is empty."""
    has_table = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
    if connection.execute(has_table).fetchone() is None:
        return None
    row = connection.execute(READ_REVISION).fetchone()
    return str(row[0]) if row else None
