"""SQL of the links of a chat."""

from typing import NamedTuple

import sqlalchemy as sa

from chinwag.db.statements import statement
from chinwag.db.tables import messages
from chinwag.db.tx import ReadTx

_m = messages.c
_CHAT = sa.bindparam("chat_id", type_=sa.BigInteger)
_BEFORE = sa.bindparam("before", type_=sa.BigInteger)
_UPTO = sa.bindparam("upto", type_=sa.BigInteger)
_LIST = statement(
    sa.select(_m.position, _m.id, _m.sender_id, _m.sender_label, _m.body, _m.format, _m.links, _m.sent_at)
    .where(
        _m.chat_id == _CHAT,
        _m.sent_at <= _UPTO,
        sa.or_(_m.sent_at < _UPTO, _m.position < _BEFORE),
        _m.body.like(
            sa.literal_column("'%://%'")
        ),  # word for word as the index ix_messages_with_links has it
    )
    .order_by(_m.sent_at.desc(), _m.position.desc())
    .limit(sa.bindparam("limit", type_=sa.BigInteger))
)
_SENT_AT = statement(sa.select(_m.sent_at).where(_m.chat_id == _CHAT, _m.position == _BEFORE))
_EVER = 2**62


class Linking(NamedTuple):
    """A message that may have links. `links`: JSON, what was found behind the last of them."""

    position: int
    id: str
    sender_id: int | None
    sender_label: str | None
    body: str
    format: str
    links: str | None
    sent_micros: int


async def list_linking(tx: ReadTx, chat_id: int, before: int | None, limit: int) -> list[Linking]:
    """The newest messages with an address in them (before a position), by time: imported ones are older."""
    asked = {"chat_id": chat_id, "before": before or 0, "upto": _EVER, "limit": limit}
    if before is not None:
        upto = await tx.value(_SENT_AT, {"chat_id": chat_id, "before": before})
        asked["upto"] = _EVER if upto is None else upto
    return [Linking(*row) for row in await tx.all(_LIST, asked)]
