"""What add-ons show in a room, for a person who sees the room."""

from dataclasses import dataclass

import msgspec

from chinwag.addons.descriptor_schema import Avatar, Configurable
from chinwag.addons.model import CLIENT_API_VERSION
from chinwag.callers import Caller
from chinwag.db.tx import ReadTx
from chinwag.errors import Forbidden, NotFound
from chinwag.extensions import room_storage
from chinwag.extensions.model import ClientOfAddon, Extension
from chinwag.rooms.model import Room
from chinwag.rooms.service import is_room_admin, require_no_guest
from chinwag.scopes import Scope

_DISABLED = "This add-on is disabled. An admin can enable it on the page of integrations."


class _Consumer(msgspec.Struct, frozen=True):
    avatar: str | Avatar | None = None


class _Said(msgspec.Struct, frozen=True, rename="camel"):
    hipchat_api_consumer: _Consumer | None = None
    configurable: Configurable | None = None


class _Descriptor(msgspec.Struct, frozen=True, rename="camel"):
    """What the client needs of a descriptor, which was checked as a whole when it came."""

    name: str = ""
    api_version: str = "1:1"
    capabilities: _Said | None = None


@dataclass(frozen=True, slots=True)
class RoomAddon:
    """An add-on that works in a room. `modules` are none while it is disabled."""

    client: ClientOfAddon
    name: str
    avatar_url: str | None
    is_disabled: bool
    configurable: Configurable | None
    """Its configuration page; None also where the caller may not open it."""
    modules: tuple[Extension, ...] = ()


async def list_room_addons(tx: ReadTx, caller: Caller, room: Room) -> list[RoomAddon]:
    """The add-ons of a room, its own and those of the group. Guests are shown none (HipChat)."""
    if caller.is_guest:
        return []
    clients = await room_storage.list_clients(tx, room.group_id, room.id)
    modules: dict[str, dict[str, Extension]] = {client.id: {} for client in clients}
    for module in await room_storage.list_modules(tx, list(modules), room.id):
        known = modules[module.client_id].get(module.key)
        if known is None or known.room_id is None:  # what is registered for the room hides what is for all
            modules[module.client_id][module.key] = module
    is_admin = await is_room_admin(tx, caller, room)
    return [
        read_addon(caller, client, tuple(modules[client.id].values()), is_admin=is_admin)
        for client in clients
        if client.descriptor is not None or modules[client.id]
    ]


async def list_pushed(
    tx: ReadTx, caller: Caller, room: Room, addons: list[RoomAddon]
) -> dict[tuple[str, str], str]:
    """What their glances show to the caller now, by add-on and key: JSON."""
    clients = [addon.client.id for addon in addons]
    return await room_storage.list_pushed(tx, clients, room.id, caller.acting_user) if clients else {}


async def find_room_addon(tx: ReadTx, caller: Caller, room: Room, client_id: str) -> RoomAddon:
    """An add-on of a room that the caller may use; one that works in other rooms does not exist."""
    require_no_guest(caller)
    client = await room_storage.get_client(tx, room.group_id, room.id, client_id)
    if client is None:
        raise NotFound(f"Add-on {client_id} not found")
    if caller.client_id not in {None, client.id}:
        raise Forbidden("An add-on may not act for somebody towards another add-on.")
    modules = {}
    for module in await room_storage.list_modules(tx, [client.id], room.id):
        if module.key not in modules or module.room_id is not None:
            modules[module.key] = module
    is_admin = await is_room_admin(tx, caller, room)
    addon = read_addon(caller, client, tuple(modules.values()), is_admin=is_admin)
    if addon.is_disabled:
        raise Forbidden(_DISABLED)
    return addon


def read_addon(
    caller: Caller, client: ClientOfAddon, modules: tuple[Extension, ...], *, is_admin: bool
) -> RoomAddon:
    """An add-on with what its descriptor says. `is_admin`: the caller administers the room."""
    said = _Descriptor()
    if client.descriptor is not None:
        said = msgspec.json.decode(client.descriptor, type=_Descriptor, strict=False)
    can = said.capabilities or _Said()
    is_too_new = int(said.api_version.partition(":")[2] or 1) > CLIENT_API_VERSION
    is_disabled = client.is_disabled or is_too_new
    avatar = can.hipchat_api_consumer.avatar if can.hipchat_api_consumer else None
    return RoomAddon(
        client=client,
        name=said.name or client.name,
        avatar_url=avatar.url if isinstance(avatar, Avatar) else avatar,
        is_disabled=is_disabled,
        configurable=can.configurable if _may_configure(caller, client, can, is_admin=is_admin) else None,
        modules=() if is_disabled else modules,
    )


def _may_configure(caller: Caller, client: ClientOfAddon, can: _Said, *, is_admin: bool) -> bool:
    """The admins of where it is installed may; those of a room also one of the whole group that says so."""
    if can.configurable is None or Scope.ADMIN_ROOM not in caller.scopes:
        return False
    is_for_rooms = client.room_id is not None or can.configurable.allow_access_to_room_admins
    return caller.is_group_admin or (is_admin and is_for_rooms)
