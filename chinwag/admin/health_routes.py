"""The endpoint of the page «Server health»."""

from chinwag.admin.health import ServerHealth, require_server_admin, server_health
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.scopes import ONLY_USER, Scope
from chinwag.users.service import require_group_admin

endpoints = Endpoints("administration")


@endpoints.get(
    "/api/admin/health",
    id="get_server_health",
    title="Get the server's health",
    scopes_any=frozenset({Scope.ADMIN_GROUP}),
    clients=ONLY_USER,
    reply=ServerHealth,
)
async def get_server_health(call: Call[NoQuery]) -> ServerHealth:
    """Database, disk, search index, webhook queue, connections, version and memory of the process that answers.

    For admins of the group that the server was set up with: it is about all groups. Load balancers ask /api/health.
    """
    require_group_admin(call.caller)
    async with call.db.read() as tx:
        await require_server_admin(tx, call.caller)
    return await server_health(call.services)
