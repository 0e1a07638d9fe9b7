"""Rooms in full, many at once: one query for each kind of thing, never one for each room."""

from functools import lru_cache
from urllib.parse import urlsplit

import msgspec

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx
from chinwag.http.expand import Expander
from chinwag.rooms import service
from chinwag.rooms.model import PARTICIPANTS_SHOWN, Room, RoomStatistics
from chinwag.rooms.schema import RoomOut, room_out, statistics_out
from chinwag.scopes import Scope
from chinwag.services import Services
from chinwag.users.schema import user_stub
from chinwag.users.service import get_users

SEE_ROOM = frozenset({Scope.VIEW_GROUP, Scope.VIEW_ROOM})
_SILENT = RoomStatistics(0, None)


@lru_cache(maxsize=8)
def _conference_host(base: str) -> str:
    """The host of rooms in XMPP addresses: `conf.` and the host of the public address (recorded form)."""
    return f"conf.{urlsplit(base).hostname or 'localhost'}"


async def rooms_out(tx: ReadTx, caller: Caller, services: Services, rooms: list[Room]) -> dict[int, RoomOut]:
    """Rooms in full by id, as a caller who found them sees them."""
    presence, links = services.presence, services.links
    present = {room.id: presence.in_room(room.id)[:PARTICIPANTS_SHOWN] for room in rooms}
    wanted = {room.owner_id for room in rooms}.union(*present.values())
    users = await get_users(tx, caller.group_id, wanted)
    people = {user.id: user_stub(user, links) for user in users.values()}
    statistics = await service.get_statistics(tx, present)
    host = _conference_host(links.base)
    return {
        room.id: room_out(
            room,
            links,
            people=people,
            present=present[room.id],
            last_active=statistics.get(room.id, _SILENT).last_active_at,
            host=host,
        )
        for room in rooms
    }


async def load_rooms(
    tx: ReadTx, caller: Caller, services: Services, ids: list[int]
) -> dict[int, msgspec.Struct]:
    """Rooms that the caller may see, in full."""
    rooms = await service.get_visible_rooms(tx, caller, ids)
    return {**await rooms_out(tx, caller, services, list(rooms.values()))}


async def load_statistics(
    tx: ReadTx, caller: Caller, services: Services, ids: list[int]
) -> dict[int, msgspec.Struct]:
    """Figures of rooms that the caller may see."""
    rooms = await service.get_visible_rooms(tx, caller, ids)
    found = await service.get_statistics(tx, rooms)
    return {room_id: statistics_out(room_id, figures, services.links) for room_id, figures in found.items()}


EXPANDERS = (Expander("room", SEE_ROOM, load_rooms), Expander("room_statistics", SEE_ROOM, load_statistics))
