"""What one connection may cost: frames in, frames out, and clients that do not read."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket as sockets
import time
from contextlib import closing

import pytest

from tests.realtime.sockets import Socket, bodies, listening, serving
from tests.world import World

# Limits of a connection: no statement of a database is under test.
pytestmark = pytest.mark.one_engine


async def test_a_flood_of_frames_ends_the_connection_and_harms_nobody(world: World, port: int) -> None:
    token = await world.token()
    async with listening(port, token) as flooder, listening(port, token) as other:
        for _ in range(500):
            await flooder.say(type="ping")
        assert await flooder.end() == 4429
        assert len(flooder.frames) < 70
        assert "pong" not in await other.kinds()


@pytest.mark.parametrize(
    ("begun", "again"),
    [
        (b"", b"\x89\xfd\0\0\0\0" + b"x" * 125),
        (b"", b"\x8a\x80\0\0\0\0"),
        (b"\x01\x80\0\0\0\0", b"\0\x80\0\0\0\0"),
    ],
    ids=["pings that nobody reads the answers of", "pongs", "a message of endless empty parts"],
)
async def test_a_flood_of_frames_without_a_message_is_cut_as_well(
    world: World, port: int, begun: bytes, again: bytes
) -> None:
    """The application hears of none of them, and their answers would fill the memory."""
    flooder = Raw(port, (await world.token())["Authorization"])
    await flooder.open()
    flooder.writer.write(begun + again * 20_000)
    assert len(await flooder.all_until_the_end()) < 20_000 * len(again)
    async with listening(port, await world.token()) as other:
        await other.say(type="ping")
        assert await other.until("pong")


async def test_a_few_of_them_are_answered(world: World, port: int) -> None:
    async with listening(port, await world.token()) as socket:
        for _ in range(50):
            await (await socket.connection.ping())
        await socket.connection.send(iter(['{"type"', *[" "] * 40, ':"ping"}']))
        assert await socket.until("pong")


async def test_what_is_no_text_ends_the_connection_as_the_protocol_says(
    world: World, port: int, caplog: pytest.LogCaptureFixture
) -> None:
    flooder = Raw(port, (await world.token())["Authorization"])
    await flooder.open()
    flooder.writer.write(b"\x81\x82\0\0\0\0\xff\xfe")
    assert (1007).to_bytes(2, "big") in await flooder.all_until_the_end()
    assert not [record for record in caplog.records if record.exc_info]


class Raw:
    """A connection that sends frames as it likes."""

    def __init__(self, port: int, authorization: str) -> None:
        self._port, self._authorization = port, authorization

    async def open(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self._port)
        self.writer.write(_handshake(self._authorization))
        await self.reader.readuntil(b"\r\n\r\n")

    async def all_until_the_end(self) -> bytes:
        """What comes until the server ends the connection; TimeoutError when it does not."""
        found = b""
        with contextlib.suppress(ConnectionError):
            async with asyncio.timeout(20):
                while part := await self.reader.read(65_536):
                    found += part
        self.writer.close()
        return found


async def test_a_patient_client_may_speak_for_ever(world: World, port: int) -> None:
    async with listening(port, await world.token()) as socket:
        for _ in range(200):
            world.clock.advance(seconds=0.06)
            await socket.say(type="ping")
            await socket.until("pong")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        '{"type":"no such"}',
        '{"type":"enter","room_id":"5"}',
        '{"type":"enter","room_id":1e400}',
        '{"type":"typing","chat_id":-1}',
        '{"type":"presence","show":"invisible"}',
        '{"type":"presence","status":"' + "x" * 51 + '"}',
        "[" * 60_000,
        '{"type":"enter","room_id":' + "9" * 5_000 + "}",
    ],
)
async def test_frames_that_mean_nothing_are_answered_and_forgotten(
    world: World, port: int, text: str
) -> None:
    async with listening(port, await world.token()) as socket:
        await socket.connection.send(text)
        await socket.connection.send(text.encode())
        answers = [await socket.until("error") for _ in range(2)]
        assert answers[0]["message"].startswith("This frame is not understood")
        await socket.say(type="ping")
        assert await socket.until("pong")


async def test_a_frame_over_64_kib_ends_the_connection(world: World, port: int) -> None:
    async with listening(port, await world.token()) as socket:
        await socket.connection.send("x" * 70_000)
        assert await socket.end() == 1009


@pytest.mark.parametrize("direct", [True, False], ids=["direct", "any server"])
@pytest.mark.slow
async def test_who_does_not_read_is_cut_and_hurts_nobody(world: World, direct: bool) -> None:
    room = await world.room("Deploys")
    headers = await world.room_token(room)
    html = "<b>" + "x" * 9_900 + "</b>"
    async with serving(world.app, direct=direct) as port, listening(port, await world.token()) as reader:
        with closing(raw_listener(port, (await world.token())["Authorization"])) as lazy:
            await asyncio.sleep(0.2)
            reading = asyncio.create_task(read_until(reader, "last"))
            waits = []
            for _ in range(600):  # about 6 MB
                began = time.perf_counter()
                body = {"message": html}
                await world.http.post("/v2/room/Deploys/notification", json=body, headers=headers)
                waits.append(time.perf_counter() - began)
            await world.http.post("/v2/room/Deploys/notification", json={"message": "last"}, headers=headers)
            await reading
            feed = await world.app.services.hub.feed(world.group_id)
            limit = time.monotonic() + 35
            while len(feed.listeners) > 1 and time.monotonic() < limit:
                await asyncio.sleep(0.1)
            assert len(feed.listeners) == 1
            del lazy
        assert len(bodies(reader.frames)) == 601
        assert sorted(waits)[int(len(waits) * 0.95)] < 0.5


def raw_listener(port: int, authorization: str) -> sockets.socket:
    """A client that shakes hands and then never reads."""
    connection = sockets.socket()
    connection.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
    connection.connect(("127.0.0.1", port))
    connection.sendall(_handshake(authorization))
    return connection


def _handshake(authorization: str) -> bytes:
    lines = (
        "GET /api/live HTTP/1.1",
        "Host: chat.test",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: " + "A" * 22 + "==",
        f"Authorization: {authorization}",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def read_until(socket: Socket, body: str) -> None:
    while (await socket.until("message.sent"))["message"]["body"] != body:
        pass


async def test_an_idle_listener_costs_little_memory(world: World, port: int) -> None:
    token = await world.token()
    async with listening(port, token):
        before = resident_kib()
        connections = [raw_listener(port, token["Authorization"]) for _ in range(200)]
        feed = await world.app.services.hub.feed(world.group_id)
        async with asyncio.timeout(20):
            while len(feed.listeners) < 201:
                await asyncio.sleep(0.05)
        grown = resident_kib() - before
        for connection in connections:
            connection.close()
    assert grown / 200 <= 60, f"{grown / 200:.1f} KiB each"


def resident_kib() -> float:
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024
