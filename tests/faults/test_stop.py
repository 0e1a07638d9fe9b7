"""SIGTERM and SIGINT under load: what runs is answered, sockets are told, nothing is stored without an answer."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import time

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from chinwag.cli.serve_command import DRAIN_S
from tests.faults.wire import Wire, ask, head, wire
from tests.faults.writers import Writers, check_kept, last_position, read_room
from tests.served import Serve, Served

pytestmark = pytest.mark.faults

STOP_LIMIT_S = 10.0


async def live(served: Served) -> ClientConnection:
    """A listener that has been greeted."""
    address = f"ws://127.0.0.1:{served.port}/api/live"
    connection = await connect(address, additional_headers=served.token(), max_queue=None)
    assert json.loads(await connection.recv())["type"] == "hello"
    return connection


async def close_code(connection: ClientConnection) -> int:
    async with asyncio.timeout(STOP_LIMIT_S):
        with contextlib.suppress(ConnectionClosed):
            while True:
                await connection.recv()
    return connection.close_code or 1006


async def ready_answers(served: Served, into: list[int]) -> None:
    """Ask whether it is ready, again and again: 0 = nobody listens any more."""
    while True:
        try:
            into.append((await ask(served.port, "GET", "/api/health/ready")).status)
        except OSError:
            into.append(0)
        await asyncio.sleep(0.001)


async def it_has_read(served: Served) -> None:
    """Wait until the server has read what was sent to it before, over other connections: it reads them in turn."""
    assert (await ask(served.port, "GET", "/api/health/live")).status == 200


async def it_takes_nobody(served: Served) -> None:
    """Wait until it has heard the signal: then nobody can connect."""
    async with asyncio.timeout(STOP_LIMIT_S):
        with contextlib.suppress(ConnectionError):
            while True:
                await ask(served.port, "GET", "/api/health/live")
                await asyncio.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_stop_under_load_answers_what_runs_and_stores_nothing_unanswered(
    serve: Serve, number: signal.Signals
) -> None:
    served = serve()
    before = await last_position(served)
    sockets = [await live(served) for _ in range(20)]
    readiness: list[int] = []
    async with Writers(served, 32) as writers:
        await writers.wait_for(100)
        probe = asyncio.create_task(ready_answers(served, readiness))
        async with asyncio.timeout(10):
            while len(readiness) < 5:
                await asyncio.sleep(0.01)
        begun = time.monotonic()
        served.signal(number)
        assert await asyncio.to_thread(served.wait, STOP_LIMIT_S) == 0
        took_s = time.monotonic() - begun
        probe.cancel()
    assert took_s < STOP_LIMIT_S
    assert {await close_code(socket) for socket in sockets} <= {1001, 1012}
    assert writers.refused == []
    first_no = readiness.index(next(status for status in readiness if status != 200))
    assert set(readiness[:first_no]) == {200}
    assert set(readiness[first_no:]) <= {0, 503}, "ready again although it stops"

    served.start()
    stored = await read_room(served, before)
    check_kept(stored, writers)
    unanswered = {message["body"] for message in stored} - set(writers.acknowledged)
    assert unanswered == set(), "stored, and nobody was told"


async def test_a_request_that_is_on_its_way_is_answered_and_then_the_connection_ends(serve: Serve) -> None:
    served = serve()
    body = json.dumps({"message": "half and half"}).encode()
    path = f"/v2/room/{served.demo['room_id']}/notification"
    async with wire(served.port) as slow:
        await slow.send(head("POST", path, served.token("room_token"), len(body)) + body[:10])
        await it_has_read(served)
        served.signal(signal.SIGTERM)
        await it_takes_nobody(served)
        assert served.is_running()
        await slow.send(body[10:])
        answer = await slow.read()
        assert answer is not None
        assert answer.status == 204
        assert answer.headers["connection"] == "close"
        assert await slow.is_closed(within_s=STOP_LIMIT_S)
    assert await asyncio.to_thread(served.wait, STOP_LIMIT_S) == 0

    served.start()
    assert (await read_room(served))[-1]["body"] == "half and half"


async def test_clients_that_never_finish_do_not_hold_up_the_stop(serve: Serve) -> None:
    served = serve()
    path = f"/v2/room/{served.demo['room_id']}/notification"
    unfinished = [Wire(served.port) for _ in range(20)]
    for number, connection in enumerate(unfinished):
        whole = head("POST", path, served.token("room_token"), 100) + b'{"message":'
        await connection.send(whole[:30] if number % 2 else whole)
    deaf = await live(served)
    deaf.transport.pause_reading()
    await it_has_read(served)
    begun = time.monotonic()
    served.signal(signal.SIGTERM)
    assert await asyncio.to_thread(served.wait, STOP_LIMIT_S) == 0
    assert time.monotonic() - begun < STOP_LIMIT_S
    for connection in unfinished:
        await connection.close()
    deaf.transport.abort()


async def test_a_second_signal_ends_it_at_once(serve: Serve) -> None:
    served = serve()
    path = f"/v2/room/{served.demo['room_id']}/notification"
    async with wire(served.port) as slow:
        await slow.send(head("POST", path, served.token("room_token"), 100))
        await it_has_read(served)
        served.signal(signal.SIGINT)
        await it_takes_nobody(served)
        begun = time.monotonic()
        served.signal(signal.SIGINT)
        await asyncio.to_thread(served.wait)
    assert time.monotonic() - begun < DRAIN_S / 2
