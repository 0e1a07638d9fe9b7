"""The servers of the tests are what the tests believe them to be."""

from __future__ import annotations

import asyncpg
import redis.asyncio
from playwright.sync_api import Browser

from tests.services import PostgresServer, RedisServer


async def test_every_test_gets_an_empty_postgres_database(postgres_url: str) -> None:
    connection = await asyncpg.connect(postgres_url)
    try:
        assert await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
        assert await connection.fetchval("SHOW server_encoding") == "UTF8"
    finally:
        await connection.close()


async def test_a_killed_postgres_comes_back_with_what_it_acknowledged(own_postgres: PostgresServer) -> None:
    own_postgres.run_sql("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
    before = own_postgres.pid

    own_postgres.kill()
    own_postgres.start()

    assert own_postgres.run_sql("SHOW fsync") == "on"
    assert own_postgres.pid != before
    assert own_postgres.run_sql("SELECT n FROM kept") == "7"


async def test_every_test_gets_an_empty_redis(redis_url: str) -> None:
    client = redis.asyncio.from_url(redis_url)
    try:
        assert await client.dbsize() == 0
        await client.set("left behind", "1")
    finally:
        await client.aclose()


async def test_nothing_is_left_behind_in_redis(redis_server: RedisServer, redis_url: str) -> None:
    assert redis_server.ask("DBSIZE") == ":0"


async def test_a_killed_redis_comes_back_on_the_same_port(own_redis: RedisServer) -> None:
    url = own_redis.url
    own_redis.kill()
    own_redis.start()
    assert own_redis.url == url
    assert own_redis.ask("PING") == "+PONG"


def test_the_browser_draws_a_page(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content("<h1>Chinwag</h1>")
    assert page.inner_text("h1") == "Chinwag"
    page.close()
