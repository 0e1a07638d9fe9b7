"""Finding installed add-ons for those who may manage them."""

from chinwag.addons import storage
from chinwag.addons.descriptor import ReadDescriptor, read_descriptor
from chinwag.addons.model import Installation
from chinwag.callers import Caller
from chinwag.db.tx import ReadTx
from chinwag.errors import ApiError, BadRequest, NotFound
from chinwag.permissions.service import require
from chinwag.rooms.model import Room
from chinwag.rooms.service import find_room, get_visible_rooms, is_room_admin, require_room_admin
from chinwag.scopes import Scope
from chinwag.users.service import require_group_admin


async def require_installer(tx: ReadTx, caller: Caller, room_ref: str | None) -> Room | None:
    """The room to install in, None for the group; Forbidden unless the caller administers it."""
    if room_ref is None:
        require_group_admin(caller)
        return None
    room = await find_room(tx, caller, room_ref)
    await require_room_admin(tx, caller, room)
    require(caller, "install_room_addons")
    return room


async def list_addons(tx: ReadTx, caller: Caller) -> list[tuple[Installation, Room | None]]:
    """The add-ons of the group that the caller manages: all for group admins, those of their rooms for others."""
    found = await storage.list_installations(tx, caller.group_id)
    ids = sorted({one.room_id for one in found if one.room_id is not None})
    rooms = await get_visible_rooms(tx, caller, ids)
    mine = {room_id for room_id, room in rooms.items() if await is_room_admin(tx, caller, room)}
    shown = [one for one in found if (caller.is_group_admin if one.room_id is None else one.room_id in mine)]
    return [(one, rooms.get(one.room_id or 0)) for one in shown]


async def list_in_room(tx: ReadTx, room: Room) -> list[Installation]:
    """The add-ons that work in a room: its own first, then those of the group."""
    found = await storage.list_installations(tx, room.group_id)
    own = [one for one in found if one.room_id == room.id]
    return own + [one for one in found if one.room_id is None]


async def find_addon(tx: ReadTx, caller: Caller, client_id: str) -> tuple[Installation, Room | None]:
    """An installation that the caller manages, by its oauthId; for others there is none."""
    found = await storage.get_installation(tx, caller.group_id, client_id)
    if found is not None and found.room_id is None and caller.is_group_admin:
        return found, None
    if found is not None and found.room_id is not None:
        room = (await get_visible_rooms(tx, caller, [found.room_id])).get(found.room_id)
        if room is not None and await is_room_admin(tx, caller, room):
            return found, room
    raise NotFound(f"Add-on {client_id} not found")


async def find_installed(tx: ReadTx, caller: Caller, room: Room | None, key: str) -> Installation | None:
    """The installation of an add-on in a place; None when it is not installed there."""
    return await storage.get_installation_by_key(tx, caller.group_id, room.id if room else None, key)


async def get_installation(tx: ReadTx, group_id: int, client_id: str) -> Installation | None:
    """An installation of a group, whoever asks: for commands."""
    return await storage.get_installation(tx, group_id, client_id)


def descriptor_of(installation: Installation) -> ReadDescriptor:
    """What an installed add-on said of itself."""
    return read_descriptor(installation.descriptor.encode())


def waits_for(installation: Installation) -> frozenset[Scope]:
    """The scopes that a newer descriptor asks for, and nobody approved yet."""
    if installation.pending is None:
        return frozenset()
    try:
        return read_descriptor(installation.pending.encode()).scopes - installation.scopes
    except ApiError:
        return frozenset()


def require_one(url: str | None, descriptor: object) -> None:
    """BadRequest unless exactly one of the two was given."""
    if (url is None) == (descriptor is None):
        raise BadRequest(
            "Give either the address of a descriptor (url) or the descriptor itself (descriptor)."
        )
