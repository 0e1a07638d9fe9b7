"""SQL of the rooms that newcomers get."""

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from chinwag.db.statements import any_of, insert, statement
from chinwag.db.tables import auto_join_rooms, group_choices, rooms
from chinwag.db.tx import ReadTx, Tx

_CHOSEN = statement(
    sa.select(group_choices.c.newcomer_rooms).where(group_choices.c.group_id == sa.bindparam("group_id"))
)
_OPEN = statement(
    sa.select(rooms.c.id).where(
        rooms.c.group_id == sa.bindparam("group_id"),
        any_of(rooms.c.id, "ids"),
        rooms.c.privacy == "public",
        sa.not_(rooms.c.is_archived),
        sa.not_(rooms.c.is_deleted),
    )
)
_INSERT = statement(insert(auto_join_rooms).on_conflict_do_nothing())


async def list_newcomer_rooms(tx: ReadTx, group_id: int) -> list[int]:
    """Those of the chosen rooms that everybody may enter, in the order chosen."""
    text = await tx.value(_CHOSEN, {"group_id": group_id})
    chosen = [] if text is None else msgspec.json.decode(text, type=list[int])
    if not chosen:
        return []
    there = {row[0] for row in await tx.all(_OPEN, {"group_id": group_id, "ids": chosen})}
    return [room_id for room_id in chosen if room_id in there]


async def add_auto_join(tx: Tx, group_id: int, user_id: int, room_ids: Sequence[int]) -> None:
    """Put these rooms among those that a person's clients open; what they have already stays as it is."""
    for place, room_id in enumerate(room_ids):
        row = {"user_id": user_id, "room_id": room_id, "group_id": group_id, "place": place}
        await tx.run(_INSERT, row)
