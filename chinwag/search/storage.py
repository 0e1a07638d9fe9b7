"""What the search reads of the database itself: how far it is, what changed, and the messages at places found."""

import msgspec
import sqlalchemy as sa

from chinwag.db.statements import any_pair_of, statement
from chinwag.db.tables import events, messages, private_chats, sequences
from chinwag.db.tx import ReadTx
from chinwag.search.model import Place

_CHANGES = ("message.edited", "message.deleted")
_MARKED = "message.marked"
_LAST = statement(sa.select(sequences.c.group_id, sequences.c.last_seq))
_CHANGED = statement(
    sa.select(events.c.seq, events.c.type, events.c.payload)
    .where(
        events.c.group_id == sa.bindparam("group_id"),
        events.c.seq > sa.bindparam("after"),
        events.c.seq <= sa.bindparam("upto"),
        sa.or_(*(events.c.type == kind for kind in (*_CHANGES, _MARKED))),
    )
    .order_by(events.c.seq)
)
_IDS_AT = statement(
    sa.select(messages.c.chat_id, messages.c.position, messages.c.id).where(
        any_pair_of(messages.c.chat_id, messages.c.position, "chats", "positions")
    )
)
_PRIVATE = statement(
    sa.select(private_chats.c.id, private_chats.c.low_user_id, private_chats.c.high_user_id).where(
        sa.or_(
            private_chats.c.low_user_id == sa.bindparam("user_id"),
            private_chats.c.high_user_id == sa.bindparam("user_id"),
        )
    )
)


class _Subject(msgspec.Struct):
    """Of the payload of a change: which message it is of."""

    id: str


async def last_seqs(tx: ReadTx) -> dict[int, int]:
    """How far the events of each group are."""
    return dict(await tx.all(_LAST))


async def list_changes(tx: ReadTx, group_id: int, after: int, upto: int) -> tuple[dict[str, int], set[str]]:
    """In a range of events, the messages edited or deleted, as id -> last such event; and those marked."""
    rows = await tx.all(_CHANGED, {"group_id": group_id, "after": after, "upto": upto})
    changed: dict[str, int] = {}
    marked: set[str] = set()
    for seq, kind, payload in rows:
        message_id = msgspec.json.decode(payload, type=_Subject).id
        if kind == _MARKED:
            marked.add(message_id)
        else:
            changed[message_id] = seq
    return changed, marked - changed.keys()


async def ids_at(tx: ReadTx, places: list[Place]) -> list[str]:
    """The ids of the messages at places, in their order."""
    wanted = {"chats": [place.chat_id for place in places], "positions": [place.position for place in places]}
    ids = {(chat_id, position): id_ for chat_id, position, id_ in await tx.all(_IDS_AT, wanted)}
    return [ids[place.chat_id, place.position] for place in places if (place.chat_id, place.position) in ids]


async def private_chats_of(tx: ReadTx, user_id: int) -> dict[int, tuple[int, int]]:
    """A person's one-to-one chats: id -> the two people."""
    return {chat: (low, high) for chat, low, high in await tx.all(_PRIVATE, {"user_id": user_id})}
