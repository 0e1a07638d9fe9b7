"""A world whose webhooks may call 127.0.0.1, and receivers there."""

from collections.abc import AsyncIterator

import pytest

from chinwag.outbound.guard import parse_networks
from tests.webhooks.receiver import Receiver, listening
from tests.world import World


@pytest.fixture
def hooked(world: World) -> World:
    """The world, with receivers on this machine allowed."""
    world.app.services.outbound.networks = parse_networks(["127.0.0.0/8"])
    return world


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A receiver that answers 204."""
    async with listening() as made:
        yield made
