"""Schemas: made and upgraded in one step or not at all, and never used by a release that is too old."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.ext.asyncio import create_async_engine

from chinwag.clock import Clock
from chinwag.db import Database, SchemaTooNew, open_database, statement
from chinwag.db.migrations import revisions
from chinwag.db.migrations.script import scripts
from chinwag.db.tables import metadata
from tests.db.rows import add_group, names
from tests.services import PostgresServer

TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


@pytest.fixture
def empty_address(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table."""
    if engine == "sqlite":
        yield str(tmp_path / "empty.db")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    address = server.create_database()
    yield address
    server.drop_database(address)


async def tables_of(db: Database) -> set[str]:
    async with db.read() as tx:
        return {row[0] for row in await tx.all(statement(sa.text(TABLES[db.dialect])))}


async def write_revision(db: Database, revision: str) -> None:
    async with db.begin() as tx:
        await tx.run(statement(sa.text(f"UPDATE alembic_version SET version_num = '{revision}'")))


async def test_migrating_an_empty_database_makes_all_tables_and_again_changes_nothing(
    empty_address: str,
) -> None:
    for _ in range(2):
        db = await open_database(empty_address, Clock())
        assert await tables_of(db) == {*metadata.tables, "alembic_version"}
        await db.close()


async def test_the_migrations_lead_to_the_tables_of_the_program(database_address: str, engine: str) -> None:
    def differences(connection: sa.Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    if engine == "sqlite":
        sync = sa.create_engine(f"sqlite:///{database_address}")
        with sync.connect() as connection:
            found = differences(connection)
        sync.dispose()
    else:
        asynchronous = create_async_engine(database_address.replace("postgresql:", "postgresql+asyncpg:"))
        async with asynchronous.connect() as awaited:
            found = await awaited.run_sync(differences)
        await asynchronous.dispose()
    assert found == []


async def test_a_database_of_a_newer_release_is_refused_and_left_alone(database_address: str) -> None:
    db = await open_database(database_address, Clock())
    await add_group(db, "acme")
    await write_revision(db, "9999")
    await db.close()

    with pytest.raises(SchemaTooNew, match="newer Chinwag"):
        await open_database(database_address, Clock())

    db = await open_database(database_address, Clock(), migrate=False)
    assert await names(db) == ["acme"]
    await db.close()


@pytest.mark.faults
async def test_a_migration_killed_anywhere_leaves_nothing_or_all_of_it(empty_address: str) -> None:
    command = [sys.executable, "-m", "tests.db.slow_migration", empty_address]
    seen = set()
    for lines in (1, 5, 12, 20, 35, 60, 90, 130):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            for _ in range(lines):
                child.stdout.readline()
            child.kill()
        db = await open_database(empty_address, Clock(), migrate=False)
        tables = await tables_of(db)
        await db.close()
        assert tables in (set(), {*metadata.tables, "alembic_version"})
        seen.add(len(tables))
    assert seen == {0, len(metadata.tables) + 1}


async def test_processes_that_start_together_migrate_once(empty_address: str) -> None:
    opened = await asyncio.gather(
        *(open_database(empty_address, Clock()) for _ in range(3)), return_exceptions=True
    )
    found = []
    for db in opened:
        if isinstance(db, Database):
            found.append(await tables_of(db))
            await db.close()

    assert found == [{*metadata.tables, "alembic_version"}] * 3, opened


def test_the_list_of_revisions_is_the_tree_of_alembic() -> None:
    assert tuple(script.revision for script in reversed(list(scripts().walk_revisions()))) == revisions()


async def test_a_start_without_a_migration_does_not_load_alembic(database_address: str) -> None:
    program = (
        "import asyncio, sys\n"
        "from chinwag.clock import Clock\n"
        "from chinwag.db import open_database\n"
        "async def main():\n"
        "    db = await open_database(sys.argv[1], Clock())\n"
        "    await db.close()\n"
        "asyncio.run(main())\n"
        "print('alembic' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, database_address],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "False"
