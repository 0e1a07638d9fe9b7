"""The HTTP protocol of the server: uvicorn's, with time limits for clients that are slow on purpose.

uvicorn waits for ever for the rest of a request, keeps heads of any size, and waits for ever for a client that does
not read its answer. Each of these is cut here; who is merely on a thin line is not. What cannot be read as HTTP is
refused in the same envelope as every other fault.
"""

import asyncio
import re
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from typing import Any, cast

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from chinwag.errors import ApiError, BadRequest, HeadersTooLarge, envelope
from chinwag.http.answering import WHOLE

HEAD_TIMEOUT_S = 20.0
"""From the first byte of a connection, or of the next request on it, to the end of the head."""

BODY_GRACE_S = 20.0
"""How long a body may take at any speed. After that it must have come at `SLOWEST` since its beginning."""

WRITE_TIMEOUT_S = 20.0
"""In each such time a client must read at least as much of its answer as `SLOWEST` asks for, or all of it."""

SLOWEST = 2048
"""Bytes a second that the thinnest line manages."""

LEFT_OVER_S = 10.0
"""How long the rest of a body may go on after the answer to its request; it is thrown away."""

LEFT_OVER_RATE = 65_536
"""Bytes a second at which it may go on for `LEFT_OVER_ROUNDS` such times: most clients read no answer before."""

LEFT_OVER_ROUNDS = 6

LINGER_S = 2.0
"""How long a refused client may go on sending, so that it gets to read the answer before the connection ends."""

HEAD_LIMIT = 65_536
"""Bytes of a request line and its headers."""

FRAMING_LIMIT = 65_536
"""Bytes of a body in chunks that may be no content (sizes, extensions, trailers), beside 16 for each that is."""

_LOOK_EVERY_S = 5.0
_TOO_LARGE = HeadersTooLarge("The headers are too large. Send fewer or shorter ones.")
_FRAMING = BadRequest("The chunks of the body have more around them than in them.")
_TWICE = BadRequest("The request has two Host or Authorization headers. Send one.")
_NO_HOST = BadRequest("The request has no Host header, which HTTP/1.1 asks for.")
_CODED = BadRequest("Send the body as it is, or with «Transfer-Encoding: chunked» and nothing else.")
_NOT_HTTP = BadRequest("This is not a proper HTTP request.")
_BLANK_IN_ADDRESS = BadRequest("The address has a blank in it. Write it as %20: /v2/room/Engine%20Room.")
_BARE = re.compile(rb"[\x80-\xff]")
_MORE_BLANKS = re.compile(rb"[A-Z]+ \S+ .* HTTP/1\.[01]\r?$")


class GuardedProtocol(HttpToolsProtocol):
    """Cuts slow heads, endless heads, slow bodies and readers that do not read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head_timer: asyncio.TimerHandle | None = None
        self._body_timer: asyncio.TimerHandle | None = None
        self._write_timer: asyncio.TimerHandle | None = None
        self._head_bytes = 0
        self._in_head = True
        self._body_bytes = 0
        self._came_bytes = 0
        self._content_bytes = 0
        self._body_since = 0.0
        self._rounds = 0
        self._unread = 0
        self._is_suspect = False
        self._is_over = False
        self._is_plain = False
        self._fault: ApiError = _NOT_HTTP

    def connection_made(self, transport: Any) -> None:
        """Start the time for the first head."""
        super().connection_made(transport)
        self._start_head_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop all timers."""
        self._stop_timers()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count the bytes of a head; start its time when the first byte of it is left over."""
        if self._is_over:
            return
        if self._in_head:
            self._head_bytes += len(data)
        self._is_suspect = self._head_bytes + len(data) > HEAD_LIMIT
        self._unset_keepalive_if_required()
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._upgrade(data[upgrade.args[0] :])
        except httptools.HttpParserError:
            if not self._read_escaped(data):
                self._refuse(self._fault)
        if not self._in_head:
            if self._body_timer is None:
                self._start_body_timer()
            else:
                self._body_bytes += len(data)
                self._came_bytes += len(data)
                if self._came_bytes > FRAMING_LIMIT + 17 * self._content_bytes:
                    self._refuse(_FRAMING)
        elif self._head_bytes:
            if self._head_timer is None:
                self._start_head_timer()
            if self._head_bytes > HEAD_LIMIT:
                self._refuse(_TOO_LARGE)

    def on_headers_complete(self) -> None:
        """The head is whole."""
        if self._is_suspect and self._head_size() > HEAD_LIMIT:
            self._fault = _TOO_LARGE
            raise ValueError("stop reading")
        names = [name for name, _ in self.headers]
        if names.count(b"host") > 1 or names.count(b"authorization") > 1:
            self._fault = _TWICE  # what stands before us may have read the other one
            raise ValueError("stop reading")
        version = self.parser.get_http_version()
        if b"host" not in names and version == "1.1":
            self._fault = _NO_HOST
            raise ValueError("stop reading")
        if b"transfer-encoding" in names and (version != "1.1" or self._codings() != [b"chunked"]):
            self._fault = _CODED  # what stands before us may see the end of the body elsewhere
            raise ValueError("stop reading")
        if (
            self.parser.should_upgrade()
            and not self._should_upgrade()
            and self.parser.get_method() != b"CONNECT"
        ):
            self._is_plain = True
            return
        super().on_headers_complete()
        self._in_head = False
        self._head_bytes = self._body_bytes = self._came_bytes = self._content_bytes = 0
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
        cycle: RequestResponseCycle | None = self.cycle
        if cycle:  # none when it became a WebSocket
            self.scope[WHOLE] = partial(_write_whole, cycle)  # type: ignore[literal-required]
            if not cycle.keep_alive:
                cycle.transport = _LastAnswer(self)  # type: ignore[assignment]

    def _codings(self) -> list[bytes]:
        return [value.lower() for name, value in self.headers if name == b"transfer-encoding"]

    def on_body(self, body: bytes) -> None:
        """Count what is content."""
        self._content_bytes += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The next byte belongs to the next head; its time starts with it."""
        if self._is_plain:
            return
        self._in_head = True
        if self._body_timer is not None:
            self._body_timer.cancel()
            self._body_timer = None
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Also: who was answered early is to stop sending soon."""
        if self._is_over:
            return
        super().on_response_complete()
        if not self._in_head and self.cycle.response_complete:
            self._body_bytes = self._rounds = 0
            self._look_at_body_in(LEFT_OVER_S, self._look_at_rest)

    def pause_writing(self) -> None:
        """The client does not read: give it some time."""
        super().pause_writing()
        self._look_at_answer_later()

    def resume_writing(self) -> None:
        """It reads again."""
        super().resume_writing()
        if self._write_timer is not None:
            self._write_timer.cancel()
            self._write_timer = None

    def timeout_keep_alive_handler(self) -> None:
        """Nothing more was asked; what was answered may still be on its way."""
        super().timeout_keep_alive_handler()
        self._look_at_answer_later()

    def _upgrade(self, rest: bytes) -> None:
        """The client asks for another protocol, of which we speak one."""
        if self._is_plain:
            self._read_without_upgrade(rest)
            return
        names = {name for name, value in self.headers if value != b"0"}
        if self._is_running() or b"content-length" in names or b"transfer-encoding" in names:
            self._refuse(BadRequest("A WebSocket handshake has no body, and comes after the last answer."))
            return
        self.handle_websocket_upgrade()
        if not getattr(self.transport.get_protocol(), "handshake_initiated", True):
            self._abort()  # it never will be: the whole head was there

    def _read_without_upgrade(self, rest: bytes) -> None:
        """Read the request as if nothing else had been offered, as HTTP allows: Java's client offers h2c each time.

        The parser would take its body for another protocol.
        """
        version = self.parser.get_http_version().encode()
        lines = [b"%s %s HTTP/%s" % (self.parser.get_method(), self.url, version)]
        lines += [b"%s: %s" % (name, value) for name, value in self.headers if name != b"upgrade"]
        self._is_plain = False
        self._read_anew(b"\r\n".join(lines) + b"\r\n\r\n" + rest)

    def _read_escaped(self, data: bytes) -> bool:
        """Read a request line with bare UTF-8 in its address, which curl sends as it was typed, as if escaped.

        Only one that came whole, and with nothing before it.
        """
        line, ending, rest = data.partition(b"\n")
        if not self._in_head or self._head_bytes != len(data) or not ending:
            return False
        if _MORE_BLANKS.match(line):
            self._fault = _BLANK_IN_ADDRESS
        if line.isascii():
            return False
        self._read_anew(_BARE.sub(lambda letter: b"%%%02X" % ord(letter[0]), line) + ending + rest)
        return True

    def _read_anew(self, data: bytes) -> None:
        self._head_bytes = 0
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
        self.data_received(data)

    def _refuse(self, error: ApiError) -> None:
        """Answer by hand and hang up, behind the answers to the requests before."""
        if self._is_over or self.transport.is_closing():
            return
        is_running = self._is_running()
        if is_running and self._in_head:
            self.cycle.keep_alive = False  # the requests before are answered, then the connection ends
            self.flow.pause_reading()
            return
        if not is_running and not self._in_head:
            self.transport.close()  # the rest of a body whose request is answered already
            return
        if is_running and (self.cycle.response_started or self.pipeline):
            self._abort()
            return
        status = HTTPStatus(error.status)
        body = envelope(error, "unread")
        self.transport.write(
            b"HTTP/1.1 %d %s\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%s"
            % (status, status.phrase.encode(), len(body), body)
        )
        if is_running:
            self.cycle.disconnected = True  # the program need not answer any more
            self.cycle.message_event.set()
        self.hang_up()

    def _is_running(self) -> bool:
        cycle = cast("RequestResponseCycle | None", self.cycle)
        return cycle is not None and not cycle.response_complete

    def _head_size(self) -> int:
        """Of the head that is whole now; what came with it may be its body or the next requests."""
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)

    def hang_up(self) -> None:
        """End the connection behind what is written; a client that still sends gets to read it first."""
        if self._in_head and not self._head_bytes:
            self.transport.close()
            self._look_at_answer_later()
            return
        if self._is_over or self.transport.is_closing():
            return
        self._is_over = True
        self.transport.write_eof()
        self.flow.resume_reading()
        self._look_at_body_in(LINGER_S, self._abort)

    def _start_head_timer(self) -> None:
        self._head_timer = self.loop.call_later(HEAD_TIMEOUT_S, self._cut_head)

    def _cut_head(self) -> None:
        self._head_timer = None
        if self._in_head:
            self._abort()

    def _start_body_timer(self) -> None:
        """Only for a body that did not come together with its head."""
        self._body_since = self.loop.time()
        self._look_at_body_in(BODY_GRACE_S, self._look_at_body)

    def _look_at_body(self) -> None:
        now = self.loop.time()
        if self.flow.read_paused:  # it is us who do not read
            self._body_since = now
            self._body_bytes = 0
            self._look_at_body_in(BODY_GRACE_S, self._look_at_body)
        elif self._body_bytes < SLOWEST * (now - self._body_since):
            self._abort()
        else:
            self._look_at_body_in(_LOOK_EVERY_S, self._look_at_body)

    def _look_at_rest(self) -> None:
        self._rounds += 1
        if self._rounds >= LEFT_OVER_ROUNDS or self._body_bytes < LEFT_OVER_RATE * LEFT_OVER_S:
            self._abort()
            return
        self._body_bytes = 0
        self._look_at_body_in(LEFT_OVER_S, self._look_at_rest)

    def _look_at_body_in(self, delay_s: float, look: Callable[[], None]) -> None:
        if self._body_timer is not None:
            self._body_timer.cancel()
        self._body_timer = self.loop.call_later(delay_s, look)

    def _look_at_answer(self) -> None:
        self._write_timer = None
        read = self._unread - self.transport.get_write_buffer_size()
        if read < SLOWEST * WRITE_TIMEOUT_S:
            self._abort()
        else:
            self._look_at_answer_later()

    def _look_at_answer_later(self) -> None:
        unread = self.transport.get_write_buffer_size()
        if unread and self._write_timer is None:
            self._unread = unread
            self._write_timer = self.loop.call_later(WRITE_TIMEOUT_S, self._look_at_answer)

    def _abort(self) -> None:
        self.transport.abort()

    def _stop_timers(self) -> None:
        for timer in (self._head_timer, self._body_timer, self._write_timer):
            if timer is not None:
                timer.cancel()
        self._head_timer = self._body_timer = self._write_timer = None


def _write_whole(
    cycle: RequestResponseCycle, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes
) -> bool:
    """See `WHOLE`. Not to a client that does not read, and no header that holds more than its own line."""
    if cycle.flow.write_paused or cycle.disconnected or cycle.response_started:
        return False
    lines = [STATUS_LINE[status]]
    for name, value in cycle.default_headers:
        lines += (name, b": ", value, b"\r\n")
    for name, value in headers:
        lines += (name, b": ", value, b"\r\n")
    head = b"".join(lines)
    count = len(lines) // 4 + 1
    if head.count(b"\n") != count or head.count(b"\r") != count or b"\0" in head:
        return False
    cycle.response_started = cycle.response_complete = True
    cycle.transport.write(b"%b%b\r\n%b" % (head, b"" if cycle.keep_alive else b"connection: close\r\n", body))
    cycle.message_event.set()
    if not cycle.keep_alive:
        cycle.transport.close()
    cycle.on_response()
    return True


class _LastAnswer:
    """The transport of an answer after which the connection ends."""

    __slots__ = ("_protocol",)

    def __init__(self, protocol: GuardedProtocol) -> None:
        self._protocol = protocol

    def write(self, data: bytes) -> None:
        self._protocol.transport.write(data)

    def is_closing(self) -> bool:
        return self._protocol.transport.is_closing()

    def close(self) -> None:
        self._protocol.hang_up()
