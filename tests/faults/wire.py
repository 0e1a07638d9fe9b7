"""HTTP by hand: a client that costs little, and one that can break every rule."""

from __future__ import annotations

import asyncio
import contextlib
import json as json_
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

PATIENCE_S = 20.0


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it came over the wire; header names in lower case."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def json(self) -> Any:
        return json_.loads(self.body)


class Wire:
    """One connection. `ask` for proper requests, `send` and `read` for the others."""

    def __init__(self, port: int, *, source: str | None = None) -> None:
        self._port = port
        self._source = source
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def open(self) -> None:
        local = (self._source, 0) if self._source else None
        self.reader, self.writer = await asyncio.open_connection(
            "127.0.0.1", self._port, local_addr=local, limit=32 * 1024 * 1024
        )

    async def close(self) -> None:
        writer, self.reader, self.writer = self.writer, None, None
        if writer is not None:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def send(self, data: bytes) -> None:
        """Bytes as they are; an end of the connection is no fault here, `read` tells it."""
        if self.writer is None:
            await self.open()
        assert self.writer is not None
        with contextlib.suppress(ConnectionError):
            self.writer.write(data)
            await self.writer.drain()

    async def read(self, *, method: str = "GET", patience_s: float = PATIENCE_S) -> Answer | None:
        """The next answer; None when the server ended the connection instead."""
        assert self.reader is not None
        async with asyncio.timeout(patience_s):
            try:
                return await _read_answer(self.reader, method)
            except (asyncio.IncompleteReadError, ConnectionError):
                return None

    async def ask(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        *,
        json: Any = None,
        patience_s: float = PATIENCE_S,
    ) -> Answer:
        """One request and its answer; ConnectionError when there was none. Connects when needed."""
        body = b"" if json is None else json_.dumps(json).encode()
        try:
            await self.send(head(method, path, headers, len(body), is_json=json is not None) + body)
            answer = await self.read(method=method, patience_s=patience_s)
        except BaseException:
            await self.close()
            raise
        if answer is None:
            await self.close()
            raise ConnectionResetError("the server hung up before it answered")
        if answer.headers.get("connection") == "close":
            await self.close()
        return answer

    async def is_closed(self, within_s: float) -> bool:
        """Whether the server ends the connection within a time; what it still sends is thrown away."""
        assert self.reader is not None
        try:
            async with asyncio.timeout(within_s):
                while await self.reader.read(65_536):
                    pass
        except TimeoutError:
            return False
        except ConnectionError:
            pass
        return True


def head(
    method: str, path: str, headers: dict[str, str] | None = None, length: int = 0, *, is_json: bool = True
) -> bytes:
    """The head of a proper request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: chat.test"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if is_json:
        lines.append("Content-Type: application/json")
    if length or method not in ("GET", "HEAD"):
        lines.append(f"Content-Length: {length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


@contextlib.asynccontextmanager
async def wire(port: int, *, source: str | None = None) -> AsyncIterator[Wire]:
    """An open connection. `source`: the address to come from, such as 127.0.0.2."""
    made = Wire(port, source=source)
    await made.open()
    try:
        yield made
    finally:
        await made.close()


async def ask(
    port: int, method: str, path: str, headers: dict[str, str] | None = None, *, json: Any = None
) -> Answer:
    """One request on a connection of its own."""
    async with wire(port) as connection:
        return await connection.ask(method, path, headers, json=json)


async def _read_answer(reader: asyncio.StreamReader, method: str) -> Answer:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(lines[0].split(" ")[1])
    if status == 100:
        return await _read_answer(reader, method)
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:-2])
    }
    if status in (204, 304) or method == "HEAD":
        return Answer(status, headers)
    if headers.get("transfer-encoding") == "chunked":
        return Answer(status, headers, await _read_chunks(reader))
    return Answer(status, headers, await reader.readexactly(int(headers.get("content-length", "0"))))


async def _read_chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readexactly(2)
    return body
