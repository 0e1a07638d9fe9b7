"""A server that counts who comes, and says what a test tells it to. It listens on 127.0.0.1 and a second one on
127.0.0.2: a test lets calls reach one of the two, so that one plays the internet and the other the inside."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field

from chinwag.outbound.client import Outbound

Reply = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

OUTSIDE = "127.0.0.2"
INSIDE = "127.0.0.1"


def says(body: bytes = b"ok", *, status: str = "200 OK", headers: Iterable[str] = ()) -> Reply:
    """A plain answer."""

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "Connection: close"]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        await writer.drain()

    return reply


@dataclass
class Canary:
    """What came: the request heads, one text each, and their bodies."""

    host: str
    port: int = 0
    reply: Reply = field(default_factory=says)
    heads: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    connections: int = 0
    open: int = 0
    most_open: int = 0

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/"

    def at(self, name: str, path: str = "/") -> str:
        """An address of this server under a name."""
        return f"http://{name}:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open += 1
        self.most_open = max(self.open, self.most_open)
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                length = next(
                    (
                        int(line.split(":")[1])
                        for line in head.lower().split("\r\n")
                        if line.startswith("content-length:")
                    ),
                    0,
                )
                self.bodies.append(await reader.readexactly(length))
                self.heads.append(head)
                await self._until_closed(reader, writer)
        finally:
            self.open -= 1
            writer.close()

    async def _until_closed(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reply = asyncio.ensure_future(self.reply(reader, writer))
        closed = asyncio.ensure_future(reader.read())
        try:
            await asyncio.wait({reply, closed}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            closed.cancel()
            reply.cancel()
            await asyncio.gather(reply, closed, return_exceptions=True)


@contextlib.asynccontextmanager
async def canary(host: str = OUTSIDE, *, port: int = 0, tls: object = None) -> AsyncIterator[Canary]:
    """A canary that sings while the block lasts."""
    made = Canary(host)
    running: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        try:
            await made.serve(reader, writer)
        except asyncio.CancelledError:
            pass
        finally:
            running.discard(task)

    server = await asyncio.start_server(serve, host, port, ssl=tls)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        for task in list(running):
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def names(**known: object) -> Callable[[str], Awaitable[list[str]]]:
    """A resolver that knows these names (`_` for `.`): a list of addresses, or an iterator of lists, one a look-up."""

    table = {name.replace("_", "."): answer for name, answer in known.items()}

    async def look_up(host: str) -> list[str]:
        answer = table.get(host.rstrip("."), [])
        if isinstance(answer, Iterator):
            return list(next(answer))
        assert isinstance(answer, list)
        return answer

    return look_up


@contextlib.asynccontextmanager
async def outbound(*allow: str, **known: object) -> AsyncIterator[Outbound]:
    """A way out that may reach `allow` and knows the names of `known`."""
    made = Outbound(allow=allow, resolve=names(**known) if known else None)
    try:
        yield made
    finally:
        await made.close()
