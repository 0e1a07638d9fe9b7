"""The door to rooms for other features: find them, see who may see them, change them."""

from collections.abc import Iterable

from chinwag.db.tx import ReadTx
from chinwag.rooms import storage
from chinwag.rooms.access import (
    can_see_room,
    find_room,
    get_room_of_group,
    get_rooms_seen_by,
    get_visible_rooms,
    hold_room,
    is_room_admin,
    list_visible_rooms,
    require_live,
    require_no_guest,
    require_room_admin,
    room_audience,
    room_guests,
)
from chinwag.rooms.admins import set_room_admin
from chinwag.rooms.changes import (
    RoomChange,
    create_room,
    delete_room,
    find_owner,
    set_topic,
    update_room,
    whole_change,
)
from chinwag.rooms.leaving import hold_rooms_of, leave_rooms
from chinwag.rooms.membership import (
    Participant,
    add_member,
    invite_user,
    list_members,
    list_participants,
    remove_member,
    role_of,
)
from chinwag.rooms.model import Room, RoomStatistics
from chinwag.rooms.storage import list_deleted_public
from chinwag.rooms.visitors import admit_guest, see_guest_off

__all__ = [
    "Participant",
    "RoomChange",
    "add_member",
    "admit_guest",
    "can_see_room",
    "create_room",
    "delete_room",
    "find_owner",
    "find_room",
    "get_room_of_group",
    "get_rooms_seen_by",
    "get_statistics",
    "get_visible_rooms",
    "hold_room",
    "hold_rooms_of",
    "invite_user",
    "is_room_admin",
    "leave_rooms",
    "list_deleted_public",
    "list_members",
    "list_participants",
    "list_visible_rooms",
    "remove_member",
    "require_live",
    "require_no_guest",
    "require_room_admin",
    "role_of",
    "room_audience",
    "room_guests",
    "see_guest_off",
    "set_room_admin",
    "set_topic",
    "statistics_of",
    "update_room",
    "whole_change",
]


async def get_statistics(tx: ReadTx, room_ids: Iterable[int]) -> dict[int, RoomStatistics]:
    """Figures of several rooms that the caller was found to see."""
    return await storage.get_statistics(tx, room_ids)


async def statistics_of(tx: ReadTx, room: Room) -> RoomStatistics:
    """Figures of one room."""
    return (await storage.get_statistics(tx, [room.id])).get(room.id, RoomStatistics(0, None))
