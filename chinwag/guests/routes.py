"""Endpoints of guest links: for those who come by them, and for the admins of rooms who hand them out."""

from dataclasses import replace

from chinwag.accounts.entry import signed_in
from chinwag.accounts.service import end_session
from chinwag.callers import TokenKind
from chinwag.db.tx import ReadTx
from chinwag.errors import Conflict
from chinwag.guests import service
from chinwag.guests.model import GuestLink
from chinwag.guests.schema import (
    GuestAccessIn,
    GuestAccessOut,
    GuestIn,
    GuestLinkOut,
    GuestOut,
    guest_link_out,
)
from chinwag.http.endpoint import Call, Created, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.rooms.model import Room
from chinwag.rooms.service import (
    find_room,
    get_visible_rooms,
    hold_room,
    require_room_admin,
    update_room,
    whole_change,
)
from chinwag.scopes import ANY_CLIENT, GROUP_OR_USER, NO_SCOPE, Scope
from chinwag.users.guests import check_guest_name

endpoints = Endpoints("rooms")


@endpoints.get(
    "/api/guest/{token}",
    id="get_guest_link",
    title="Look at a guest link",
    scopes_any=NO_SCOPE,
    clients=ANY_CLIENT,
    reply=GuestLinkOut,
    public=True,
)
async def get_guest_link(call: Call[NoQuery]) -> GuestLinkOut:
    """Tell which room a guest link leads to, without going in."""
    await service.count_look(call.services.counters, call.client_address)
    async with call.db.read() as tx:
        link = await service.find_link(tx, call.path["token"])
        full = await service.is_full(tx, link.room.id, call.services.clock.steady())
        seen = await get_visible_rooms(tx, call.caller, [link.room.id]) if _is_known(call, link) else {}
    return guest_link_out(link, is_full=full, room_id=link.room.id if seen else None)


@endpoints.post(
    "/api/guest/{token}",
    id="come_in_as_guest",
    title="Come in as a guest",
    scopes_any=NO_SCOPE,
    clients=ANY_CLIENT,
    body=GuestIn,
    reply=GuestOut,
    status=201,
    public=True,
)
async def come_in_as_guest(call: Call[NoQuery], body: GuestIn) -> Created:
    """Come into the one room of a guest link under a name, for a day at most. Starts a web session.

    Guests see what is said from then on, the people of the room, and nothing else of the group. 409 while the room
    is full of guests, and for people who are signed in: they open the room instead.
    """
    call.services.csrf.check_sign_in(call.headers)
    await service.count_look(call.services.counters, call.client_address)
    is_signed_in = call.caller.kind is TokenKind.SESSION and call.caller.user_id is not None
    if is_signed_in and not call.caller.is_guest:
        raise Conflict("You are signed in with an account. Open the room, or sign out first.")
    check_guest_name(body.name)
    async with call.db.read() as reading:
        link = await service.find_link(reading, call.path["token"])
    await service.count_coming(call.services.counters, call.client_address, link.room.id)
    agent = call.headers.get(b"user-agent", b"").decode("latin-1")
    old = call.services.csrf.session_of(call.headers)
    async with call.db.begin() as tx:
        if is_signed_in and old is not None:
            await service.leave(tx, call.caller.acting_user)
            await end_session(tx, old)
        now = call.services.clock.steady()
        session = await service.come_in(tx, link, body.name, user_agent=agent, now=now)
    answer = await signed_in(call, session)
    return Created(GuestOut(answer.me, answer.csrf, link.room.id))


@endpoints.put(
    "/api/room/{room}/guest-access",
    id="set_guest_access",
    title="Open a room to guests, or close it",
    scopes_any={Scope.ADMIN_ROOM},
    clients=GROUP_OR_USER,
    body=GuestAccessIn,
    reply=GuestAccessOut,
)
async def set_guest_access(call: Call[NoQuery], body: GuestAccessIn) -> GuestAccessOut:
    """Give a room a guest link, renew it, or end it; for the room's admins.

    Ending it sends all guests away at once, with their sessions and live connections.
    """
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        await require_room_admin(tx, call.caller, room)
        room = await hold_room(tx, room)
        change = replace(
            whole_change(room), is_guest_accessible=body.is_on, renews_guest_link=body.renew and body.is_on
        )
        changed = await update_room(tx, call.caller, room, change, call.services.presence)
        return await _access(call, tx, changed)


@endpoints.get(
    "/api/room/{room}/guest-access",
    id="get_guest_access",
    title="Get the guest link of a room",
    scopes_any={Scope.ADMIN_ROOM},
    clients=GROUP_OR_USER,
    reply=GuestAccessOut,
)
async def get_guest_access(call: Call[NoQuery]) -> GuestAccessOut:
    """The guest link of a room, and how many guests are in it; for the room's admins."""
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        await require_room_admin(tx, call.caller, room)
        return await _access(call, tx, room)


async def _access(call: Call[NoQuery], tx: ReadTx, room: Room) -> GuestAccessOut:
    guests = await service.count_guests(tx, room.id, call.services.clock.steady())
    url = call.links.web(f"/g/{room.guest_token}") if room.guest_token else None
    return GuestAccessOut(url is not None, url, guests)


def _is_known(call: Call[NoQuery], link: GuestLink) -> bool:
    return call.caller.credential != "" and call.caller.group_id == link.room.group_id
