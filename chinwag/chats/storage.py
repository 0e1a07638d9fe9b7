"""SQL of reading: one query for each kind of thing, never one for each chat."""

import sqlalchemy as sa

from chinwag.chats.model import PrivateChat, Reading
from chinwag.db.statements import insert, statement
from chinwag.db.tables import (
    mentions,
    messages,
    private_chats,
    read_positions,
    room_members,
    sequences,
)
from chinwag.db.tx import ReadTx, Tx

_USER = sa.bindparam("user_id", type_=sa.BigInteger)
_CHAT = sa.bindparam("chat_id", type_=sa.BigInteger)
_POSITION = sa.bindparam("position", type_=sa.BigInteger)

_LAST_SEQ = statement(
    sa.select(sequences.c.last_seq).where(
        sequences.c.group_id == sa.bindparam("group_id", type_=sa.BigInteger)
    )
)
_POSITIONS = statement(
    sa.select(read_positions.c.chat_id, read_positions.c.position).where(read_positions.c.user_id == _USER)
)
_MENTIONS = statement(
    sa.select(mentions.c.chat_id, sa.func.count())
    .where(mentions.c.user_id == _USER)
    .group_by(mentions.c.chat_id)
)
_MENTIONS_HERE = statement(
    sa.select(sa.func.count()).where(mentions.c.user_id == _USER, mentions.c.chat_id == _CHAT)
)
_ADMIN_OF = statement(
    sa.select(room_members.c.room_id).where(room_members.c.user_id == _USER, room_members.c.is_admin)
)
_LAST_POSITION = (
    sa.select(sa.func.coalesce(sa.func.max(messages.c.position), 0))
    .where(messages.c.chat_id == private_chats.c.id)
    .scalar_subquery()
)
_LAST_SENT = (
    sa.select(messages.c.sent_at)
    .where(messages.c.chat_id == private_chats.c.id)
    .order_by(messages.c.position.desc())
    .limit(sa.literal_column("1"))
    .scalar_subquery()
)
_PRIVATE_CHATS = statement(
    sa.select(
        private_chats.c.id,
        private_chats.c.low_user_id,
        private_chats.c.high_user_id,
        _LAST_POSITION,
        _LAST_SENT,
    ).where(sa.or_(private_chats.c.low_user_id == _USER, private_chats.c.high_user_id == _USER))
)
_new_position = insert(read_positions)
_MOVE = statement(
    _new_position.on_conflict_do_update(
        index_elements=[read_positions.c.user_id, read_positions.c.chat_id],
        set_={"position": _new_position.excluded.position},
        where=read_positions.c.position < _new_position.excluded.position,
    )
)
_CLEAR_MENTIONS = statement(
    mentions.delete().where(
        mentions.c.user_id == _USER, mentions.c.chat_id == _CHAT, mentions.c.position <= _POSITION
    )
)


async def get_last_seq(tx: ReadTx, group_id: int) -> int:
    """The number of the group's newest live event."""
    return int(await tx.value(_LAST_SEQ, {"group_id": group_id}) or 0)


async def get_reading(tx: ReadTx, user_id: int) -> Reading:
    """What a person has read of all chats."""
    return Reading(
        positions=dict(await tx.all(_POSITIONS, {"user_id": user_id})),
        mentions=dict(await tx.all(_MENTIONS, {"user_id": user_id})),
    )


async def count_mentions(tx: ReadTx, user_id: int, chat_id: int) -> int:
    """How many mentions of a person wait unread in one chat."""
    return int(await tx.value(_MENTIONS_HERE, {"user_id": user_id, "chat_id": chat_id}))


async def list_administered(tx: ReadTx, user_id: int) -> set[int]:
    """Rooms whose members made this person an admin of theirs."""
    return {room_id for (room_id,) in await tx.all(_ADMIN_OF, {"user_id": user_id})}


async def list_private_chats(tx: ReadTx, user_id: int) -> dict[int, PrivateChat]:
    """A person's one-to-one chats, by the id of the other."""
    rows = await tx.all(_PRIVATE_CHATS, {"user_id": user_id})
    chats = [
        PrivateChat(chat_id, high if low == user_id else low, last, at)
        for chat_id, low, high, last, at in rows
    ]
    return {chat.other_id: chat for chat in chats}


async def move_read_position(tx: Tx, group_id: int, user_id: int, chat_id: int, position: int) -> bool:
    """Forward only; mentions up to there are done with. False: the person had read that far already."""
    there = {"user_id": user_id, "chat_id": chat_id, "position": position}
    has_moved = await tx.run(_MOVE, {**there, "group_id": group_id}) == 1
    await tx.run(_CLEAR_MENTIONS, there)
    return has_moved
