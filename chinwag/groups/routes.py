"""Endpoints of the group."""

from chinwag.groups import service
from chinwag.groups.avatar import require_own_group
from chinwag.groups.expanders import SEE_GROUP, own_group_out
from chinwag.groups.schema import GroupOut, GroupStatisticsOut
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.scopes import GROUP_OR_USER
from chinwag.users.schema import SelfLink

endpoints = Endpoints("groups")


@endpoints.get(
    "/v2/group/{group}",
    id="view_group",
    title="View group",
    scopes_any=SEE_GROUP,
    clients=GROUP_OR_USER,
    reply=GroupOut,
    expandable=("owner",),
)
async def view_group(call: Call[NoQuery]) -> GroupOut:
    """Get the caller's group in full."""
    require_own_group(call.caller, call.path["group"])
    async with call.db.read() as tx:
        return await own_group_out(tx, call.caller, call.services)


@endpoints.get(
    "/v2/group/{group}/statistics",
    id="group_statistics",
    title="Group statistics",
    scopes_any=SEE_GROUP,
    clients=GROUP_OR_USER,
    reply=GroupStatisticsOut,
)
async def group_statistics(call: Call[NoQuery]) -> GroupStatisticsOut:
    """How many people the caller's group has."""
    require_own_group(call.caller, call.path["group"])
    async with call.db.read() as tx:
        users = await service.count_users(tx, call.caller.group_id)
    return GroupStatisticsOut(SelfLink(f"{call.links.group(call.caller.group_id)}/statistics"), users)
