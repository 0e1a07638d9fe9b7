"""`/api/events`: the same events as server-sent events, for bots whose network lets only plain HTTP through."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

import msgspec

from chinwag.db.tx import DatabaseUnavailable
from chinwag.errors import ApiError, Unauthorized, envelope
from chinwag.http.auth import Authenticator
from chinwag.realtime.door import Door, key_of, read_cursor
from chinwag.realtime.hub import HEARTBEAT_S
from chinwag.realtime.listener import RESTART, TOO_SLOW, TRY_LATER, Listener
from chinwag.realtime.outbox import Frame, QueuedOutbox
from chinwag.services import Services

Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-accel-buffering", b"no"),
    (b"access-control-allow-origin", b"*"),
]
_ALIVE = b": still here\n\n"
_LOOK_EVERY_S = 1.0


class _Closed(msgspec.Struct, frozen=True, tag="closed"):
    """The last event of a stream that the server ends."""

    code: int
    message: str


def as_event(frame: Frame) -> bytes:
    """A frame as one server-sent event. JSON has no line breaks but between its tokens."""
    text = frame.json.replace(b"\r", b" ").replace(b"\n", b" ")
    number = b"" if frame.seq is None else b"id: %d\n" % frame.seq
    return number + b"data: " + text + b"\n\n"


class EventOutbox(QueuedOutbox):
    """Frames as server-sent events, in the body of one answer."""

    def __init__(self, send: Send, session: "asyncio.Task[Any] | None") -> None:
        super().__init__(send, session)
        self.ending: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done when the server has decided to end the stream."""

    def end(self, code: int, reason: str) -> None:
        """See `Outbox`."""
        super().end(code, reason)
        if not self.ending.done():
            self.ending.set_result(None)

    def push(self, frame: Frame) -> bool:
        """See `Outbox`."""
        return self.push_bytes(as_event(frame))

    def part(self, data: bytes) -> Mapping[str, Any]:
        """See `QueuedOutbox`."""
        return {"type": "http.response.body", "body": data, "more_body": True}

    def last_part(self, code: int, reason: str) -> Mapping[str, Any]:
        """See `QueuedOutbox`."""
        last = as_event(Frame(msgspec.json.encode(_Closed(code, reason))))
        return {"type": "http.response.body", "body": last, "more_body": False}


class EventStream:
    """The ASGI application of the stream. `Last-Event-ID` or `?cursor=` resumes."""

    def __init__(self, services: Services, authenticator: Authenticator) -> None:
        self._services = services
        self._door = Door(services, authenticator)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Serve until either side ends it."""
        headers: dict[bytes, bytes] = dict(scope["headers"])
        query = parse_qs(scope["query_string"].decode("latin-1"))
        try:
            credentials = self._door.credentials(headers, query, is_socket=False)
            caller = await self._door.caller(credentials)
            if caller is None:
                raise Unauthorized("Your session has ended. Sign in again.")
        except ApiError as refusal:
            await _refuse(send, refusal)
            return
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        outbox = EventOutbox(send, asyncio.current_task())
        listener = Listener(caller, key_of(credentials), outbox)
        last_id = headers.get(b"last-event-id", b"").decode("latin-1")
        await self._serve(listener, outbox, last_id or query.get("cursor", [""])[0], receive)

    async def _serve(self, listener: Listener, outbox: EventOutbox, wanted: str, receive: Receive) -> None:
        hub = self._services.hub
        cursor, is_known = read_cursor(wanted)
        try:
            await receive()  # the request's empty body
            await hub.join(listener, cursor, is_known=is_known)
            gone = asyncio.ensure_future(receive())
            try:
                await self._stay(listener, outbox, gone)
            finally:
                gone.cancel()
        except (DatabaseUnavailable, TimeoutError):
            listener.end(TRY_LATER, "The database is away. Connect again in a few seconds.")
        except asyncio.CancelledError:
            listener.end(TOO_SLOW, "You read too slowly. Connect again.")
        finally:
            hub.leave(listener)
            await listener.ended()

    async def _stay(
        self, listener: Listener, outbox: EventOutbox, gone: "asyncio.Future[Mapping[str, Any]]"
    ) -> None:
        """Until the client is gone or the stream is ended; a stopping server waits for nobody who listens."""
        quiet_s = 0.0
        while not listener.is_ended and not gone.done():
            await asyncio.wait(
                (gone, outbox.ending), timeout=_LOOK_EVERY_S, return_when=asyncio.FIRST_COMPLETED
            )
            quiet_s += _LOOK_EVERY_S
            if self._services.is_stopping:
                listener.end(RESTART, "The server restarts. Connect again.")
            elif quiet_s >= HEARTBEAT_S:
                quiet_s = 0.0
                outbox.push_bytes(_ALIVE)


async def _refuse(send: Send, refusal: ApiError) -> None:
    body = envelope(refusal, "events")
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    headers += [(name.encode(), value.encode()) for name, value in refusal.headers.items()]
    await send({"type": "http.response.start", "status": int(refusal.status), "headers": headers})
    await send({"type": "http.response.body", "body": body})
