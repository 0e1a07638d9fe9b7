"""Endpoints that open an add-on's own pages for whoever manages it: its configuration, its page for group admins.

The configuration page in a room, for the room's admins, is opened as a module of the room (extensions/room_routes.py).
"""

from typing import Literal

import msgspec

from chinwag.addons import service
from chinwag.addons.model import Installation
from chinwag.addons.server import Server
from chinwag.addons.signed_pages import page_address, sign
from chinwag.db.tx import ReadTx
from chinwag.errors import Forbidden, NotFound
from chinwag.extensions.templates import fill
from chinwag.http.access import IN_PERSON
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.users.model import User
from chinwag.users.service import get_users, require_group_admin

endpoints = Endpoints("add-ons")

PageName = Literal["configurable", "adminPage"]


class OpenPageIn(msgspec.Struct, frozen=True):
    """Which page, and how the client looks."""

    page: PageName = "configurable"
    theme: Literal["light", "dark"] = "light"


class PageOut(msgspec.Struct, frozen=True):
    """Where the page is. The address holds a JWT for the caller: show it to nobody."""

    url: str


class PageTokenIn(msgspec.Struct, frozen=True):
    """The page that asks."""

    page: PageName = "configurable"


class PageTokenOut(msgspec.Struct, frozen=True):
    """A JWT for the caller, signed with the add-on's secret. `expires_at` in Unix seconds."""

    token: str
    expires_at: int


@endpoints.post(
    "/api/addon/{addon}/open",
    id="open_addon_page",
    title="Open the configuration of an add-on",
    body=OpenPageIn,
    body_required=False,
    reply=PageOut,
    **IN_PERSON,
)
async def open_addon_page(call: Call[NoQuery], body: OpenPageIn) -> PageOut:
    """Get the address of an add-on's configuration page, or of its page for group admins, signed for the caller.

    For those who manage the add-on. The JWT names the room of the installation, and none for the whole group.
    """
    async with call.db.read() as tx:
        installation, url, is_signed = await _find_page(tx, call, body.page)
        user = await _person(tx, call)
    server = Server.of(call.services)
    signed = await sign(server, installation.client_id, user, installation.room_id) if is_signed else None
    return PageOut(page_address(server, fill(url, {}), signed, body.theme))


@endpoints.post(
    "/api/addon/{addon}/token",
    id="create_addon_page_token",
    title="Make a JWT for the configuration of an add-on",
    body=PageTokenIn,
    body_required=False,
    reply=PageTokenOut,
    **IN_PERSON,
)
async def create_addon_page_token(call: Call[NoQuery], body: PageTokenIn) -> PageTokenOut:
    """Make a fresh JWT for such a page, once it is open: what `HipChat.auth.withToken` gives it."""
    async with call.db.read() as tx:
        installation, _, _ = await _find_page(tx, call, body.page)
        user = await _person(tx, call)
    signed = await sign(Server.of(call.services), installation.client_id, user, installation.room_id)
    return PageTokenOut(signed.token, int(signed.ends_at.timestamp()))


async def _find_page(tx: ReadTx, call: Call[NoQuery], page: PageName) -> tuple[Installation, str, bool]:
    installation, _ = await service.find_addon(tx, call.caller, call.path["addon"])
    if installation.is_disabled:
        raise Forbidden("This add-on is disabled. Enable it first.")
    can = service.descriptor_of(installation).can
    if page == "adminPage":
        require_group_admin(call.caller)
        if can.admin_page is not None:
            return installation, can.admin_page.url, True
    elif can.configurable is not None:
        return installation, can.configurable.url, can.configurable.authentication == "jwt"
    raise NotFound("This add-on has no such page.")


async def _person(tx: ReadTx, call: Call[NoQuery]) -> User:
    people = await get_users(tx, call.caller.group_id, [call.caller.acting_user])
    return people[call.caller.acting_user]
