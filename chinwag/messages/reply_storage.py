"""SQL of replies: the messages that answer another one of the same chat."""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa

from chinwag.db.statements import any_of, statement
from chinwag.db.tables import messages
from chinwag.db.tx import ReadTx
from chinwag.messages.history_storage import MESSAGE, message_of
from chinwag.messages.model import MOST_FACES, Message, Replies

_m = messages.c
_CHAT = sa.bindparam("chat", type_=sa.BigInteger)
_BY_PERSON = statement(
    sa.select(_m.parent_id, _m.sender_id, sa.func.count(), sa.func.max(_m.position), sa.func.max(_m.sent_at))
    .where(_m.chat_id == _CHAT, any_of(_m.parent_id, "parents"), _m.body.is_not(None))
    .group_by(_m.parent_id, _m.sender_id)
    .order_by(sa.literal_column("4").desc())
)
_PAGE = statement(
    MESSAGE.where(
        _m.chat_id == _CHAT,
        _m.parent_id == sa.bindparam("parent"),
        _m.position < sa.bindparam("before", type_=sa.BigInteger),
        _m.body.is_not(None),
    )
    .order_by(_m.position.desc())
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)


async def get_replies(tx: ReadTx, messages: Sequence[Message]) -> dict[str, Replies]:
    """How messages were answered, by their id; those that nobody answered have no entry. Deleted ones do not count.

    One query for each chat among them.
    """
    by_chat: dict[int, list[str]] = defaultdict(list)
    for message in messages:
        by_chat[message.chat_id].append(message.id)
    found: dict[str, list[tuple[int | None, int, int, int]]] = defaultdict(list)
    for chat, ids in by_chat.items():
        for parent, sender, count, position, sent_at in await tx.all(
            _BY_PERSON, {"chat": chat, "parents": ids}
        ):
            found[parent].append((sender, count, position, sent_at))
    return {parent: _replies(by_person) for parent, by_person in found.items()}


def _replies(by_person: list[tuple[int | None, int, int, int]]) -> Replies:
    """Of who answered how often, the one who did last first."""
    people = [sender for sender, *_ in by_person if sender is not None]
    _, _, last_position, last_micros = by_person[0]
    return Replies(
        sum(count for _, count, _, _ in by_person), last_position, last_micros, people[:MOST_FACES]
    )


async def list_replies(tx: ReadTx, parent: Message, before: int, limit: int) -> list[Message]:
    """The replies to a message next before a position, newest first, without deleted ones."""
    rows = await tx.all(
        _PAGE, {"chat": parent.chat_id, "parent": parent.id, "before": before, "limit": limit}
    )
    return [message_of(row) for row in rows]
