"""PostgreSQL dies, comes back, hangs, refuses: requests fail soon, nothing is lost, the server recovers alone."""

from __future__ import annotations

import asyncio
import builtins
import sys
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from chinwag.clock import Clock
from chinwag.db import Database, DatabaseUnavailable, StartRefused, open_database, postgres_pool
from tests.db.rows import ADD_GROUP_WITH_ID, COUNT_GROUPS, add_group, group, names, outcomes
from tests.services import PostgresServer

pytestmark = pytest.mark.faults


@pytest.fixture
async def db(postgres_url: str) -> AsyncIterator[Database]:
    database = await open_database(postgres_url, Clock())
    yield database
    await database.close()


async def test_a_killed_postgres_loses_nothing_and_is_used_again_when_it_is_back(
    own_postgres: PostgresServer,
) -> None:
    db = await open_database(own_postgres.create_database(), Clock())
    stored: list[str] = []
    faults: list[Exception] = []
    slowest = 0.0
    stop = asyncio.Event()

    async def write(worker: int) -> None:
        nonlocal slowest
        n = 0
        while not stop.is_set():
            name, begun = f"{worker}-{n}", time.monotonic()
            n += 1
            try:
                await add_group(db, name)
                stored.append(name)
            except DatabaseUnavailable as error:
                faults.append(error)
                await asyncio.sleep(0.02)
            slowest = max(slowest, time.monotonic() - begun)

    async with asyncio.timeout(90), asyncio.TaskGroup() as group_:
        for worker in range(8):
            group_.create_task(write(worker))
        for _ in range(2):
            await asyncio.sleep(0.3)
            await asyncio.to_thread(own_postgres.kill)
            with pytest.raises(DatabaseUnavailable):
                await db.ping()
            await asyncio.sleep(0.3)
            await asyncio.to_thread(own_postgres.start)
            await db.ping()
            up, before = time.monotonic(), len(stored)
            while len(stored) < before + 20:
                await asyncio.sleep(0.01)
            assert time.monotonic() - up < 10
        stop.set()

    found = await names(db)
    await db.close()
    assert faults
    assert slowest < 15
    assert len(found) == len(set(found))
    assert set(stored) <= set(found)


async def test_connections_that_the_server_ended_are_replaced_without_a_fault(
    db: Database, postgres_server: PostgresServer
) -> None:
    await outcomes([add_group(db, f"g{n}") for n in range(8)])

    postgres_server.run_sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test_%'"
    )
    async with db.begin() as tx:
        assert await tx.value(COUNT_GROUPS) == 8
    postgres_server.run_sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test_%'"
    )
    async with db.read() as reads:
        assert await reads.value(COUNT_GROUPS) == 8


async def test_a_statement_that_hangs_is_given_up_and_its_connection_with_it(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_pool, "STATEMENT_LIMIT_S", 0.3)
    first = await open_database(db.url, Clock())  # type: ignore[attr-defined]
    async with db.begin() as blocking:
        await blocking.run(ADD_GROUP_WITH_ID, {**group("blocking"), "id": 7})
        begun = time.monotonic()

        async def clash() -> None:
            async with first.begin() as tx:
                await tx.run(ADD_GROUP_WITH_ID, {**group("waiting"), "id": 7})

        assert [type(r) for r in await outcomes([clash(), clash()])] == [DatabaseUnavailable] * 2
        assert time.monotonic() - begun < 6  # without the shorter limit it would be 8 s
    assert await add_group(first, "next") > 0
    await first.close()


async def test_two_transactions_in_each_others_way_end_as_unavailable_not_as_a_hang(db: Database) -> None:
    met = asyncio.Barrier(2)

    async def cross(first: int, second: int) -> None:
        async with db.begin() as tx:
            await tx.run(ADD_GROUP_WITH_ID, {**group("a"), "id": first})
            await met.wait()
            await tx.run(ADD_GROUP_WITH_ID, {**group("b"), "id": second})

    results = await outcomes([cross(50, 51), cross(51, 50)])

    assert sum(isinstance(result, DatabaseUnavailable) for result in results) == 1


async def test_more_requests_than_connections_wait_for_their_turn(db: Database) -> None:
    results = await outcomes([add_group(db, f"g{n}") for n in range(5 * postgres_pool.MOST_CONNECTIONS)])

    assert all(isinstance(result, int) for result in results)


async def test_a_database_that_is_not_there_is_refused_with_a_sentence(
    postgres_server: PostgresServer,
) -> None:
    for url in (postgres_server.url_of("missing"), "postgresql://chinwag@127.0.0.1:1/chinwag"):
        with pytest.raises(StartRefused, match="CHINWAG_DATABASE_URL"):
            await open_database(url, Clock())


async def test_without_asyncpg_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    really_import = builtins.__import__

    def without_asyncpg(name: str, *more: Any, **named: Any) -> Any:
        if name == "asyncpg":
            raise ModuleNotFoundError(name)
        return really_import(name, *more, **named)

    for module in [m for m in sys.modules if m.startswith("chinwag.db.postgres")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(builtins, "__import__", without_asyncpg)

    with pytest.raises(StartRefused, match=r"chinwag\[postgres\]"):
        await open_database("postgresql://127.0.0.1/chinwag", Clock())
