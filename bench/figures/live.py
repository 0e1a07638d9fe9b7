"""T6 and T11: five hundred listeners on live sockets, and what one of them costs while nothing happens."""

import asyncio
import base64
import os
import statistics
import time
from typing import cast

from bench.client import connect
from bench.measure import memory_mib
from bench.report import Figure
from bench.requests import notification
from bench.servers import Server, ours

_LISTENERS = 500
_MESSAGES = 20


class Listener(asyncio.Protocol):
    """A socket that only notes when the text it waits for has come."""

    def __init__(self) -> None:
        self._buffer = b""
        self.is_open = asyncio.get_running_loop().create_future()
        self.wanted = b""
        self.heard_at = 0.0
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Look for the end of the handshake, then for the text."""
        self._buffer = (self._buffer + data)[-4096:]
        if not self.is_open.done() and b"hello" in self._buffer:
            self.is_open.set_result(None)
        if self.wanted and self.wanted in self._buffer:
            self.heard_at, self.wanted, self._buffer = time.perf_counter(), b"", b""


async def measure() -> list[Figure]:
    """Fan-out and memory, on one server."""
    with ours() as server:
        await asyncio.sleep(1)
        before = memory_mib(server.pid)
        listeners = [await _listen(server) for _ in range(_LISTENERS)]
        await asyncio.sleep(1)
        each_kib = (memory_mib(server.pid) - before) * 1024 / _LISTENERS
        delays = [await _fan_out(server, listeners, number) for number in range(_MESSAGES)]
        for listener in listeners:
            if listener.transport is not None:
                listener.transport.close()
    last = statistics.median(delays) * 1000
    detail = f"median of {_MESSAGES}; worst {max(delays) * 1000:.1f} ms"
    return [
        Figure("T6", f"last of {_LISTENERS} listeners after the send", last, "ms", "at most", 20, detail),
        Figure("T11", "memory of an idle listener", each_kib, "KiB", "at most", 40),
    ]


async def _listen(server: Server) -> Listener:
    loop = asyncio.get_running_loop()
    _, listener = await loop.create_connection(Listener, "127.0.0.1", server.port)
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        "GET /api/live HTTP/1.1",
        f"Host: 127.0.0.1:{server.port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
        f"Authorization: Bearer {server.token}",
    ]
    assert listener.transport is not None
    listener.transport.write(("\r\n".join(lines) + "\r\n\r\n").encode())
    await asyncio.wait_for(listener.is_open, 10)
    return listener


async def _fan_out(server: Server, listeners: list[Listener], number: int) -> float:
    """Seconds from the send to the last listener."""
    connection = await connect(server.port)
    mark = 90_000_000 + number
    for listener in listeners:
        listener.heard_at, listener.wanted = 0.0, str(mark).encode()
    sent = time.perf_counter()
    await connection.request(notification(server)(mark))
    deadline = sent + 10
    while any(not listener.heard_at for listener in listeners):
        if time.perf_counter() > deadline:
            raise RuntimeError("not every listener got the message within 10 s")
        await asyncio.sleep(0.002)
    connection.close()
    await asyncio.sleep(0.05)
    return max(listener.heard_at for listener in listeners) - sent
