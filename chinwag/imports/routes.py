"""Endpoints that import what was said elsewhere. HipChat had them; path, body and answer are our own."""

from chinwag.db.tx import ReadTx
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.imports import service
from chinwag.imports.schema import HistoryIn, ImportedOut, imported_out
from chinwag.messages.importing import import_messages
from chinwag.messages.service import make_private_chat
from chinwag.rooms.model import Room
from chinwag.rooms.service import find_room, require_live
from chinwag.scopes import ClientType, Scope
from chinwag.users.model import User
from chinwag.users.service import find_user

endpoints = Endpoints("imports")

_IMPORT = {Scope.IMPORT_DATA}
_CLIENTS = {ClientType.GROUP_CLIENT}


@endpoints.post(
    "/v2/import/room/{room}/history",
    id="import_room_history",
    title="Import room history",
    scopes_any=_IMPORT,
    clients=_CLIENTS,
    body=HistoryIn,
    reply=ImportedOut,
)
async def import_room_history(call: Call[NoQuery], body: HistoryIn) -> ImportedOut:
    """Put old messages into a room, at most 500 in a call: dated in the past, behind those that are there.

    Nobody is told of them, and they count as read. The same call again changes nothing.
    """
    async with call.db.read() as reading:
        room = await _room(reading, call)
        target = service.room_target(room)
        messages = await service.read_history(reading, call.caller, target, body.messages, reading.now)
    async with call.db.begin() as tx:
        room = await _room(tx, call)
        readers = await service.room_readers(tx, room)
        done = await import_messages(tx, room.id, room.group_id, messages, readers)
    return imported_out(done)


@endpoints.post(
    "/v2/import/privatechat/{user}/{other}/history",
    id="import_privatechat_history",
    title="Import privatechat history",
    scopes_any=_IMPORT,
    clients=_CLIENTS,
    body=HistoryIn,
    reply=ImportedOut,
)
async def import_privatechat_history(call: Call[NoQuery], body: HistoryIn) -> ImportedOut:
    """Put old messages between two people into their chat, as `import_room_history` does into a room."""
    async with call.db.read() as reading:
        one, other = await _pair(reading, call)
        target = service.pair_target(one, other)
        messages = await service.read_history(reading, call.caller, target, body.messages, reading.now)
    async with call.db.begin() as tx:
        chat_id = await make_private_chat(tx, target.group_id, one, other)
        done = await import_messages(tx, chat_id, target.group_id, messages, service.pair_readers(one, other))
    return imported_out(done)


async def _room(tx: ReadTx, call: Call[NoQuery]) -> Room:
    room = await find_room(tx, call.caller, call.path["room"])
    require_live(room)
    return room


async def _pair(tx: ReadTx, call: Call[NoQuery]) -> tuple[User, User]:
    """The two people, also when they were deleted since: then by id."""
    one = await find_user(tx, call.caller, call.path["user"], include_deleted=True)
    return one, await find_user(tx, call.caller, call.path["other"], include_deleted=True)
