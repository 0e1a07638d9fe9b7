"""Whether the server lives and whether it can serve: for load balancers, scripts and the admin."""

from typing import Literal

import msgspec

from chinwag.db.tx import DatabaseUnavailable
from chinwag.errors import Unavailable
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.scopes import ANY_CLIENT, NO_SCOPE

endpoints = Endpoints("health")


class HealthOut(msgspec.Struct, frozen=True):
    """`status` is always «ok»: everything else is an error answer."""

    status: Literal["ok"] = "ok"


@endpoints.get(
    "/api/health",
    id="get_health",
    title="Get health",
    scopes_any=NO_SCOPE,
    clients=ANY_CLIENT,
    public=True,
    reply=HealthOut,
)
async def get_health(call: Call[NoQuery]) -> HealthOut:
    """200 once the server can serve, 503 while its database is away or it is stopping."""
    return await _ready(call)


@endpoints.get(
    "/api/health/live",
    id="get_liveness",
    title="Get liveness",
    scopes_any=NO_SCOPE,
    clients=ANY_CLIENT,
    public=True,
    reply=HealthOut,
)
async def get_liveness(call: Call[NoQuery]) -> HealthOut:
    """200 as long as the process answers at all."""
    return HealthOut()


@endpoints.get(
    "/api/health/ready",
    id="get_readiness",
    title="Get readiness",
    scopes_any=NO_SCOPE,
    clients=ANY_CLIENT,
    public=True,
    reply=HealthOut,
)
async def get_readiness(call: Call[NoQuery]) -> HealthOut:
    """200 when requests can be served now; 503 otherwise. Takes a server out of a load balancer."""
    return await _ready(call)


async def _ready(call: Call[NoQuery]) -> HealthOut:
    if call.services.is_stopping:
        raise Unavailable("The server is stopping.", headers={"Retry-After": "5"})
    try:
        await call.db.ping()
    except DatabaseUnavailable:
        raise Unavailable("The database is away.", headers={"Retry-After": "2"}) from None
    return HealthOut()
