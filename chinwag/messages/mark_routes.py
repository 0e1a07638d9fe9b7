"""Our own endpoints for reactions and pins."""

from collections.abc import Awaitable, Callable

import msgspec

from chinwag.db.tx import ReadTx
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.messages import marks, service
from chinwag.messages.chat_schema import ChatMessage
from chinwag.rooms.service import find_room, require_live
from chinwag.scopes import ANY_CLIENT, ONLY_USER, Scope
from chinwag.users.service import find_user

endpoints = Endpoints("messages")

_ROOM = "/api/room/{room}"
_USER = "/api/user/{user}"
_REACTION = "/message/{message}/reaction/{emoji}"
_PIN = "/message/{message}/pin"


class PinnedOut(msgspec.Struct, frozen=True):
    """A pinned message, and who pinned it."""

    message: ChatMessage
    pinned_by: int


class PinsOut(msgspec.Struct, frozen=True):
    """The pinned messages of a chat, the newest pin first."""

    items: list[PinnedOut]


Find = Callable[[ReadTx, Call[NoQuery]], Awaitable[int | None]]
"""Finds the chat that an address names, in the transaction of what is done there: who just lost it does nothing."""


async def _room(tx: ReadTx, call: Call[NoQuery]) -> int:
    """The room's chat, where something may be put on a message."""
    room = await find_room(tx, call.caller, call.path["room"])
    require_live(room)
    return room.id


async def _private_chat(tx: ReadTx, call: Call[NoQuery]) -> int | None:
    user = await find_user(tx, call.caller, call.path["user"])
    return await service.find_private_chat(tx, call.caller, user)


async def _react(call: Call[NoQuery], find: Find) -> None:
    emoji = marks.check_emoji(call.path["emoji"])
    async with call.db.begin() as tx:
        await marks.react(tx, await find(tx, call), call.caller, call.path["message"], emoji)


async def _take_back(call: Call[NoQuery], find: Find) -> None:
    emoji = marks.check_emoji(call.path["emoji"])
    async with call.db.begin() as tx:
        await marks.take_back(tx, await find(tx, call), call.caller, call.path["message"], emoji)


async def _pin(call: Call[NoQuery], find: Find) -> None:
    async with call.db.begin() as tx:
        await marks.pin(tx, await find(tx, call), call.caller, call.path["message"])


async def _unpin(call: Call[NoQuery], find: Find) -> None:
    async with call.db.begin() as tx:
        await marks.unpin(tx, await find(tx, call), call.caller, call.path["message"])


async def _any_room(tx: ReadTx, call: Call[NoQuery]) -> int:
    return (await find_room(tx, call.caller, call.path["room"])).id


async def _pins(call: Call[NoQuery], find: Find) -> PinsOut:
    async with call.db.read() as tx:
        pinned = await marks.list_pinned(tx, await find(tx, call))
        shown = await service.chat_messages(tx, call.caller.group_id, [message for _, message in pinned])
    return PinsOut([PinnedOut(one, pin.user_id) for (pin, _), one in zip(pinned, shown, strict=True)])


@endpoints.put(
    _ROOM + _REACTION,
    id="react_to_room_message",
    title="React to a message of a room",
    guests=True,
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
)
async def react_to_room_message(call: Call[NoQuery]) -> None:
    """Put an emoji, or an emoticon such as `(success)`, on a message. Once more changes nothing."""
    await _react(call, _room)


@endpoints.delete(
    _ROOM + _REACTION,
    id="take_reaction_off_room_message",
    title="Take a reaction off a message of a room",
    guests=True,
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
)
async def take_reaction_off_room_message(call: Call[NoQuery]) -> None:
    """Take one's own reaction off a message. Without effect when it is not there."""
    await _take_back(call, _room)


@endpoints.put(
    _ROOM + _PIN,
    id="pin_room_message",
    title="Pin a message of a room",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
)
async def pin_room_message(call: Call[NoQuery]) -> None:
    """Keep a message at hand for everybody in the room."""
    await _pin(call, _room)


@endpoints.delete(
    _ROOM + _PIN,
    id="unpin_room_message",
    title="Unpin a message of a room",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
)
async def unpin_room_message(call: Call[NoQuery]) -> None:
    """Let go of a pinned message; everybody who may write may do that."""
    await _unpin(call, _room)


@endpoints.get(
    _ROOM + "/pins",
    id="get_room_pins",
    title="Get the pinned messages of a room",
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ANY_CLIENT,
    reply=PinsOut,
)
async def get_room_pins(call: Call[NoQuery]) -> PinsOut:
    """All pinned messages, the newest pin first."""
    return await _pins(call, _any_room)


@endpoints.put(
    _USER + _REACTION,
    id="react_to_private_message",
    title="React to a message to a person",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
)
async def react_to_private_message(call: Call[NoQuery]) -> None:
    """As in rooms."""
    await _react(call, _private_chat)


@endpoints.delete(
    _USER + _REACTION,
    id="take_reaction_off_private_message",
    title="Take a reaction off a message to a person",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
)
async def take_reaction_off_private_message(call: Call[NoQuery]) -> None:
    """As in rooms."""
    await _take_back(call, _private_chat)


@endpoints.put(
    _USER + _PIN,
    id="pin_private_message",
    title="Pin a message to a person",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
)
async def pin_private_message(call: Call[NoQuery]) -> None:
    """Keep a message at hand for both."""
    await _pin(call, _private_chat)


@endpoints.delete(
    _USER + _PIN,
    id="unpin_private_message",
    title="Unpin a message to a person",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
)
async def unpin_private_message(call: Call[NoQuery]) -> None:
    """Let go of a pinned message."""
    await _unpin(call, _private_chat)


@endpoints.get(
    _USER + "/pins",
    id="get_private_pins",
    title="Get the pinned messages of a one-to-one chat",
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ONLY_USER,
    reply=PinsOut,
)
async def get_private_pins(call: Call[NoQuery]) -> PinsOut:
    """All pinned messages, the newest pin first."""
    return await _pins(call, _private_chat)
