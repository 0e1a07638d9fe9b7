"""Endpoints that import what was said elsewhere. HipChat had them; path, body and answer are our own."""

from contextlib import AbstractAsyncContextManager
from functools import partial

from chinwag.db.tx import ReadTx
from chinwag.files.service import Received
from chinwag.http.body import BodyDecoder
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.imports import service
from chinwag.imports.schema import HistoryIn, ImportedFileIn, ImportedOut, imported_out
from chinwag.imports.service import AlreadyImported, import_file
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
_MULTIPART = ("multipart/related", "multipart/form-data")
_METADATA = BodyDecoder(ImportedFileIn)


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
        await service.note_room_import(tx, room, done)
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
        await service.note_pair_import(tx, one, other, done)
    return imported_out(done)


@endpoints.post(
    "/v2/import/room/{room}/file",
    id="import_room_file",
    title="Import room file",
    scopes_any=_IMPORT,
    clients=_CLIENTS,
    streams=_MULTIPART,
    reply=ImportedOut,
)
async def import_room_file(call: Call[NoQuery]) -> ImportedOut:
    """Put an old file into a room: a part `file`, and a part `metadata`, JSON with `date` and `from`.

    `metadata` may have a `message` and an `id`, too. Else as `import_room_history`.
    """
    async with call.db.read() as before:
        await _room(before, call)
    async with _receiving(call) as received:
        async with call.db.read() as reading:
            target = service.room_target(await _room(reading, call))
            message = await service.read_file(reading, call.caller, target, received, reading.now)
        try:
            async with call.db.begin() as tx:
                room = await _room(tx, call)
                readers = await service.room_readers(tx, room)
                keep = partial(call.services.reception.keep, tx, received.info)
                done = await import_file(tx, room.id, room.group_id, message, readers, keep)
                await service.note_room_import(tx, room, done)
        except AlreadyImported as known:
            done = known.done
    return imported_out(done)


@endpoints.post(
    "/v2/import/privatechat/{user}/{other}/file",
    id="import_privatechat_file",
    title="Import privatechat file",
    scopes_any=_IMPORT,
    clients=_CLIENTS,
    streams=_MULTIPART,
    reply=ImportedOut,
)
async def import_privatechat_file(call: Call[NoQuery]) -> ImportedOut:
    """Put an old file between two people into their chat, as `import_room_file` does into a room."""
    async with call.db.read() as before:
        one, other = await _pair(before, call)
    target, readers = service.pair_target(one, other), service.pair_readers(one, other)
    async with _receiving(call) as received:
        async with call.db.read() as reading:
            message = await service.read_file(reading, call.caller, target, received, reading.now)
        try:
            async with call.db.begin() as tx:
                chat_id = await make_private_chat(tx, target.group_id, one, other)
                keep = partial(call.services.reception.keep, tx, received.info)
                done = await import_file(tx, chat_id, target.group_id, message, readers, keep)
                await service.note_pair_import(tx, one, other, done)
        except AlreadyImported as known:
            done = known.done
    return imported_out(done)


def _receiving(call: Call[NoQuery]) -> AbstractAsyncContextManager[Received[ImportedFileIn]]:
    content_type = call.headers.get(b"content-type", b"").decode("latin-1")
    return call.services.reception.receiving(call.caller, call.stream, content_type, _METADATA)


async def _room(tx: ReadTx, call: Call[NoQuery]) -> Room:
    room = await find_room(tx, call.caller, call.path["room"])
    require_live(room)
    return room


async def _pair(tx: ReadTx, call: Call[NoQuery]) -> tuple[User, User]:
    """The two people, also when they were deleted since: then by id."""
    one = await find_user(tx, call.caller, call.path["user"], include_deleted=True)
    return one, await find_user(tx, call.caller, call.path["other"], include_deleted=True)
