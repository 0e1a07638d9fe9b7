"""Our own endpoints for the settings of a room and for those who have a part in it."""

from dataclasses import replace

from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.rooms import service
from chinwag.rooms.directory import list_parts, read_settings
from chinwag.rooms.expanders import SEE_ROOM
from chinwag.rooms.settings_schema import RoomParts, RoomSettings, RoomSettingsIn
from chinwag.scopes import ANY_CLIENT, GROUP_OR_USER, Scope
from chinwag.users.service import find_user

endpoints = Endpoints("rooms")


@endpoints.get(
    "/api/room/{room}/settings",
    id="get_room_settings",
    title="Get the settings of a room",
    scopes_any=SEE_ROOM,
    clients=ANY_CLIENT,
    reply=RoomSettings,
)
async def get_room_settings(call: Call[NoQuery]) -> RoomSettings:
    """A room with all that its admins change, and whether the caller is one of them."""
    async with call.db.read() as tx:
        room = await service.find_room(tx, call.caller, call.path["room"])
        return await read_settings(tx, call.caller, room, call.services.presence)


@endpoints.put(
    "/api/room/{room}/settings",
    id="change_room_settings",
    title="Change some settings of a room",
    scopes_any={Scope.ADMIN_ROOM},
    clients=GROUP_OR_USER,
    body=RoomSettingsIn,
    reply=RoomSettings,
)
async def change_room_settings(call: Call[NoQuery], body: RoomSettingsIn) -> RoomSettings:
    """Change what is given, leave the rest as it is; for the room's admins. `update_room` replaces everything."""
    async with call.db.begin() as tx:
        found = await service.find_room(tx, call.caller, call.path["room"])
        await service.require_room_admin(tx, call.caller, found)
        room = await service.hold_room(tx, found)
        given = {
            field: value
            for field in ("name", "topic", "privacy", "is_archived")
            if (value := getattr(body, field)) is not None
        }
        if body.owner is not None:
            given["owner_id"] = (await service.find_owner(tx, call.caller, body.owner, "owner")).id
        change = replace(service.whole_change(room), **given)
        changed = await service.update_room(tx, call.caller, room, change, call.services.presence)
        return await read_settings(tx, call.caller, changed, call.services.presence)


@endpoints.get(
    "/api/room/{room}/members",
    id="get_room_parts",
    title="Get those who have a part in a room",
    scopes_any=SEE_ROOM,
    clients=ANY_CLIENT,
    reply=RoomParts,
)
async def get_room_parts(call: Call[NoQuery]) -> RoomParts:
    """Owner, admins and guests of a room; of a private one also its members."""
    async with call.db.read() as tx:
        room = await service.find_room(tx, call.caller, call.path["room"])
        return await list_parts(tx, room, call.services.presence)


@endpoints.put(
    "/api/room/{room}/admin/{user}",
    id="make_room_admin",
    title="Make somebody an admin of a room",
    scopes_any={Scope.ADMIN_ROOM},
    clients=GROUP_OR_USER,
)
async def make_room_admin(call: Call[NoQuery]) -> None:
    """Give a member of a private room, or anybody of the group in a public one, the rights of its admins."""
    await _set_admin(call, is_admin=True)


@endpoints.delete(
    "/api/room/{room}/admin/{user}",
    id="remove_room_admin",
    title="Take somebody's rights over a room",
    scopes_any={Scope.ADMIN_ROOM},
    clients=GROUP_OR_USER,
)
async def remove_room_admin(call: Call[NoQuery]) -> None:
    """An admin of a private room becomes a member of it. The owner stays its admin."""
    await _set_admin(call, is_admin=False)


async def _set_admin(call: Call[NoQuery], *, is_admin: bool) -> None:
    async with call.db.begin() as tx:
        room = await service.find_room(tx, call.caller, call.path["room"])
        user = await find_user(tx, call.caller, call.path["user"])
        await service.set_room_admin(tx, call.caller, room, user, is_admin=is_admin)
