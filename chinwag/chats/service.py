"""What the web client asks for: where everything stands, what was said, and how far the person has read."""

from chinwag.callers import Caller
from chinwag.chats import storage
from chinwag.chats.model import PrivateChat
from chinwag.chats.schema import (
    ChatMessageIn,
    History,
    HistoryQuery,
    Person,
    RoomEntry,
    RoomPeople,
    Start,
    person,
    room_entry,
    room_person,
)
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import NotFound
from chinwag.groups.schema import group_entry
from chinwag.groups.service import get_group
from chinwag.messages import service as messages
from chinwag.messages.chat_schema import ChatMessage
from chinwag.messages.model import Message
from chinwag.presence.service import Presence
from chinwag.realtime.events import ChatRef, LiveEvent, ReadMoved
from chinwag.realtime.roll_call import shown
from chinwag.rooms import service as rooms
from chinwag.rooms.model import Room, RoomStatistics
from chinwag.users import service as users
from chinwag.users.model import User
from chinwag.users.schema import me

_ALL = 2**53
_SILENT = RoomStatistics(0, None)


async def read_start(tx: ReadTx, caller: Caller, presence: Presence, upload_limit: int) -> Start:
    """Everything the client shows first.

    The cursor is read before the rest: an event told twice changes nothing, one never told would.
    """
    user_id = caller.acting_user
    cursor = await storage.get_last_seq(tx, caller.group_id)
    people = await users.list_users(tx, caller, with_guests=True, with_deleted=False, offset=0, limit=_ALL)
    own = await users.get_users(tx, caller.group_id, [user_id])
    reading = await storage.get_reading(tx, user_id)
    chats = await storage.list_private_chats(tx, user_id)
    return Start(
        cursor=cursor,
        me=me(own[user_id]),
        group=group_entry(await get_group(tx, caller.group_id)),
        rooms=await _rooms(tx, caller, reading.positions, reading.mentions),
        people=[_person(user, presence, chats.get(user.id), reading.positions) for user in people],
        upload_limit=upload_limit,
    )


async def _rooms(
    tx: ReadTx, caller: Caller, positions: dict[int, int], mentions: dict[int, int]
) -> list[RoomEntry]:
    seen = await rooms.list_visible_rooms(tx, caller, include_archived=True)
    statistics = await rooms.get_statistics(tx, [room.id for room in seen])
    administered = await storage.list_administered(tx, caller.acting_user)
    return [
        room_entry(
            room,
            statistics.get(room.id, _SILENT),
            read_position=positions.get(room.id, 0),
            mentions=mentions.get(room.id, 0),
            can_admin=not caller.is_guest
            and (caller.is_group_admin or room.owner_id == caller.user_id or room.id in administered),
        )
        for room in seen
    ]


def _person(user: User, presence: Presence, chat: PrivateChat | None, positions: dict[int, int]) -> Person:
    return person(
        user,
        shown(presence.of(user.id)),
        chat,
        read_position=positions.get(chat.id, 0) if chat else 0,
    )


async def read_history(
    tx: ReadTx, group_id: int, chat_id: int | None, query: HistoryQuery, *, sees_after: int = 0
) -> History:
    """One page of a chat; an empty one of a chat that does not exist yet. `sees_after`: as `Caller` has it."""
    if chat_id is None and query.around is not None:
        raise NotFound(f"Message {query.around} not found")
    if chat_id is None:
        return History([], 1, 0)
    last = await messages.last_position(tx, chat_id)
    if query.around is not None:
        page = await messages.list_around(tx, chat_id, query.around, query.limit)
    elif query.date is not None:
        page = await messages.list_from(tx, chat_id, query.date, query.limit)
    elif query.after is not None:
        page = await messages.list_after(tx, chat_id, query.after, query.limit)
        if query.before is not None:
            page = [message for message in page if message.position < query.before]
    else:
        page = await messages.list_before(tx, chat_id, query.before, query.limit)
    if sees_after:
        page = [message for message in page if message.position > sees_after]
    return History(await messages.chat_messages(tx, group_id, page), sees_after + 1, last)


async def send_to_room(
    tx: Tx, caller: Caller, room: Room, sent: ChatMessageIn, presence: Presence
) -> tuple[ChatMessage, bool]:
    """Post to a room, once for each client id; whether it is new comes along."""
    earlier = await messages.find_sent(tx, room.id, caller.acting_user, sent.client_id)
    if earlier is not None:
        return await _shown(tx, earlier, is_new=False), False
    if sent.parent_id is None:
        stored = await messages.send_message(
            tx, room, caller, sent.message, sent.client_id, presence=presence
        )
    else:
        stored = await messages.reply_to_message(
            tx, room, caller, sent.parent_id, sent.message, sent.client_id, presence=presence
        )
    is_new = _is_new(tx, stored)
    return await _shown(tx, stored, is_new=is_new), is_new


async def send_to_user(tx: Tx, caller: Caller, user: User, sent: ChatMessageIn) -> tuple[ChatMessage, bool]:
    """Post to one person, once for each client id; whether it is new comes along."""
    chat_id = await messages.find_private_chat(tx, caller, user)
    if chat_id is not None:
        earlier = await messages.find_sent(tx, chat_id, caller.acting_user, sent.client_id)
        if earlier is not None:
            return await _shown(tx, earlier, is_new=False), False
    stored = await messages.send_private_message(
        tx, caller, user, sent.message, client_id=sent.client_id, parent_id=sent.parent_id
    )
    is_new = _is_new(tx, stored)
    return await _shown(tx, stored, is_new=is_new), is_new


def _is_new(tx: Tx, stored: Message) -> bool:
    """Whether this transaction stored it; the same message sent twice at once may have come in between."""
    return stored.sent_at == tx.now


async def _shown(tx: ReadTx, message: Message, *, is_new: bool) -> ChatMessage:
    return (await messages.chat_messages(tx, message.group_id, [message], are_new=is_new))[0]


async def find_private_ref(tx: ReadTx, caller: Caller, person: str) -> ChatRef | None:
    """The caller's one-to-one chat with somebody, by id, e-mail or @mention; None before its first message."""
    user = await users.find_user(tx, caller, person)
    chat_id = await messages.find_private_chat(tx, caller, user)
    if chat_id is None:
        return None
    return ChatRef(chat_id, "private", sorted((caller.acting_user, user.id)))


async def mark_read(tx: Tx, caller: Caller, chat: ChatRef, position: int) -> None:
    """The person has read up to `position`, at most all there is. Their other clients are told."""
    last = await messages.last_position(tx, chat.id)
    reached = min(position, last)
    if reached == 0:
        return
    user_id = caller.acting_user
    if await storage.move_read_position(tx, caller.group_id, user_id, chat.id, reached):
        left = await storage.count_mentions(tx, user_id, chat.id) if reached < last else None
        moved = ReadMoved(chat, reached, mentions=left)
        tx.emit(LiveEvent("read.moved", caller.group_id, moved, user_id=user_id))


async def list_people(tx: ReadTx, room: Room, presence: Presence) -> RoomPeople:
    """Who is in a room, and who could be: the members of a private one."""
    found = await rooms.list_participants(tx, room, presence, include_offline=True)
    known = await users.get_users(tx, room.group_id, [one.user_id for one in found])
    items = [
        room_person(known[one.user_id], is_present=one.is_present, role=one.role)
        for one in found
        if one.user_id in known
    ]
    return RoomPeople(sorted(items, key=lambda item: item.name.casefold()))
