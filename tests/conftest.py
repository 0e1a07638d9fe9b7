"""What every test may use."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.world import World

pytest_plugins = ["tests.services"]

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The database engine of this run of the test: each test runs once on each."""
    chosen: str = request.param
    return chosen


@pytest.fixture
def database_url(engine: str, request: pytest.FixtureRequest) -> str:
    """The setting `database_url` for the engine: empty for SQLite, an empty database of PostgreSQL else."""
    return "" if engine == "sqlite" else str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def world(tmp_path: Path, database_url: str) -> "AsyncIterator[World]":
    """A started program on a fresh database, limits off."""
    from tests.world import new_world  # not for the tests that need no program

    async with new_world(tmp_path, database_url=database_url) as made:
        yield made
