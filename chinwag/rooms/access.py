"""Which rooms a caller may know of, and what they may do there. Finding and permission are one step."""

import itertools
from urllib.parse import unquote

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import Conflict, Forbidden, NotFound
from chinwag.rooms import membership_storage as memberships
from chinwag.rooms import storage
from chinwag.rooms.model import Room, name_key, parse_room_id
from chinwag.rooms.storage import Viewer
from chinwag.scopes import ClientType
from chinwag.users.model import User

_LONGEST_REF = 400
"""No name is longer than 100 characters; written percent-encoded twice it may be longer."""


_MOST_MIXED = 4
"""How many `+` may be blanks or not; each doubles the names to look for."""


def viewer_of(caller: Caller) -> Viewer:
    """The eyes of a caller who is no room client."""
    return Viewer(
        group_id=caller.group_id,
        user_id=caller.user_id,
        sees_all=caller.client_type is ClientType.GROUP_CLIENT,
        is_group_admin=caller.is_group_admin,
        is_guest=caller.is_guest,
    )


async def find_room(tx: ReadTx, caller: Caller, ref: str) -> Room:
    """The room that `ref` means to this caller: its id, else its name.

    What the caller may not know of is missing: NotFound. A room's token finds only its own room: Forbidden.
    """
    if caller.client_type is ClientType.ROOM_CLIENT:
        return await _own_room(tx, caller, ref)
    viewer = viewer_of(caller)
    number = parse_room_id(ref)
    if number is not None:
        room = await storage.get_room(tx, viewer, number)
        if room is not None:
            return room
    for name in _names(ref):
        room = await storage.get_room_by_name(tx, viewer, name_key(name))
        if room is not None:
            return room
    raise NotFound(f"Room {ref} not found")


def _names(ref: str) -> list[str]:
    """What a reference may spell, as written first. Clients send `+` for a blank, or encode twice."""
    if len(ref) > _LONGEST_REF:
        return []
    spellings = [ref]
    if "+" in ref:
        spellings += [ref.replace("+", " "), *_mixed(ref)]
    if "%" in ref:
        spellings += [unquote(ref), unquote(ref.replace("+", " "))]
    return list(dict.fromkeys(name for name in spellings if "\x00" not in name))


def _mixed(ref: str) -> list[str]:
    """Spellings where some `+` are blanks: PHP's urlencode makes `C%2B%2B+Team` of «C++ Team», here `C+++Team`."""
    parts = ref.split("+")
    if not 3 <= len(parts) <= _MOST_MIXED + 1:
        return []
    ways = itertools.product("+ ", repeat=len(parts) - 1)
    return ["".join(map("".join, zip(parts, (*way, ""), strict=True))) for way in ways]


async def _own_room(tx: ReadTx, caller: Caller, ref: str) -> Room:
    own = await storage.get_room_in_group(tx, caller.group_id, caller.room_id or 0)
    if own is not None:
        if parse_room_id(ref) == own.id:
            return own
        if name_key(own.name) in [name_key(name) for name in _names(ref)]:
            return own
    raise Forbidden(f"This token only works in room {caller.room_id}. Use a token of the room that you call.")


async def get_room_of_group(tx: ReadTx, group_id: int, room_id: int) -> Room | None:
    """A room by its id for what acts on nobody's behalf (webhooks); whoever may not see it must not be shown it."""
    return await storage.get_room_in_group(tx, group_id, room_id)


async def hold_room(tx: Tx, found: Room) -> Room:
    """A room that was found, as it is now, kept from other changes until the transaction ends.

    A change writes the whole room: without this, one that runs beside it on PostgreSQL would be undone.
    """
    room = await storage.get_room_for_change(tx, found.id)
    if room is None:
        raise NotFound(f"Room {found.id} not found")
    return room


async def list_visible_rooms(
    tx: ReadTx,
    caller: Caller,
    *,
    include_private: bool = True,
    include_archived: bool = False,
    offset: int = 0,
    limit: int = 2**53,
) -> list[Room]:
    """Rooms that the caller may know of, by id."""
    if caller.client_type is ClientType.ROOM_CLIENT:
        room = await storage.get_room_in_group(tx, caller.group_id, caller.room_id or 0)
        return [room] if room is not None and offset == 0 and limit > 0 else []
    return await storage.list_rooms(
        tx,
        viewer_of(caller),
        include_private=include_private,
        include_archived=include_archived,
        offset=offset,
        limit=limit,
    )


async def get_visible_rooms(tx: ReadTx, caller: Caller, room_ids: list[int]) -> dict[int, Room]:
    """Those of some rooms that the caller may know of, by id."""
    if caller.client_type is ClientType.ROOM_CLIENT:
        room = await storage.get_room_in_group(tx, caller.group_id, caller.room_id or 0)
        return {room.id: room} if room is not None and room.id in room_ids else {}
    return {room.id: room for room in await storage.list_rooms_by_id(tx, viewer_of(caller), room_ids)}


async def can_see_room(tx: ReadTx, who: Caller | User, room_id: int) -> bool:
    """Whether a caller, or a person whoever calls, may know of a room."""
    if isinstance(who, Caller):
        return bool(await get_visible_rooms(tx, who, [room_id]))
    return not who.is_deleted and await storage.get_room(tx, _viewer_for(who), room_id) is not None


async def get_rooms_seen_by(tx: ReadTx, user: User, room_ids: list[int]) -> dict[int, Room]:
    """Those of some rooms that a person may know of, whoever calls, by id."""
    if user.is_deleted:
        return {}
    return {room.id: room for room in await storage.list_rooms_by_id(tx, _viewer_for(user), room_ids)}


def _viewer_for(user: User) -> Viewer:
    return Viewer(
        group_id=user.group_id,
        user_id=user.id,
        is_group_admin=user.role in {"owner", "admin"},
        is_guest=user.is_guest,
    )


async def room_audience(tx: ReadTx, room_id: int) -> frozenset[int] | None:
    """Who may see a room: None = everybody in the group but guests, and its `room_guests`; else these people.

    Rooms that are deleted are answered for as they were, so that those who saw them can be told.
    """
    room = await storage.get_room_even_deleted(tx, room_id)
    if room is None:
        return frozenset()
    if not room.is_private:
        return None
    people = [member.user_id for member in await memberships.list_members(tx, room_id)]
    if room.delegate_admin_visibility:
        people += await memberships.list_group_admins(tx, room.group_id)
    return frozenset(people)


async def room_guests(tx: ReadTx, room_id: int) -> frozenset[int]:
    """Guests who were admitted to a room."""
    return frozenset(await memberships.list_guests(tx, room_id))


async def is_room_admin(tx: ReadTx, caller: Caller, room: Room) -> bool:
    """Whether a caller who found the room may administer it. Add-ons and room tokens may, with the scope."""
    if caller.user_id is None or caller.is_group_admin or room.owner_id == caller.user_id:
        return True
    member = await memberships.get_member(tx, room.id, caller.user_id)
    return member is not None and member.is_admin and not caller.is_guest


async def require_room_admin(tx: ReadTx, caller: Caller, room: Room) -> None:
    """Forbidden unless the caller may administer the room."""
    if not await is_room_admin(tx, caller, room):
        raise Forbidden("Only the room's owner, its admins and group admins may do this. Ask one of them.")


def require_no_guest(caller: Caller) -> None:
    """Forbidden for guests, who may talk in their rooms and nothing else."""
    if caller.is_guest:
        raise Forbidden("Guests may not do this. Ask someone of the group.")


def require_live(room: Room) -> None:
    """Conflict when the room is archived: then it is read-only until `update_room` takes it out."""
    if room.is_archived:
        raise Conflict("This room is archived")
