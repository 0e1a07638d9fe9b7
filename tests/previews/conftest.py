"""What the tests of this folder share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.previews.stage import Stage, staged


@pytest.fixture
async def stage(tmp_path: Path, database_url: str) -> AsyncIterator[Stage]:
    """A program with previews on."""
    async with staged(tmp_path, database_url) as made:
        yield made
