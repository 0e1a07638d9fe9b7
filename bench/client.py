"""A deliberately small HTTP/1.1 client: generator and server share the cores, so it must cost next to nothing.

One connection has at most one request in flight. It understands Content-Length, chunked and empty answers.
"""

import asyncio
from dataclasses import dataclass, field
from typing import cast


class BadAnswer(Exception):
    """The connection broke, or the answer has no length."""


class Connection(asyncio.Protocol):
    """One keep-alive connection."""

    def __init__(self) -> None:
        self._buffer = b""
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._needed = -1
        self._head_end = 0
        self._status = 0
        self._is_chunked = False
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self.transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail what is in flight."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(BadAnswer(f"connection lost: {exc}"))

    def data_received(self, data: bytes) -> None:
        """Collect an answer."""
        buffer = self._buffer = self._buffer + data if self._buffer else data
        if self._needed < 0 and not self._read_head(buffer):
            return
        if self._is_chunked:
            if buffer.endswith(b"0\r\n\r\n"):
                self._finish(buffer[self._head_end :])
        elif len(buffer) >= self._needed:
            self._finish(buffer[self._head_end : self._needed])

    def _read_head(self, buffer: bytes) -> bool:
        end = buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = buffer[:end].lower()
        self._status, self._head_end = int(buffer[9:12]), end + 4
        at = head.find(b"\r\ncontent-length:")
        self._is_chunked = at < 0 and b"\r\ntransfer-encoding: chunked" in head
        if at >= 0:
            line_end = head.find(b"\r\n", at + 2)
            self._needed = end + 4 + int(head[at + 17 : line_end if line_end >= 0 else len(head)])
        else:
            self._needed = end + 4
        return True

    def _finish(self, body: bytes) -> None:
        self._buffer, self._needed = b"", -1
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_result((self._status, body))

    def request(self, raw: bytes) -> "asyncio.Future[tuple[int, bytes]]":
        """Send a request; the future gives status and body."""
        assert self.transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self.transport.write(raw)
        return self._answer

    def close(self) -> None:
        """Hang up."""
        if self.transport is not None:
            self.transport.close()


async def connect(port: int) -> Connection:
    """A connection to a server on this machine; waits up to five seconds for it."""
    loop = asyncio.get_running_loop()
    for attempt in range(50):
        try:
            _, connection = await loop.create_connection(Connection, "127.0.0.1", port)
            return connection
        except OSError:
            if attempt == 49:
                raise
            await asyncio.sleep(0.1)
    raise AssertionError


def build(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """The bytes of a request."""
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


@dataclass
class Run:
    """What a closed loop measured. `cpu_us` is server CPU for one request."""

    connections: int
    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    refused: dict[int, int] = field(default_factory=dict)
    cpu_us: float = 0.0

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return len(self.latencies) / self.seconds

    def percentile_ms(self, percent: float) -> float:
        """A percentile of the latencies, in milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(percent / 100 * len(ordered)))] * 1000
