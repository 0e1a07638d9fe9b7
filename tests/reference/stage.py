"""A scene that is the same for every example: each is played on a copy of its own, so none sees another's traces."""

import contextlib
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from chinwag.app import build_app
from chinwag.settings import Settings
from tests.contract.scene import Scene, make_scene
from tests.world import BASE, FakeClock, World, new_world, no_names

_LIMITS: dict[str, Any] = {
    "rate_limit_user": 100,
    "rate_limit_addon": 500,
    "flood_limit": 30,
    "link_previews": False,
}
_START = datetime(2026, 3, 2, 9, 30, 0, 0, tzinfo=UTC)


class Stage:
    """The scene in a folder, and copies of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._plays = 0
        self._scene: Scene

    async def build(self) -> None:
        """Make the scene once."""
        async with new_world(self._folder / "scene", synchronous="OFF") as world:
            self._scene = await make_scene(world)

    @contextlib.asynccontextmanager
    async def play(self) -> AsyncIterator[Scene]:
        """The scene as it was built, on a running program with the limits of a fresh installation."""
        self._plays += 1
        data = self._folder / f"play{self._plays}"
        shutil.copytree(self._folder / "scene", data)
        clock = FakeClock(_START)
        app = await build_app(Settings(data=data, synchronous="OFF", public_url=BASE, **_LIMITS), clock)
        app.services.outbound.resolve = no_names
        await app.start()
        try:
            transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 4711))
            async with httpx.AsyncClient(transport=transport, base_url=BASE) as http:
                before = self._scene.world
                world = World(app, http, clock, before.group_id)
                world.owner = before.owner
                yield replace(self._scene, world=world, _headers={}, _count=0)
        finally:
            await app.stop()
            shutil.rmtree(data)
