"""The way out to one listener: frames encoded once, a buffer with a bound, and an end that always comes."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

BUFFER_LIMIT = 1024 * 1024
"""Bytes that may wait for one listener; more, and it is dropped."""
SEND_TIMEOUT_S = 20.0
CLOSE_PATIENCE_S = 10.0
"""How long a listener has to take what waits and the close frame, before the connection is cut."""

Send = Callable[[Mapping[str, Any]], Awaitable[None]]


class Frame:
    """One text for any number of listeners. `seq` is set on durable events."""

    __slots__ = ("_on_socket", "json", "seq")

    def __init__(self, json: bytes, seq: int | None = None) -> None:
        self.json = json
        self.seq = seq
        self._on_socket: bytes | None = None

    @property
    def on_socket(self) -> bytes:
        """The whole WebSocket frame (RFC 6455: final, text, unmasked), built at most once."""
        if self._on_socket is None:
            self._on_socket = _header(len(self.json)) + self.json
        return self._on_socket


def _header(size: int) -> bytes:
    if size < 126:
        return bytes((0x81, size))
    if size < 65_536:
        return b"\x81\x7e" + size.to_bytes(2, "big")
    return b"\x81\x7f" + size.to_bytes(8, "big")


class Outbox(Protocol):
    """Takes frames without waiting."""

    def push(self, frame: Frame) -> bool:
        """Send, or keep for sending. False: too much waits already, or nothing has moved for too long."""

    def end(self, code: int, reason: str) -> None:
        """Close with a reason; what waits may still be sent, for a short time. Repeating it does nothing."""

    def is_stuck(self) -> bool:
        """Whether frames have waited too long. Asked every few seconds."""

    async def ended(self) -> None:
        """After `end`, or when the other side is gone: wait until nothing more will be sent."""


class QueuedOutbox:
    """Over any ASGI server: a queue, and a task while something is in it.

    Such a server tells nobody that a client does not read, so the session that waits for its next word is
    cancelled then.
    """

    def __init__(self, send: Send, session: "asyncio.Task[Any] | None") -> None:
        self._send = send
        self._session = session
        self._queue: deque[bytes] = deque()
        self._waiting = 0
        self._task: asyncio.Task[None] | None = None
        self._closing: tuple[int, str] | None = None
        self._failed = False

    def push(self, frame: Frame) -> bool:
        """See `Outbox`."""
        return self.push_bytes(frame.json)

    def push_bytes(self, data: bytes) -> bool:
        """As `push`, with what is to be sent."""
        if self._closing is not None:
            return True
        self._queue.append(data)
        self._waiting += len(data)
        self._start()
        return self._waiting <= BUFFER_LIMIT and not self._failed

    def part(self, data: bytes) -> Mapping[str, Any]:
        """The server's message that sends something."""
        return {"type": "websocket.send", "text": data.decode()}

    def last_part(self, code: int, reason: str) -> Mapping[str, Any]:
        """The server's message that ends the connection."""
        return {"type": "websocket.close", "code": code, "reason": reason}

    def end(self, code: int, reason: str) -> None:
        """See `Outbox`."""
        if self._closing is None:
            self._closing = (code, reason)
            self._start()

    def is_stuck(self) -> bool:
        """See `Outbox`."""
        return self._failed

    async def ended(self) -> None:
        """See `Outbox`."""
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    def _start(self) -> None:
        if self._task is None and not self._failed:
            self._task = asyncio.create_task(self._send_all())

    async def _send_all(self) -> None:
        try:
            while self._queue:
                data = self._queue.popleft()
                await self._send_within(self.part(data))
                self._waiting -= len(data)
            if self._closing is not None:
                await self._send_within(self.last_part(*self._closing))
        except (OSError, RuntimeError, TimeoutError):  # gone, or does not read
            self._failed = True
            self._queue.clear()
            if self._session is not None:
                self._session.cancel()
        finally:
            self._task = None

    async def _send_within(self, message: Mapping[str, Any]) -> None:
        async with asyncio.timeout(SEND_TIMEOUT_S if self._closing is None else CLOSE_PATIENCE_S):
            await self._send(message)
