"""The declaration of an endpoint: everything about it that is not its work.

From one declaration follow routing, the token check, `auth_test`, limits and their headers, decoding, HipChat's 400
bodies, title expansion, paging links, the OpenAPI document and the contract tests.
"""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, Required, TypeVar, Unpack

import msgspec

from chinwag.callers import Caller
from chinwag.http.access import Access
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


class Declared(Access, total=False):
    """What a declaration says beside method and path; `Endpoint` has the rest of the words."""

    id: Required[str]
    title: Required[str]
    query: type[msgspec.Struct]
    body: type[msgspec.Struct]
    body_required: bool
    body_limit: int
    text_body: str
    """The field that a body of plain text is."""
    streams: bool | tuple[str, ...]
    """The handler reads the body itself, from `call.stream`; media types that it takes, for the documentation."""
    reply: Any
    status: int
    """Of success, where it is not 200, or 204 without a reply."""
    also: tuple[int, ...]
    """Further statuses of success."""
    refusals: tuple[int, ...]
    """Statuses of refusal that not every method has."""
    also_by: tuple[Method, ...]
    """Further methods that old clients use for it, which are not documented."""
    expandable: tuple[str, ...]
    flood: str
    """The path parameter that is the recipient in flood control."""
    public: bool
    """No token needed."""
    guests: bool
    """Also for guests in the web client, who may call nothing else."""


class Endpoints:
    """The endpoints of one feature, collected by decorators in its routes."""

    def __init__(self, family: str) -> None:
        self.family = family
        self.all: list[Endpoint] = []

    def declare(
        self, method: Method, path: str, **declared: Unpack[Declared]
    ) -> Callable[[Handler], Handler]:
        """Declare the decorated function as an endpoint. TypeError for one that nobody could call."""
        said = declared.keys()
        if said - Declared.__annotations__.keys() or Declared.__required_keys__ - said:
            raise TypeError(
                f"{method} {path} is declared with other words than `Declared` has, or lacks some"
            )
        if not declared["clients"] and not declared.get("public"):
            raise TypeError(f"{method} {path} declares no client type, so nobody could call it")

        def decorate(handler: Handler) -> Handler:
            self.all.append(_endpoint(self.family, method, path, handler, declared))
            return handler

        return decorate

    def get(self, path: str, **declared: Unpack[Declared]) -> Callable[[Handler], Handler]:
        """Declare a GET."""
        return self.declare("GET", path, **declared)

    def post(self, path: str, **declared: Unpack[Declared]) -> Callable[[Handler], Handler]:
        """Declare a POST."""
        return self.declare("POST", path, **declared)

    def put(self, path: str, **declared: Unpack[Declared]) -> Callable[[Handler], Handler]:
        """Declare a PUT."""
        return self.declare("PUT", path, **declared)

    def delete(self, path: str, **declared: Unpack[Declared]) -> Callable[[Handler], Handler]:
        """Declare a DELETE."""
        return self.declare("DELETE", path, **declared)


def _endpoint(family: str, method: Method, path: str, handler: Handler, declared: Declared) -> Endpoint:
    body, reply, streams = declared.get("body"), declared.get("reply"), declared.get("streams", False)
    return Endpoint(
        method=method,
        path=path,
        id=declared["id"],
        title=declared["title"],
        family=family,
        handler=handler,
        scopes_any=frozenset(declared["scopes_any"]),
        clients=frozenset(declared["clients"]),
        query=declared.get("query", NoQuery),
        body=body,
        body_decoder=BodyDecoder(body, text_field=declared.get("text_body")) if body else None,
        body_required=declared.get("body_required", True),
        body_limit=declared.get("body_limit", BODY_LIMIT),
        streams=_ANY_BYTES if streams is True else streams or (),
        reply=reply,
        status=declared.get("status", 204 if reply is None else 200),
        also=declared.get("also", ()),
        refusals=declared.get("refusals", ()),
        also_by=declared.get("also_by", ()),
        expandable=declared.get("expandable", ()),
        flood=declared.get("flood"),
        is_public=declared.get("public", False),
        is_session_only=declared.get("session_only", False),
        for_guests=declared.get("guests", False),
    )
