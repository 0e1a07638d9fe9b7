"""The path of every API request: find, authenticate, count, check, decode, run, answer.

An ASGI application for everything below /v2 and /api. All that crosses endpoints happens here, in this order, from
the endpoint's declaration; handlers do only their own work.
"""

import contextlib
import itertools
import re
import secrets
from typing import Any
from urllib.parse import parse_qsl

import msgspec
import structlog

from chinwag.acting import ACTING
from chinwag.callers import Caller, TokenKind
from chinwag.db.tx import DatabaseUnavailable, DiskFull
from chinwag.errors import (
    ApiError,
    BadRequest,
    Forbidden,
    HeadersTooLarge,
    InsufficientStorage,
    InternalError,
    Unauthorized,
    Unavailable,
    UriTooLong,
    envelope,
)
from chinwag.http.answering import Headers, send_answer
from chinwag.http.auth import Authenticator, Credentials, bearer_of, missing_scope
from chinwag.http.body import BodyStream, ClientGone, read_body, refuse_nul
from chinwag.http.endpoint import Call, Created, Endpoint, Redirect, TextFile
from chinwag.http.expand import TitleExpansion, parse_expand
from chinwag.http.forms import without_empty
from chinwag.http.paging import NoQuery, Page, PageQuery, page_out
from chinwag.http.proxies import TrustedProxies
from chinwag.http.routing import Router, split_path
from chinwag.http.throttle import CallLimits
from chinwag.http.validation import explain
from chinwag.scopes import ClientType
from chinwag.services import Services

log = structlog.get_logger("chinwag.http")

ACCESS = b'{"success": {"code": 202, "message": "This auth_token has access to use this method.", "type": "Accepted"}}'
"""The recorded answer to `auth_test=true`."""

_CALLED = "chinwag.called"
"""In the scope of a request: the token that calls, and the declared path."""
_MAX_URL = 8192
_MAX_HEADERS = 100
_MAX_QUERY_FIELDS = 100
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_JSON = (b"content-type", b"application/json")
_CSV = (b"content-type", b"text/csv; charset=utf-8; header=present")
_COMMON = [
    (b"access-control-allow-origin", b"*"),
    (b"x-content-type-options", b"nosniff"),
]
_UNCACHED = (b"cache-control", b"no-store")
_EXPOSED = (b"access-control-expose-headers", b"*")
_PREFLIGHT = [
    (b"access-control-allow-headers", b"Authorization, Content-Type, X-Requested-With"),
    (b"access-control-max-age", b"86400"),
]
Pairs = list[tuple[str, str]]


class Answer(Exception):
    """Not an error: an answer that ends a request early, such as that to `auth_test`."""

    def __init__(self, status: int, body: bytes, headers: Headers | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = headers or []


class Api:
    """Answers API requests from the declarations in `router`."""

    def __init__(
        self,
        router: Router,
        authenticator: Authenticator,
        services: Services,
        limits: CallLimits,
        expansion: TitleExpansion,
        proxies: TrustedProxies,
    ) -> None:
        self._router = router
        self._authenticator = authenticator
        self._services = services
        self._limits = limits
        self._expansion = expansion
        self._proxies = proxies
        self._stream_limit = stream_limit(services.settings.upload_limit)
        self._encode = msgspec.json.Encoder().encode
        self._run = secrets.token_hex(4)
        self._requests = itertools.count(1)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request; every fault becomes HipChat's error envelope."""
        request_id = f"{self._run}-{next(self._requests):x}"
        headers: Headers = [*_COMMON, (b"x-request-id", request_id.encode())]
        reason = None
        try:
            status, body, own = await self._answer(scope, receive, request_id, headers)
        except ClientGone:
            return
        except Answer as early:
            status, body, own = early.status, early.body, early.headers
        except ApiError as error:
            status, body, own = self._refuse(error, request_id, headers)
            reason = error.message
        except Exception as fault:  # noqa: BLE001 - whatever it is, the client gets the envelope
            refusal = _fault(fault, request_id, scope)
            status, body, own = self._refuse(refusal, request_id, headers)
            reason = refusal.message
        called = scope.get(_CALLED)
        if called is not None:
            token_id, declared = called
            self._services.calls.note(token_id, declared, scope["method"], scope["raw_path"], status, reason)
        headers += own
        if status == 204:
            headers.append(_JSON)  # though there is no body: HipChat.NET reads the header of every answer
        else:
            headers += (_UNCACHED, (b"content-length", b"%d" % len(body)))
        await send_answer(scope, send, status, headers, body)

    def _refuse(self, error: ApiError, request_id: str, headers: Headers) -> tuple[int, bytes, Headers]:
        if not any(name == b"X-Ratelimit-Limit" for name, _ in headers):
            headers += self._limits.uncounted()
        own = [
            (name.encode("ascii"), value.encode("latin-1", "replace"))
            for name, value in error.headers.items()
        ]
        if error.status == 401:
            own.append((b"WWW-Authenticate", b'Bearer realm="chinwag"'))
        return int(error.status), envelope(error, request_id), [_JSON, *own]

    async def _answer(
        self, scope: Any, receive: Any, request_id: str, headers: Headers
    ) -> tuple[int, bytes, Headers]:
        raw_path, raw_query = scope["raw_path"], scope["query_string"]
        incoming: dict[bytes, bytes] = dict(scope["headers"])
        _check_size(raw_path, raw_query, scope["headers"])
        if b"origin" in incoming:
            headers.append(_EXPOSED)
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        if method == "OPTIONS":
            raise self._preflight(split_path(raw_path))
        endpoint, path = self._router.route(method, raw_path)
        pairs = _query_pairs(raw_query) if raw_query else []
        query = dict(reversed(pairs)) if pairs else {}
        caller = await self._caller(endpoint, incoming, query, scope)
        address = self._proxies.client_address(scope, incoming)
        if caller is not None:
            if caller.token_id is not None:
                scope[_CALLED] = (caller.token_id, endpoint.path)
            headers += await self._limits.count(caller, headers)
            self._services.usage.note(caller)
            refusal = _refusal(endpoint, caller)
            if query and query.get("auth_test") == "true":
                raise _told(refusal)
            if refusal is not None:
                raise refusal
            if caller.kind is TokenKind.SESSION and method not in _SAFE:
                self._services.csrf.check_write(incoming)
        else:
            headers += self._limits.uncounted()
            if query.get("auth_test") == "true":
                raise Answer(202, ACCESS, [_JSON])
        call = Call(
            caller=caller or _NOBODY,
            path=path,
            query=_NO_QUERY if endpoint.query is NoQuery else _decode_query(endpoint, query),
            services=self._services,
            request_id=request_id,
            client_address=address,
            headers=incoming,
            response_headers=headers,
        )
        ACTING.set(call)
        if endpoint.body_decoder is None:
            if endpoint.streams:
                call.incoming = BodyStream(receive, incoming.get(b"content-length"), self._stream_limit)
            result = await endpoint.handler(call)
        else:
            call.raw_body = await read_body(receive, incoming.get(b"content-length"), endpoint.body_limit)
            content_type = incoming.get(b"content-type", b"").decode("latin-1")
            result = await endpoint.handler(call, endpoint.body_decoder.decode(call.raw_body, content_type))
        await self._services.hub.settle()
        if result is None:
            return 204 if endpoint.status == 200 else endpoint.status, b"", []
        return await self._shape(endpoint, call, result, query, pairs, scope)

    async def _caller(
        self, endpoint: Endpoint, incoming: dict[bytes, bytes], query: dict[str, str], scope: Any
    ) -> Caller | None:
        """The caller; None where the endpoint needs none and none came, or only a dead one."""
        authorization = incoming.get(b"authorization")
        token = bearer_of(authorization.decode("latin-1")) if authorization else None
        if token is None and self._services.settings.query_tokens:
            token = query.get("auth_token") or None
        session = None if token else self._services.csrf.session_of(incoming)
        if endpoint.is_public and token is None and session is None:
            return None
        try:
            return await self._authenticator.caller_of(Credentials(token, session))
        except (Unauthorized, Forbidden) as refusal:
            if endpoint.is_public and isinstance(refusal, Unauthorized):
                return None
            if refusal.token_id is not None:
                scope[_CALLED] = (refusal.token_id, endpoint.path)
            raise

    def _preflight(self, segments: list[str]) -> Answer:
        allowed = ", ".join([*self._router.allowed(segments), "OPTIONS"]).encode()
        return Answer(
            204, b"", [(b"allow", allowed), (b"access-control-allow-methods", allowed), *_PREFLIGHT]
        )

    async def _shape(
        self,
        endpoint: Endpoint,
        call: Call[Any],
        result: Any,
        query: dict[str, str],
        pairs: Pairs,
        scope: Any,
    ) -> tuple[int, bytes, Headers]:
        if isinstance(result, Redirect):
            return 302, b"", [(b"location", result.url.encode("latin-1"))]
        if isinstance(result, TextFile):
            own = [_CSV, (b"content-disposition", f'attachment; filename="{result.name}"'.encode("ascii"))]
            return endpoint.status, result.content.encode("utf-8"), own
        if isinstance(result, Created):
            own = [_JSON, (b"location", result.location.encode("latin-1"))] if result.location else [_JSON]
            return 201, self._encode(result.body), own
        if isinstance(result, Page):
            asked = call.query if isinstance(call.query, PageQuery) else PageQuery()
            path = "/" + "/".join(part for part in scope["raw_path"].decode("latin-1").split("/") if part)
            result = page_out(result, asked, pairs, path, call.links)
        if endpoint.expandable and query.get("expand"):
            result = await self._expanded(endpoint, call, result, query["expand"])
        return endpoint.status, self._encode(result), [_JSON]

    async def _expanded(self, endpoint: Endpoint, call: Call[Any], result: Any, text: str) -> Any:
        wanted = parse_expand(text, endpoint.expandable)
        if not wanted:
            return result
        tree = msgspec.to_builtins(result)
        async with call.db.read() as tx:
            await self._expansion.open(tree, wanted, tx, call.caller, self._services)
        return tree


def stream_limit(upload_limit: int) -> int:
    """Bytes of a body that holds the largest file: in base64 with line breaks, with the other parts around it."""
    return upload_limit * 7 // 5 + 65_536


_NOBODY = Caller(
    kind=TokenKind.SESSION,
    client_type=ClientType.USER,
    scopes=frozenset(),
    group_id=0,
    name="",
    credential="",
    rate_key="",
)
"""The caller of public endpoints: no group, no scope."""


def _check_size(raw_path: bytes, raw_query: bytes, headers: Any) -> None:
    if len(raw_path) + len(raw_query) > _MAX_URL:
        raise UriTooLong(f"The address is longer than {_MAX_URL} characters.")
    if len(headers) > _MAX_HEADERS:  # their size is bounded where they are read, in protocol.py
        raise HeadersTooLarge(f"The request has more than {_MAX_HEADERS} headers.")


def _query_pairs(raw: bytes) -> Pairs:
    try:
        pairs = parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MAX_QUERY_FIELDS
        )
    except UnicodeDecodeError:
        raise BadRequest("The query is not valid UTF-8. Percent-encode it.") from None
    except ValueError:
        raise BadRequest(f"The query has more than {_MAX_QUERY_FIELDS} parameters.") from None
    refuse_nul(dict(pairs))
    return pairs


def _decode_query(endpoint: Endpoint, query: dict[str, str]) -> Any:
    try:
        return msgspec.convert(query, type=endpoint.query, strict=False)
    except msgspec.ValidationError as error:
        # Guzzle writes `false` as `include-guests=`, and scripts their empty variables: not given.
        with contextlib.suppress(msgspec.ValidationError, ValueError, OverflowError):
            return msgspec.convert(without_empty(query), type=endpoint.query, strict=False)
        raise explain(endpoint.query, query, str(error)) from None
    except (ValueError, OverflowError) as error:  # what the library does not call invalid: the year 10000
        raise BadRequest(f"A value in the query is out of range: {error}.") from None


_NO_QUERY = NoQuery()


def _told(refusal: ApiError | None) -> Exception:
    """The answer to `auth_test`: nothing is executed, and whoever may not call is told why with a 401."""
    return Answer(202, ACCESS, [_JSON]) if refusal is None else Unauthorized(refusal.message)


def _refusal(endpoint: Endpoint, caller: Caller) -> ApiError | None:
    """Why the caller may not use the endpoint at all; None when it may."""
    if endpoint.is_session_only and caller.kind is not TokenKind.SESSION:
        return Forbidden("This is for people signed in to the web client; no token can do it.")
    if caller.is_visiting and not endpoint.for_guests and not endpoint.is_public:
        return Forbidden("Guests may not do this. Ask someone of the group.")
    if not endpoint.is_public and caller.client_type not in endpoint.clients:
        return Forbidden(_wrong_client(endpoint, caller))
    if endpoint.scopes_any and not endpoint.scopes_any & caller.scopes:
        return missing_scope(endpoint.scopes_any)
    return None


_CLIENT_WORDS = {
    ClientType.GROUP_CLIENT: "an add-on installed for the group",
    ClientType.ROOM_CLIENT: "a room's token or add-on",
    ClientType.USER: "a person's token",
}


def _wrong_client(endpoint: Endpoint, caller: Caller) -> str:
    may = " or ".join(words for kind, words in _CLIENT_WORDS.items() if kind in endpoint.clients)
    return f"This method is not for {_CLIENT_WORDS[caller.client_type]}. Call it with {may}."


_SECRET_PATH = re.compile(
    r"^(/+v2/+oauth/+token/+|/+v2/+addon/+link/+|/+v2/+addon/+[^/]+/+installable/+|/+api/+(?:setup|invitation)/+).+"
)
"""Paths that hold a token or a one-time link, which no log may hold."""


def _fault(fault: Exception, request_id: str, scope: Any) -> ApiError:
    if isinstance(fault, DiskFull):
        return InsufficientStorage("The server's disk is full. Nothing was stored; try again later.")
    if isinstance(fault, DatabaseUnavailable):
        return Unavailable(
            "The database is away. Nothing was stored; try again.", headers={"Retry-After": "2"}
        )
    path = _SECRET_PATH.sub(r"\1...", scope["path"])
    log.error("request failed", request_id=request_id, method=scope["method"], path=path, exc_info=fault)
    return InternalError(f"Something went wrong on the server. Tell its admin this request id: {request_id}")
