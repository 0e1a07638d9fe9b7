"""Our own endpoints for editing and deleting what was said."""

from typing import Annotated

import msgspec

from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.messages import service
from chinwag.messages.chat_schema import ChatMessage
from chinwag.rooms.service import find_room
from chinwag.scopes import ONLY_USER, Scope
from chinwag.users.service import find_user

endpoints = Endpoints("messages")

_SEND = {Scope.SEND_MESSAGE}


class EditIn(msgspec.Struct, frozen=True):
    """The new text of a message."""

    message: Annotated[str, msgspec.Meta(min_length=1, max_length=10_000)]


@endpoints.put(
    "/api/room/{room}/message/{message}",
    id="edit_room_message",
    title="Edit a message in a room",
    guests=True,
    scopes_any=_SEND,
    clients=ONLY_USER,
    body=EditIn,
    reply=ChatMessage,
    flood="room",
)
async def edit_room_message(call: Call[NoQuery], body: EditIn) -> ChatMessage:
    """Give one's own message another text. People who are named now are called, others no longer."""
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        await call.count_flood(f"room:{room.id}")
        edited = await service.edit_room_message(
            tx,
            room,
            call.caller,
            call.path["message"],
            body.message,
            presence=call.services.presence,
        )
        (shown,) = await service.chat_messages(tx, room.group_id, [edited])
    call.services.previews.want(edited)
    return shown


@endpoints.delete(
    "/api/room/{room}/message/{message}",
    id="delete_room_message",
    title="Delete a message of a room",
    guests=True,
    scopes_any=_SEND,
    clients=ONLY_USER,
)
async def delete_room_message(call: Call[NoQuery]) -> None:
    """Delete one's own message, or anybody's as an admin of the room. Its place in the history stays, empty."""
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        await service.delete_room_message(tx, room, call.caller, call.path["message"])


@endpoints.put(
    "/api/user/{user}/message/{message}",
    id="edit_private_message",
    title="Edit a message to a person",
    scopes_any=_SEND,
    clients=ONLY_USER,
    body=EditIn,
    reply=ChatMessage,
    flood="user",
)
async def edit_private_message(call: Call[NoQuery], body: EditIn) -> ChatMessage:
    """Give one's own message another text."""
    async with call.db.begin() as tx:
        user = await find_user(tx, call.caller, call.path["user"])
        await call.count_flood(f"user:{user.id}")
        edited = await service.edit_private_message(tx, call.caller, user, call.path["message"], body.message)
        (shown,) = await service.chat_messages(tx, user.group_id, [edited])
    call.services.previews.want(edited)
    return shown


@endpoints.delete(
    "/api/user/{user}/message/{message}",
    id="delete_private_message",
    title="Delete a message to a person",
    scopes_any=_SEND,
    clients=ONLY_USER,
)
async def delete_private_message(call: Call[NoQuery]) -> None:
    """Delete one's own message. Its place in the history stays, empty."""
    async with call.db.begin() as tx:
        user = await find_user(tx, call.caller, call.path["user"], include_deleted=True)
        await service.delete_private_message(tx, call.caller, user, call.path["message"])
