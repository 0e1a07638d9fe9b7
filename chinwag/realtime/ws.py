"""`/api/live`: the WebSocket of the web client and of bots.

A person's session counts only together with our own Origin: a foreign page can open a socket with the
person's cookie, but cannot choose its Origin. A token proves itself.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

from chinwag.callers import Caller
from chinwag.errors import ApiError, Forbidden, NotFound, Unauthorized, envelope
from chinwag.http.auth import Authenticator, Credentials, bearer_of, hash_of, missing_scope
from chinwag.realtime.commands import Conversation
from chinwag.realtime.listener import REVOKED, TOO_SLOW, Listener
from chinwag.realtime.outbox import Outbox, QueuedOutbox
from chinwag.realtime.protocol import EXTENSION, DirectOutbox
from chinwag.scopes import Scope
from chinwag.services import Services

Scoped = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

FRAME_LIMIT = 65_536
LISTEN = frozenset({Scope.VIEW_GROUP, Scope.VIEW_ROOM, Scope.VIEW_MESSAGES})
"""Any of these lets a token listen; each lets it hear its own kinds of events."""

_PATH = "/api/live"
_CURSOR = re.compile(r"[0-9]{1,18}", re.ASCII)
_TOO_LARGE = 1009


class LiveSocket:
    """The ASGI application of the live connection."""

    def __init__(self, services: Services, authenticator: Authenticator) -> None:
        self._services = services
        self._authenticator = authenticator

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Greet, serve until either side ends it, let go."""
        await receive()
        query = parse_qs(scope["query_string"].decode("latin-1"))
        try:
            if scope["path"].rstrip("/") != _PATH:
                raise NotFound("There is no live connection at this address; it is at /api/live.")
            credentials = self._credentials(dict(scope["headers"]), query)
            caller = await self._caller(credentials)
        except ApiError as refusal:
            await _refuse(scope, send, refusal)
            return
        await send({"type": "websocket.accept"})
        if caller is None:
            await send({"type": "websocket.close", "code": REVOKED, "reason": "Your session has ended."})
            return
        await self._serve(Listener(caller, _key(credentials), _outbox(scope, send)), query, receive)

    async def _serve(self, listener: Listener, query: dict[str, list[str]], receive: Receive) -> None:
        hub = self._services.hub
        wanted = query.get("cursor", [""])[0]
        is_known = not wanted or _CURSOR.fullmatch(wanted) is not None
        try:
            feed = await hub.join(listener, int(wanted) if wanted and is_known else None, is_known=is_known)
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
        except asyncio.CancelledError:
            listener.end(TOO_SLOW, "You read too slowly. Connect again.")
        finally:
            hub.leave(listener)
            await listener.ended()

    def _credentials(self, headers: dict[bytes, bytes], query: dict[str, list[str]]) -> Credentials:
        token = bearer_of(headers.get(b"authorization", b"").decode("latin-1"))
        if token is None and self._services.settings.query_tokens:
            token = query.get("auth_token", [""])[0] or None
        if token is not None:
            return Credentials(token)
        csrf = self._services.csrf
        session = csrf.session_of(headers)
        if session is None:
            raise Unauthorized("Connect with a token, or from the web client after signing in.")
        if headers.get(b"origin", b"").lower() != csrf.origin:
            raise Forbidden("This connection comes from another site. Open the chat at its own address.")
        return Credentials(session=session)

    async def _caller(self, credentials: Credentials) -> Caller | None:
        """Who connects; None for a person whose session has ended, whom the web client has to tell."""
        try:
            caller = await self._authenticator.caller_of(credentials)
        except Unauthorized:
            if credentials.token is None:
                return None
            raise
        if not caller.scopes & LISTEN:
            raise missing_scope(LISTEN)
        return caller


def _key(credentials: Credentials) -> str:
    if credentials.token is not None:
        return f"token:{hash_of(credentials.token)}"
    return f"session:{hash_of(credentials.session or '')}"


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
