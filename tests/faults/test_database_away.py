"""PostgreSQL dies under load and comes back: 503 meanwhile, nothing lost, and nobody has to restart anything."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable

import pytest
from websockets.asyncio.client import connect

from tests.faults.wire import Answer, ask, wire
from tests.faults.writers import Writers, check_kept, last_position, read_room
from tests.served import Serve, Served
from tests.services import PostgresServer

pytestmark = [pytest.mark.faults, pytest.mark.slow]

BACK_WITHIN_S = 5.0
LONGEST_S = 15.0


async def health(served: Served) -> tuple[int, int, int]:
    """What /api/health, /live and /ready say."""
    answers = [
        await ask(served.port, "GET", path)
        for path in ("/api/health", "/api/health/live", "/api/health/ready")
    ]
    for answer in answers:
        if answer.status == 503:
            assert int(answer.headers["retry-after"]) > 0
    return answers[0].status, answers[1].status, answers[2].status


async def until(served: Served, wanted: tuple[int, int, int], within_s: float) -> float:
    """Wait until its health is that; returns the seconds."""
    begun = time.monotonic()
    while (found := await health(served)) != wanted:
        assert time.monotonic() - begun < within_s, found
        await asyncio.sleep(0.05)
    return time.monotonic() - begun


async def test_postgresql_killed_under_load_is_survived_and_told(
    own_postgres: PostgresServer, serve: Serve, record_property: Callable[[str, object], None]
) -> None:
    served = serve(database_url=own_postgres.create_database())
    before = await last_position(served)
    backs = []
    async with Writers(served, 32) as writers:
        for _ in range(2):
            await writers.wait_for(len(writers.acknowledged) + 100)
            assert await health(served) == (200, 200, 200)
            await asyncio.to_thread(own_postgres.kill)
            await until(served, (503, 200, 503), LONGEST_S)
            refused = len(writers.refused)
            async with asyncio.timeout(LONGEST_S):
                while len(writers.refused) < refused + 64:
                    await asyncio.sleep(0.01)
            reading = await ask(served.port, "GET", "/v2/room", served.token())
            assert reading.status == 503
            await asyncio.to_thread(own_postgres.start)
            back = await until(served, (200, 200, 200), LONGEST_S)
            begun = time.monotonic()
            await writers.wait_for(len(writers.acknowledged) + 100)
            backs.append(back + time.monotonic() - begun)
    assert min(backs) < BACK_WITHIN_S, backs
    check_kept(await read_room(served, before), writers)
    check_refusals(writers.refused)
    assert all(record.cut == 0 for record in writers.records)
    assert max(writers.waits) < LONGEST_S
    record_property(
        "figure", f"{len(writers.acknowledged)} acknowledged, back {max(backs):.2f} s after PostgreSQL"
    )
    print(f"back {max(backs):.2f} s after PostgreSQL; slowest request {max(writers.waits):.2f} s")


def check_refusals(refused: list[Answer]) -> None:
    assert {answer.status for answer in refused} == {503}
    for answer in refused:
        assert int(answer.headers["retry-after"]) > 0
        assert answer.json()["error"]["type"] == "Service Unavailable"
        assert b"asyncpg" not in answer.body
        assert b"Traceback" not in answer.body


async def test_postgresql_that_answers_nothing_any_more_makes_no_request_hang(
    own_postgres: PostgresServer, serve: Serve
) -> None:
    served = serve(database_url=own_postgres.create_database())
    assert served.demo
    import os
    import signal

    children = children_of(own_postgres.pid)
    for pid in (own_postgres.pid, *children):
        os.kill(pid, signal.SIGSTOP)
    try:
        begun = time.monotonic()
        path = f"/v2/room/{served.demo['room_id']}/notification"
        requests = [
            ask(served.port, "POST", path, served.token("room_token"), json={"message": "hello?"})
            for _ in range(20)
        ]
        answers = await asyncio.gather(*requests, ask(served.port, "GET", "/api/health/ready"))
        assert {answer.status for answer in answers} == {503}
        assert time.monotonic() - begun < LONGEST_S
        assert (await ask(served.port, "GET", "/api/health/live")).status == 200
    finally:
        for pid in (own_postgres.pid, *children):
            os.kill(pid, signal.SIGCONT)
    await until(served, (200, 200, 200), LONGEST_S)


def children_of(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(child) for child in file.read().split()]


async def test_listeners_and_sessions_outlive_the_outage(own_postgres: PostgresServer, serve: Serve) -> None:
    served = serve(database_url=own_postgres.create_database())
    address = f"ws://127.0.0.1:{served.port}/api/live"
    async with connect(address, additional_headers=served.token()) as live:
        cursor = json.loads(await live.recv())["cursor"]
        await asyncio.to_thread(own_postgres.kill)
        await until(served, (503, 200, 503), LONGEST_S)
        await asyncio.to_thread(own_postgres.start)
        await until(served, (200, 200, 200), LONGEST_S)
        path = f"/v2/room/{served.demo['room_id']}/notification"
        async with wire(served.port) as connection:
            answer = await connection.ask(
                "POST", path, served.token("room_token"), json={"message": "back again"}
            )
        assert answer.status == 204
        async with asyncio.timeout(LONGEST_S):
            while (frame := json.loads(await live.recv()))["type"] != "message.sent":
                pass
        assert frame["message"]["body"] == "back again"
        assert frame["cursor"] > cursor
