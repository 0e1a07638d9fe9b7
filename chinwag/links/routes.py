"""Our own endpoints that list the links of a chat."""

from chinwag.http.endpoint import Call, Endpoints
from chinwag.links import service
from chinwag.links.schema import LinksQuery, SharedLinks
from chinwag.messages.service import find_private_chat
from chinwag.rooms.service import find_room
from chinwag.scopes import ANY_CLIENT, ONLY_USER, Scope
from chinwag.users.service import find_user

endpoints = Endpoints("links")


@endpoints.get(
    "/api/room/{room}/links",
    id="get_links_of_room",
    title="Get the links of a room",
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ANY_CLIENT,
    query=LinksQuery,
    reply=SharedLinks,
)
async def get_links_of_room(call: Call[LinksQuery]) -> SharedLinks:
    """Messages that point somewhere, the newest first."""
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        return await service.list_links(tx, room.group_id, room.id, call.query)


@endpoints.get(
    "/api/user/{user}/links",
    id="get_links_with_user",
    title="Get the links of a one-to-one chat",
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ONLY_USER,
    query=LinksQuery,
    reply=SharedLinks,
)
async def get_links_with_user(call: Call[LinksQuery]) -> SharedLinks:
    """As for rooms; none before the first message."""
    async with call.db.read() as tx:
        user = await find_user(tx, call.caller, call.path["user"])
        chat_id = await find_private_chat(tx, call.caller, user)
        return await service.list_links(tx, call.caller.group_id, chat_id, call.query)
