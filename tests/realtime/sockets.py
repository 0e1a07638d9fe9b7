"""Real sockets for the tests: uvicorn beside the test, and a client that waits for frames."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import sqlalchemy as sa
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from chinwag.db.statements import statement
from chinwag.db.tables import sequences
from chinwag.program import App
from tests.services.server import free_port

WAIT_S = 10.0
Frame = dict[str, Any]
_LAST_SEQS = statement(sa.select(sequences.c.group_id, sequences.c.last_seq))
_apps: dict[int, App] = {}


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def serving(app: App, *, direct: bool = True) -> AsyncIterator[int]:
    """Serve a started program; yields the port. `direct` False: as under any other ASGI server."""
    port = free_port()
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=port,
        ws="chinwag.realtime.protocol:LiveProtocol" if direct else "websockets-sansio",
        ws_max_size=65_536,
        ws_per_message_deflate=False,
        lifespan="off",
        log_level="critical",
        timeout_graceful_shutdown=5,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve())
    try:
        while not server.started:
            await asyncio.sleep(0.01)
        _apps[port] = app
        yield port
    finally:
        server.should_exit = True
        await task


class Socket:
    """A client of `/api/live`. Keeps every frame that came."""

    def __init__(self, connection: ClientConnection, port: int) -> None:
        self.connection = connection
        self.port = port
        self.frames: list[Frame] = []
        self.closed_with: int | None = None

    async def receive(self) -> Frame:
        """The next frame."""
        async with asyncio.timeout(WAIT_S):
            frame: Frame = json.loads(await self.connection.recv())
        self.frames.append(frame)
        return frame

    async def until(self, kind: str) -> Frame:
        """The next frame of a type; others on the way are kept."""
        while True:
            frame = await self.receive()
            if frame["type"] == kind:
                return frame

    async def say(self, **command: Any) -> None:
        await self.connection.send(json.dumps(command))

    async def all_so_far(self) -> list[Frame]:
        """Every frame about what happened before now, the answer to this question left out."""
        await _told_everything(_apps[self.port])
        await self.say(type="ping")
        await self.until("pong")
        return [frame for frame in self.frames if frame["type"] not in ("hello", "pong")]

    async def kinds(self) -> list[str]:
        return [frame["type"] for frame in await self.all_so_far()]

    async def end(self) -> int:
        """Wait until the server closes; returns the code."""
        async with asyncio.timeout(WAIT_S):
            try:
                while True:
                    self.frames.append(json.loads(await self.connection.recv()))
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else 1006


@contextlib.asynccontextmanager
async def listening(
    port: int,
    headers: dict[str, str] | None = None,
    *,
    cursor: int | str | None = None,
    origin: str | None = None,
    query: str = "",
) -> AsyncIterator[Socket]:
    """A connected client that has been greeted."""
    address = f"ws://127.0.0.1:{port}/api/live?{query}"
    if cursor is not None:
        address += f"&cursor={cursor}"
    async with connect(
        address,
        additional_headers=headers or {},
        origin=Origin(origin) if origin else None,
        compression=None,
        max_queue=None,
    ) as connection:
        socket = Socket(connection, port)
        await socket.until("hello")
        yield socket


async def _told_everything(app: App) -> None:
    """Wait until all that is committed has been handed to the listeners."""
    async with app.services.db.read() as tx:
        last_seqs = await tx.all(_LAST_SEQS)
    async with asyncio.timeout(WAIT_S):
        for group_id, last_seq in last_seqs:
            feed = await app.services.hub.feed(group_id)
            while feed.delivered < last_seq:
                await asyncio.sleep(0.005)


def bodies(frames: list[Frame]) -> list[str]:
    """What the messages among some frames say."""
    return [frame["message"]["body"] for frame in frames if frame["type"] == "message.sent"]
