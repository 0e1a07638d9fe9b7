"""What becomes of the rooms of somebody who leaves the group."""

from dataclasses import replace

from chinwag.db.tx import ReadTx, Tx
from chinwag.rooms import membership_storage as memberships
from chinwag.rooms import storage
from chinwag.rooms.changes import make_room_admin, note_change, store_room, tell_update
from chinwag.rooms.model import Room, new_guest_token
from chinwag.versions import new_version


async def hold_rooms_of(tx: Tx, group_id: int, user_id: int) -> None:
    """Keep the rooms that a person owns or administers from other changes, before the person is held."""
    for room_id in await _rooms_of(tx, group_id, user_id):
        await storage.get_room_for_change(tx, room_id)


async def _rooms_of(tx: ReadTx, group_id: int, user_id: int) -> list[int]:
    owned = [room.id for room in await storage.list_owned_rooms(tx, group_id, user_id)]
    return sorted({*owned, *await memberships.list_administered(tx, user_id)})


async def leave_rooms(tx: Tx, group_id: int, user_id: int, heir_id: int | None) -> None:
    """The rooms that a person owns go to the heir, all their memberships end.

    Rooms that they owned or administered get new guest links: they know the old ones. Guests who are in stay.
    """
    for room_id in await _rooms_of(tx, group_id, user_id):
        room = await storage.get_room_for_change(tx, room_id)
        if room is not None:
            await _close_behind(tx, room, user_id, heir_id)
    await memberships.remove_everywhere(tx, user_id)


async def _close_behind(tx: Tx, room: Room, user_id: int, heir_id: int | None) -> None:
    changed = room
    if room.owner_id == user_id and heir_id is not None:
        changed = replace(changed, owner_id=heir_id)
    if room.guest_token is not None:
        changed = replace(changed, guest_token=new_guest_token())
    if changed == room:
        return
    changed = replace(changed, version=new_version())
    await store_room(tx, changed)
    if changed.is_private and changed.owner_id != room.owner_id:
        await make_room_admin(tx, changed, changed.owner_id)
    await tell_update(tx, room, changed)
    await note_change(tx, room, changed)
