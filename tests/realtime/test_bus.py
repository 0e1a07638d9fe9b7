"""The bus carries bodies between processes and survives its server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog

from chinwag.realtime.redis_bus import RedisBus
from tests.services import RedisServer


@asynccontextmanager
async def joined(url: str) -> AsyncIterator[tuple[RedisBus, list[bytes]]]:
    bus = RedisBus(url)
    heard: list[bytes] = []
    bus.listen("events", heard.append)
    await bus.start()
    try:
        async with asyncio.timeout(10):
            await bus.is_joined.wait()
        yield bus, heard
    finally:
        await bus.stop()


async def until(holds: Callable[[], bool], limit_s: float = 10) -> None:
    async with asyncio.timeout(limit_s):
        while not holds():
            await asyncio.sleep(0.01)


async def test_the_other_process_hears_in_order_and_the_sender_does_not(redis_url: str) -> None:
    async with joined(redis_url) as (one, heard_by_one), joined(redis_url) as (_, heard_by_two):
        for number in range(500):
            one.send("events", b"%d" % number)

        await until(lambda: len(heard_by_two) == 500)

        assert heard_by_two == [b"%d" % number for number in range(500)]
        assert heard_by_one == []


async def test_two_installations_in_one_redis_do_not_hear_each_other(redis_url: str) -> None:
    other_url = redis_url.removesuffix("/0") + "/1"
    async with joined(redis_url) as (one, _), joined(redis_url) as (_, near), joined(other_url) as (_, far):
        one.send("events", b"x")
        await until(lambda: near == [b"x"])
        assert far == []


async def test_a_killed_redis_is_joined_again_and_says_so(own_redis: RedisServer) -> None:
    rejoined: list[bool] = []
    async with joined(own_redis.url) as (one, _), joined(own_redis.url) as (two, heard):
        two.on_rejoin(lambda: rejoined.append(True))
        own_redis.kill()
        await until(lambda: not two.is_joined.is_set())
        one.send("events", b"while away")
        own_redis.start()
        await until(lambda: two.is_joined.is_set() and one.is_joined.is_set(), 5)
        one.send("events", b"after")

        await until(lambda: heard[-1:] == [b"after"])
        assert rejoined


async def test_a_sender_without_redis_keeps_a_bounded_queue(own_redis: RedisServer) -> None:
    async with joined(own_redis.url) as (one, _):
        own_redis.kill()
        for number in range(25_000):
            one.send("events", b"%d" % number)
        await asyncio.sleep(0.3)
        own_redis.start()
        async with joined(own_redis.url) as (_, heard):
            await until(lambda: heard[-1:] == [b"24999"])
            assert len(heard) <= 10_000


async def test_a_flush_ends_when_every_other_process_has_heard(redis_url: str) -> None:
    async with joined(redis_url) as (one, _), joined(redis_url) as (_, two), joined(redis_url) as (_, three):
        for number in range(300):
            one.send("forget", b"x")
            one.send("events", b"%d" % number)
            assert await one.flush(10)
            assert two[-1] == three[-1] == b"%d" % number


async def test_flushes_at_once_from_both_sides_end(redis_url: str) -> None:
    async with joined(redis_url) as (one, _), joined(redis_url) as (two, _):
        assert all(await asyncio.gather(*(bus.flush(10) for bus in (one, two) * 50)))


async def test_a_flush_without_redis_ends_and_says_that_it_failed(own_redis: RedisServer) -> None:
    async with joined(own_redis.url) as (one, _):
        own_redis.kill()
        one.send("forget", b"x")
        assert not await one.flush(0.3)


async def test_a_redis_that_is_not_there_at_the_start_is_said_once() -> None:
    with structlog.testing.capture_logs() as lines:
        bus = RedisBus("redis://127.0.0.1:9/0")
        await bus.start()
        try:
            await until(lambda: lines != [])
            await asyncio.sleep(0.5)  # several further tries
        finally:
            await bus.stop()

    assert [line["event"] for line in lines] == ["bus not reached, trying on; check bus_url"]
