"""Messages as live events, for listeners that missed them."""

from chinwag.db.tx import ReadTx
from chinwag.messages import history_storage
from chinwag.messages.history import chat_messages
from chinwag.realtime.events import MESSAGE_SENT, LiveEvent


async def message_events(tx: ReadTx, group_id: int, after: int, upto: int, limit: int) -> list[LiveEvent]:
    """The messages of a range of `seq`, as they are now, in order: three queries whatever their number."""
    found = await history_storage.list_by_seq(tx, group_id, after, upto, limit)
    shown = await chat_messages(tx, group_id, found)
    return [
        LiveEvent(MESSAGE_SENT, group_id, payload, chat_id=message.chat_id, seq=message.seq)
        for message, payload in zip(found, shown, strict=True)
    ]
