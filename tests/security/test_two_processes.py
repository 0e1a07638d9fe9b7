"""What is ended at one process is ended at the other at once, in its next answer and on its open connections."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from chinwag.app import build_app
from chinwag.program import App
from chinwag.settings import Settings
from tests.accounts.browser import signed_in
from tests.guests.coming import close_to_guests, guest, open_to_guests
from tests.realtime.sockets import listening, serving
from tests.services import PostgresServer
from tests.world import BASE, World, new_world

WITHIN_S = 5.0


@contextlib.asynccontextmanager
async def beside(world: World, data: Path) -> AsyncIterator[App]:
    """A second process on the world's database and Redis."""
    data.mkdir()
    first = world.app.services.settings
    settings = Settings(
        data=data,
        public_url=BASE,
        database_url=first.database_url,
        bus_url=first.bus_url,
        rate_limit_user=0,
    )
    app = await build_app(settings, world.clock)
    await app.start()
    try:
        yield app
    finally:
        await app.stop()


@pytest.fixture
async def world(postgres_server: PostgresServer, redis_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """A world on PostgreSQL and Redis."""
    url = postgres_server.create_database()
    async with new_world(tmp_path / "one", database_url=url, bus_url=redis_url) as made:
        yield made
    postgres_server.drop_database(url)


@pytest.fixture
async def other(world: World, tmp_path: Path) -> AsyncIterator[tuple[httpx.AsyncClient, int]]:
    """A client of the second process, and the port of its live connection."""
    async with beside(world, tmp_path / "two") as app, serving(app) as port:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as http:
            yield http, port


async def test_a_session_that_is_ended_here_is_dead_there(
    world: World, other: tuple[httpx.AsyncClient, int]
) -> None:
    http, port = other
    async with signed_in(world) as page:
        cookie = {"Cookie": f"chinwag_session={page.session_cookie}"}
        assert (await http.get("/api/start", headers=cookie)).status_code == 200
        async with listening(port, cookie, origin=BASE) as socket:
            ended_at = time.monotonic()
            assert (await page.send("DELETE", "/api/session")).status_code == 204
            assert await socket.end() == 4401
            assert time.monotonic() - ended_at < WITHIN_S
        assert (await http.get("/api/start", headers=cookie)).status_code == 401


async def test_a_person_who_is_deleted_here_is_cut_off_there(
    world: World, other: tuple[httpx.AsyncClient, int]
) -> None:
    http, port = other
    ada = await world.user("Ada Quist")
    token = await world.token(ada)
    assert (await http.get("/v2/room", headers=token)).status_code == 200
    async with listening(port, token) as socket:
        ended_at = time.monotonic()
        gone = await world.http.delete(f"/v2/user/{ada.id}", headers=await world.token())
        assert gone.status_code == 204
        assert await socket.end() == 4401
        assert time.monotonic() - ended_at < WITHIN_S
    assert (await http.get("/v2/room", headers=token)).status_code == 401


async def test_a_room_token_and_an_addon_that_end_here_are_dead_there(
    world: World, other: tuple[httpx.AsyncClient, int]
) -> None:
    http, _ = other
    room = await world.room("Deploys")
    addon = await world.addon_token(room=room)
    async with signed_in(world) as page:
        body = {"label": "Kiln", "scopes": ["send_notification"], "expires_in_days": 30}
        made = (await page.send("POST", f"/api/room/{room.id}/token", body)).json()
        token = {"Authorization": f"Bearer {made['token']}"}
        path = f"/v2/room/{room.id}/notification"
        for headers in (token, addon):
            assert (await http.post(path, json={"message": "x"}, headers=headers)).status_code == 204
        assert (await page.send("DELETE", f"/api/room/{room.id}/token/{made['id']}")).status_code == 204
        assert (await http.post(path, json={"message": "x"}, headers=token)).status_code == 401
    gone = await world.http.delete(f"/v2/room/{room.id}", headers=await world.token())
    assert gone.status_code == 204
    assert (await http.post(path, json={"message": "x"}, headers=addon)).status_code == 401


async def test_a_member_who_is_removed_here_sees_nothing_there(
    world: World, other: tuple[httpx.AsyncClient, int]
) -> None:
    http, _ = other
    ada = await world.user("Ada Quist")
    room = await world.room("Vault", private=True, members=(ada,))
    token = await world.token(ada)
    assert (await http.get(f"/v2/room/{room.id}/history/latest", headers=token)).status_code == 200
    said = await world.http.post(
        f"/v2/room/{room.id}/message", json={"message": "the parole"}, headers=await world.token()
    )
    assert said.status_code == 201
    await world.app.services.indexer.catch_up()

    async def found() -> Any:
        return (await http.get("/api/search?q=parole", headers=token)).json()["items"]

    assert len(await found()) == 1
    removed = await world.http.delete(f"/v2/room/{room.id}/member/{ada.id}", headers=await world.token())
    assert removed.status_code == 204
    assert (await http.get(f"/v2/room/{room.id}/history/latest", headers=token)).status_code == 404
    assert (await found()) == []


async def test_guests_are_gone_there_when_the_link_is_ended_here(
    world: World, other: tuple[httpx.AsyncClient, int]
) -> None:
    http, port = other
    room = await world.room()
    token = await open_to_guests(world, room)
    async with guest(world, token) as tilda:
        cookie = {"Cookie": f"chinwag_session={tilda.session_cookie}"}
        assert (await http.get("/api/start", headers=cookie)).status_code == 200
        async with listening(port, cookie, origin=BASE) as socket:
            await close_to_guests(world, room)
            assert (await http.get("/api/start", headers=cookie)).status_code == 401
            assert await socket.end() == 4401
        assert (await http.get(f"/api/guest/{token}")).status_code == 404
