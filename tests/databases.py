"""Databases for the tests: every test that asks for one runs on SQLite and on PostgreSQL.

* `engine` - sqlite, then postgresql; sqlite alone for tests with the mark `one_engine`
* `database_url`, `database_address` - a fresh, migrated database that nobody has open
* `db` - that database, open, on the real clock
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from chinwag.clock import Clock
from chinwag.db import Database, open_database
from chinwag.db.open import FILE_NAME
from tests.services import PostgresServer
from tests.services.reuse import DatabasePool

ENGINES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


async def _migrate(address: str) -> None:
    database = await open_database(address, Clock())
    await database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file to copy from."""
    path = tmp_path_factory.mktemp("template") / "chinwag.db"
    asyncio.run(_migrate(str(path)))
    return path


@pytest.fixture(scope="session")
def postgres_databases(postgres_server: PostgresServer) -> Iterator[DatabasePool]:
    """Migrated, empty databases."""
    address = postgres_server.create_database()
    asyncio.run(_migrate(address))
    databases = DatabasePool(postgres_server, address.rpartition("/")[2])
    yield databases
    databases.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that needs a database on each engine, but once if it is marked as not telling them apart."""
    if "engine" in metafunc.fixturenames:
        alone = metafunc.definition.get_closest_marker("one_engine")
        metafunc.parametrize("engine", ENGINES[:1] if alone else ENGINES, indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """The database engine of this run of the test."""
    chosen: str = request.param
    return chosen


@pytest.fixture
def database_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The setting `database_url` of a fresh, migrated database; empty: an SQLite file in `tmp_path`."""
    if engine == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / FILE_NAME)
        yield ""
        return
    databases: DatabasePool = request.getfixturevalue("postgres_databases")
    address = databases.borrow()
    yield address
    databases.give_back(address)


@pytest.fixture
def database_address(database_url: str, tmp_path: Path) -> str:
    """The same database for `open_database`."""
    return database_url or str(tmp_path / FILE_NAME)


@pytest.fixture
async def db(database_address: str) -> AsyncIterator[Database]:
    """The same database, open."""
    database = await open_database(database_address, Clock())
    yield database
    await database.close()
