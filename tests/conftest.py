"""What every test may use."""

import gc
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.world import World

# How long a drawing takes says how busy the machine is, and nothing of the program.
settings.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")

pytest_plugins = ["tests.services", "tests.databases", "tests.served", "tests.two_served", "tests.evidence"]


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Thousands of tests stay until the end: no collection of garbage needs to look at them again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
async def world(tmp_path: Path, database_url: str) -> "AsyncIterator[World]":
    """A started program on a fresh database, limits off."""
    from tests.world import new_world  # not for the tests that need no program

    async with new_world(tmp_path, database_url=database_url) as made:
        yield made
