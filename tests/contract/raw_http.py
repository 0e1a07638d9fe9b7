"""Requests byte by byte over a real socket, to the server with the HTTP protocol that it runs with."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import uvicorn

from chinwag.http.protocol import GuardedProtocol
from chinwag.program import App
from tests.services.server import free_port

WAIT_S = 20.0


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.content)


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def listening(app: App) -> AsyncIterator[int]:
    """Serve a started program on 127.0.0.1; yields the port."""
    port = free_port()
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=port,
        http=GuardedProtocol,
        ws="none",
        lifespan="off",
        log_level="critical",
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve())
    try:
        async with asyncio.timeout(WAIT_S):
            while not server.started:
                await asyncio.sleep(0.01)
        yield port
    finally:
        server.should_exit = True
        await task


async def send(port: int, verb: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """One request on a connection of its own, with its headers in the order and spelling given.

    Only `Content-Length` is set anew, `Connection: close` added, and `Host` where it is missing.
    """
    kept = {
        name: value for name, value in headers.items() if name.lower() not in {"content-length", "connection"}
    }
    if not any(name.lower() == "host" for name in kept):
        kept["Host"] = "chat.test"
    if body or any(name.lower() == "content-length" for name in headers):
        kept["Content-Length"] = str(len(body))
    lines = [f"{verb} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in kept.items())]
    head = "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")
    async with asyncio.timeout(WAIT_S):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head + body)
        await writer.drain()
        received = await reader.read()
        writer.close()
        await writer.wait_closed()
    return _parsed(received)


def _parsed(received: bytes) -> Answer:
    head, _, content = received.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
    length = int(headers.get("content-length", len(content)))
    assert length == len(content), "the answer is as long as it says"
    return Answer(int(first.split(" ")[1]), headers, content)
