"""The API describes itself: the OpenAPI document that the pages under /docs are drawn from."""

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
    return call.services.openapi()


class OpenApiSource:
    """Makes the document once."""

    def __init__(self, operations: list[Operation], settings: Settings) -> None:
        self._operations = operations
        self._settings = settings
        self._made: msgspec.Raw | None = None

    def __call__(self) -> msgspec.Raw:
        """The document, encoded."""
        if self._made is None:
            document = reference_document(self._operations, self._settings)
            self._made = msgspec.Raw(msgspec.json.encode(document))
        return self._made
