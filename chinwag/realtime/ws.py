"""`/api/live`: the WebSocket of the web client and of bots."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

from chinwag.db.tx import DatabaseUnavailable
from chinwag.errors import ApiError, NotFound, envelope
from chinwag.http.auth import Authenticator
from chinwag.realtime.commands import Conversation
from chinwag.realtime.door import Door, key_of, read_cursor
from chinwag.realtime.listener import REVOKED, TOO_SLOW, TRY_LATER, Listener
from chinwag.realtime.outbox import Outbox, QueuedOutbox
from chinwag.realtime.protocol import EXTENSION, DirectOutbox
from chinwag.services import Services

Scoped = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

FRAME_LIMIT = 65_536
_PATH = "/api/live"
_TOO_LARGE = 1009


class LiveSocket:
    """The ASGI application of the live connection."""

    def __init__(self, services: Services, authenticator: Authenticator) -> None:
        self._services = services
        self._door = Door(services, authenticator)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Greet, serve until either side ends it, let go."""
        await receive()
        query = parse_qs(scope["query_string"].decode("latin-1"))
        try:
            if scope["path"].rstrip("/") != _PATH:
                raise NotFound("There is no live connection at this address; it is at /api/live.")
            credentials = self._door.credentials(dict(scope["headers"]), query, is_socket=True)
            caller = await self._door.caller(credentials)
        except ApiError as refusal:
            await _refuse(scope, send, refusal)
            return
        await send({"type": "websocket.accept"})
        if caller is None:
            await send({"type": "websocket.close", "code": REVOKED, "reason": "Your session has ended."})
            return
        await self._serve(Listener(caller, key_of(credentials), _outbox(scope, send)), query, receive)

    async def _serve(self, listener: Listener, query: dict[str, list[str]], receive: Receive) -> None:
        hub = self._services.hub
        cursor, is_known = read_cursor(query.get("cursor", [""])[0])
        try:
            feed = await hub.join(listener, cursor, is_known=is_known)
            conversation = Conversation(hub, feed, listener, self._services.clock)
            while not listener.is_ended:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return
                text = message.get("text") or message.get("bytes") or b""
                if len(text) > FRAME_LIMIT:
                    listener.end(_TOO_LARGE, "Frames are at most 64 KiB.")
                    return
                await conversation.hear(text)
        except (DatabaseUnavailable, TimeoutError):
            listener.end(TRY_LATER, "The database is away. Connect again in a few seconds.")
        except asyncio.CancelledError:
            listener.end(TOO_SLOW, "You read too slowly. Connect again.")
        finally:
            hub.leave(listener)
            await listener.ended()


def _outbox(scope: Scoped, send: Send) -> Outbox:
    direct = scope.get("extensions", {}).get(EXTENSION)
    if isinstance(direct, DirectOutbox) and direct.is_direct:
        return direct
    return QueuedOutbox(send, asyncio.current_task())


async def _refuse(scope: Scoped, send: Send, refusal: ApiError) -> None:
    """Answer the handshake with an HTTP error, where the server can; browsers see only that it failed."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008, "reason": refusal.message[:100]})
        return
    body = envelope(refusal, "live")
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    start = {"type": "websocket.http.response.start", "status": int(refusal.status), "headers": headers}
    await send(start)
    await send({"type": "websocket.http.response.body", "body": body})
