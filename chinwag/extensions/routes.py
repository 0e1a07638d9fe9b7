"""Endpoints that register the modules of add-ons: get, put and delete for each kind, in a room and for all rooms.

The thirty methods are alike, so they are declared from the table of kinds.
"""

from typing import Any
from urllib.parse import quote

import msgspec

from chinwag.extensions import service
from chinwag.extensions.model import KINDS, WORDS, Extension, Kind
from chinwag.extensions.module import print_module
from chinwag.extensions.schema import BODIES, REPLIES, ModuleCreated
from chinwag.http.access import Access
from chinwag.http.body import plain_json
from chinwag.http.endpoint import Call, Created, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.rooms.service import find_room
from chinwag.scopes import NO_SCOPE, ClientType, Scope
from chinwag.users.schema import SelfLink
from chinwag.webhooks.schema import agreed_key

endpoints = Endpoints("extensions")

_IN_ROOM: Access = {
    "scopes_any": frozenset({Scope.ADMIN_ROOM}),
    "clients": frozenset({ClientType.GROUP_CLIENT, ClientType.ROOM_CLIENT}),
}
_GLOBAL: Access = {"scopes_any": NO_SCOPE, "clients": frozenset({ClientType.GROUP_CLIENT})}
"""No scope, as the reference has it: an add-on shows nothing more than its descriptor could."""


def _address(call: Call[NoQuery], kind: Kind) -> str:
    """Where a module is found; the room as the caller spelled it, as for webhooks."""
    room = f"/room/{quote(call.path['room'], safe='')}" if "room" in call.path else ""
    return call.links.of(f"{room}/extension/{kind}/{quote(call.path['key'], safe='')}")


async def _get(call: Call[NoQuery], kind: Kind) -> dict[str, Any]:
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"]) if "room" in call.path else None
        found = await service.find_extension(tx, call.caller, room, kind, call.path["key"])
    module: dict[str, Any] = msgspec.json.decode(found.module)
    return {**module, "links": {"self": _address(call, kind)}}


async def _put(call: Call[NoQuery], kind: Kind, body: Any) -> Created:
    key = agreed_key(call.path["key"], body.key)
    module = print_module(kind, _as_sent(call, body))
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, call.path["room"]) if "room" in call.path else None
        made = await service.put_extension(tx, call.caller, room, kind, key, module)
    return _created(made, _address(call, kind))


def _as_sent(call: Call[NoQuery], body: msgspec.Struct) -> dict[str, Any]:
    """The JSON object that was decoded into `body`; a form gives the fields of the shape alone."""
    raw = call.raw_body.removeprefix(b"\xef\xbb\xbf").strip()
    if raw.startswith(b"{"):
        sent: dict[str, Any] = plain_json(raw)
        return sent
    fields = {field.encode_name: getattr(body, field.name) for field in msgspec.structs.fields(body)}
    given: dict[str, Any] = msgspec.to_builtins(
        {name: value for name, value in fields.items() if value is not None}
    )
    return given


def _created(made: Extension, address: str) -> Created:
    return Created(ModuleCreated(made.id, made.key, SelfLink(address)), address)


async def _delete(call: Call[NoQuery], kind: Kind) -> None:
    async with call.db.begin() as tx:
        room = await find_room(tx, call.caller, call.path["room"]) if "room" in call.path else None
        found = await service.find_extension(tx, call.caller, room, kind, call.path["key"])
        await service.delete_extension(tx, found)


def _declare(kind: Kind, place: str, path: str, access: Access) -> None:
    """The three methods of one kind in one place."""
    words = WORDS[kind]
    where = "in one room" if place == "room" else "in all rooms"
    path = f"{path}/extension/{kind}/{{key}}"

    async def get(call: Call[NoQuery]) -> dict[str, Any]:
        return await _get(call, kind)

    get.__doc__ = f"Get {words.with_article} that the calling add-on registered {where}."
    endpoints.get(
        path,
        id=f"get_{place}_{words.in_ids}",
        title=f"Get {place} {words.in_titles}",
        reply=REPLIES[kind],
        **access,
    )(get)

    async def put(call: Call[NoQuery], body: Any) -> Created:
        return await _put(call, kind, body)

    put.__doc__ = (
        f"Register {words.with_article} of the calling add-on {where}, or replace the one with this key.\n\n"
        "The key in the address and that in the body must agree. At most 50 modules for each add-on and place."
    )
    endpoints.put(
        path,
        id=f"create_{place}_{words.in_ids}",
        title=f"Create {place} {words.in_titles}",
        body=BODIES[kind],
        reply=ModuleCreated,
        status=201,
        **access,
    )(put)

    async def delete(call: Call[NoQuery]) -> None:
        await _delete(call, kind)

    delete.__doc__ = f"Delete {words.with_article} that the calling add-on registered {where}."
    endpoints.delete(
        path, id=f"delete_{place}_{words.in_ids}", title=f"Delete {place} {words.in_titles}", **access
    )(delete)


for _kind in KINDS:
    _declare(_kind, "room", "/v2/room/{room}", _IN_ROOM)
    _declare(_kind, "global", "/v2", _GLOBAL)
