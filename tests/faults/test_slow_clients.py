"""Clients that are slow on purpose are cut soon; clients on a thin line are not; the neighbour notices neither."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import os
import socket
import time
from collections.abc import Callable

import pytest

from tests.faults.probe import Probe, calm
from tests.faults.wire import Answer, Wire, ask, head, wire
from tests.faults.writers import read_room
from tests.served import Serve, Served

pytestmark = [pytest.mark.faults, pytest.mark.slow]

CUT_WITHIN_S = 40.0
EACH = 50


def open_files(served: Served) -> int:
    return len(os.listdir(f"/proc/{served.pid}/fd"))


async def drip(connection: Wire, data: bytes) -> None:
    """Send byte for byte, one a second, for ever."""
    while True:
        for at in range(len(data)):
            await connection.send(data[at : at + 1])
            await asyncio.sleep(1)


async def silent(served: Served) -> Wire:
    connection = Wire(served.port)
    await connection.open()
    return connection


async def in_the_head(served: Served) -> Wire:
    connection = await silent(served)
    await connection.send(b"GET /v2/room HTTP/1.1\r\nHost: chat.test\r\n")
    return connection


async def in_the_body(served: Served) -> Wire:
    connection = await silent(served)
    path = f"/v2/room/{served.demo['room_id']}/notification"
    await connection.send(head("POST", path, served.token("room_token"), 200_000) + b'{"message":"')
    return connection


async def in_a_chunk(served: Served) -> Wire:
    connection = await silent(served)
    path = f"/v2/room/{served.demo['room_id']}/notification"
    headers = {**served.token("room_token"), "Transfer-Encoding": "chunked"}
    lines = head("POST", path, headers).replace(b"Content-Length: 0\r\n", b"")
    await connection.send(lines + b"fff\r\n")
    return connection


async def refused_and_still_sending(served: Served) -> Wire:
    connection = await silent(served)
    await connection.send(head("POST", "/v2/room", served.token(), 10**11))
    return connection


async def after_an_answer(served: Served) -> Wire:
    connection = await silent(served)
    await connection.ask("GET", "/api/health")
    await connection.send(b"GET ")
    return connection


def unread(served: Served) -> socket.socket:
    """Ask for megabytes and take nothing."""
    end = socket.socket()
    end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    end.connect(("127.0.0.1", served.port))
    path = f"/v2/room/{served.demo['room_id']}/history?date=2999-01-01&max-results=1000"
    end.sendall(head("GET", path, served.token()) * 10)
    return end


@pytest.mark.timeout(180)
@pytest.mark.quiet
async def test_slow_clients_are_cut_in_time_thin_lines_are_not_and_the_neighbour_notices_nothing(
    serve: Serve, record_property: Callable[[str, object], None]
) -> None:
    served = serve()
    await fill_history(served)
    before, alone = open_files(served), await calm(served)
    thin = [asyncio.create_task(patient(served)) for patient in (upload, download, listen, come_again)]
    begun = time.monotonic()
    kinds = (silent, in_the_head, in_the_body, in_a_chunk, refused_and_still_sending, after_an_answer)
    slow = [await kind(served) for kind in kinds for _ in range(EACH)]
    deaf = [unread(served) for _ in range(EACH)]
    dripping = [asyncio.create_task(drip(one, b"x")) for one in slow[EACH:]]
    async with Probe(served) as probe:
        while open_files(served) > before + 2 + len(thin) and time.monotonic() - begun < CUT_WITHIN_S:
            await asyncio.sleep(0.1)
        cut_s = time.monotonic() - begun
    for task in dripping:
        task.cancel()
    for connection in slow:
        await connection.close()
    for end in deaf:
        end.close()
    figure = f"{len(slow) + EACH} slow clients cut in {cut_s:.0f} s; neighbour p95 {probe.p95:.3f} s, alone {alone:.3f}"
    record_property("figure", figure)
    print(figure)
    assert cut_s < CUT_WITHIN_S
    assert probe.faults == []
    assert probe.p95 < min(0.5, max(10 * alone, 0.05))
    await asyncio.gather(*thin)


async def fill_history(served: Served) -> None:
    async with wire(served.port) as connection:
        for _ in range(60):
            path = f"/v2/room/{served.demo['room_id']}/notification"
            body = {"message": "x" * 10_000}
            assert (await connection.ask("POST", path, served.token("room_token"), json=body)).status == 204


async def upload(served: Served) -> None:
    """A body that takes longer than the grace, at 10 KiB a second."""
    text = "thin" + " " * 240_000
    body = b'{"message":"thin"}' + b" " * len(text)
    async with wire(served.port) as connection:
        path = f"/v2/room/{served.demo['room_id']}/notification"
        await connection.send(head("POST", path, served.token("room_token"), len(body)))
        for at in range(0, len(body), 4096):
            await connection.send(body[at : at + 4096])
            await asyncio.sleep(0.4)
        answer = await connection.read()
    assert answer is not None
    assert answer.status == 204
    assert any(message["body"] == "thin" for message in await read_room(served))


async def download(served: Served) -> None:
    """An answer of more than 600 kB, read at 24 KiB a second."""
    reader, writer = await asyncio.open_connection(sock=small_window(served.port), limit=8192)
    path = f"/v2/room/{served.demo['room_id']}/history?date=2999-01-01&max-results=60"
    writer.write(head("GET", path, {**served.token(), "Connection": "close"}))
    size = 0
    while data := await reader.read(8192):
        size += len(data)
        await asyncio.sleep(len(data) / 24_576)
    writer.close()
    assert size > 600_000


def small_window(port: int) -> socket.socket:
    end = socket.socket()
    end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    end.connect(("127.0.0.1", port))
    end.setblocking(False)
    return end


async def listen(served: Served) -> None:
    """A live connection that says nothing for longer than a request may take."""
    from websockets.asyncio.client import connect

    address = f"ws://127.0.0.1:{served.port}/api/live"
    async with connect(address, additional_headers=served.token()) as live:
        await live.recv()
        await asyncio.sleep(25)
        await live.send('{"type":"ping"}')
        while "pong" not in str(await live.recv()):
            pass


async def come_again(served: Served) -> None:
    """A connection that is used again after a while."""
    async with wire(served.port) as connection:
        assert (await connection.ask("GET", "/v2/room", served.token())).status == 200
        await asyncio.sleep(23)
        assert (await connection.ask("GET", "/v2/room", served.token())).status == 200


async def test_a_flood_of_refused_bodies_does_not_slow_the_neighbour(serve: Serve) -> None:
    served = serve()
    alone = await calm(served)
    path = f"/v2/room/{served.demo['room_id']}/notification"
    stop = asyncio.Event()

    async def pump() -> None:
        while not stop.is_set():
            async with wire(served.port) as connection:
                await connection.send(head("POST", path, served.token("room_token"), 10_000_000))
                for _ in range(20):
                    await connection.send(b"x" * 50_000)
                    await asyncio.sleep(0.01)
                answer = await connection.read()
                assert answer is not None
                assert answer.status == 413

    async with Probe(served) as probe, asyncio.TaskGroup() as group:
        for _ in range(8):
            group.create_task(pump())
        await asyncio.sleep(3)
        stop.set()
    assert probe.faults == []
    assert probe.p95 < max(10 * alone, 0.1)


@pytest.mark.quiet
async def test_twenty_sign_ins_a_second_do_not_slow_the_neighbour(
    serve: Serve, record_property: Callable[[str, object], None]
) -> None:
    served = serve()
    alone = await calm(served)
    statuses: list[int] = []

    async def sign_in(number: int) -> None:
        await asyncio.sleep(number / 20)
        who = ("admin", "user")[number % 2]
        query = f"grant_type=password&username={served.demo[f'{who}_email']}&password={served.demo[f'{who}_password']}"
        with contextlib.suppress(TimeoutError):
            statuses.append((await post_form(served, query)).status)

    async with Probe(served) as probe:
        await asyncio.gather(*(sign_in(number) for number in range(100)))
    figure = f"p95 beside 20 sign-ins a second {probe.p95 * 1000:.0f} ms ({alone * 1000:.0f} ms alone)"
    record_property("figure", figure)
    print(figure)
    assert set(statuses) <= {200, 429}
    assert statuses.count(200) >= 60
    assert probe.faults == []
    assert probe.p95 < max(0.1, 4 * alone)


async def post_form(served: Served, form: str) -> Answer:
    client = base64.b64encode(
        f"{served.demo['addon_oauth_id']}:{served.demo['addon_oauth_secret']}".encode()
    ).decode()
    async with wire(served.port) as connection:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Authorization": f"Basic {client}"}
        await connection.send(
            head("POST", "/v2/oauth/token", headers, len(form), is_json=False) + form.encode()
        )
        answer = await connection.read()
    assert answer is not None
    return answer


async def test_a_flood_of_sign_ins_is_turned_away_and_the_neighbour_is_served(serve: Serve) -> None:
    served = serve()
    form = f"grant_type=password&username={served.demo['user_email']}&password=wrong"
    async with Probe(served) as probe:
        answers = await asyncio.gather(*(post_form(served, form) for _ in range(200)))
    statuses = [answer.status for answer in answers]
    assert set(statuses) <= {400, 429}
    assert statuses.count(429) >= 150
    assert probe.faults == []
    assert (await ask(served.port, "GET", "/api/health")).status == 200
