"""All rooms that somebody may know of, to look through; and who has a part in one of them."""

from collections.abc import Sequence
from datetime import UTC, datetime

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx
from chinwag.names import page_of
from chinwag.permissions.service import is_allowed
from chinwag.presence.service import Presence
from chinwag.rooms import membership_storage as memberships
from chinwag.rooms import storage
from chinwag.rooms.access import is_room_admin
from chinwag.rooms.finding import find_rooms
from chinwag.rooms.model import Room, RoomStatistics, name_key
from chinwag.rooms.settings_schema import (
    DirectoryQuery,
    Part,
    RoomDirectory,
    RoomParts,
    RoomSettings,
    directory_room,
    room_part,
    room_settings,
)
from chinwag.users.service import get_users

_SILENT = RoomStatistics(0, None)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_ORDER: dict[Part, int] = {"owner": 0, "admin": 1, "member": 2, "guest": 3}


async def read_directory(
    tx: ReadTx, caller: Caller, presence: Presence, query: DirectoryQuery
) -> RoomDirectory:
    """One page of the rooms that fit. Whoever sorts by what changes looks at all of them each time."""
    found = await find_rooms(tx, caller, query.q, include_archived=query.include_archived)
    if query.sort == "activity":
        figures = await storage.get_statistics(tx, [room.id for room in found])
        found.sort(key=lambda room: figures.get(room.id, _SILENT).last_active_at or _NEVER, reverse=True)
    elif query.sort == "people":
        counts = await count_people(tx, found, presence)
        found.sort(key=lambda room: counts[room.id], reverse=True)
    page, _ = page_of(found, query.start_index, query.max_results)
    figures = await storage.get_statistics(tx, [room.id for room in page])
    counts = await count_people(tx, page, presence)
    owners = await get_users(tx, caller.group_id, [room.owner_id for room in page])
    items = [
        directory_room(room, owners.get(room.owner_id), figures.get(room.id, _SILENT), counts[room.id])
        for room in page
    ]
    return RoomDirectory(items, len(found))


async def count_people(tx: ReadTx, rooms: Sequence[Room], presence: Presence) -> dict[int, int]:
    """Members of private rooms; of public ones, which keep none, those who are in them now."""
    closed = [room.id for room in rooms if room.is_private]
    members = await memberships.count_members(tx, closed) if closed else {}
    return {
        room.id: members.get(room.id, 0) if room.is_private else len(presence.in_room(room.id))
        for room in rooms
    }


async def read_settings(tx: ReadTx, caller: Caller, room: Room, presence: Presence) -> RoomSettings:
    """A room with all that its admins change, and whether the caller may."""
    owners = await get_users(tx, room.group_id, [room.owner_id])
    figures = await storage.get_statistics(tx, [room.id])
    counts = await count_people(tx, [room], presence)
    member = await memberships.get_member(tx, room.id, caller.user_id) if caller.user_id else None
    can_admin = await is_room_admin(tx, caller, room)
    return room_settings(
        room,
        owners.get(room.owner_id),
        figures.get(room.id, _SILENT),
        people=counts[room.id],
        can_admin=can_admin,
        can_open_to_guests=can_admin and is_allowed(caller, "open_rooms_to_guests"),
        is_member=member is not None,
    )


async def list_parts(tx: ReadTx, room: Room, presence: Presence) -> RoomParts:
    """Owner, admins, members and guests of a room."""
    members = {one.user_id: one for one in await memberships.list_members(tx, room.id)}
    people = await get_users(tx, room.group_id, [room.owner_id, *members])
    items = []
    for user in people.values():
        part: Part = "member"
        if user.id == room.owner_id:
            part = "owner"
        elif user.is_guest:
            part = "guest"
        elif members[user.id].is_admin:
            part = "admin"
        items.append(room_part(user, part, is_present=presence.is_in_room(user.id, room.id)))
    return RoomParts(sorted(items, key=lambda item: (_ORDER[item.part], name_key(item.name))))
