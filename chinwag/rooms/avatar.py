"""The avatar of a room."""

from dataclasses import replace

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.rooms import storage
from chinwag.rooms.access import find_room, hold_room, require_live, require_room_admin
from chinwag.rooms.changes import note_avatar, tell_update
from chinwag.versions import new_version


async def require_avatar_change(tx: ReadTx, caller: Caller, ref: str) -> None:
    """NotFound, Forbidden or Conflict when the caller may not change the avatar of the room that `ref` means."""
    room = await find_room(tx, caller, ref)
    await require_room_admin(tx, caller, room)
    require_live(room)


async def set_avatar(tx: Tx, caller: Caller, ref: str, picture: str | None) -> str | None:
    """Give a room another avatar, or none; says which it had. The version is new only if something changes."""
    room = await hold_room(tx, await find_room(tx, caller, ref))
    await require_room_admin(tx, caller, room)
    require_live(room)
    if picture == room.avatar:
        return None
    changed = replace(room, avatar=picture, version=new_version())
    await storage.update_avatar(tx, changed)
    await tell_update(tx, room, changed)
    await note_avatar(tx, changed)
    return room.avatar
