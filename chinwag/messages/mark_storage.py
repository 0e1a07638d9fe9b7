"""SQL of what people put on messages: reactions and pins."""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa

from chinwag.clock import to_micros
from chinwag.db.statements import any_pair_of, insert, statement
from chinwag.db.tables import chats, pins, reactions
from chinwag.db.tx import ReadTx, Tx
from chinwag.messages.model import Marks, Message, Pin

_CHAT = sa.bindparam("chat", type_=sa.BigInteger)
_PLACE = sa.bindparam("place", type_=sa.BigInteger)
_USER = sa.bindparam("user", type_=sa.BigInteger)
_NO_TEXT = sa.cast(sa.null(), sa.Text)
_MARKS = statement(
    sa.union_all(
        sa.select(
            reactions.c.chat_id, reactions.c.position, reactions.c.emoji, reactions.c.user_id, reactions.c.at
        ).where(any_pair_of(reactions.c.chat_id, reactions.c.position, "chats", "places")),
        sa.select(pins.c.chat_id, pins.c.position, _NO_TEXT, pins.c.user_id, pins.c.at).where(
            any_pair_of(pins.c.chat_id, pins.c.position, "chats", "places")
        ),
    ).order_by(sa.literal_column("5"), sa.literal_column("4"))
)
_ON_MESSAGE = (reactions.c.chat_id == _CHAT, reactions.c.position == _PLACE)
_KINDS = statement(sa.select(reactions.c.emoji).where(*_ON_MESSAGE).distinct())
_REACT = statement(insert(reactions).on_conflict_do_nothing())
_UNREACT = statement(
    reactions.delete().where(
        *_ON_MESSAGE, reactions.c.emoji == sa.bindparam("emoji"), reactions.c.user_id == _USER
    )
)
_CLEAR = statement(reactions.delete().where(*_ON_MESSAGE))
_HOLD_CHAT = statement(sa.select(chats.c.id).where(chats.c.id == _CHAT).with_for_update(key_share=True))
_PIN = statement(insert(pins).on_conflict_do_nothing())
_UNPIN = statement(pins.delete().where(pins.c.chat_id == _CHAT, pins.c.position == _PLACE))
_PINS = statement(
    sa.select(pins.c.message_id, pins.c.user_id, pins.c.at)
    .where(pins.c.chat_id == _CHAT)
    .order_by(pins.c.at.desc(), pins.c.position.desc())
)


async def get_marks(tx: ReadTx, messages: Sequence[Message]) -> dict[tuple[int, int], Marks]:
    """What is on messages, by (chat, position); reactions in the order in which they came. One query."""
    if not messages:
        return {}
    wanted = {
        "chats": [message.chat_id for message in messages],
        "places": [message.position for message in messages],
    }
    found: dict[tuple[int, int], dict[str, list[int]]] = defaultdict(dict)
    pinned: set[tuple[int, int]] = set()
    for chat, place, emoji, user, _ in await tx.all(_MARKS, wanted):
        if emoji is None:
            pinned.add((chat, place))
            found[chat, place]  # so that it has an entry
        else:
            found[chat, place].setdefault(emoji, []).append(user)
    return {place: Marks(kinds, place in pinned) for place, kinds in found.items()}


async def list_kinds(tx: ReadTx, message: Message) -> set[str]:
    """The different reactions on a message."""
    return {emoji for (emoji,) in await tx.all(_KINDS, _at(message))}


async def insert_reaction(tx: Tx, message: Message, emoji: str, user_id: int) -> bool:
    """Put a person's reaction on a message; False when it is there already."""
    row = {
        "chat_id": message.chat_id,
        "position": message.position,
        "emoji": emoji,
        "user_id": user_id,
        "group_id": message.group_id,
        "at": to_micros(tx.now),
    }
    return await tx.run(_REACT, row) > 0


async def delete_reaction(tx: Tx, message: Message, emoji: str, user_id: int) -> bool:
    """Take a person's reaction back; False when there is none."""
    return await tx.run(_UNREACT, {**_at(message), "emoji": emoji, "user": user_id}) > 0


async def clear_marks(tx: Tx, message: Message) -> None:
    """Take everything off a message."""
    await tx.run(_CLEAR, _at(message))
    await tx.run(_UNPIN, _at(message))


async def insert_pin(tx: Tx, message: Message, user_id: int) -> bool:
    """Pin a message; False when it is pinned already."""
    row = {
        "chat_id": message.chat_id,
        "position": message.position,
        "group_id": message.group_id,
        "message_id": message.id,
        "user_id": user_id,
        "at": to_micros(tx.now),
    }
    return await tx.run(_PIN, row) > 0


async def delete_pin(tx: Tx, message: Message) -> bool:
    """Unpin a message; False when it is not pinned."""
    return await tx.run(_UNPIN, _at(message)) > 0


async def hold_pins(tx: Tx, chat_id: int) -> None:
    """Keep others from pinning in a chat until this transaction ends, so that what is counted stays true."""
    await tx.value(_HOLD_CHAT, {"chat": chat_id})


async def list_pins(tx: ReadTx, chat_id: int) -> list[Pin]:
    """The pins of a chat, the newest first."""
    return [Pin(message, user, at) for message, user, at in await tx.all(_PINS, {"chat": chat_id})]


def _at(message: Message) -> dict[str, object]:
    return {"chat": message.chat_id, "place": message.position}
