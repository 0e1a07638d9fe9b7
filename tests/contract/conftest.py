"""Scenes for the generated tests: one for all tests of a module, as each call makes anew what it uses up."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.contract.scene import Scene, new_scene
from tests.services.reuse import DatabasePool


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    """A scene on SQLite. Tests that use it run on the loop of their module."""
    async with new_scene(tmp_path_factory.mktemp("scene")) as made:
        yield made


@pytest.fixture
def postgres_address(postgres_databases: DatabasePool) -> Iterator[str]:
    """An empty, migrated database on PostgreSQL."""
    address = postgres_databases.borrow()
    yield address
    postgres_databases.give_back(address)
