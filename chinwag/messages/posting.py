"""The last step of every kind of message: store it, note whom it calls, tell the listeners."""

from collections.abc import Sequence
from functools import partial

from chinwag.db.tx import Tx
from chinwag.messages import storage
from chinwag.messages.chat_schema import ChatParent, chat_message
from chinwag.messages.model import Message
from chinwag.realtime.events import MESSAGE_SENT, LiveEvent
from chinwag.users.model import User
from chinwag.webhooks.event_model import Posted


async def post(
    tx: Tx,
    message: Message,
    *,
    author: User | None = None,
    parent: ChatParent | None = None,
    waiting: Sequence[int] = (),
) -> Message:
    """Store `message` as the newest of its chat, emit it and note it for webhooks; returns it with its place.

    From here to the commit the group's other writers wait, so everything that can be known or refused before
    comes before.
    """
    stored = await storage.insert_message(tx, message)
    if waiting:
        await storage.insert_mentions(tx, stored, waiting)
    tx.emit(
        LiveEvent(
            type=MESSAGE_SENT,
            group_id=stored.group_id,
            payload=partial(chat_message, stored, author, parent),
            chat_id=stored.chat_id,
            seq=stored.seq,
        )
    )
    tx.note(Posted(stored, author))
    return stored


async def post_as_person(
    tx: Tx,
    message: Message,
    *,
    author: User,
    parent: ChatParent | None = None,
    waiting: Sequence[int] = (),
) -> Message:
    """As `post`; whoever writes has read what stands before, so their own read position comes along."""
    await storage.hold_read_position(tx, author.id, message.chat_id, message.group_id)
    others = [person for person in waiting if person != author.id]
    stored = await post(tx, message, author=author, parent=parent, waiting=others)
    await storage.move_read_position(tx, author.id, stored.chat_id, stored.position)
    return stored
