"""Two processes on one PostgreSQL send side by side: every delivery once, each webhook's in order."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from chinwag.clock import Clock, to_micros
from chinwag.db.statements import statement
from chinwag.db.tables import deliveries
from chinwag.outbound.guard import parse_networks
from chinwag.program import App
from tests.realtime.test_processes import running
from tests.services import PostgresServer, RedisServer
from tests.webhooks.hooks import register
from tests.webhooks.receiver import Receiver
from tests.world import BASE, FakeClock, MadeRoom, World

pytestmark = [pytest.mark.faults]

_CLAIM_ALL = statement(
    sa.update(deliveries).values(
        claimed_by="a process that died",
        claimed_until=sa.bindparam("until", type_=sa.BigInteger),
        due_at=sa.bindparam("due", type_=sa.BigInteger),
    )
)


class Pair:
    """Two processes, the same people and rooms."""

    def __init__(self, one: App, two: App, world: World, other: httpx.AsyncClient, room: MadeRoom) -> None:
        self.apps = (one, two)
        self.world = world
        self.https = (world.http, other)
        self.room = room
        self.token: dict[str, str] = {}

    async def say(self, process: int, text: str) -> None:
        self.token = self.token or await self.world.token()
        answer = await self.https[process].post(
            f"/v2/room/{self.room.id}/message", json={"message": text}, headers=self.token
        )
        assert answer.status_code == 201, answer.text


def client(app: App) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app, client=("127.0.0.1", 1)), base_url=BASE)


@pytest.fixture
async def pair(
    tmp_path: Path, postgres_server: PostgresServer, own_redis: RedisServer
) -> AsyncIterator[Pair]:
    url = postgres_server.create_database()
    try:
        async with (
            running(tmp_path, url, own_redis.url) as one,
            running(tmp_path, url, own_redis.url) as two,
            client(one) as http_one,
            client(two) as http_two,
        ):
            for app in (one, two):
                app.services.outbound.networks = parse_networks(["127.0.0.0/8"])
            world = World(one, http_one, FakeClock(Clock().now()))
            world.group_id, world.owner = await world.group("Quayside")
            yield Pair(one, two, world, http_two, await world.room("Deploys"))
    finally:
        postgres_server.drop_database(url)


async def test_every_delivery_goes_out_once_and_in_order(pair: Pair, receiver: Receiver) -> None:
    await register(pair.world, pair.room, receiver)
    for number in range(100):
        await pair.say(number % 2, f"{number}")
    await receiver.until(100, 30)
    await asyncio.sleep(1.5)
    assert [got.text for got in receiver.got] == [f"{number}" for number in range(100)]
    assert receiver.most_at_once == 1


async def test_a_webhook_registered_on_one_process_hears_the_other_at_once(
    pair: Pair, receiver: Receiver
) -> None:
    await pair.say(1, "the other process knows of no webhook")
    await register(pair.world, pair.room, receiver)
    assert await pair.apps[0].services.hub._bus.flush(10)
    await pair.say(1, "heard")
    await receiver.until(1)
    assert [got.text for got in receiver.got] == ["heard"]


async def test_what_a_process_that_died_had_claimed_is_taken_over(pair: Pair, receiver: Receiver) -> None:
    await register(pair.world, pair.room, receiver)
    receiver.statuses = [500, 204]
    await pair.say(0, "hello")
    await receiver.until(1)
    now = to_micros(pair.apps[0].services.clock.steady())
    async with pair.apps[0].services.db.begin() as tx:
        await tx.run(_CLAIM_ALL, {"until": now + 3_000_000, "due": now})
    began = time.monotonic()
    await receiver.until(2, 20)
    assert 2.5 < time.monotonic() - began < 12
    assert receiver.got[0].id == receiver.got[1].id
