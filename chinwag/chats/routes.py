"""The web client's own endpoints for chatting. They are documented with the others and open to tokens, too."""

from chinwag.chats import service
from chinwag.chats.schema import ChatMessageIn, History, HistoryQuery, ReadIn, RoomPeople, Start
from chinwag.http.endpoint import Call, Created, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.messages.chat_schema import ChatMessage
from chinwag.messages.service import find_private_chat
from chinwag.realtime.events import ChatRef
from chinwag.rooms.service import find_room
from chinwag.scopes import ANY_CLIENT, ONLY_USER, Scope
from chinwag.users.service import find_user

endpoints = Endpoints("chats")


@endpoints.get(
    "/api/start",
    id="get_start",
    title="Get everything a client shows first",
    guests=True,
    scopes_any={Scope.VIEW_GROUP},
    clients=ONLY_USER,
    reply=Start,
)
async def get_start(call: Call[NoQuery]) -> Start:
    """Rooms, people, unread counts, and the cursor from which `/api/live` continues."""
    async with call.db.read_offloaded() as tx:
        return await service.read_start(
            tx, call.caller, call.services.presence, call.services.settings.upload_limit
        )


@endpoints.get(
    "/api/room/{room}/history",
    id="get_chat_history_of_room",
    title="Get a page of a room's history",
    guests=True,
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ANY_CLIENT,
    query=HistoryQuery,
    reply=History,
)
async def get_chat_history_of_room(call: Call[HistoryQuery]) -> History:
    """Messages next before or after a position, oldest first; the newest without either."""
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        return await service.read_history(
            tx, room.group_id, room.id, call.query, sees_after=call.caller.sees_after
        )


@endpoints.get(
    "/api/user/{user}/history",
    id="get_chat_history_with_user",
    title="Get a page of a one-to-one chat",
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ONLY_USER,
    query=HistoryQuery,
    reply=History,
)
async def get_chat_history_with_user(call: Call[HistoryQuery]) -> History:
    """As for rooms; empty before the first message."""
    async with call.db.read() as tx:
        user = await find_user(tx, call.caller, call.path["user"])
        chat_id = await find_private_chat(tx, call.caller, user)
        return await service.read_history(tx, call.caller.group_id, chat_id, call.query)


@endpoints.post(
    "/api/room/{room}/message",
    id="send_chat_message_to_room",
    title="Send a message to a room, once",
    guests=True,
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
    body=ChatMessageIn,
    reply=ChatMessage,
    also=(201,),
    flood="room",
)
async def send_chat_message_to_room(call: Call[NoQuery], body: ChatMessageIn) -> Created | ChatMessage:
    """201 with the message; 200 with the stored one when its `client_id` was sent before."""
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        await call.count_flood(f"room:{room.id}")
        message, is_new = await service.send_to_room(tx, call.caller, room, body, call.services.presence)
    return Created(message) if is_new else message


@endpoints.post(
    "/api/user/{user}/message",
    id="send_chat_message_to_user",
    title="Send a message to a person, once",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
    body=ChatMessageIn,
    reply=ChatMessage,
    also=(201,),
    flood="user",
)
async def send_chat_message_to_user(call: Call[NoQuery], body: ChatMessageIn) -> Created | ChatMessage:
    """201 with the message; 200 with the stored one when its `client_id` was sent before."""
    async with call.db.begin() as tx:
        user = await find_user(tx, call.caller, call.path["user"])
        await call.count_flood(f"user:{user.id}")
        message, is_new = await service.send_to_user(tx, call.caller, user, body)
    return Created(message) if is_new else message


@endpoints.put(
    "/api/room/{room}/read",
    id="mark_room_read",
    title="Mark a room as read up to a position",
    guests=True,
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ONLY_USER,
    body=ReadIn,
)
async def mark_room_read(call: Call[NoQuery], body: ReadIn) -> None:
    """Never goes back. Mentions up to there are done with, and the person's other clients are told."""
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        await service.mark_read(tx, call.caller, ChatRef(room.id, "room"), body.position)


@endpoints.put(
    "/api/user/{user}/read",
    id="mark_private_chat_read",
    title="Mark a one-to-one chat as read up to a position",
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ONLY_USER,
    body=ReadIn,
)
async def mark_private_chat_read(call: Call[NoQuery], body: ReadIn) -> None:
    """As for rooms; without effect before the first message."""
    async with call.db.begin() as tx:
        chat = await service.find_private_ref(tx, call.caller, call.path["user"])
        if chat is not None:
            await service.mark_read(tx, call.caller, chat, body.position)


@endpoints.get(
    "/api/room/{room}/people",
    id="get_room_people",
    title="Get the people of a room",
    guests=True,
    scopes_any={Scope.VIEW_ROOM, Scope.VIEW_GROUP},
    clients=ANY_CLIENT,
    reply=RoomPeople,
)
async def get_room_people(call: Call[NoQuery]) -> RoomPeople:
    """Who is in the room now; of a private one also the members who are not."""
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        return await service.list_people(tx, room, call.services.presence)
