"""SQL of files. A row without a message is of a file that comes in, or of one that is deleted: its data is to go."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from chinwag.clock import to_micros
from chinwag.db.statements import any_of, insert, statement
from chinwag.db.tables import files, groups, messages, oauth_clients, private_chats, tokens
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.files.model import FileInfo, StoredFile, ViewingToken

_f = files.c
_INFO = (_f.id, _f.name, _f.size, _f.type, _f.width, _f.height, _f.has_thumb)
_group = sa.bindparam("group", type_=sa.BigInteger)
_size = sa.bindparam("bytes", type_=sa.BigInteger)
_most = sa.bindparam("most", type_=sa.BigInteger)
_zero: sa.ColumnElement[int] = sa.literal_column("0")

_INSERT = statement(insert(files, "id", "group_id", "user_id", "created_at").values(name="", size=0, type=""))
_KEEP = statement(
    files.update()
    .where(_f.id == sa.bindparam("file"), _f.message_id.is_(None))
    .values(
        chat_id=sa.bindparam("chat"),
        message_id=sa.bindparam("message"),
        name=sa.bindparam("shown"),
        size=sa.bindparam("bytes"),
        type=sa.bindparam("media_type"),
        width=sa.bindparam("wide"),
        height=sa.bindparam("high"),
        has_thumb=sa.bindparam("thumb"),
        created_at=sa.bindparam("now"),
    )
)
_TAKE_SPACE = statement(
    groups.update()
    .where(groups.c.id == _group, sa.or_(_most == _zero, groups.c.file_bytes + _size <= _most))
    .values(file_bytes=groups.c.file_bytes + _size)
)
_GIVE_SPACE = statement(
    groups.update().where(groups.c.id == _group).values(file_bytes=groups.c.file_bytes - _size)
)
_SPACE_TAKEN = statement(sa.select(groups.c.file_bytes).where(groups.c.id == _group))
_ONE = statement(
    sa.select(*_INFO, _f.group_id, _f.chat_id, private_chats.c.low_user_id, private_chats.c.high_user_id)
    .select_from(files.outerjoin(private_chats, private_chats.c.id == _f.chat_id))
    .where(_f.id == sa.bindparam("id"), _f.message_id.is_not(None))
)
_POSITION = statement(
    sa.select(messages.c.position)
    .select_from(files.join(messages, messages.c.id == _f.message_id))
    .where(_f.id == sa.bindparam("id"))
)
_before = sa.bindparam("before", type_=sa.BigInteger)
_upto = sa.bindparam("upto", type_=sa.BigInteger)
_LIST = statement(
    sa.select(*_INFO, messages.c.position, messages.c.id, messages.c.sender_id, messages.c.sent_at)
    .select_from(
        files.join(messages, sa.and_(messages.c.id == _f.message_id, messages.c.chat_id == _f.chat_id))
    )
    .where(
        _f.chat_id == sa.bindparam("chat_id", type_=sa.BigInteger),
        sa.or_(
            _before == _zero,
            _f.created_at < _upto,
            sa.and_(_f.created_at == _upto, messages.c.position < _before),
        ),
    )
    .order_by(_f.created_at.desc(), messages.c.position.desc())
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)
_SENT_AT = statement(
    sa.select(messages.c.sent_at).where(
        messages.c.chat_id == sa.bindparam("chat_id"), messages.c.position == sa.bindparam("position")
    )
)


def _released(chosen: sa.ColumnElement[bool]) -> tuple[Any, Any]:
    """How much files take, and the statement that gives them up."""
    kept = sa.and_(chosen, _f.message_id.is_not(None))
    total = sa.select(sa.func.coalesce(sa.func.sum(_f.size), _zero)).where(kept)
    return statement(total), statement(files.update().where(kept).values(message_id=None, created_at=0))


_SIZE_OF_MESSAGE, _RELEASE_MESSAGE = _released(_f.message_id == sa.bindparam("gone"))
_SIZE_OF_CHAT, _RELEASE_CHAT = _released(_f.chat_id == sa.bindparam("gone", type_=sa.BigInteger))
_LEFT = statement(
    sa.select(_f.id)
    .where(_f.message_id.is_(None), _f.created_at <= sa.bindparam("upto", type_=sa.BigInteger))
    .order_by(_f.created_at)
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)
_STILL_COMING = statement(
    files.update().where(any_of(_f.id, "ids"), _f.message_id.is_(None)).values(created_at=sa.bindparam("now"))
)
_DELETE = statement(files.delete().where(any_of(_f.id, "ids"), _f.message_id.is_(None)))
_CLIENT = statement(
    sa.select(oauth_clients.c.group_id, oauth_clients.c.room_id).where(
        oauth_clients.c.id == sa.bindparam("id"), sa.not_(oauth_clients.c.is_deleted)
    )
)
_TOKEN = statement(
    sa.select(tokens.c.kind, tokens.c.group_id, tokens.c.room_id, tokens.c.expires_at).where(
        tokens.c.id == sa.bindparam("id", type_=sa.BigInteger)
    )
)


async def insert_file(tx: Tx, file_id: str, group_id: int, user_id: int | None) -> None:
    """A file begins to come in."""
    row = {"id": file_id, "group_id": group_id, "user_id": user_id, "created_at": to_micros(tx.now)}
    await tx.run(_INSERT, row)


async def keep_file(tx: Tx, info: FileInfo, chat_id: int, message_id: str, sent_at: datetime) -> bool:
    """It is whole, and belongs to a message; False when its row has gone meanwhile."""
    row = {"file": info.id, "chat": chat_id, "message": message_id, "now": to_micros(sent_at)}
    row |= {"shown": info.name, "bytes": info.size, "media_type": info.type}
    row |= {"wide": info.width, "high": info.height, "thumb": info.has_thumb}
    return await tx.run(_KEEP, row) == 1


async def take_space(tx: Tx, group_id: int, size: int, most: int) -> bool:
    """Count bytes of a group; False when that would be more than `most` (0 = no limit)."""
    return await tx.run(_TAKE_SPACE, {"group": group_id, "bytes": size, "most": most}) == 1


async def get_space_taken(tx: ReadTx, group_id: int) -> int:
    """Bytes that the files of a group take."""
    taken: int = await tx.value(_SPACE_TAKEN, {"group": group_id})
    return taken


async def get_file(tx: ReadTx, file_id: str) -> StoredFile | None:
    """A file that somebody shared."""
    row = await tx.one(_ONE, {"id": file_id})
    return None if row is None else StoredFile(_info(row), *row[7:])


async def get_position(tx: ReadTx, file_id: str) -> int:
    """The place in its chat of the message that shared a file."""
    return int(await tx.value(_POSITION, {"id": file_id}) or 0)


async def list_files(tx: ReadTx, chat_id: int, before: int | None, limit: int) -> list[tuple[FileInfo, Row]]:
    """The newest files of a chat (before a position), each with position, id, sender and time of its message."""
    upto = 0
    if before is not None:  # by time: imported messages are older than their places say
        upto = await tx.value(_SENT_AT, {"chat_id": chat_id, "position": before}) or 2**62
    asked = {"chat_id": chat_id, "before": before or 0, "upto": upto, "limit": limit}
    return [(_info(row), row[7:]) for row in await tx.all(_LIST, asked)]


def _info(row: Row) -> FileInfo:
    file_id, name, size, media_type, width, height, has_thumb = row[:7]
    return FileInfo(file_id, name, size, media_type, width, height, bool(has_thumb))


async def release_of_message(tx: Tx, group_id: int, message_id: str) -> bool:
    """Give up the files of a message; whether it had any."""
    return await _release(tx, group_id, _SIZE_OF_MESSAGE, _RELEASE_MESSAGE, message_id)


async def release_of_chat(tx: Tx, group_id: int, chat_id: int) -> bool:
    """Give up the files of a chat; whether it had any."""
    return await _release(tx, group_id, _SIZE_OF_CHAT, _RELEASE_CHAT, chat_id)


async def _release(tx: Tx, group_id: int, total: Any, release: Any, gone: object) -> bool:
    size = int(await tx.value(total, {"gone": gone}))
    if not await tx.run(release, {"gone": gone}):
        return False
    await tx.run(_GIVE_SPACE, {"group": group_id, "bytes": size})
    return True


async def list_left(tx: ReadTx, upto: int, limit: int) -> list[str]:
    """Files without a message that nobody has touched since `upto` (microseconds)."""
    return [row[0] for row in await tx.all(_LEFT, {"upto": upto, "limit": limit})]


async def note_coming(tx: Tx, file_ids: Sequence[str]) -> None:
    """These still come in."""
    await tx.run(_STILL_COMING, {"ids": list(file_ids), "now": to_micros(tx.now)})


async def delete_files(tx: Tx, file_ids: Sequence[str]) -> None:
    """Forget files whose data is gone."""
    await tx.run(_DELETE, {"ids": list(file_ids)})


async def get_client(tx: ReadTx, client_id: str) -> tuple[int, int | None] | None:
    """The group of an add-on, and its room if it has one; None when it is removed."""
    row = await tx.one(_CLIENT, {"id": client_id})
    return None if row is None else (row[0], row[1])


async def get_token(tx: ReadTx, token_id: int) -> ViewingToken | None:
    """A token; None when it is revoked."""
    row = await tx.one(_TOKEN, {"id": token_id})
    return None if row is None else ViewingToken(*row)
