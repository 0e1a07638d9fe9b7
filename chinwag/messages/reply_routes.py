"""Our own endpoints for the replies to a message."""

from typing import Annotated

import msgspec

from chinwag.http.endpoint import Call, Endpoints
from chinwag.messages import service
from chinwag.messages.chat_schema import ChatMessage
from chinwag.messages.replies import list_thread
from chinwag.rooms.service import find_room
from chinwag.scopes import ANY_CLIENT, ONLY_USER, Scope
from chinwag.users.service import find_user

endpoints = Endpoints("messages")


class RepliesQuery(msgspec.Struct, frozen=True):
    """Replies next before a position; the newest without one."""

    before: (
        Annotated[int, msgspec.Meta(ge=1, le=2**53, description="Only replies before this position.")] | None
    ) = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=200, description="How many at most.")] = 50


class RepliesOut(msgspec.Struct, frozen=True):
    """Replies to a message, oldest first."""

    items: list[ChatMessage]
    has_more: Annotated[bool, msgspec.Meta(description="There are replies before these.")]


async def _thread(call: Call[RepliesQuery], chat_id: int | None) -> RepliesOut:
    query = call.query
    async with call.db.read() as tx:
        found, has_more = await list_thread(tx, chat_id, call.path["message"], query.before, query.limit)
        shown = await service.chat_messages(tx, call.caller.group_id, found)
    return RepliesOut(shown, has_more)


@endpoints.get(
    "/api/room/{room}/message/{message}/replies",
    id="get_replies_in_room",
    title="Get the replies to a message of a room",
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ANY_CLIENT,
    query=RepliesQuery,
    reply=RepliesOut,
)
async def get_replies_in_room(call: Call[RepliesQuery]) -> RepliesOut:
    """What was answered to one message, oldest first; deleted replies are left out."""
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
    return await _thread(call, room.id)


@endpoints.get(
    "/api/user/{user}/message/{message}/replies",
    id="get_replies_to_private_message",
    title="Get the replies to a message of a one-to-one chat",
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ONLY_USER,
    query=RepliesQuery,
    reply=RepliesOut,
)
async def get_replies_to_private_message(call: Call[RepliesQuery]) -> RepliesOut:
    """As in rooms."""
    async with call.db.read() as tx:
        user = await find_user(tx, call.caller, call.path["user"])
        chat_id = await service.find_private_chat(tx, call.caller, user)
    return await _thread(call, chat_id)
