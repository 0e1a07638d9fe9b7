"""Rooms by parts of what they are called: for the directory, the search and the list of admins."""

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx
from chinwag.names import best_first, parts_of
from chinwag.rooms.access import list_visible_rooms
from chinwag.rooms.model import Room


async def find_rooms(tx: ReadTx, caller: Caller, q: str, *, include_archived: bool) -> list[Room]:
    """Rooms that the caller may know of, whose name or topic has all parts of `q`. As `best_rooms` orders them."""
    return await best_rooms(await list_visible_rooms(tx, caller, include_archived=include_archived), q)


async def best_rooms(rooms: list[Room], q: str) -> list[Room]:
    """Those of some rooms whose name or topic has all parts of `q`, best matches first; archived ones last."""
    found = await best_first(rooms, room_parts(q), lambda room: (room.name, room.topic))
    return sorted(found, key=lambda room: room.is_archived)


def room_parts(q: str) -> list[str]:
    """What is sought of rooms; their names come with a #, or without."""
    return parts_of(q, "#")
