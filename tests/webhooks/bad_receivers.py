"""Receivers as bad as they come, each on a port of its own."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

Treat = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def _hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(3600)


async def _fail(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 500 Oh no\r\nContent-Length: 0\r\n\r\n")
    await writer.drain()


async def _reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def _redirect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    host, port = writer.get_extra_info("sockname")[:2]
    head = f"HTTP/1.1 307 On\r\nLocation: http://{host}:{port}/again\r\nContent-Length: 0\r\n\r\n"
    writer.write(head.encode())
    await writer.drain()


async def _talk_for_ever(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n")
    while True:
        writer.write(b"x" * 65_536)
        await writer.drain()


async def _send_headers_for_ever(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-More: " + b"y" * 100 + b"\r\n")
        await writer.drain()
        await asyncio.sleep(0.01)


async def _drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + b"z" * 100_000:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0.2)


KINDS: tuple[Treat, ...] = (
    _hang,
    _fail,
    _reset,
    _redirect,
    _talk_for_ever,
    _send_headers_for_ever,
    _drip,
)


class Bad:
    """One bad receiver, and how many connections it has and had at most."""

    def __init__(self, treat: Treat) -> None:
        self._treat = treat
        self.url = ""
        self.calls = 0
        self.open = 0
        self.most_open = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.open += 1
        self.calls += 1
        self.most_open = max(self.most_open, self.open)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await reader.readuntil(b"\r\n\r\n")
                await self._treat(reader, writer)
        finally:
            self.open -= 1
            writer.transport.abort()
            self._tasks.discard(task)

    async def end(self) -> None:
        """Let go of all connections."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@contextlib.asynccontextmanager
async def bad_receivers(count: int, kinds: tuple[Treat, ...] = KINDS) -> AsyncIterator[list[Bad]]:
    """So many of them, of all kinds in turn."""
    made: list[Bad] = []
    servers: list[asyncio.Server] = []
    for number in range(count):
        bad = Bad(kinds[number % len(kinds)])
        server = await asyncio.start_server(bad.hear, "127.0.0.1", 0)
        bad.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bad"
        made.append(bad)
        servers.append(server)
    try:
        yield made
    finally:
        for server in servers:
            server.close()
        for bad in made:
            await bad.end()
