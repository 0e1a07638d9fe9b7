"""Endpoints of integration links."""

from typing import Annotated
from urllib.parse import quote

import msgspec

from chinwag.addons.server import Server
from chinwag.addons.signed_pages import page_address, sign
from chinwag.callers import TokenKind
from chinwag.extensions import links
from chinwag.extensions.model import LINK_TTL_S
from chinwag.extensions.room_open import acting_person
from chinwag.http.endpoint import Call, Endpoints, Redirect
from chinwag.http.paging import NoQuery
from chinwag.oauth.service import get_client
from chinwag.rooms.service import can_see_room
from chinwag.scopes import NO_SCOPE, ClientType

endpoints = Endpoints("integrations")

_INSTALLED = frozenset({ClientType.GROUP_CLIENT, ClientType.ROOM_CLIENT})


class LinkIn(msgspec.Struct, frozen=True):
    """A link to a page of the add-on, and for how many seconds it leads there (at most a week)."""

    target: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
    ttl: Annotated[int, msgspec.Meta(ge=1, le=LINK_TTL_S)]


class LinkOut(msgspec.Struct, frozen=True):
    """The token of a link, for the path of the other two methods."""

    token: str


class LinkTarget(msgspec.Struct, frozen=True):
    """Where a link leads: what its add-on gave, and the address."""

    target: str
    url: str


_ADDRESS = "%:/?#[]@!$&'()*+,;=~{}"
"""What may stand in an address as it is."""


@endpoints.post(
    "/v2/addon/link",
    id="create_integration_link",
    title="Create integration link",
    scopes_any=NO_SCOPE,
    clients=_INSTALLED,
    body=LinkIn,
    reply=LinkOut,
)
async def create_integration_link(call: Call[NoQuery], body: LinkIn) -> LinkOut:
    """Make a short-lived link that leads to a page of the calling add-on.

    `target` is an absolute address of the add-on, or the key of one of its web panels, dialogs or external pages;
    `ttl` is in seconds, at most a week.
    """
    now = call.services.clock.steady()
    async with call.db.begin() as tx:
        return LinkOut(await links.create_link(tx, call.caller, body.target, body.ttl, now))


@endpoints.delete(
    "/v2/addon/link/{token}",
    id="delete_integration_link",
    title="Delete integration link",
    scopes_any=NO_SCOPE,
    clients=_INSTALLED,
)
async def delete_integration_link(call: Call[NoQuery]) -> None:
    """End a link that the calling add-on made."""
    async with call.db.begin() as tx:
        await links.delete_link(tx, call.caller, call.path["token"], call.services.clock.steady())


@endpoints.get(
    "/v2/addon/link/{token}",
    id="invoke_integration_link",
    title="Invoke integration link",
    scopes_any=NO_SCOPE,
    clients=frozenset(),
    public=True,
    reply=LinkTarget,
    also=(302,),
)
async def invoke_integration_link(call: Call[NoQuery]) -> LinkTarget | Redirect:
    """Follow a link: a redirect to the add-on's page, when its host was approved with the add-on.

    Any other address is only told, so that no address of this server leads to a stranger's. To a page that the
    add-on named by its key, whoever is signed in comes with a JWT. Our choice: the reference knows only that this
    method exists.
    """
    async with call.db.read() as tx:
        opened = await links.open_link(tx, call.path["token"], call.services.clock.steady())
    if opened.is_approved:
        return Redirect(quote(await _signed(call, opened), safe=_ADDRESS))
    return LinkTarget(opened.target, opened.url)


async def _signed(call: Call[NoQuery], opened: links.OpenedLink) -> str:
    """The address, signed for who is signed in, where they belong to the add-on's place."""
    caller = call.caller
    if (
        not opened.is_signed
        or caller.kind is not TokenKind.SESSION
        or not caller.credential
        or caller.is_guest
    ):
        return opened.url
    async with call.db.read() as tx:
        client = await get_client(tx, opened.client_id)
        if client is None or client.group_id != caller.group_id:
            return opened.url
        if client.room_id is not None and not await can_see_room(tx, caller, client.room_id):
            return opened.url
        user = await acting_person(tx, caller)
    server = Server.of(call.services)
    return page_address(server, opened.url, await sign(server, client.id, user, client.room_id), None)
