"""Commands beside servers on PostgreSQL and Redis: they are told at once, not when they look."""

import asyncio
from pathlib import Path

import pytest

from chinwag.realtime.redis_bus import RedisBus
from tests.cli.terminal import of_world
from tests.world import new_world


async def test_a_revoked_token_is_dead_on_servers_that_the_bus_reaches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres_url: str, redis_url: str
) -> None:
    async with new_world(tmp_path, database_url=postgres_url, bus_url=redis_url) as world:
        token = await world.token()
        async with asyncio.timeout(10):
            await world.app.services.hub._bus.is_joined.wait()  # type: ignore[attr-defined]
        assert (await world.http.get("/v2/room", headers=token)).status_code == 200

        with of_world(world, tmp_path, monkeypatch, bus_url=redis_url) as terminal:
            [listed] = (await terminal.beside("token", "list", "--json")).json
            assert (await terminal.beside("token", "revoke", str(listed["id"]))).code == 0

        async with asyncio.timeout(5):  # the clock stands still: no cache grows old here
            while (await world.http.get("/v2/room", headers=token)).status_code != 401:
                await asyncio.sleep(0.02)


async def test_a_bus_that_is_away_stops_no_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres_url: str
) -> None:
    async with new_world(tmp_path, database_url=postgres_url) as world:
        monkeypatch.setattr("chinwag.realtime.outside._PATIENCE_S", 0.2)
        with of_world(world, tmp_path, monkeypatch, bus_url="redis://127.0.0.1:1") as terminal:
            assert (await terminal.beside("room", "create", "Night shift")).code == 0
        answer = await world.http.get("/v2/room/Night shift", headers=await world.token())
        assert answer.status_code == 200


@pytest.mark.parametrize("steps", [0, 5, 10, 15, 20])
async def test_a_command_that_ends_while_the_bus_connects_does_not_hang(redis_url: str, steps: int) -> None:
    bus = RedisBus(redis_url)
    await bus.start()
    for _ in range(steps):
        await asyncio.sleep(0)
    async with asyncio.timeout(10):
        await bus.stop()
