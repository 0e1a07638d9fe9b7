"""Endpoints of the page «Rooms» of the group's admins."""

from chinwag.admin import rooms
from chinwag.admin.schema import AdminRooms, RoomAdminIn, RoomsQuery
from chinwag.http.access import FOR_GROUP_ADMINS
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.rooms.service import delete_room, find_room
from chinwag.users.service import require_group_admin

endpoints = Endpoints("administration")


@endpoints.get(
    "/api/admin/room",
    id="list_rooms_for_admins",
    title="List rooms for admins",
    query=RoomsQuery,
    reply=AdminRooms,
    **FOR_GROUP_ADMINS,
)
async def list_rooms(call: Call[RoomsQuery]) -> AdminRooms:
    """List the rooms that the admin may see by name, archived ones too, with owners and figures."""
    require_group_admin(call.caller)
    async with call.db.read_offloaded() as tx:
        return await rooms.list_rooms(tx, call.caller, call.query)


@endpoints.put(
    "/api/admin/room/{room}",
    id="change_room_as_admin",
    title="Change a room",
    body=RoomAdminIn,
    **FOR_GROUP_ADMINS,
)
async def change_room(call: Call[NoQuery], body: RoomAdminIn) -> None:
    """Archive a room or take it out of the archive, or give it another owner; what is missing stays."""
    require_group_admin(call.caller)
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        await rooms.change_room(tx, call.caller, room, body, call.services.presence)


@endpoints.delete(
    "/api/admin/room/{room}", id="delete_room_as_admin", title="Delete a room as admin", **FOR_GROUP_ADMINS
)
async def delete_room_as_admin(call: Call[NoQuery]) -> None:
    """Delete a room with all that was said in it, for everybody and for good."""
    require_group_admin(call.caller)
    async with call.db.begin() as tx:
        await delete_room(tx, call.caller, await find_room(tx, call.caller, call.path["room"]))
