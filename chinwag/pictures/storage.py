"""SQL of pictures. A row that says «gone» is a picture that nobody may see any more and whose data is to be deleted."""

import sqlalchemy as sa

from chinwag.clock import to_micros
from chinwag.db.statements import insert, statement
from chinwag.db.tables import pictures
from chinwag.db.tx import ReadTx, Tx
from chinwag.pictures.model import Picture

_GONE = "gone"
_BY_KEY = statement(
    sa.select(pictures.c.key, pictures.c.kind, pictures.c.type, pictures.c.width, pictures.c.height).where(
        pictures.c.key == sa.bindparam("key"), pictures.c.kind != _GONE
    )
)
_INSERT = statement(insert(pictures))
_MARK_GONE = statement(
    sa.update(pictures).where(pictures.c.key == sa.bindparam("picture")).values(kind=_GONE)
)
_LIST_GONE = statement(
    sa.select(pictures.c.key)
    .where(pictures.c.kind == _GONE)
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)
_DELETE = statement(
    sa.delete(pictures).where(pictures.c.key == sa.bindparam("picture"), pictures.c.kind == _GONE)
)


async def get_picture(tx: ReadTx, key: str) -> Picture | None:
    """The picture with a key, of whatever group: the key is all that is needed to see it."""
    row = await tx.one(_BY_KEY, {"key": key})
    return Picture(*row) if row else None


async def insert_picture(tx: Tx, group_id: int, picture: Picture) -> None:
    """Store what is known of a picture; its data lies in the file store already."""
    await tx.run(
        _INSERT,
        {
            "key": picture.key,
            "group_id": group_id,
            "kind": picture.kind,
            "type": picture.type,
            "width": picture.width,
            "height": picture.height,
            "created_at": to_micros(tx.now),
        },
    )


async def mark_gone(tx: Tx, key: str) -> None:
    """From the commit on nobody sees it."""
    await tx.run(_MARK_GONE, {"picture": key})


async def list_gone(tx: ReadTx, limit: int) -> list[str]:
    """Keys of pictures whose data is to be deleted."""
    return [row[0] for row in await tx.all(_LIST_GONE, {"limit": limit})]


async def delete_picture(tx: Tx, key: str) -> None:
    """Forget a picture that is gone, once its data is deleted."""
    await tx.run(_DELETE, {"picture": key})
