"""What people prefer: the rooms that their clients open at the start."""

from collections.abc import Sequence

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.preferences import storage
from chinwag.rooms.model import Room
from chinwag.rooms.service import get_rooms_seen_by, get_visible_rooms
from chinwag.users.model import User


async def list_auto_join(tx: ReadTx, caller: Caller, user: User) -> list[Room]:
    """A person's rooms, in their order.

    Rooms that are gone fall out, as do those that the person, or the caller, may not see.
    """
    chosen = await storage.list_auto_join(tx, user.id)
    if not chosen:
        return []
    theirs = await get_rooms_seen_by(tx, user, chosen)
    shown = await get_visible_rooms(tx, caller, list(theirs))
    return [shown[room_id] for room_id in chosen if room_id in shown]


async def set_auto_join(tx: Tx, caller: Caller, room_ids: Sequence[int]) -> list[int]:
    """Keep the caller's own choice, without rooms that they may not see; returns what was kept."""
    seen = await get_visible_rooms(tx, caller, list(dict.fromkeys(room_ids)))
    kept = [room_id for room_id in dict.fromkeys(room_ids) if room_id in seen]
    await storage.replace_auto_join(tx, caller.group_id, caller.acting_user, kept)
    return kept
