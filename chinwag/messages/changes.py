"""Editing and deleting what was said. HipChat's API had neither; its clients had both."""

from collections.abc import Sequence

import msgspec

from chinwag.audit.model import Action, Thing
from chinwag.audit.service import note_audit
from chinwag.callers import Caller
from chinwag.clock import to_micros
from chinwag.db.tx import Tx
from chinwag.errors import Conflict, Forbidden, NotFound
from chinwag.files.removal import release_files_of_message
from chinwag.messages import change_storage, mark_storage, storage
from chinwag.messages.history_storage import get_message
from chinwag.messages.link_text import last_link
from chinwag.messages.live import change_event, mark_event
from chinwag.messages.model import Message
from chinwag.messages.pings import Pings, find_private_pings, find_room_pings
from chinwag.permissions.service import require_calling_all, require_in_time
from chinwag.presence.service import Presence
from chinwag.realtime.events import ChatRef, LiveEvent, ReadMoved
from chinwag.rooms.access import is_room_admin, require_live
from chinwag.rooms.model import Room
from chinwag.users.model import User


async def edit_room_message(
    tx: Tx, room: Room, caller: Caller, message_id: str, text: str, *, presence: Presence | None = None
) -> Message:
    """Give one's own message in a room another text. The same text again changes nothing."""
    require_live(room)
    message = await _own(tx, room.id, caller, message_id)
    if _says(message, text):
        return message
    await require_calling_all(tx, caller, room, text)
    pings = await find_room_pings(tx, room, text, presence)
    return await _rewrite(tx, message, text, pings, ChatRef(room.id, "room"))


async def edit_private_message(tx: Tx, caller: Caller, user: User, message_id: str, text: str) -> Message:
    """Give one's own message to a person another text. The same text again changes nothing."""
    chat_id = await _private_chat(tx, caller, user, message_id)
    message = await _own(tx, chat_id, caller, message_id)
    if _says(message, text):
        return message
    pings = await find_private_pings(tx, caller.group_id, text, user.id)
    return await _rewrite(tx, message, text, pings, _private(chat_id, caller, user))


async def delete_room_message(tx: Tx, room: Room, caller: Caller, message_id: str) -> None:
    """Delete a message of a room: one's own, or any as an admin of the room. A deleted one stays deleted."""
    require_live(room)
    message = await _found(tx, room.id, caller, message_id)
    if not await is_room_admin(tx, caller, room):
        if not _may_delete(message, caller):
            raise Forbidden("Only the author, the room's admins and group admins may delete this message.")
        _require_in_time_to_delete(tx, caller, message)
    is_anothers = message.sender_id != caller.user_id and not message.is_deleted
    await _erase(tx, message, ChatRef(room.id, "room"))
    if is_anothers:
        thing = Thing("message", message.id)
        await note_audit(
            tx,
            Action.MESSAGE_DELETED,
            thing,
            group_id=room.group_id,
            room_id=room.id,
            room=room.name,
            user_id=message.sender_id,
        )


async def delete_private_message(tx: Tx, caller: Caller, user: User, message_id: str) -> None:
    """Delete one's own message to a person. A deleted one stays deleted."""
    chat_id = await _private_chat(tx, caller, user, message_id)
    message = await _found(tx, chat_id, caller, message_id)
    if not _may_delete(message, caller):
        raise Forbidden("Only the author may delete this message.")
    _require_in_time_to_delete(tx, caller, message)
    await _erase(tx, message, _private(chat_id, caller, user))


async def attach_links(tx: Tx, message: Message, links: str) -> bool:
    """Note what was found behind the link of a message (JSON as in `message_links`) and tell the listeners.

    Not an edit: nobody sees the message marked. False when it has another text by now, or none.
    """
    if not await change_storage.set_links(tx, message, links):
        return False
    tx.emit(await change_event(tx, msgspec.structs.replace(message, links=links)))
    return True


async def _found(tx: Tx, chat_id: int, caller: Caller, message_id: str) -> Message:
    message = await change_storage.get_for_change(tx, chat_id, message_id)
    if message is None or message.position <= caller.sees_after:
        raise NotFound(f"Message {message_id} not found")
    return message


async def _own(tx: Tx, chat_id: int, caller: Caller, message_id: str) -> Message:
    message = await _found(tx, chat_id, caller, message_id)
    if message.type != "message" or message.sender_id != caller.acting_user:
        raise Forbidden("Only the author of a message may edit it.")
    if message.is_deleted:
        raise Conflict("This message is deleted")
    minutes, now = caller.policy.edit_minutes, to_micros(tx.now)
    require_in_time(caller, "edit_own_messages", minutes, message.sent_micros, now)
    return message


def _require_in_time_to_delete(tx: Tx, caller: Caller, message: Message) -> None:
    minutes, now = caller.policy.delete_minutes, to_micros(tx.now)
    require_in_time(caller, "delete_own_messages", minutes, message.sent_micros, now)


async def _private_chat(tx: Tx, caller: Caller, user: User, message_id: str) -> int:
    chat_id = await storage.get_private_chat(tx, caller.acting_user, user.id)
    if chat_id is None:
        raise NotFound(f"Message {message_id} not found")
    return chat_id


def _private(chat_id: int, caller: Caller, user: User) -> ChatRef:
    return ChatRef(chat_id, "private", sorted({caller.acting_user, user.id}))


def _says(message: Message, text: str) -> bool:
    return message.body == text and message.format == "text"


def _may_delete(message: Message, caller: Caller) -> bool:
    return message.sender_id == caller.acting_user and message.type in {"message", "notification"}


async def _rewrite(tx: Tx, message: Message, text: str, pings: Pings, chat: ChatRef) -> Message:
    had_link = last_link(message.body or "", is_html=message.format == "html")
    edited = msgspec.structs.replace(
        message,
        body=text,
        format="text",
        mentions=msgspec.json.encode(pings.named).decode() if pings.named else None,
        links=message.links if last_link(text) == had_link else None,
        edited_micros=to_micros(tx.now),
    )
    await change_storage.update_text(tx, edited)
    await _call_anew(tx, edited, [person for person in pings.waiting if person != message.sender_id], chat)
    tx.emit(await change_event(tx, edited))
    return edited


async def _erase(tx: Tx, message: Message, chat: ChatRef) -> None:
    if message.is_deleted:
        return
    await change_storage.erase_message(tx, message)
    await mark_storage.clear_marks(tx, message)
    if message.file is not None:
        await release_files_of_message(tx, message.group_id, message.id)
    await _call_anew(tx, message, [], chat)
    if message.parent_id is not None:
        await _tell_parent(tx, message.chat_id, message.parent_id)
    gone = msgspec.structs.replace(message, body=None, mentions=None, card=None, file=None, links=None)
    tx.emit(await change_event(tx, gone))


async def _tell_parent(tx: Tx, chat_id: int, parent_id: str) -> None:
    """That a message has another number of replies: who listens adds new ones, but cannot know of what is gone."""
    parent = await get_message(tx, chat_id, parent_id)
    if parent is not None:
        tx.emit(await mark_event(tx, parent))


async def _call_anew(tx: Tx, message: Message, called: Sequence[int], chat: ChatRef) -> None:
    """Let the message wait for `called`, as far as they have not read it, and for nobody else.

    Each person whose number of unread mentions in a room changes is told the new one.
    """
    waiting = await change_storage.list_waiting(tx, message)
    wanted = await change_storage.list_unread(tx, message, called) if called else set()
    if waiting == wanted:
        return
    if waiting - wanted:
        await change_storage.delete_mentions(tx, message, sorted(waiting - wanted))
    if wanted - waiting:
        await storage.insert_mentions(tx, message, sorted(wanted - waiting))
    if chat.kind == "private":
        return  # nobody counts mentions there
    changed = sorted(waiting ^ wanted)
    for person, position, count in await change_storage.list_reading(tx, message.chat_id, changed):
        moved = ReadMoved(chat, position, mentions=count)
        tx.emit(LiveEvent("read.moved", message.group_id, moved, user_id=person))
