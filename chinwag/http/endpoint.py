"""The declaration of an endpoint: everything about it that is not its work.

From one declaration follow routing, the token check, `auth_test`, limits and their headers, decoding, HipChat's 400
bodies, title expansion, paging links, the OpenAPI document and the contract tests.
"""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

import msgspec

from chinwag.callers import Caller
from chinwag.http.body import BODY_LIMIT, BodyDecoder, BodyStream
from chinwag.http.links import Links
from chinwag.http.paging import NoQuery, Page
from chinwag.scopes import ClientType, Scope

if TYPE_CHECKING:
    from chinwag.db.tx import Database
    from chinwag.services import Services

Method = Literal["GET", "POST", "PUT", "DELETE"]
Q = TypeVar("Q", bound=msgspec.Struct)
Handler = Callable[..., Awaitable[Any]]


@dataclass(slots=True)
class Call(Generic[Q]):
    """One request, as a handler sees it."""

    caller: Caller
    path: dict[str, str]
    query: Q
    services: "Services"
    request_id: str
    client_address: str
    headers: dict[bytes, bytes]
    response_headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    raw_body: bytes = b""
    incoming: BodyStream | None = None

    @property
    def stream(self) -> BodyStream:
        """The body as it comes in; only for endpoints that declare `streams`."""
        if self.incoming is None:
            raise RuntimeError("this endpoint does not declare `streams`")
        return self.incoming

    @property
    def db(self) -> "Database":
        """The database; `begin()` to write, `read()` to read."""
        return self.services.db

    @property
    def links(self) -> Links:
        """Addresses for replies."""
        return self.services.links

    def add_header(self, name: str, value: str) -> None:
        """Send one more header with the answer, such as a cookie."""
        self.response_headers.append((name.encode("ascii"), value.encode("latin-1")))

    async def count_flood(self, recipient: str) -> None:
        """Count a message to `recipient` ("room:5", "user:7"); 429 when its minute is used up.

        Called once the recipient is known, so that a room has one counter under all its spellings.
        """
        await self.services.flood.count(self, recipient)


@dataclass(frozen=True, slots=True)
class Created:
    """201 with a body and the address of what was made."""

    body: msgspec.Struct
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """302 to `url`."""

    url: str


@dataclass(frozen=True, slots=True)
class TextFile:
    """A table or text to be saved, under a name of ours; always an attachment. As `reply=` it declares CSV."""

    content: str
    name: str


_ANY_BYTES = ("application/octet-stream",)

Reply = msgspec.Struct | Page | Created | Redirect | TextFile | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One method of the API. `id` is the reference's method id for /v2 and a name of our own elsewhere."""

    method: Method
    path: str
    id: str
    title: str
    family: str
    handler: Handler
    scopes_any: frozenset[Scope]
    clients: frozenset[ClientType]
    query: type[msgspec.Struct]
    body: type[msgspec.Struct] | None
    body_decoder: BodyDecoder[Any] | None
    body_required: bool
    body_limit: int
    streams: tuple[str, ...]
    reply: Any
    status: int
    also: tuple[int, ...]
    refusals: tuple[int, ...]
    also_by: tuple[Method, ...]
    expandable: tuple[str, ...]
    flood: str | None
    is_public: bool
    is_session_only: bool
    for_guests: bool

    @property
    def description(self) -> str:
        """What the handler's docstring says."""
        return inspect.cleandoc(self.handler.__doc__ or "")


class Endpoints:
    """The endpoints of one feature, collected by decorators in its routes."""

    def __init__(self, family: str) -> None:
        self.family = family
        self.all: list[Endpoint] = []

    def declare(
        self,
        method: Method,
        path: str,
        *,
        id: str,
        title: str,
        scopes_any: frozenset[Scope] | set[Scope],
        clients: frozenset[ClientType] | set[ClientType],
        query: type[msgspec.Struct] = NoQuery,
        body: type[msgspec.Struct] | None = None,
        body_required: bool = True,
        body_limit: int = BODY_LIMIT,
        text_body: str | None = None,
        streams: bool | tuple[str, ...] = False,
        reply: Any = None,
        status: int | None = None,
        also: tuple[int, ...] = (),
        refusals: tuple[int, ...] = (),
        also_by: tuple[Method, ...] = (),
        expandable: tuple[str, ...] = (),
        flood: str | None = None,
        public: bool = False,
        session_only: bool = False,
        guests: bool = False,
    ) -> Callable[[Handler], Handler]:
        """Declare the decorated function as an endpoint; see the module and `Endpoint`.

        `guests`: also for guests in the web client, who may call nothing else. `public`: no token needed.
        `session_only`: people in the web client alone; no token reaches it.
        `flood`: the path parameter that is the recipient in flood control. `streams`: the handler reads the body
        itself, from `call.stream`; media types that it takes may be named for the documentation. `also`: further
        statuses of success; `refusals`: statuses of refusal that not every method has. `also_by`: further methods
        that old clients use for it, which are not documented.
        """
        if not clients and not public:
            raise TypeError(f"{method} {path} declares no client type, so nobody could call it")

        def decorate(handler: Handler) -> Handler:
            decoder = BodyDecoder(body, text_field=text_body) if body is not None else None
            self.all.append(
                Endpoint(
                    method=method,
                    path=path,
                    id=id,
                    title=title,
                    family=self.family,
                    handler=handler,
                    scopes_any=frozenset(scopes_any),
                    clients=frozenset(clients),
                    query=query,
                    body=body,
                    body_decoder=decoder,
                    body_required=body_required,
                    body_limit=body_limit,
                    streams=_ANY_BYTES if streams is True else streams or (),
                    reply=reply,
                    status=status or (204 if reply is None else 200),
                    also=also,
                    refusals=refusals,
                    also_by=also_by,
                    expandable=expandable,
                    flood=flood,
                    is_public=public,
                    is_session_only=session_only,
                    for_guests=guests,
                )
            )
            return handler

        return decorate

    def get(self, path: str, **declared: Any) -> Callable[[Handler], Handler]:
        """Declare a GET; keywords as in `declare`, of which id, title, scopes_any and clients are required."""
        return self.declare("GET", path, **declared)

    def post(self, path: str, **declared: Any) -> Callable[[Handler], Handler]:
        """Declare a POST."""
        return self.declare("POST", path, **declared)

    def put(self, path: str, **declared: Any) -> Callable[[Handler], Handler]:
        """Declare a PUT."""
        return self.declare("PUT", path, **declared)

    def delete(self, path: str, **declared: Any) -> Callable[[Handler], Handler]:
        """Declare a DELETE."""
        return self.declare("DELETE", path, **declared)
