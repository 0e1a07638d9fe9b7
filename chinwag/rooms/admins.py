"""Who administers a room beside its owner."""

from chinwag.audit.model import Action
from chinwag.callers import Caller
from chinwag.db.tx import Tx
from chinwag.errors import BadRequest, NotFound
from chinwag.rooms import events, storage
from chinwag.rooms import membership_storage as memberships
from chinwag.rooms.access import hold_room, require_live, require_room_admin
from chinwag.rooms.membership import give_rights, note_member
from chinwag.rooms.model import Room
from chinwag.users.model import User


async def set_room_admin(tx: Tx, caller: Caller, room: Room, user: User, *, is_admin: bool) -> None:
    """Give or take the rights over a room. An open room, which keeps no members, lists its admins alone."""
    room = await hold_room(tx, room)
    await require_room_admin(tx, caller, room)
    require_live(room)
    if user.is_guest:
        raise BadRequest("Guests cannot administer rooms.")
    if user.id == room.owner_id:
        if not is_admin:
            raise BadRequest("The owner administers the room always. Make someone else its owner first.")
        return
    member = await memberships.get_member(tx, room.id, user.id)
    if member is None and (room.is_private or not is_admin):
        raise NotFound(f"User {user.id} is not {'a member' if room.is_private else 'an admin'} of this room")
    if member is None:
        await memberships.add_member(tx, room.group_id, room.id, user.id, is_admin=True)
        await note_member(tx, Action.ROOM_ADMIN_MADE, room, user)
    elif room.is_private or is_admin:
        await give_rights(tx, room, user, is_admin=is_admin)
    else:
        await memberships.remove_member(tx, room.id, user.id)
        await note_member(tx, Action.ROOM_ADMIN_REMOVED, room, user)
    statistics = (await storage.get_statistics(tx, [room.id])).get(room.id, events.SILENT)
    tx.emit(events.room_updated(room, {}, statistics))
