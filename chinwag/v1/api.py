"""API v1 as an ASGI application: everything below /v1. RPC over forms, tokens as parameters, JSON or XML."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec
import structlog

from chinwag.acting import ACTING
from chinwag.callers import Caller
from chinwag.db.tx import DatabaseUnavailable, DiskFull
from chinwag.errors import (
    ApiError,
    HeadersTooLarge,
    InternalError,
    MethodNotAllowed,
    NotFound,
    Unauthorized,
    Unavailable,
    UriTooLong,
)
from chinwag.http.answering import send_answer
from chinwag.http.body import BODY_LIMIT, ClientGone, read_body
from chinwag.http.endpoint import Call
from chinwag.http.forms import form_fields
from chinwag.http.proxies import TrustedProxies
from chinwag.http.routing import split_path
from chinwag.services import Services
from chinwag.v1.forms import decode_parameters, read_parameters
from chinwag.v1.limits import Headers, V1Limits
from chinwag.v1.method import Method
from chinwag.v1.output import ACCESS, FORMATS, Format, NotAcceptable, encode, refusal, status_of
from chinwag.v1.tokens import V1Authenticator

log = structlog.get_logger("chinwag.v1")

_NO_ACCESS = (
    "This auth token does not have access to this method. Please see: https://www.hipchat.com/docs/api/auth"
)
"""Letter for letter: hipchat-notif (PyPI) tells by it that its token is one for notifications."""

_MAX_URL = 8192
_MAX_HEADERS = 100
_TRUE = frozenset({"true", "1"})


@dataclass(slots=True)
class _Exchange:
    """One request on its way: what is known so far of how to answer it."""

    id: str
    format: Format = "json"
    headers: Headers = field(default_factory=list)
    is_counted: bool = False
    token_id: int | None = None


class V1Api:
    """Answers calls from the declarations of methods."""

    def __init__(
        self,
        methods: Iterable[Method],
        authenticator: V1Authenticator,
        services: Services,
        limits: V1Limits,
    ) -> None:
        self._methods = {method.path: method for method in methods}
        self._authenticator = authenticator
        self._services = services
        self._limits = limits
        self._proxies = TrustedProxies(services.settings.trusted_proxies)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request; every fault becomes an error body in the format asked for."""
        exchange = _Exchange(secrets.token_hex(6))
        reason = None
        try:
            status, reply = await self._answer(scope, receive, exchange)
        except ClientGone:
            return
        except Exception as fault:  # noqa: BLE001 - whatever it is, the client gets an error body
            error = fault if isinstance(fault, ApiError) else _explained(fault, exchange.id, scope)
            status, reply, reason = int(status_of(error)), refusal(error), error.message
            exchange.headers += [
                (name.encode("ascii"), value.encode("latin-1", "replace"))
                for name, value in error.headers.items()
            ]
        if exchange.token_id is not None:
            path: bytes = scope["raw_path"]
            self._services.calls.note(exchange.token_id, "", scope["method"], path, status, reason)
        if not exchange.is_counted:
            exchange.headers += self._limits.uncounted()
        content_type, body = encode(reply, exchange.format)
        headers = [
            *exchange.headers,
            (b"access-control-allow-origin", b"*"),
            (b"cache-control", b"no-store"),
            (b"content-length", b"%d" % len(body)),
            (b"content-type", content_type),
            (b"x-content-type-options", b"nosniff"),
            (b"x-request-id", exchange.id.encode()),
        ]
        await send_answer(scope, send, status, headers, body)

    async def _answer(self, scope: Any, receive: Any, exchange: _Exchange) -> tuple[int, msgspec.Struct]:
        incoming: dict[bytes, bytes] = dict(scope["headers"])
        raw_query: bytes = scope["query_string"]
        _check_size(scope)
        in_query = form_fields(raw_query) if raw_query else {}
        exchange.format = _format_of(in_query)
        method = self._find(scope)
        body, content_type = b"", ""
        if scope["method"] == "POST":
            body = await read_body(receive, incoming.get(b"content-length"), BODY_LIMIT)
            content_type = incoming.get(b"content-type", b"").decode("latin-1")
        parameters = read_parameters(raw_query, body, content_type)
        exchange.format = _format_of(parameters)
        caller = await self._authenticator.caller_of(self._token(parameters, in_query))
        exchange.is_counted, exchange.token_id = True, caller.token_id
        await self._limits.count(caller, exchange.headers)
        self._services.usage.note(caller)
        _check_kind(method, caller)
        if parameters.get("auth_test", "").lower() in _TRUE:
            return 202, ACCESS
        call = Call(
            caller=caller,
            path={},
            query=decode_parameters(method, parameters),
            services=self._services,
            request_id=exchange.id,
            client_address=self._proxies.client_address(scope, incoming),
            headers=incoming,
            response_headers=exchange.headers,
        )
        ACTING.set(call)
        result = await method.handler(call)
        await self._services.hub.settle()
        return 200, result

    def _find(self, scope: Any) -> Method:
        """The method at the path; doubled and trailing slashes do not count."""
        path = "/".join(split_path(scope["raw_path"])[1:])
        method = self._methods.get(path)
        if method is None:
            raise NotFound(
                f"There is no method {path[:100]!r} in API v1. It has: {', '.join(self._methods)}."
            )
        verb = "GET" if scope["method"] == "HEAD" else scope["method"]
        if verb not in method.verbs:
            allowed = ", ".join(sorted(method.verbs))
            raise MethodNotAllowed(f"Call {path} with {allowed}.", headers={"Allow": allowed})
        return method

    def _token(self, parameters: dict[str, str], in_query: dict[str, str]) -> str:
        token = parameters.get("auth_token", "")
        if token and not self._services.settings.query_tokens and in_query.get("auth_token") == token:
            raise Unauthorized(
                "This server takes no tokens in addresses. Send auth_token in the form of a POST."
            )
        return token


def _check_size(scope: Any) -> None:
    if len(scope["raw_path"]) + len(scope["query_string"]) > _MAX_URL:
        raise UriTooLong(f"The address is longer than {_MAX_URL} characters. Send the parameters as a form.")
    if len(scope["headers"]) > _MAX_HEADERS:
        raise HeadersTooLarge(f"The request has more than {_MAX_HEADERS} headers.")


def _format_of(parameters: dict[str, str]) -> Format:
    """hipchat-rb writes the format in capitals."""
    asked = parameters.get("format", "").lower() or "json"
    for known in FORMATS:
        if asked == known:
            return known
    raise NotAcceptable(f"There is no format {asked[:40]!r}. Use json or xml.")


def _check_kind(method: Method, caller: Caller) -> None:
    if caller.kind not in method.tokens:
        raise Unauthorized(_NO_ACCESS)


def _explained(fault: Exception, request_id: str, scope: Any) -> ApiError:
    if isinstance(fault, DiskFull):
        return Unavailable("The server's disk is full. Nothing was stored; try again later.")
    if isinstance(fault, DatabaseUnavailable):
        return Unavailable(
            "The database is away. Nothing was stored; try again.", headers={"Retry-After": "2"}
        )
    log.error(
        "request failed", request_id=request_id, method=scope["method"], path=scope["path"], exc_info=fault
    )
    return InternalError(f"Something went wrong on the server. Tell its admin this request id: {request_id}")
