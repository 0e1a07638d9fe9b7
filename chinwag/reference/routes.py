"""The API describes itself: the OpenAPI document that the pages under /docs are drawn from."""

import asyncio
import gzip
from dataclasses import dataclass

import msgspec

from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.openapi import Operation
from chinwag.http.paging import NoQuery
from chinwag.reference.document import reference_document
from chinwag.scopes import ANY_CLIENT, NO_SCOPE
from chinwag.settings import Settings

endpoints = Endpoints("reference")


@endpoints.get(
    "/api/openapi.json",
    id="get_openapi",
    title="Get the OpenAPI document",
    scopes_any=NO_SCOPE,
    clients=ANY_CLIENT,
    public=True,
    reply=dict[str, object],
)
async def get_openapi(call: Call[NoQuery]) -> msgspec.Raw:
    """OpenAPI 3.1, made from the declarations of the running server."""
    made = await call.services.openapi()
    call.add_header("Vary", "Accept-Encoding")
    if b"gzip" not in call.headers.get(b"accept-encoding", b""):
        return msgspec.Raw(made.plain)
    call.add_header("Content-Encoding", "gzip")
    return msgspec.Raw(made.packed)


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """The document as it is sent: nearly a megabyte, or a tenth of it."""

    plain: bytes
    packed: bytes


class OpenApiSource:
    """Makes the document once, when it is first asked for, beside the event loop."""

    def __init__(self, operations: list[Operation], settings: Settings) -> None:
        self._operations = operations
        self._settings = settings
        self._making = asyncio.Lock()
        self._made: MadeDocument | None = None

    async def __call__(self) -> MadeDocument:
        """The document, encoded."""
        async with self._making:
            if self._made is None:
                self._made = await asyncio.to_thread(self._make)
        return self._made

    def _make(self) -> MadeDocument:
        plain = msgspec.json.encode(reference_document(self._operations, self._settings))
        return MadeDocument(plain, gzip.compress(plain))
