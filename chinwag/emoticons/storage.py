"""SQL of a group's own emoticons."""

from collections.abc import Iterable

import sqlalchemy as sa

from chinwag.clock import to_micros
from chinwag.db.holds import HOLD_GROUP
from chinwag.db.statements import any_of, insert, statement
from chinwag.db.tables import emoticons
from chinwag.db.tx import ReadTx, Row, Tx
from chinwag.emoticons.model import CUSTOM_IDS, Emoticon
from chinwag.http.links import picture_path

_OF_GROUP = sa.select(
    emoticons.c.id,
    emoticons.c.shortcut,
    emoticons.c.picture,
    emoticons.c.width,
    emoticons.c.height,
    emoticons.c.user_id,
).where(emoticons.c.group_id == sa.bindparam("group_id"))
_ALL = statement(_OF_GROUP.order_by(emoticons.c.shortcut))
_BY_IDS = statement(_OF_GROUP.where(any_of(emoticons.c.id, "ids")))
_BY_SHORTCUT = statement(_OF_GROUP.where(emoticons.c.shortcut == sa.bindparam("shortcut")))
_COUNT = statement(
    sa.select(sa.func.count()).select_from(emoticons).where(emoticons.c.group_id == sa.bindparam("group_id"))
)
_INSERT = statement(
    insert(
        emoticons, "group_id", "shortcut", "picture", "width", "height", "user_id", "created_at"
    ).returning(emoticons.c.id)
)
_DELETE = statement(
    sa.delete(emoticons)
    .where(emoticons.c.group_id == sa.bindparam("group_id"), emoticons.c.shortcut == sa.bindparam("shortcut"))
    .returning(emoticons.c.picture)
)


def _emoticon(row: Row) -> Emoticon:
    return Emoticon(CUSTOM_IDS + row[0], row[1], picture_path(row[2], "big") or "", row[3], row[4], row[5])


async def list_emoticons(tx: ReadTx, group_id: int) -> list[Emoticon]:
    """All of a group, by shortcut."""
    return [_emoticon(row) for row in await tx.all(_ALL, {"group_id": group_id})]


async def list_emoticons_by_id(tx: ReadTx, group_id: int, ids: Iterable[int]) -> list[Emoticon]:
    """Those of a group with these ids, in no order."""
    rows = [number - CUSTOM_IDS for number in ids if number > CUSTOM_IDS]
    if not rows:
        return []
    return [_emoticon(row) for row in await tx.all(_BY_IDS, {"group_id": group_id, "ids": rows})]


async def get_emoticon(tx: ReadTx, group_id: int, shortcut: str) -> Emoticon | None:
    """A group's emoticon by its shortcut."""
    row = await tx.one(_BY_SHORTCUT, {"group_id": group_id, "shortcut": shortcut})
    return _emoticon(row) if row else None


async def count_emoticons(tx: Tx, group_id: int) -> int:
    """How many a group has; nobody adds one before this transaction ends."""
    await tx.value(HOLD_GROUP, {"group_id": group_id})
    return int(await tx.value(_COUNT, {"group_id": group_id}))


async def insert_emoticon(
    tx: Tx, group_id: int, shortcut: str, picture: str, size: tuple[int, int], user_id: int | None
) -> Emoticon:
    """A new one, shown in a size. UniqueViolation when the group has one of that shortcut."""
    row_id = await tx.value(
        _INSERT,
        {
            "group_id": group_id,
            "shortcut": shortcut,
            "picture": picture,
            "width": size[0],
            "height": size[1],
            "user_id": user_id,
            "created_at": to_micros(tx.now),
        },
    )
    return _emoticon((row_id, shortcut, picture, *size, user_id))


async def delete_emoticon(tx: Tx, group_id: int, shortcut: str) -> str | None:
    """The key of the picture that it had; None when there was none."""
    picture: str | None = await tx.value(_DELETE, {"group_id": group_id, "shortcut": shortcut})
    return picture
