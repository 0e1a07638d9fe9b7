"""The entry that a new topic leaves in the history of its room."""

from chinwag.callers import Caller
from chinwag.db.tx import Tx
from chinwag.messages.model import Message, new_message, new_message_id
from chinwag.messages.posting import post, post_as_person
from chinwag.rooms.model import Room
from chinwag.users import service as users
from chinwag.webhooks.event_model import RoomHappening


async def record_topic(tx: Tx, room: Room, caller: Caller, topic: str) -> Message:
    """Note in the history that the caller set the topic; the text of the entry is the new topic."""
    message = new_message(
        chat_id=room.id,
        group_id=room.group_id,
        id=new_message_id(tx.now),
        type="topic",
        body=topic,
        body_format="text",
        sent_at=tx.now,
        sender_id=caller.user_id,
        sender_label=None if caller.user_id is not None else caller.name,
    )
    tx.note(RoomHappening("room_topic_change", room, caller))
    if caller.user_id is None:
        return await post(tx, message)
    people = await users.get_users(tx, caller.group_id, [caller.user_id])
    return await post_as_person(tx, message, author=people[caller.user_id])
