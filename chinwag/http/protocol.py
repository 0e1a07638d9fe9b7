"""The HTTP protocol of the server: uvicorn's, with time limits for clients that are slow on purpose.

uvicorn waits for ever for the rest of a request head, keeps heads of any size, and waits for ever for a client that
does not read its answer. Each of these is cut here.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_TIMEOUT_S = 20.0
"""From the first byte of a connection, or of the next request on it, to the end of the head."""

BODY_TIMEOUT_S = 30.0
"""From the end of the head to the end of the body, plus the time that the announced length takes at `SLOWEST`."""

SLOWEST = 16_384
"""Bytes a second that a client of ordinary patience manages."""

WRITE_TIMEOUT_S = 30.0
"""How long a client may leave an answer unread."""

HEAD_LIMIT = 65_536
"""Bytes of a request line and its headers."""

_TOO_LARGE_BODY = (
    b'{"error": {"code": 431, "message": "The headers are too large. Send fewer or shorter ones.", '
    b'"type": "Request Header Fields Too Large"}}'
)
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: application/json\r\nconnection: close\r\n"
    b"content-length: %d\r\n\r\n%s" % (len(_TOO_LARGE_BODY), _TOO_LARGE_BODY)
)


class GuardedProtocol(HttpToolsProtocol):
    """Cuts slow heads, endless heads and readers that do not read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head_timer: asyncio.TimerHandle | None = None
        self._body_timer: asyncio.TimerHandle | None = None
        self._write_timer: asyncio.TimerHandle | None = None
        self._head_bytes = 0
        self._in_head = True

    def connection_made(self, transport: Any) -> None:
        """Start the time for the first head."""
        super().connection_made(transport)
        self._start_head_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop all timers."""
        self._stop_timers()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count the bytes of a head; start its time when the first byte comes."""
        if self._in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes and self._head_timer is None:
            self._start_head_timer()
        if not self._in_head and self._body_timer is None:
            self._start_body_timer()
        if self._in_head and self._head_bytes > HEAD_LIMIT and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._in_head = False
        self._head_bytes = 0
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The next byte belongs to the next head; its time starts with it."""
        self._in_head = True
        if self._body_timer is not None:
            self._body_timer.cancel()
            self._body_timer = None
        super().on_message_complete()

    def pause_writing(self) -> None:
        """The client does not read: give it some time."""
        super().pause_writing()
        if self._write_timer is None:
            self._write_timer = self.loop.call_later(WRITE_TIMEOUT_S, self.transport.abort)

    def resume_writing(self) -> None:
        """It reads again."""
        super().resume_writing()
        if self._write_timer is not None:
            self._write_timer.cancel()
            self._write_timer = None

    def _start_head_timer(self) -> None:
        self._head_timer = self.loop.call_later(HEAD_TIMEOUT_S, self._cut)

    def _start_body_timer(self) -> None:
        """Only for a body that did not come together with its head."""
        lengths = [
            value for name, value in self.headers or () if name == b"content-length" and value.isdigit()
        ]
        allowed = BODY_TIMEOUT_S + (int(lengths[0][:12]) / SLOWEST if lengths else 0)
        self._body_timer = self.loop.call_later(allowed, self.transport.abort)

    def _cut(self) -> None:
        self._head_timer = None
        if self._in_head and not self.transport.is_closing():
            self.transport.abort()

    def _stop_timers(self) -> None:
        for timer in (self._head_timer, self._body_timer, self._write_timer):
            if timer is not None:
                timer.cancel()
        self._head_timer = self._body_timer = self._write_timer = None
