"""Messages that people write in rooms: new ones and replies."""

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import Conflict, NotFound
from chinwag.messages import history_storage, storage
from chinwag.messages.chat_schema import ChatParent, chat_parent
from chinwag.messages.model import Message, new_message, new_message_id
from chinwag.messages.pings import find_room_pings
from chinwag.messages.posting import post_as_person
from chinwag.permissions.service import require_calling_all
from chinwag.presence.service import Presence
from chinwag.rooms.model import Room
from chinwag.users import service as users
from chinwag.users.model import User


async def send_message(
    tx: Tx,
    room: Room,
    caller: Caller,
    text: str,
    client_id: str | None = None,
    *,
    presence: Presence | None = None,
) -> Message:
    """Post what a person typed in a room.

    `client_id` is an id that the sender chose: a second message with it is the first one, which is returned.
    """
    return await _say(tx, room, caller, text, parent_id=None, client_id=client_id, presence=presence)


async def reply_to_message(
    tx: Tx,
    room: Room,
    caller: Caller,
    parent_id: str,
    text: str,
    client_id: str | None = None,
    *,
    presence: Presence | None = None,
) -> Message:
    """Post a person's reply to a message of the same room; NotFound when there is no such message."""
    return await _say(tx, room, caller, text, parent_id=parent_id, client_id=client_id, presence=presence)


async def _say(
    tx: Tx,
    room: Room,
    caller: Caller,
    text: str,
    *,
    parent_id: str | None,
    client_id: str | None,
    presence: Presence | None,
) -> Message:
    if room.is_archived:
        raise Conflict("This room is archived")
    sender_id = caller.acting_user
    earlier = await find_sent(tx, room.id, sender_id, client_id)
    if earlier is not None:
        return earlier
    if caller.policy.mention_all != "everyone":
        await require_calling_all(tx, caller, room, text)
    author, parent = await find_author_and_parent(tx, caller, room.id, parent_id)
    pings = await find_room_pings(tx, room, text, presence)
    message = new_message(
        chat_id=room.id,
        group_id=room.group_id,
        id=new_message_id(tx.now),
        type="message",
        body=text,
        body_format="text",
        sent_at=tx.now,
        sender_id=sender_id,
        mentions=pings.named,
        parent_id=parent_id,
        client_id=client_id,
    )
    return await post_once(tx, message, author=author, parent=parent, waiting=pings.waiting)


async def find_sent(tx: ReadTx, chat_id: int, sender_id: int, client_id: str | None) -> Message | None:
    """The message that this person has already sent to this chat under an id of their own."""
    if client_id is None:
        return None
    return await history_storage.get_by_client_id(tx, chat_id, sender_id, client_id)


async def post_once(
    tx: Tx, message: Message, *, author: User, parent: ChatParent | None, waiting: list[int]
) -> Message:
    """Post a person's message, unless one with its `client_id` came in between: then that one is returned."""
    if message.client_id is not None:
        await storage.hold_read_position(tx, author.id, message.chat_id, message.group_id)
        await storage.lock_group(tx, message.group_id)
        earlier = await find_sent(tx, message.chat_id, author.id, message.client_id)
        if earlier is not None:
            return earlier
    return await post_as_person(tx, message, author=author, parent=parent, waiting=waiting)


async def find_author_and_parent(
    tx: ReadTx, caller: Caller, chat_id: int, parent_id: str | None
) -> tuple[User, ChatParent | None]:
    """The person who writes and, for a reply, its head; NotFound when the chat has no such message."""
    sender_id = caller.acting_user
    if parent_id is None:
        people = await users.get_users(tx, caller.group_id, [sender_id])
        return people[sender_id], None
    parent = await history_storage.get_message(tx, chat_id, parent_id)
    if parent is None or parent.position <= caller.sees_after:
        raise NotFound(f"Message {parent_id} not found")
    by = parent.sender_id if parent.is_by_person else None
    people = await users.get_users(tx, caller.group_id, {sender_id} if by is None else {sender_id, by})
    return people[sender_id], chat_parent(parent, None if by is None else people.get(by))
