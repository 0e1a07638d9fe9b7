"""Our own endpoints that take back having read."""

from chinwag.chats import service, unread
from chinwag.chats.schema import UnreadIn
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.realtime.events import ChatRef
from chinwag.rooms.service import find_room
from chinwag.scopes import ONLY_USER, Scope

endpoints = Endpoints("chats")


@endpoints.put(
    "/api/room/{room}/unread",
    id="mark_room_unread",
    title="Mark a room as unread from a message on",
    guests=True,
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ONLY_USER,
    body=UnreadIn,
)
async def mark_room_unread(call: Call[NoQuery], body: UnreadIn) -> None:
    """Mentions from there on count again, and the person's other clients are told."""
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        await unread.mark_unread(tx, call.caller, ChatRef(room.id, "room"), body.position)


@endpoints.put(
    "/api/user/{user}/unread",
    id="mark_private_chat_unread",
    title="Mark a one-to-one chat as unread from a message on",
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ONLY_USER,
    body=UnreadIn,
)
async def mark_private_chat_unread(call: Call[NoQuery], body: UnreadIn) -> None:
    """As for rooms; without effect before the first message."""
    async with call.db.begin() as tx:
        chat = await service.find_private_ref(tx, call.caller, call.path["user"])
        if chat is not None:
            await unread.mark_unread(tx, call.caller, chat, body.position)
