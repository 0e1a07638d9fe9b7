"""Endpoints by which our own client shows the add-ons of a room, and opens their pages. Ours; HipChat had its own.

For people alone. A JWT lets its bearer act in the add-on as the person, so another add-on's token gets none.
"""

from chinwag.addons.server import Server
from chinwag.addons.signed_pages import page_address, sign
from chinwag.extensions.room_glance import find_query
from chinwag.extensions.room_list import list_pushed, list_room_addons
from chinwag.extensions.room_open import find_page, find_signer
from chinwag.extensions.room_schema import (
    GlanceAnswer,
    OpenedOut,
    OpenIn,
    RoomExtensions,
    SignedTokenOut,
    TokenIn,
    room_addon_out,
)
from chinwag.http.access import Access
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.rooms.service import find_room
from chinwag.scopes import ONLY_USER, Scope

endpoints = Endpoints("extensions")

_PEOPLE: Access = {"scopes_any": frozenset({Scope.VIEW_ROOM}), "clients": ONLY_USER}


@endpoints.get(
    "/api/room/{room}/extensions",
    id="get_room_extensions",
    title="Get the extensions of a room",
    reply=RoomExtensions,
    guests=True,
    **_PEOPLE,
)
async def get_room_extensions(call: Call[NoQuery]) -> RoomExtensions:
    """What add-ons show in a room: glances, web panels, dialogs, actions, external pages. Guests are shown none.

    `configurable` stands among the modules for those who may open the add-on's configuration page.
    """
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        addons = await list_room_addons(tx, call.caller, room)
        pushed = await list_pushed(tx, call.caller, room, addons)
    return RoomExtensions([room_addon_out(addon, pushed) for addon in addons])


@endpoints.post(
    "/api/room/{room}/extension/{addon}/{kind}/{key}/open",
    id="open_room_extension",
    title="Open a page of an add-on",
    body=OpenIn,
    body_required=False,
    reply=OpenedOut,
    **_PEOPLE,
)
async def open_room_extension(call: Call[NoQuery], body: OpenIn) -> OpenedOut:
    """Get the address of a page, signed for the caller: a webPanel, dialog, externalPage, or configurable.

    Values fill the placeholders of the address before it is signed; they cannot change its host. An hour later it
    no longer works.
    """
    path = call.path
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, path["room"])
        page = await find_page(tx, call.caller, room, path["addon"], path["kind"], path["key"], body.values)
    server = Server.of(call.services)
    signed = await sign(server, page.client_id, page.user, room.id) if page.is_signed else None
    theme = None if page.kind == "externalPage" else body.theme
    return OpenedOut(page_address(server, page.url, signed, theme))


@endpoints.post(
    "/api/room/{room}/extension/{addon}/glance/{key}/query",
    id="query_room_glance",
    title="Ask an add-on for its glance",
    reply=GlanceAnswer,
    refusals=(502,),
    **_PEOPLE,
)
async def query_room_glance(call: Call[NoQuery]) -> GlanceAnswer:
    """Ask the add-on what its glance shows the caller. The server asks, so that no browser has to.

    502 with a sentence when the add-on does not answer, or not as it should. An answer holds for five seconds.
    """
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        query = await find_query(tx, call.caller, room, call.path["addon"], call.path["key"])
    return GlanceAnswer(await call.services.glances.ask(Server.of(call.services), query))


@endpoints.post(
    "/api/room/{room}/extension/{addon}/token",
    id="create_extension_token",
    title="Make a JWT for a page of an add-on",
    body=TokenIn,
    reply=SignedTokenOut,
    **_PEOPLE,
)
async def create_extension_token(call: Call[NoQuery], body: TokenIn) -> SignedTokenOut:
    """Make a fresh JWT of the add-on for the caller and this room: what `HipChat.auth.withToken` gives its pages."""
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        user = await find_signer(tx, call.caller, room, call.path["addon"], body.key)
    signed = await sign(Server.of(call.services), call.path["addon"], user, room.id)
    return SignedTokenOut(signed.token, int(signed.ends_at.timestamp()))
