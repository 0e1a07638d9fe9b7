"""What may happen with guests: links are looked at, people come in by them, and go."""

from datetime import datetime

from chinwag.accounts.model import Session, SignInData
from chinwag.accounts.security_log import note
from chinwag.accounts.service import start_session
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import Conflict, NotFound
from chinwag.guests import storage
from chinwag.guests.model import (
    COMINGS_AN_HOUR,
    COMINGS_FROM_ONE_ADDRESS,
    MOST_GUESTS,
    TRIES_FROM_ONE_ADDRESS,
    VISIT_LIFETIME,
    GuestLink,
    Visit,
)
from chinwag.http.limits import Counters, refusal
from chinwag.messages.reading import start_reading_room
from chinwag.rooms.access import hold_room
from chinwag.rooms.service import admit_guest, get_room_of_group, see_guest_off
from chinwag.services import Services
from chinwag.users.guests import create_guest

_HOUR_S = 3600
_DEAD_LINK = "This guest link does not work any more. Ask whoever gave it to you for a new one."
_FULL = f"This room has {MOST_GUESTS} guests already. Try again when somebody has left."
_OFTEN = "Too many people came in by guest links from where you are. Wait a while."


async def count_look(counters: Counters, address: str) -> None:
    """429 for an address that tries many links."""
    count = await counters.hit(f"guest-look:{address}", TRIES_FROM_ONE_ADDRESS, _HOUR_S)
    if not count.is_allowed:
        raise refusal("Too many guest links were tried from where you are. Wait a while.", count)


async def count_coming(counters: Counters, address: str, room_id: int) -> None:
    """429 when too many came in an hour, from one address or into one room."""
    count = await counters.hit(f"guest-address:{address}", COMINGS_FROM_ONE_ADDRESS, _HOUR_S)
    if not count.is_allowed:
        raise refusal(_OFTEN, count)
    count = await counters.hit(f"guest-room:{room_id}", COMINGS_AN_HOUR, _HOUR_S)
    if not count.is_allowed:
        raise refusal("Too many guests came into this room within an hour. Wait a while.", count)


async def find_link(tx: ReadTx, token: str) -> GuestLink:
    """The room behind a link; NotFound, without saying why, when it does not work (any more)."""
    found = await storage.get_by_link(tx, token) if 0 < len(token) <= 64 else None
    room = None if found is None else await get_room_of_group(tx, found[1], found[0])
    if found is None or room is None or room.is_archived:
        raise NotFound(_DEAD_LINK)
    return GuestLink(room, found[2])


async def is_full(tx: ReadTx, room_id: int, now: datetime) -> bool:
    """Whether no further guest fits into a room."""
    return await storage.count_visits(tx, room_id, now) >= MOST_GUESTS


async def count_guests(tx: ReadTx, room_id: int, now: datetime) -> int:
    """How many guests are in a room."""
    return await storage.count_visits(tx, room_id, now)


async def come_in(tx: Tx, link: GuestLink, name: str, *, user_agent: str, now: datetime) -> Session:
    """A new guest of the room, with a session that ends with the visit. They see what is said from now on."""
    room = await hold_room(tx, link.room)
    if room.guest_token is None or room.guest_token != link.room.guest_token or room.is_archived:
        raise NotFound(_DEAD_LINK)
    if await is_full(tx, room.id, now):
        raise Conflict(_FULL)
    guest = await create_guest(tx, room.group_id, name)
    seen = await storage.last_position(tx, room.id)
    await storage.insert_visit(tx, Visit(guest.id, room.group_id, room.id, seen), now + VISIT_LIFETIME)
    await start_reading_room(tx, room.group_id, guest.id, room.id, seen)
    session = await start_session(
        tx,
        SignInData(guest.id, room.group_id, None),
        user_agent=user_agent,
        now=now,
        lifetime=VISIT_LIFETIME,
    )
    note(tx, "guest came", user_id=guest.id, room_id=room.id)
    await admit_guest(tx, room, guest.id)
    return session


async def leave(tx: Tx, user_id: int) -> None:
    """A guest goes. Without effect for people who are no guests."""
    visit = await storage.get_visit(tx, user_id)
    if visit is not None:
        await see_guest_off(tx, visit.group_id, visit.room_id, user_id)


async def sweep(services: Services) -> None:
    """See those off whose time is over."""
    now = services.clock.steady()
    async with services.db.read() as reading:
        over = await storage.list_over(reading, now)
    for visit in over:
        async with services.db.begin() as tx:
            await leave(tx, visit.user_id)
