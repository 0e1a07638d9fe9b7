"""SQL of going back in what was read."""

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from chinwag.db.statements import insert, statement
from chinwag.db.tables import mentions, messages, read_positions
from chinwag.db.tx import ReadTx, Tx

_USER = sa.bindparam("user_id", type_=sa.BigInteger)
_CHAT = sa.bindparam("chat_id", type_=sa.BigInteger)
_POSITION = sa.bindparam("position", type_=sa.BigInteger)
_new_position = insert(read_positions)
_PUT = statement(
    _new_position.on_conflict_do_update(
        index_elements=[read_positions.c.user_id, read_positions.c.chat_id],
        set_={"position": _new_position.excluded.position},
    )
)
_CLEAR = statement(
    mentions.delete().where(
        mentions.c.user_id == _USER, mentions.c.chat_id == _CHAT, mentions.c.position <= _POSITION
    )
)
_ADDRESSED = statement(
    sa.select(messages.c.position, messages.c.mentions, messages.c.body)
    .where(
        messages.c.chat_id == _CHAT,
        messages.c.position > _POSITION,
        messages.c.body.is_not(None),
        messages.c.type == sa.literal_column("'message'"),
        messages.c.sender_id != _USER,
        sa.or_(
            messages.c.mentions.is_not(None),
            messages.c.body.like(sa.literal_column("'%@all%'")),
            messages.c.body.like(sa.literal_column("'%@here%'")),
        ),
    )
    .order_by(messages.c.position)
)
_MENTION = statement(insert(mentions).on_conflict_do_nothing())


class Addressed(msgspec.Struct, frozen=True):
    """What may call somebody: `named` is JSON, the ids of those that the text names."""

    position: int
    named: str | None
    body: str


async def put_read_position(tx: Tx, group_id: int, user_id: int, chat_id: int, position: int) -> None:
    """Forward or back; mentions up to there are done with."""
    there = {"user_id": user_id, "chat_id": chat_id, "position": position}
    await tx.run(_PUT, {**there, "group_id": group_id})
    await tx.run(_CLEAR, there)


async def list_addressed(tx: ReadTx, chat_id: int, user_id: int, after: int) -> list[Addressed]:
    """Messages of others behind a position that name somebody, or may call the whole room."""
    asked = {"chat_id": chat_id, "user_id": user_id, "position": after}
    return [Addressed(*row) for row in await tx.all(_ADDRESSED, asked)]


async def put_mentions(tx: Tx, group_id: int, user_id: int, chat_id: int, positions: Sequence[int]) -> None:
    """Let messages wait for a person; those that wait already are left alone."""
    there = {"user_id": user_id, "chat_id": chat_id, "group_id": group_id}
    await tx.run_many(_MENTION, [{**there, "position": position} for position in positions])
