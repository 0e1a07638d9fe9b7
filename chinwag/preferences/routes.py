"""Endpoints of people's preferences."""

from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery, Page, PageQuery
from chinwag.preferences import service
from chinwag.preferences.schema import AutoJoinIn, AutoJoinOut
from chinwag.rooms.schema import RoomStub, room_stub
from chinwag.scopes import GROUP_OR_USER, ONLY_USER, Scope
from chinwag.users.service import find_user

endpoints = Endpoints("users")


@endpoints.get(
    "/v2/user/{user}/preference/auto-join",
    id="get_auto_join_rooms",
    title="Get auto join rooms",
    scopes_any={Scope.VIEW_GROUP},
    clients=GROUP_OR_USER,
    query=PageQuery,
    reply=list[RoomStub],
    expandable=("items",),
)
async def get_auto_join_rooms(call: Call[PageQuery]) -> Page:
    """List the rooms that a person's clients open at the start, as far as both may see them."""
    start, size = call.query.start_index, call.query.max_results
    async with call.db.read() as tx:
        user = await find_user(tx, call.caller, call.path["user"])
        rooms = await service.list_auto_join(tx, call.caller, user)
    page = [room_stub(room, call.links) for room in rooms[start : start + size]]
    return Page(page, has_more=len(rooms) > start + size)


@endpoints.put(
    "/api/account/auto-join",
    id="set_auto_join_rooms",
    title="Set my auto join rooms",
    scopes_any={Scope.VIEW_GROUP},
    clients=ONLY_USER,
    body=AutoJoinIn,
    reply=AutoJoinOut,
)
async def set_auto_join_rooms(call: Call[NoQuery], body: AutoJoinIn) -> AutoJoinOut:
    """Choose the rooms that my clients open at the start, in this order. Rooms that I may not see fall out."""
    async with call.db.begin() as tx:
        kept = await service.set_auto_join(tx, call.caller, body.rooms)
    return AutoJoinOut(kept)
