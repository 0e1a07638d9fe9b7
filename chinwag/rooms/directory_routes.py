"""Our own endpoint for the directory of rooms."""

from chinwag.http.endpoint import Call, Endpoints
from chinwag.rooms.directory import read_directory
from chinwag.rooms.expanders import SEE_ROOM
from chinwag.rooms.settings_schema import DirectoryQuery, RoomDirectory
from chinwag.scopes import GROUP_OR_USER

endpoints = Endpoints("rooms")


@endpoints.get(
    "/api/rooms",
    id="get_room_directory",
    title="Look through the rooms",
    scopes_any=SEE_ROOM,
    clients=GROUP_OR_USER,
    query=DirectoryQuery,
    reply=RoomDirectory,
)
async def get_room_directory(call: Call[DirectoryQuery]) -> RoomDirectory:
    """A page of the rooms that the caller may see: searched by name and topic, sorted, with figures."""
    async with call.db.read_offloaded() as tx:
        return await read_directory(tx, call.caller, call.services.presence, call.query)
