"""Messages as live events: as they are now, for listeners that missed them, and as they were just posted."""

from functools import partial

import msgspec

from chinwag.db.tx import ReadTx
from chinwag.messages import history_storage
from chinwag.messages.history import chat_messages
from chinwag.messages.model import Message
from chinwag.realtime.events import MESSAGE_CHANGES, MESSAGE_SENT, LiveEvent


class _Kept(msgspec.Struct):
    id: str


async def message_events(tx: ReadTx, group_id: int, after: int, upto: int, limit: int) -> list[LiveEvent]:
    """The messages of a range of `seq`, as they are now, in order: a query for them, then as `chat_messages`.

    Imported ones are not among them.
    """
    found = await history_storage.list_live_by_seq(tx, group_id, after, upto, limit)
    shown = await chat_messages(tx, group_id, found)
    return [
        LiveEvent(MESSAGE_SENT, group_id, payload, chat_id=message.chat_id, seq=message.seq)
        for message, payload in zip(found, shown, strict=True)
    ]


async def change_event(tx: ReadTx, message: Message) -> LiveEvent:
    """That a message is another than before: edited, deleted, or with what was found behind its link.

    Only the id is stored with the event. Who reads it later gets the message as it is then, so that no text
    outlives its deletion.
    """
    (shown,) = await chat_messages(tx, message.group_id, [message])
    return LiveEvent(
        "message.deleted" if message.is_deleted else "message.edited",
        message.group_id,
        shown,
        chat_id=message.chat_id,
        kept={"id": message.id},
    )


async def mark_event(tx: ReadTx, message: Message) -> LiveEvent:
    """That what people put on a message, or how they answered it, is another than before."""
    (shown,) = await chat_messages(tx, message.group_id, [message])
    return LiveEvent(
        "message.marked", message.group_id, shown, chat_id=message.chat_id, kept={"id": message.id}
    )


async def refreshed(tx: ReadTx, group_id: int, events: list[LiveEvent]) -> list[LiveEvent]:
    """Stored events, those of `change_event` with the message as it is now."""
    ids = {
        event.seq: msgspec.json.decode(event.payload_json(), type=_Kept).id
        for event in events
        if event.type in MESSAGE_CHANGES
    }
    if not ids:
        return events
    found = await history_storage.list_by_id(tx, sorted(set(ids.values())))
    shown = {one.id: one for one in await chat_messages(tx, group_id, found)}
    return [
        msgspec.structs.replace(event, payload=shown[ids[event.seq]]) if event.seq in ids else event
        for event in events
        if event.seq not in ids or ids[event.seq] in shown
    ]


def posted_message(event: LiveEvent) -> Message | None:
    """The message that an event of `posting.post` tells of; None for other events, and those of other processes."""
    if event.type != MESSAGE_SENT or not isinstance(event.payload, partial):
        return None
    message = event.payload.args[0]
    return message if isinstance(message, Message) else None
