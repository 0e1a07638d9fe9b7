"""What the tests of this folder share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.realtime.sockets import serving
from tests.world import World


@pytest.fixture
async def port(world: World) -> AsyncIterator[int]:
    """The port of a real server around the world's program."""
    async with serving(world.app) as chosen:
        yield chosen
