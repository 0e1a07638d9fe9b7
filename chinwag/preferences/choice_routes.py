"""Endpoints of preferences, for people."""

from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.messages.service import open_private_chat
from chinwag.preferences import choices
from chinwag.preferences.choice_schema import ChatChoice, Preferences, PreferencesOut
from chinwag.rooms.service import find_room
from chinwag.scopes import ONLY_USER, Scope
from chinwag.users.service import find_user

endpoints = Endpoints("preferences")


@endpoints.get(
    "/api/account/preferences",
    id="get_preferences",
    title="Get my preferences",
    guests=True,
    scopes_any={Scope.VIEW_GROUP},
    clients=ONLY_USER,
    reply=PreferencesOut,
)
async def get_preferences(call: Call[NoQuery]) -> PreferencesOut:
    """What the caller chose for all chats, and for single ones."""
    async with call.db.read() as tx:
        return await choices.read_preferences(tx, call.caller.acting_user)


@endpoints.put(
    "/api/account/preferences",
    id="set_preferences",
    title="Set my preferences",
    guests=True,
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
    body=Preferences,
)
async def set_preferences(call: Call[NoQuery], body: Preferences) -> None:
    """Take all preferences at once: what is left out becomes what it is by default."""
    async with call.db.begin() as tx:
        await choices.set_preferences(tx, call.caller, body)


@endpoints.put(
    "/api/room/{room}/preference",
    id="set_room_preference",
    title="Set how I have a room",
    guests=True,
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
    body=ChatChoice,
)
async def set_room_preference(call: Call[NoQuery], body: ChatChoice) -> None:
    """Favourite or not, and what of it calls for attention."""
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        await choices.set_chat_preference(tx, call.caller, room.id, body)


@endpoints.put(
    "/api/user/{user}/preference",
    id="set_private_chat_preference",
    title="Set how I have a one-to-one chat",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
    body=ChatChoice,
)
async def set_private_chat_preference(call: Call[NoQuery], body: ChatChoice) -> None:
    """As for rooms; the chat begins with it."""
    async with call.db.begin() as tx:
        user = await find_user(tx, call.caller, call.path["user"])
        chat_id = await open_private_chat(tx, call.caller, user)
        await choices.set_chat_preference(tx, call.caller, chat_id, body)
