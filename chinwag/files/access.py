"""Who may fetch a file: whoever may see the chat that it was shared in, at the moment of fetching."""

from datetime import datetime

from chinwag.callers import Caller, TokenKind
from chinwag.clock import from_micros
from chinwag.db.tx import ReadTx
from chinwag.files import storage
from chinwag.files.links import SignedViewer
from chinwag.files.model import StoredFile
from chinwag.rooms.service import can_see_room
from chinwag.scopes import ClientType, Scope
from chinwag.users.model import User
from chinwag.users.service import get_users


async def find_file(
    tx: ReadTx, file_id: str, viewer: Caller | SignedViewer, now: datetime
) -> StoredFile | None:
    """The file, if this viewer may see it; None also when there is none. `now`: a steady clock, for ends of tokens."""
    file = await storage.get_file(tx, file_id)
    if file is None:
        return None
    seer: Caller | User | None
    if isinstance(viewer, Caller):
        seer = viewer if viewer.group_id == file.group_id and Scope.VIEW_MESSAGES in viewer.scopes else None
    else:
        seer = await _living(tx, viewer, file.group_id, now)
    return file if seer is not None and await _may_see(tx, seer, file) else None


async def _may_see(tx: ReadTx, seer: Caller | User, file: StoredFile) -> bool:
    if file.low_user_id is None:
        return await can_see_room(tx, seer, file.chat_id) and await _was_there(tx, seer, file)
    user_id = seer.user_id if isinstance(seer, Caller) else seer.id
    return user_id is not None and user_id in {file.low_user_id, file.high_user_id}


async def _was_there(tx: ReadTx, seer: Caller | User, file: StoredFile) -> bool:
    """Guests see what was shared since they came."""
    after = seer.sees_after if isinstance(seer, Caller) else 0
    return after == 0 or await storage.get_position(tx, file.info.id) > after


async def _living(tx: ReadTx, viewer: SignedViewer, group_id: int, now: datetime) -> Caller | User | None:
    """Whom an address was made for, if they are still there and of this group."""
    if viewer.kind == "user":
        user = (await get_users(tx, group_id, [int(viewer.id)])).get(int(viewer.id))
        return None if user is None or user.is_deleted else user
    if viewer.kind == "client":
        client = await storage.get_client(tx, viewer.id)
        return None if client is None or client[0] != group_id else _integration(group_id, client[1])
    token = await storage.get_token(tx, int(viewer.id))
    if (
        token is None
        or token.group_id != group_id
        or (token.ends_at is not None and from_micros(token.ends_at) <= now)
    ):
        return None
    is_of_group = token.kind == TokenKind.V1_ADMIN
    return _integration(group_id, token.room_id) if is_of_group or token.room_id is not None else None


def _integration(group_id: int, room_id: int | None) -> Caller:
    """An add-on or a room's token, as far as seeing rooms goes."""
    return Caller(
        kind=TokenKind.ADDON,
        client_type=ClientType.GROUP_CLIENT if room_id is None else ClientType.ROOM_CLIENT,
        scopes=frozenset({Scope.VIEW_MESSAGES}),
        group_id=group_id,
        name="",
        credential="",
        rate_key="",
        room_id=room_id,
    )
