"""The endpoint that add-ons read first."""

from chinwag.capabilities.schema import CapabilitiesOut, capabilities_out
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.scopes import NO_SCOPE

endpoints = Endpoints("capabilities")


@endpoints.get(
    "/v2/capabilities",
    id="get_capabilities",
    title="Get capabilities",
    scopes_any=NO_SCOPE,
    clients=frozenset(),
    public=True,
    reply=CapabilitiesOut,
)
async def get_capabilities(call: Call[NoQuery]) -> CapabilitiesOut:
    """Get what the server offers to add-ons: its addresses and scopes. Open to everybody."""
    return capabilities_out(call.links)
