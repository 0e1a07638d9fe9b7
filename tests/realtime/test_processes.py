"""Two equal processes on one PostgreSQL, told of each other by Redis, which may vanish at any time."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from chinwag.app import build_app
from chinwag.clock import Clock
from chinwag.db.open import open_database
from chinwag.http.auth import hash_of
from chinwag.messages.service import send_notification
from chinwag.oauth.service import find_caller
from chinwag.program import App
from chinwag.rooms.service import find_room
from chinwag.scopes import Scope
from chinwag.settings import Settings
from tests.accounts.browser import signed_in
from tests.realtime.sockets import Socket, bodies, listening, serving
from tests.services import PostgresServer, RedisServer
from tests.world import BASE, FakeClock, World, bearer, new_world

pytestmark = [pytest.mark.faults]


@contextlib.asynccontextmanager
async def running(data: Path, database_url: str, bus_url: str) -> AsyncIterator[App]:
    data.mkdir(exist_ok=True)
    settings = Settings(
        data=data,
        public_url=BASE,
        database_url=database_url,
        bus_url=bus_url,
        rate_limit_user=0,
        rate_limit_addon=0,
        flood_limit=0,
    )
    app = await build_app(settings, Clock())
    await app.start()
    try:
        yield app
    finally:
        await app.stop()


class Pair:
    """Two processes, each with a client that posts to it."""

    def __init__(self, world: World, other: httpx.AsyncClient, ports: tuple[int, int]) -> None:
        self.world = world
        self.https = (world.http, other)
        self.ports = ports

    async def post(self, process: int, text: str) -> None:
        answer = await self.https[process].post(
            "/v2/room/Deploys/message", json={"message": text}, headers=await self.world.token()
        )
        assert answer.status_code == 201, answer.text


@pytest.fixture
async def pair(
    tmp_path: Path, postgres_server: PostgresServer, own_redis: RedisServer
) -> AsyncIterator[Pair]:
    url = postgres_server.create_database()
    try:
        async with (
            running(tmp_path / "one", url, own_redis.url) as one,
            running(tmp_path / "two", url, own_redis.url) as two,
            client(one) as http_one,
            client(two) as http_two,
            serving(one) as port_one,
            serving(two) as port_two,
        ):
            world = World(one, http_one, FakeClock(Clock().now()))
            world.group_id, world.owner = await world.group("Quayside")
            await world.room("Deploys")
            yield Pair(world, http_two, (port_one, port_two))
    finally:
        postgres_server.drop_database(url)


def client(app: App) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=BASE)


async def hear(socket: Socket, count: int) -> list[str]:
    while len(bodies(socket.frames)) < count:
        await socket.until("message.sent")
    return bodies(socket.frames)


async def test_listeners_of_either_process_get_every_message_in_order(pair: Pair) -> None:
    token = await pair.world.token()
    async with listening(pair.ports[0], token) as one, listening(pair.ports[1], token) as two:
        for number in range(40):
            await pair.post(number % 2, f"message {number}")
        expected = [f"message {number}" for number in range(40)]
        assert await hear(one, 40) == expected
        assert await hear(two, 40) == expected


async def test_concurrent_writers_are_heard_in_one_order(pair: Pair) -> None:
    token = await pair.world.token()
    async with listening(pair.ports[0], token) as one, listening(pair.ports[1], token) as two:
        await asyncio.gather(*(pair.post(number % 2, f"message {number}") for number in range(40)))
        heard = await hear(one, 40)
        assert heard == await hear(two, 40)
        assert len(set(heard)) == 40
        positions = [f["message"]["position"] for f in one.frames if f["type"] == "message.sent"]
        assert positions == list(range(1, 41))


async def test_nothing_is_lost_when_redis_is_killed(pair: Pair, own_redis: RedisServer) -> None:
    token = await pair.world.token()
    async with listening(pair.ports[0], token) as one, listening(pair.ports[1], token) as two:
        await pair.post(0, "before")
        assert await hear(two, 1) == ["before"]
        own_redis.kill()
        began = time.monotonic()
        for number in range(10):
            await pair.post(number % 2, f"away {number}")
        expected = ["before", *(f"away {number}" for number in range(10))]
        assert await hear(two, 11) == expected
        assert await hear(one, 11) == expected
        assert time.monotonic() - began < 8

        own_redis.start()
        await pair.post(0, "after")
        assert (await hear(two, 12))[-1] == "after"


async def test_nothing_is_lost_when_redis_forgets_or_is_full(pair: Pair, own_redis: RedisServer) -> None:
    token = await pair.world.token()
    async with listening(pair.ports[1], token) as two:
        own_redis.clear()
        await pair.post(0, "flushed")
        own_redis.ask("CONFIG SET maxmemory 1mb")
        await pair.post(0, "full")
        assert await hear(two, 2) == ["flushed", "full"]


async def ended(pair: Pair, token: dict[str, str]) -> float:
    """Revoke a token on one process; returns after how many seconds its connection to the other one is ended."""
    raw = token["Authorization"].partition(" ")[2]
    async with listening(pair.ports[1], token) as two:
        began = time.monotonic()
        answer = await pair.https[0].delete(f"/v2/oauth/token/{raw}", headers=token)
        assert answer.status_code == 204, answer.text
        assert await two.end() == 4401
        return time.monotonic() - began


async def test_a_token_revoked_on_one_process_is_dead_on_the_other(pair: Pair) -> None:
    took = []
    for _ in range(3):
        token = await pair.world.token()
        took.append(await ended(pair, token))
        assert (await pair.https[1].get("/v2/room", headers=token)).status_code == 401
    assert min(took) < 1.5  # the machine may pause


async def test_a_token_revoked_without_redis_is_dead_on_the_other_within_five_seconds(
    pair: Pair, own_redis: RedisServer
) -> None:
    own_redis.kill()
    assert min([await ended(pair, await pair.world.token()) for _ in range(2)]) < 5


async def test_membership_lost_on_one_process_counts_on_the_other(pair: Pair) -> None:
    ada = await pair.world.user("Ada Quist")
    room = await pair.world.room("Vault", private=True, members=(ada,))
    owner = await pair.world.token()
    async with listening(pair.ports[1], await pair.world.token(ada)) as two:
        for text in ("before", "after"):
            answer = await pair.https[0].post("/v2/room/Vault/message", json={"message": text}, headers=owner)
            assert answer.status_code == 201
            if text == "before":
                await pair.https[0].delete(f"/v2/room/Vault/member/{ada.id}", headers=owner)
        assert (await two.until("room.removed"))["room_id"] == room.id
        assert bodies(await two.all_so_far()) == ["before"]


async def test_people_on_the_other_process_are_online_and_type(pair: Pair, own_redis: RedisServer) -> None:
    ada = await pair.world.user("Ada Quist")
    room = await pair.world.room("Plaza")
    async with listening(pair.ports[0], await pair.world.token()) as watcher:
        async with listening(pair.ports[1], await pair.world.token(ada)) as socket:
            while (await watcher.until("presence.changed"))["user_id"] != ada.id:
                pass
            await socket.say(type="enter", room_id=room.id)
            assert (await watcher.until("room.entered"))["user_id"] == ada.id
            await socket.say(type="typing", chat_id=room.id)
            assert (await watcher.until("typing.started"))["user_id"] == ada.id
            people = await pair.https[0].get("/api/room/Plaza/people", headers=await pair.world.token())
            assert [one["id"] for one in people.json()["items"]] == [ada.id]
            own_redis.kill()
            own_redis.start()
        while (frame := await watcher.until("presence.changed"))["user_id"] != ada.id:
            pass
        assert frame["presence"] is None


async def test_a_client_moves_from_one_process_to_the_other(pair: Pair) -> None:
    token = await pair.world.token()
    async with listening(pair.ports[0], token) as one:
        await pair.post(0, "one")
        cursor = (await one.until("message.sent"))["cursor"]
    await pair.post(0, "two")
    async with listening(pair.ports[1], token, cursor=cursor) as two:
        await pair.post(0, "three")
        assert await hear(two, 2) == ["two", "three"]


async def test_a_command_beside_the_server_is_heard(tmp_path: Path) -> None:
    async with new_world(tmp_path) as world, serving(world.app) as port:
        await world.room("Deploys")
        token = await world.token()
        async with listening(port, token) as socket:
            beside = await open_database(world.app.services.settings, Clock())
            try:
                async with beside.begin() as tx:
                    caller = await find_caller(tx, hash_of(token["Authorization"].partition(" ")[2]))
                    assert caller is not None
                    room = await find_room(tx, caller, "Deploys")
                    await send_notification(tx, room, caller, body="from the command line")
            finally:
                await beside.close()
            assert await hear(socket, 1) == ["from the command line"]


async def test_listeners_outlive_a_killed_postgres(tmp_path: Path, own_postgres: PostgresServer) -> None:
    url = own_postgres.create_database()
    async with new_world(tmp_path, database_url=url) as world, serving(world.app) as port:
        await world.room("Deploys")
        token = await world.token()
        body = {"message": "x"}
        async with listening(port, token) as socket:
            await world.http.post("/v2/room/Deploys/message", json=body, headers=token)
            assert len(await hear(socket, 1)) == 1
            own_postgres.kill()
            away = await world.http.post("/v2/room/Deploys/message", json=body, headers=token)
            assert away.status_code == 503
            own_postgres.start()
            began = time.monotonic()
            while (
                await world.http.post("/v2/room/Deploys/message", json=body, headers=token)
            ).status_code != 201:
                assert time.monotonic() - began < 15
            assert len(await hear(socket, 2)) == 2


async def test_the_calls_of_a_token_are_shown_whichever_process_answered_them(
    pair: Pair, own_redis: RedisServer
) -> None:
    ada = await pair.world.user("Ada Quist")
    raw = await pair.world.raw_token("personal", frozenset({Scope.VIEW_ROOM}), user_id=ada.id)
    for number in range(1, 7):
        answer = await pair.https[number % 2].get(f"/v2/room/{1000 + number}", headers=bearer(raw))
        assert answer.status_code == 404
    async with signed_in(pair.world, ada) as page:
        tokens = (await page.get("/api/account/token")).json()["items"]
        path = f"/api/token/{tokens[-1]['id']}/calls"
        for process in pair.https:
            process.cookies = page.http.cookies
            items = (await process.get(path)).json()["items"]
            assert [one["path"] for one in items] == [
                f"/v2/room/{number}" for number in range(1006, 1000, -1)
            ]
        own_redis.kill()
        began = time.monotonic()
        items = (await page.get(path)).json()["items"]
        assert [one["path"] for one in items] == [f"/v2/room/{number}" for number in (1006, 1004, 1002)]
        assert time.monotonic() - began < 10
