"""SQL of messages: writing them, and the one-to-one chats that hold some of them."""

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from chinwag.db.statements import any_of, insert, statement
from chinwag.db.tables import (
    chats,
    mentions,
    messages,
    oauth_clients,
    private_chats,
    read_positions,
    sequences,
    users,
)
from chinwag.db.tx import ReadTx, Tx
from chinwag.messages.model import Message

_PLACED = ("position",)
_COLUMNS = [column for column in messages.columns if column.name not in _PLACED]
_ONE: sa.ColumnElement[int] = sa.literal_column("1")
_INSERT = statement(
    insert(messages, *(column.name for column in _COLUMNS))
    .values(
        position=sa.select(
            sa.func.coalesce(sa.func.max(messages.c.position), sa.literal_column("0"))
            + sa.literal_column("1")
        )
        .where(messages.c.chat_id == sa.bindparam("chat_id"))
        .scalar_subquery()
    )
    .returning(messages.c.position)
)
# Writers of a group take turns from here on, so that a resend sees the message that it repeats.
_LOCK_GROUP = statement(
    sa.select(sequences.c.last_seq).where(sequences.c.group_id == sa.bindparam("group_id")).with_for_update()
)
_MENTIONED = statement(
    sa.select(users.c.mention_key, users.c.id).where(
        users.c.group_id == sa.bindparam("group_id"),
        any_of(users.c.mention_key, "keys"),
        sa.not_(users.c.is_deleted),
    )
)
_INSERT_MENTIONS = statement(
    sa.insert(mentions).from_select(
        ["user_id", "chat_id", "position", "group_id"],
        sa.select(
            users.c.id,
            sa.cast(sa.bindparam("chat_id"), sa.BigInteger),
            sa.cast(sa.bindparam("position"), sa.BigInteger),
            users.c.group_id,
        ).where(
            users.c.group_id == sa.bindparam("group_id"),
            any_of(users.c.id, "ids"),
            sa.not_(users.c.is_deleted),
        ),
    )
)
_new_read = insert(read_positions)
_HOLD_READ = statement(
    _new_read.on_conflict_do_update(
        index_elements=[read_positions.c.user_id, read_positions.c.chat_id],
        set_={"position": read_positions.c.position},
    )
)
_MOVE_READ = statement(
    read_positions.update()
    .where(
        read_positions.c.user_id == sa.bindparam("user"),
        read_positions.c.chat_id == sa.bindparam("chat"),
        read_positions.c.position < sa.bindparam("to"),
    )
    .values(position=sa.bindparam("to"))
)
_CLEAR_MENTIONS = statement(
    mentions.delete().where(
        mentions.c.user_id == sa.bindparam("user"),
        mentions.c.chat_id == sa.bindparam("chat"),
        mentions.c.position <= sa.bindparam("to"),
    )
)
_ADDON_KEY = statement(sa.select(oauth_clients.c.key).where(oauth_clients.c.id == sa.bindparam("id")))
_PRIVATE_CHAT = statement(
    sa.select(private_chats.c.id).where(
        private_chats.c.low_user_id == sa.bindparam("low_user_id"),
        private_chats.c.high_user_id == sa.bindparam("high_user_id"),
    )
)
_INSERT_CHAT = statement(insert(chats).returning(chats.c.id))
_DELETE_CHAT = statement(chats.delete().where(chats.c.id == sa.bindparam("id")))
_INSERT_PRIVATE_CHAT = statement(
    insert(private_chats)
    .on_conflict_do_nothing(index_elements=[private_chats.c.low_user_id, private_chats.c.high_user_id])
    .returning(private_chats.c.id)
)


def row_of(message: Message, seq: int) -> dict[str, object]:
    """The columns of a message, but for its position."""
    return {
        "group_id": message.group_id,
        "chat_id": message.chat_id,
        "seq": seq,
        "id": message.id,
        "type": message.type,
        "sender_id": message.sender_id,
        "sender_label": message.sender_label,
        "sender_detail": message.sender_detail,
        "body": message.body,
        "format": message.format,
        "color": message.color,
        "notify": message.notify,
        "mentions": message.mentions,
        "card": message.card,
        "attach_to": message.attach_to,
        "parent_id": message.parent_id,
        "file": message.file,
        "links": message.links,
        "client_id": message.client_id,
        "sent_at": message.sent_micros,
        "edited_at": message.edited_micros,
    }


async def insert_message(tx: Tx, message: Message) -> Message:
    """Store `message` at the end of its chat.

    Its `seq` is taken first: on PostgreSQL that makes the writers of the group take turns, so that two can
    never get the same position.
    """
    seq = await tx.next_seq(message.group_id)
    ((position,),) = await tx.all(_INSERT, row_of(message, seq))
    return msgspec.structs.replace(message, seq=seq, position=position)


async def lock_group(tx: Tx, group_id: int) -> None:
    """Let no other message of the group be stored before this transaction ends."""
    await tx.value(_LOCK_GROUP, {"group_id": group_id})


async def list_mentioned(tx: ReadTx, group_id: int, keys: Sequence[str]) -> dict[str, int]:
    """Ids of the people with these mention names, by key."""
    return {row[0]: row[1] for row in await tx.all(_MENTIONED, {"group_id": group_id, "keys": list(keys)})}


async def insert_mentions(tx: Tx, message: Message, user_ids: Sequence[int]) -> None:
    """Note for each of these people that the message waits for them."""
    row = {"chat_id": message.chat_id, "position": message.position, "group_id": message.group_id}
    await tx.run(_INSERT_MENTIONS, {**row, "ids": list(user_ids)})


async def hold_read_position(tx: Tx, user_id: int, chat_id: int, group_id: int) -> None:
    """Keep others from moving this read position until the commit.

    Done before the group is held: everybody takes the two in this order, so nobody waits for each other.
    """
    await tx.run(_HOLD_READ, {"user_id": user_id, "chat_id": chat_id, "group_id": group_id, "position": 0})


async def move_read_position(tx: Tx, user_id: int, chat_id: int, position: int) -> None:
    """This person has read up to `position`; mentions up to there no longer wait."""
    there = {"user": user_id, "chat": chat_id, "to": position}
    await tx.run(_MOVE_READ, there)
    await tx.run(_CLEAR_MENTIONS, there)


async def get_addon_key(tx: ReadTx, client_id: str) -> str | None:
    """The key of the add-on that an OAuth client belongs to."""
    key: str | None = await tx.value(_ADDON_KEY, {"id": client_id})
    return key


async def get_private_chat(tx: ReadTx, one: int, other: int) -> int | None:
    """The chat of two people, or of one with themselves; None before the first message."""
    chat_id: int | None = await tx.value(_PRIVATE_CHAT, _pair(one, other))
    return chat_id


async def insert_private_chat(tx: Tx, group_id: int, one: int, other: int) -> int:
    """Make the chat of two people; when somebody else makes it at this moment, theirs."""
    made: int = await tx.value(_INSERT_CHAT, {"group_id": group_id, "kind": "private"})
    row = {"id": made, "group_id": group_id, **_pair(one, other)}
    if await tx.value(_INSERT_PRIVATE_CHAT, row) is not None:
        return made
    await tx.run(_DELETE_CHAT, {"id": made})
    theirs: int = await tx.value(_PRIVATE_CHAT, _pair(one, other))
    return theirs


def _pair(one: int, other: int) -> dict[str, object]:
    return {"low_user_id": min(one, other), "high_user_id": max(one, other)}
