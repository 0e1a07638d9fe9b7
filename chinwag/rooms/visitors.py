"""Guests as members of a room: let in by its link, seen off when their visit is over."""

from chinwag.db.tx import Tx
from chinwag.guests.ending import end_visit
from chinwag.rooms import events, storage
from chinwag.rooms import membership_storage as memberships
from chinwag.rooms.model import Room


async def admit_guest(tx: Tx, room: Room, user_id: int) -> None:
    """Let somebody in who came by the guest link; the room is held, and open to guests."""
    await memberships.add_member(tx, room.group_id, room.id, user_id)
    statistics = (await storage.get_statistics(tx, [room.id])).get(room.id, events.SILENT)
    tx.emit(events.member_added(room, user_id, statistics))


async def see_guest_off(tx: Tx, group_id: int, room_id: int, user_id: int) -> None:
    """A guest leaves, or their time is over: nothing of the room is theirs any more, at once."""
    room = await storage.get_room_in_group(tx, group_id, room_id)
    if room is not None and await memberships.remove_member(tx, room_id, user_id):
        tx.emit(events.member_removed(room, user_id))
    await end_visit(tx, user_id)
