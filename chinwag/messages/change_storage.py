"""SQL of changing messages that are there, and of the unread mentions that go with them."""

from collections.abc import Sequence

import sqlalchemy as sa

from chinwag.clock import to_micros
from chinwag.db.statements import any_of, statement
from chinwag.db.tables import mentions, messages, read_positions, users
from chinwag.db.tx import ReadTx, Tx
from chinwag.messages.history_storage import get_message
from chinwag.messages.model import Message

_m = messages.c
_IS_IT = (_m.chat_id == sa.bindparam("chat"), _m.id == sa.bindparam("message"))
_HOLD = statement(sa.select(_m.position).where(*_IS_IT).with_for_update())
_EDIT = statement(
    messages.update()
    .where(*_IS_IT)
    .values(
        body=sa.bindparam("text"),
        format=sa.bindparam("body_format"),
        mentions=sa.bindparam("named"),
        links=sa.bindparam("found"),
        edited_at=sa.bindparam("at"),
    )
)
_ERASE = statement(
    messages.update()
    .where(*_IS_IT)
    .values(
        body=sa.null(),
        mentions=sa.null(),
        card=sa.null(),
        file=sa.null(),
        links=sa.null(),
        attach_to=sa.null(),
        edited_at=sa.bindparam("at"),
    )
)
_SET_LINKS = statement(
    messages.update().where(*_IS_IT, _m.body == sa.bindparam("text")).values(links=sa.bindparam("found"))
)
_AT = (mentions.c.chat_id == sa.bindparam("chat"), mentions.c.position == sa.bindparam("place"))
_WAITING = statement(sa.select(mentions.c.user_id).where(*_AT))
_FORGET = statement(mentions.delete().where(*_AT, any_of(mentions.c.user_id, "ids")))
_HAS_READ = (
    sa.exists()
    .where(
        read_positions.c.user_id == users.c.id,
        read_positions.c.chat_id == sa.bindparam("chat", type_=sa.BigInteger),
        read_positions.c.position >= sa.bindparam("place", type_=sa.BigInteger),
    )
    .correlate(users)
)
_UNREAD = statement(
    sa.select(users.c.id).where(any_of(users.c.id, "ids"), sa.not_(users.c.is_deleted), sa.not_(_HAS_READ))
)
_READING = statement(
    sa.select(
        users.c.id,
        sa.func.coalesce(
            sa.select(read_positions.c.position)
            .where(
                read_positions.c.user_id == users.c.id,
                read_positions.c.chat_id == sa.bindparam("chat", type_=sa.BigInteger),
            )
            .correlate(users)
            .scalar_subquery(),
            sa.literal_column("0"),
        ),
        sa.select(sa.func.count())
        .select_from(mentions)
        .where(
            mentions.c.user_id == users.c.id,
            mentions.c.chat_id == sa.bindparam("chat", type_=sa.BigInteger),
        )
        .correlate(users)
        .scalar_subquery(),
    )
    .where(any_of(users.c.id, "ids"))
    .order_by(users.c.id)
)


async def get_for_change(tx: Tx, chat_id: int, message_id: str) -> Message | None:
    """One message of a chat, kept from other changes until the transaction ends."""
    if await tx.value(_HOLD, {"chat": chat_id, "message": message_id}) is None:
        return None
    return await get_message(tx, chat_id, message_id)


async def update_text(tx: Tx, message: Message) -> None:
    """Write the text of a message, with whom it names, its link and when it was edited."""
    await tx.run(
        _EDIT,
        {
            "chat": message.chat_id,
            "message": message.id,
            "text": message.body,
            "body_format": message.format,
            "named": message.mentions,
            "found": message.links,
            "at": message.edited_micros,
        },
    )


async def erase_message(tx: Tx, message: Message) -> None:
    """Leave nothing of a message but its place, its time and whose it was."""
    await tx.run(_ERASE, {"chat": message.chat_id, "message": message.id, "at": to_micros(tx.now)})


async def set_links(tx: Tx, message: Message, links: str) -> bool:
    """Write what was found behind the link of a message; False when its text is another by now, or gone."""
    row = {"chat": message.chat_id, "message": message.id, "text": message.body, "found": links}
    return await tx.run(_SET_LINKS, row) == 1


async def list_waiting(tx: ReadTx, message: Message) -> set[int]:
    """People for whom a message waits as an unread mention."""
    return {row[0] for row in await tx.all(_WAITING, _place(message))}


async def list_unread(tx: ReadTx, message: Message, user_ids: Sequence[int]) -> set[int]:
    """Those of some people who have not read as far as a message."""
    return {row[0] for row in await tx.all(_UNREAD, {**_place(message), "ids": list(user_ids)})}


async def delete_mentions(tx: Tx, message: Message, user_ids: Sequence[int]) -> None:
    """A message no longer waits for these people."""
    await tx.run(_FORGET, {**_place(message), "ids": list(user_ids)})


async def list_reading(tx: ReadTx, chat_id: int, user_ids: Sequence[int]) -> list[tuple[int, int, int]]:
    """For each of some people: how far they have read a chat, and how many mentions wait for them there."""
    rows = await tx.all(_READING, {"chat": chat_id, "ids": list(user_ids)})
    return [(row[0], row[1], row[2]) for row in rows]


def _place(message: Message) -> dict[str, object]:
    return {"chat": message.chat_id, "place": message.position}
