"""The rooms of a group, as far as its admin may see them."""

from dataclasses import replace

from chinwag.admin.schema import AdminRooms, RoomAdminIn, RoomCounts, RoomFilter, RoomsQuery, admin_room
from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.names import page_of
from chinwag.presence.service import Presence
from chinwag.rooms.finding import best_rooms
from chinwag.rooms.model import Room, RoomStatistics
from chinwag.rooms.service import (
    find_owner,
    get_statistics,
    hold_room,
    list_visible_rooms,
    require_room_admin,
    update_room,
    whole_change,
)
from chinwag.users.service import get_users


async def list_rooms(tx: ReadTx, caller: Caller, wanted: RoomsQuery) -> AdminRooms:
    """A page of rooms, best matches first. Private rooms that the admin may not see are in no list and no number."""
    rooms = await list_visible_rooms(tx, caller, include_archived=True)
    found = await best_rooms([room for room in rooms if _is_kind(room, wanted.filter)], wanted.query)
    page, _ = page_of(found, wanted.start_index, wanted.max_results)
    figures = await get_statistics(tx, [room.id for room in page])
    owners = await get_users(tx, caller.group_id, {room.owner_id for room in page})
    silent = RoomStatistics(0, None)
    items = [admin_room(room, figures.get(room.id, silent), owners.get(room.owner_id)) for room in page]
    kinds: tuple[RoomFilter, ...] = ("all", "public", "private", "archived")
    counts = RoomCounts(*(sum(_is_kind(room, kind) for room in rooms) for kind in kinds))
    return AdminRooms(items, len(found), counts)


def _is_kind(room: Room, kind: RoomFilter) -> bool:
    if kind == "archived":
        return room.is_archived
    return not room.is_archived and kind in {"all", room.privacy}


async def change_room(tx: Tx, caller: Caller, room: Room, wanted: RoomAdminIn, presence: Presence) -> None:
    """Archive a room or take it out of the archive, give it another owner."""
    await require_room_admin(tx, caller, room)
    room = await hold_room(tx, room)
    change = whole_change(room)
    if wanted.is_archived is not None:
        change = replace(change, is_archived=wanted.is_archived)
    if wanted.owner is not None:
        change = replace(change, owner_id=(await find_owner(tx, caller, wanted.owner, "owner")).id)
    await update_room(tx, caller, room, change, presence)
