"""SQL of people's preferences."""

from collections.abc import Sequence

import sqlalchemy as sa

from chinwag.db.holds import HOLD_USER
from chinwag.db.statements import insert, statement
from chinwag.db.tables import auto_join_rooms
from chinwag.db.tx import ReadTx, Tx

_a = auto_join_rooms.c
_LIST = statement(
    sa.select(_a.room_id).where(_a.user_id == sa.bindparam("user_id")).order_by(_a.place, _a.room_id)
)
_DELETE = statement(sa.delete(auto_join_rooms).where(_a.user_id == sa.bindparam("user_id")))
_INSERT = statement(insert(auto_join_rooms))


async def list_auto_join(tx: ReadTx, user_id: int) -> list[int]:
    """Ids of the rooms that a person chose, in their order, whatever became of them."""
    return [row[0] for row in await tx.all(_LIST, {"user_id": user_id})]


async def replace_auto_join(tx: Tx, group_id: int, user_id: int, room_ids: Sequence[int]) -> None:
    """Put these rooms in the place of those before."""
    await tx.value(HOLD_USER, {"user_id": user_id})
    await tx.run(_DELETE, {"user_id": user_id})
    for place, room_id in enumerate(room_ids):
        row = {"user_id": user_id, "room_id": room_id, "group_id": group_id, "place": place}
        await tx.run(_INSERT, row)
