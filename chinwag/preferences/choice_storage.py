"""SQL of preferences."""

import sqlalchemy as sa

from chinwag.db.statements import insert, statement
from chinwag.db.tables import chat_preferences, user_preferences
from chinwag.db.tx import ReadTx, Tx
from chinwag.preferences.model import ChatPreference

_USER = sa.bindparam("user_id", type_=sa.BigInteger)
_CHOSEN = statement(sa.select(user_preferences.c.chosen).where(user_preferences.c.user_id == _USER))
_new = insert(user_preferences)
_PUT = statement(
    _new.on_conflict_do_update(
        index_elements=[user_preferences.c.user_id], set_={"chosen": _new.excluded.chosen}
    )
)
_OF_CHATS = statement(
    sa.select(chat_preferences.c.chat_id, chat_preferences.c.is_favourite, chat_preferences.c.level)
    .where(chat_preferences.c.user_id == _USER)
    .order_by(chat_preferences.c.chat_id)
)
_new_of_chat = insert(chat_preferences)
_PUT_CHAT = statement(
    _new_of_chat.on_conflict_do_update(
        index_elements=[chat_preferences.c.user_id, chat_preferences.c.chat_id],
        set_={"is_favourite": _new_of_chat.excluded.is_favourite, "level": _new_of_chat.excluded.level},
    )
)


async def get_chosen(tx: ReadTx, user_id: int) -> str | None:
    """The person's preferences as JSON; None when nothing was ever chosen."""
    chosen: str | None = await tx.value(_CHOSEN, {"user_id": user_id})
    return chosen


async def put_chosen(tx: Tx, group_id: int, user_id: int, chosen: str) -> None:
    """Store the person's preferences, JSON."""
    await tx.run(_PUT, {"user_id": user_id, "group_id": group_id, "chosen": chosen})


async def list_of_chats(tx: ReadTx, user_id: int) -> dict[int, ChatPreference]:
    """What the person chose for single chats."""
    rows = await tx.all(_OF_CHATS, {"user_id": user_id})
    return {chat: ChatPreference(favourite, level or None) for chat, favourite, level in rows}


async def put_of_chat(tx: Tx, group_id: int, user_id: int, chat_id: int, chosen: ChatPreference) -> None:
    """Store the person's choice for one chat."""
    row = {
        "user_id": user_id,
        "chat_id": chat_id,
        "group_id": group_id,
        "is_favourite": chosen.is_favourite,
        "level": chosen.level or "",
    }
    await tx.run(_PUT_CHAT, row)
