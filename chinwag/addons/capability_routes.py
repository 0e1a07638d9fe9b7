"""The endpoint that tells what a capability descriptor may hold."""

from typing import Any

import msgspec

from chinwag.addons.json_schema import Draft, descriptor_schema
from chinwag.http.endpoint import Call, Endpoints
from chinwag.scopes import NO_SCOPE

endpoints = Endpoints("capabilities")


class SchemaQuery(msgspec.Struct, frozen=True):
    """Which draft of JSON Schema: `v4`, or the older `v2`, in which a property is required unless `optional`."""

    draft: Draft = "v2"


@endpoints.get(
    "/v2/capabilities/addon/schema",
    id="get_addon_capabilities_schema",
    title="Get addon capabilities schema",
    scopes_any=NO_SCOPE,
    clients=frozenset(),
    public=True,
    query=SchemaQuery,
    reply=dict[str, object],
)
async def get_addon_capabilities_schema(call: Call[SchemaQuery]) -> dict[str, Any]:
    """Get the JSON Schema of the descriptor with which an add-on describes itself. Open to everybody.

    It is made of the shapes that this server reads descriptors with.
    """
    return descriptor_schema(call.query.draft)
