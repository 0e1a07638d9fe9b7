"""The rooms that two people have in common."""

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx
from chinwag.presence.service import Presence
from chinwag.rooms import membership_storage as memberships
from chinwag.rooms import storage
from chinwag.rooms.access import get_rooms_seen_by, get_visible_rooms, list_visible_rooms
from chinwag.rooms.model import Room, name_key
from chinwag.users.model import User

MOST = 50


async def list_rooms_in_common(tx: ReadTx, caller: Caller, user: User, presence: Presence) -> list[Room]:
    """Rooms that the caller sees and the person is a member, owner or admin of, or has open now; by name.

    Public rooms keep no list of members: who has one open is in it.
    """
    rooms = set(await memberships.list_rooms_of(tx, user.id))
    rooms |= {room.id for room in await storage.list_owned_rooms(tx, user.group_id, user.id)}
    if presence.of(user.id) is not None:
        visible = await list_visible_rooms(tx, caller)
        rooms |= {room.id for room in visible if presence.is_in_room(user.id, room.id)}
    seen = await get_visible_rooms(tx, caller, sorted(rooms))
    both = await get_rooms_seen_by(tx, user, sorted(seen))
    live = [room for room in both.values() if not room.is_archived]
    return sorted(live, key=lambda room: name_key(room.name))[:MOST]
