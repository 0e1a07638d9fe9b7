"""The endpoint of the page «Statistics»."""

import asyncio
import contextlib

from chinwag.http.endpoint import Call, Endpoints
from chinwag.scopes import ONLY_USER, Scope
from chinwag.statistics.schema import StatisticsOut, StatisticsQuery
from chinwag.statistics.service import group_figures
from chinwag.users.service import require_group_admin

endpoints = Endpoints("administration")

_PATIENCE_S = 5.0


@endpoints.get(
    "/api/admin/statistics",
    id="get_statistics",
    title="Get statistics",
    scopes_any=frozenset({Scope.ADMIN_GROUP, Scope.VIEW_GROUP}),
    clients=ONLY_USER,
    query=StatisticsQuery,
    reply=StatisticsOut,
)
async def get_statistics(call: Call[StatisticsQuery]) -> StatisticsOut:
    """Messages, notifications and active people by day, the liveliest rooms and integrations; for group admins.

    Counted on this server from what was said; sent nowhere. Rooms that the admin may not know of have no line.
    """
    require_group_admin(call.caller)
    with contextlib.suppress(TimeoutError):  # after an import that takes minutes
        async with asyncio.timeout(_PATIENCE_S):
            await call.services.upkeep.counting.catch_up()
    async with call.db.read_offloaded() as tx:
        return await group_figures(tx, call.caller, call.query.days, call.services.settings.file_space)
