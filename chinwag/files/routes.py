"""Endpoints that share files, HipChat's and our own client's, and list them."""

from collections.abc import Awaitable
from typing import TypeVar

from chinwag.files import service
from chinwag.files.list_schema import FilesQuery, SharedFiles
from chinwag.files.service import ShareIn, ShareOnceIn
from chinwag.http.body import BodyDecoder
from chinwag.http.endpoint import Call, Created, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.messages.chat_schema import ChatMessage
from chinwag.messages.model import Message
from chinwag.messages.private import require_writing_to
from chinwag.messages.service import chat_messages, find_private_chat
from chinwag.permissions.service import require
from chinwag.rooms.access import require_live
from chinwag.rooms.service import find_room
from chinwag.scopes import ANY_CLIENT, ONLY_USER, Scope
from chinwag.users.service import find_user

endpoints = Endpoints("files")

S = TypeVar("S", bound=ShareIn)

_MULTIPART = ("multipart/related", "multipart/form-data")
_SHARE = BodyDecoder(ShareIn)
_SHARE_ONCE = BodyDecoder(ShareOnceIn)


@endpoints.post(
    "/v2/room/{room}/share/file",
    id="share_file_with_room",
    title="Share file with room",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
    streams=_MULTIPART,
    flood="room",
)
async def share_file_with_room(call: Call[NoQuery]) -> None:
    """Share a file in a room: a part named `file`, and if you like a part `metadata`, JSON with a `message`."""
    await _share_in_room(call, _SHARE)


@endpoints.post(
    "/v2/user/{user}/share/file",
    id="share_file_with_user",
    title="Share file with user",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
    streams=_MULTIPART,
    flood="user",
)
async def share_file_with_user(call: Call[NoQuery]) -> None:
    """Share a file with one person, as `share_file_with_room` does in a room."""
    await _share_with_user(call, _SHARE)


@endpoints.post(
    "/api/room/{room}/file",
    id="send_file_to_room",
    title="Share a file in a room, once",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
    streams=("multipart/form-data",),
    reply=ChatMessage,
    also=(201,),
    flood="room",
)
async def send_file_to_room(call: Call[NoQuery]) -> Created | ChatMessage:
    """A form with `file`, and if you like `message` and `client_id`. 200 when that `client_id` was sent before."""
    return await _once(call, _share_in_room(call, _SHARE_ONCE))


@endpoints.post(
    "/api/user/{user}/file",
    id="send_file_to_user",
    title="Share a file with a person, once",
    scopes_any={Scope.SEND_MESSAGE},
    clients=ONLY_USER,
    streams=("multipart/form-data",),
    reply=ChatMessage,
    also=(201,),
    flood="user",
)
async def send_file_to_user(call: Call[NoQuery]) -> Created | ChatMessage:
    """As for rooms."""
    return await _once(call, _share_with_user(call, _SHARE_ONCE))


@endpoints.get(
    "/api/room/{room}/files",
    id="get_files_of_room",
    title="Get the files of a room",
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ANY_CLIENT,
    query=FilesQuery,
    reply=SharedFiles,
)
async def get_files_of_room(call: Call[FilesQuery]) -> SharedFiles:
    """The newest first."""
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        return await service.list_shared(tx, room.group_id, room.id, call.query)


@endpoints.get(
    "/api/user/{user}/files",
    id="get_files_with_user",
    title="Get the files of a one-to-one chat",
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ONLY_USER,
    query=FilesQuery,
    reply=SharedFiles,
)
async def get_files_with_user(call: Call[FilesQuery]) -> SharedFiles:
    """The newest first; none before the first message."""
    async with call.db.read() as tx:
        user = await find_user(tx, call.caller, call.path["user"])
        chat_id = await find_private_chat(tx, call.caller, user)
        return await service.list_shared(tx, call.caller.group_id, chat_id, call.query)


async def _share_in_room(call: Call[NoQuery], decoder: BodyDecoder[S]) -> Message:
    """Refuses before the body is read what would be refused after it, and looks again when it is there."""
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
    require(call.caller, "upload_files")
    require_live(room)
    await call.count_flood(f"room:{room.id}")
    reception = call.services.reception
    async with (
        reception.receiving(call.caller, call.stream, _content_type(call), decoder) as received,
        call.db.begin() as tx,
    ):
        room = await find_room(tx, call.caller, str(room.id))
        return await service.share_in_room(tx, room, call.caller, received, reception, call.services.presence)


async def _share_with_user(call: Call[NoQuery], decoder: BodyDecoder[S]) -> Message:
    async with call.db.read() as tx:
        user = await find_user(tx, call.caller, call.path["user"])
    require(call.caller, "upload_files")
    require_writing_to(call.caller, user)
    await call.count_flood(f"user:{user.id}")
    reception = call.services.reception
    async with (
        reception.receiving(call.caller, call.stream, _content_type(call), decoder) as received,
        call.db.begin() as tx,
    ):
        user = await find_user(tx, call.caller, str(user.id))
        return await service.share_with_user(tx, user, call.caller, received, reception)


async def _once(call: Call[NoQuery], sharing: Awaitable[Message]) -> Created | ChatMessage:
    try:
        message, is_new = await sharing, True
    except service.AlreadyShared as earlier:
        message, is_new = earlier.message, False
    async with call.db.read() as tx:
        shown = (await chat_messages(tx, call.caller.group_id, [message]))[0]
    return Created(shown) if is_new else shown


def _content_type(call: Call[NoQuery]) -> str:
    return call.headers.get(b"content-type", b"").decode("latin-1")
