"""What the tests of this folder share."""

import pytest

from tests.v1.clients import V1, make_v1
from tests.world import World


@pytest.fixture
async def admin(world: World) -> V1:
    """A script with an admin token."""
    return await make_v1(world)


@pytest.fixture
async def notifier(world: World) -> V1:
    """A script with a notification token."""
    return await make_v1(world, "notification")
