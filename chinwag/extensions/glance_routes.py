"""Endpoints by which add-ons push to their glances («add-on UI updates»)."""

from chinwag.extensions.glance_schema import GlanceUpdatesIn
from chinwag.extensions.glances import Audience, push_glances, safe_updates
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.rooms.service import find_room
from chinwag.scopes import ClientType, Scope
from chinwag.users.service import find_user

endpoints = Endpoints("integrations")

_GROUP_SCOPES = frozenset({Scope.SEND_NOTIFICATION, Scope.VIEW_GROUP})
_ROOM_SCOPES = frozenset({Scope.SEND_NOTIFICATION, Scope.VIEW_ROOM})
_GROUP = frozenset({ClientType.GROUP_CLIENT})
_INSTALLED = frozenset({ClientType.GROUP_CLIENT, ClientType.ROOM_CLIENT})


async def _push(call: Call[NoQuery], body: GlanceUpdatesIn) -> None:
    """To those whom the path names: a room, a person, a person in a room; everybody."""
    updates = safe_updates(body.glance)
    path = call.path
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, path["room"]) if "room" in path else None
        user = await find_user(tx, call.caller, path["user"]) if "user" in path else None
        await push_glances(tx, call.caller, updates, Audience(room, user, path.get("user", "")))


@endpoints.post(
    "/v2/addon/ui",
    id="addon_ui_update",
    title="Addon UI update (group)",
    scopes_any=_GROUP_SCOPES,
    clients=_GROUP,
    body=GlanceUpdatesIn,
)
async def addon_ui_update(call: Call[NoQuery], body: GlanceUpdatesIn) -> None:
    """Show something new in glances of the calling add-on: to everybody, in all rooms."""
    await _push(call, body)


@endpoints.post(
    "/v2/addon/ui/room/{room}",
    id="room_addon_ui_update",
    title="Room addon UI update",
    scopes_any=_ROOM_SCOPES,
    clients=_INSTALLED,
    body=GlanceUpdatesIn,
)
async def room_addon_ui_update(call: Call[NoQuery], body: GlanceUpdatesIn) -> None:
    """Show something new in glances of the calling add-on: to everybody in one room."""
    await _push(call, body)


@endpoints.post(
    "/v2/addon/ui/user/{user}",
    id="user_addon_ui_update",
    title="User addon UI update",
    scopes_any=_GROUP_SCOPES,
    clients=_GROUP,
    body=GlanceUpdatesIn,
)
async def user_addon_ui_update(call: Call[NoQuery], body: GlanceUpdatesIn) -> None:
    """Show something new in glances of the calling add-on: to one person, in all rooms."""
    await _push(call, body)


@endpoints.post(
    "/v2/addon/ui/room/{room}/user/{user}",
    id="user_in_room_addon_ui_update",
    title="User in room addon UI update",
    scopes_any=_ROOM_SCOPES,
    clients=_INSTALLED,
    body=GlanceUpdatesIn,
)
async def user_in_room_addon_ui_update(call: Call[NoQuery], body: GlanceUpdatesIn) -> None:
    """Show something new in glances of the calling add-on: to one person who sees the room, there alone."""
    await _push(call, body)
