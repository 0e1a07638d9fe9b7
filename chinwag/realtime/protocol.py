"""uvicorn's WebSocket connection with a door for the hub: ready-made frames, and readers that can be cut.

`chinwag serve` starts uvicorn with `ws="chinwag.realtime.protocol:LiveProtocol"`. Under another server, or
with compression on, `/api/live` uses `QueuedOutbox` instead.
"""

import socket
from asyncio.transports import BaseTransport
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame as WireFrame

from chinwag.realtime.listener import FLOOD
from chinwag.realtime.outbox import BUFFER_LIMIT, CLOSE_PATIENCE_S, SEND_TIMEOUT_S, Frame

EXTENSION = "chinwag.outbox"
SILENT_BURST = 100.0
SILENT_PER_S = 20.0
"""Frames that bring no message (pings, pongs, further fragments), which no client sends faster for long."""

_KERNEL_BUFFER = 256 * 1024
_STOP_PATIENCE_S = 2.0
_NO_TEXT = 1007


class LiveProtocol(WebSocketsSansIOProtocol):
    """Gives itself to the application as an `Outbox`, in the scope's extensions.

    uvicorn answers each ping and keeps each fragment, however many there are and whether or not the answers are read:
    who floods with them is cut here, where the application does not hear of them.
    """

    _silent_frames = SILENT_BURST
    _silent_at = 0.0
    _is_flooded = False

    def connection_made(self, transport: BaseTransport) -> None:
        """Also keep the kernel from buffering megabytes for a listener that does not read."""
        super().connection_made(transport)
        self._silent_at = self.loop.time()
        end = transport.get_extra_info("socket")
        if end is not None and end.family in (socket.AF_INET, socket.AF_INET6):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _KERNEL_BUFFER)

    def data_received(self, data: bytes) -> None:
        """Also nothing more of who flooded."""
        if not self._is_flooded:
            super().data_received(data)

    def handle_ping(self) -> None:
        """Also count it: it has been answered already."""
        super().handle_ping()
        self._count_silent()

    def handle_pong(self, event: WireFrame) -> None:
        """Also count it."""
        self._count_silent()
        super().handle_pong(event)

    def handle_cont(self, event: WireFrame) -> None:
        """Also count it: an endless message of empty parts would never be one that is too long."""
        self._count_silent()
        if not self._is_flooded:
            super().handle_cont(event)

    def send_receive_event_to_app(self) -> None:
        """Also refuse what is no text as the protocol says, without a traceback in the log."""
        if self.curr_msg_data_type == "text":
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self.frames = []
                self.conn.send_close(_NO_TEXT)
                self.handle_parser_exception()
                return
        super().send_receive_event_to_app()

    def _count_silent(self) -> None:
        now = self.loop.time()
        self._silent_frames += (now - self._silent_at) * SILENT_PER_S
        self._silent_frames = min(self._silent_frames, SILENT_BURST) - 1
        self._silent_at = now
        if self._silent_frames >= 0 or self._is_flooded:
            return
        self._is_flooded = True
        self.frames = []
        if self.is_open:
            self.send_close(FLOOD, "Too many frames. Send at most 20 a second.")
            self.transport.close()
        else:
            self.transport.abort()

    async def run_asgi(self) -> None:
        """Also offer the direct way out."""
        extensions: dict[str, Any] = self.scope["extensions"]
        extensions[EXTENSION] = DirectOutbox(self)
        app = self.app

        async def answer(scope: Any, receive: Any, send: Any) -> None:
            await app(scope, receive, send)
            if self.initial_response is not None:
                self.handshake_complete = (
                    True  # refused with an answer: uvicorn would log that none was given
                )

        self.app = answer
        await super().run_asgi()

    def shutdown(self) -> None:
        """Also cut who does not take the close frame soon."""
        super().shutdown()
        self.loop.call_later(_STOP_PATIENCE_S, self.transport.abort)

    @property
    def is_direct(self) -> bool:
        """Whether ready-made frames fit: nothing was negotiated that changes them."""
        return not self.conn.extensions

    @property
    def is_open(self) -> bool:
        """Whether frames can still be sent."""
        closed = self.close_sent or self.disconnected or self.transport.is_closing()
        return self.handshake_complete and not closed

    def send_close(self, code: int, reason: str) -> None:
        """Send the close frame behind what waits; cut the connection when that takes too long."""
        self.stop_keepalive()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(CLOSE_PATIENCE_S, self.transport.abort)


class DirectOutbox:
    """Writes to the connection itself; what the kernel does not take waits there, up to the limit."""

    __slots__ = ("_connection", "_moved_at", "_pushed", "_taken")

    def __init__(self, connection: LiveProtocol) -> None:
        self._connection = connection
        self._pushed = 0
        self._taken = 0
        self._moved_at = connection.loop.time()

    @property
    def is_direct(self) -> bool:
        """See `LiveProtocol.is_direct`."""
        return self._connection.is_direct

    def push(self, frame: Frame) -> bool:
        """See `Outbox`."""
        connection = self._connection
        if not connection.is_open:
            return True
        data = frame.on_socket
        self._pushed += len(data)
        connection.transport.write(data)
        return connection.transport.get_write_buffer_size() <= BUFFER_LIMIT

    def end(self, code: int, reason: str) -> None:
        """See `Outbox`."""
        if self._connection.is_open:
            self._connection.send_close(code, reason)

    async def ended(self) -> None:
        """See `Outbox`: the connection sends, and is cut, by itself."""

    def is_stuck(self) -> bool:
        """See `Outbox`."""
        waiting = self._connection.transport.get_write_buffer_size()
        taken = self._pushed - waiting
        now = self._connection.loop.time()
        if waiting == 0 or taken != self._taken:
            self._taken, self._moved_at = taken, now
        return now - self._moved_at > SEND_TIMEOUT_S
