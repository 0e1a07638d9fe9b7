"""Endpoints that share links."""

from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.messages import service
from chinwag.messages.schema import LinkIn
from chinwag.rooms.service import find_room
from chinwag.scopes import ONLY_USER, Scope
from chinwag.users.service import find_user

endpoints = Endpoints("messages")


@endpoints.post(
    "/v2/room/{room}/share/link",
    id="share_link_with_room",
    title="Share link with room",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
    body=LinkIn,
    also_by=("PUT",),
    flood="room",
)
async def share_link_with_room(call: Call[NoQuery], body: LinkIn) -> None:
    """Post a link in a room, with a message before it; what is behind the link is shown once it is known."""
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        await call.count_flood(f"room:{room.id}")
        presence = call.services.presence
        await service.share_link_with_room(tx, room, call.caller, body.link, body.message, presence=presence)


@endpoints.post(
    "/v2/user/{user}/share/link",
    id="share_link_with_user",
    title="Share link with user",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
    body=LinkIn,
    also_by=("PUT",),
    flood="user",
)
async def share_link_with_user(call: Call[NoQuery], body: LinkIn) -> None:
    """Send a link to one person, with a message before it."""
    async with call.db.begin() as tx:
        user = await find_user(tx, call.caller, call.path["user"])
        await call.count_flood(f"user:{user.id}")
        await service.share_link_with_user(tx, call.caller, user, body.link, body.message)
