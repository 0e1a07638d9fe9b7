"""SQL of read positions that a person gets without having read."""

import sqlalchemy as sa

from chinwag.db.statements import insert, statement
from chinwag.db.tables import messages, read_positions, rooms
from chinwag.db.tx import Tx

_LAST = (
    sa.select(sa.func.coalesce(sa.func.max(messages.c.position), sa.literal_column("0")))
    .where(messages.c.chat_id == rooms.c.id)
    .correlate(rooms)
    .scalar_subquery()
)
_HAS_ONE = (
    sa.exists()
    .where(read_positions.c.chat_id == rooms.c.id, read_positions.c.user_id == sa.bindparam("user"))
    .correlate(rooms)
)
_START = statement(
    sa.insert(read_positions).from_select(
        ["user_id", "chat_id", "group_id", "position"],
        sa.select(sa.cast(sa.bindparam("user"), sa.BigInteger), rooms.c.id, rooms.c.group_id, _LAST).where(
            rooms.c.group_id == sa.bindparam("group"),
            rooms.c.privacy == sa.literal_column("'public'"),
            sa.not_(rooms.c.is_deleted),
            sa.not_(_HAS_ONE),
        ),
    )
)


_START_AT = statement(
    insert(read_positions).on_conflict_do_nothing(
        index_elements=[read_positions.c.user_id, read_positions.c.chat_id]
    )
)


async def start_at(tx: Tx, group_id: int, user_id: int, chat_id: int, position: int) -> None:
    """Put a person's first read position of a chat."""
    await tx.run(
        _START_AT, {"group_id": group_id, "user_id": user_id, "chat_id": chat_id, "position": position}
    )


async def start_at_the_end(tx: Tx, group_id: int, user_id: int) -> None:
    """Put a person's read position at the end of each public room that they have none in."""
    await tx.run(_START, {"group": group_id, "user": user_id})
