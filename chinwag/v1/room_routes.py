"""The seven methods of rooms."""

from dataclasses import replace
from datetime import tzinfo

from chinwag.db.tx import ReadTx
from chinwag.errors import invalid
from chinwag.http.endpoint import Call
from chinwag.http.paging import NoQuery
from chinwag.messages.dates import earliest_moment, find_timezone, latest_moment
from chinwag.messages.model import Entry
from chinwag.messages.service import list_dated, list_recent, send_notification
from chinwag.rooms import service
from chinwag.rooms.model import Room
from chinwag.users.service import get_users
from chinwag.v1.method import ADMIN, ANY_TOKEN, Methods
from chinwag.v1.room_schema import (
    FROM_LENGTH,
    DeletedReply,
    HistoryIn,
    MessageIn,
    MessagesReply,
    RoomCreateIn,
    RoomDetailReply,
    RoomIn,
    RoomReply,
    RoomsReply,
    StatusReply,
    TopicIn,
    message_out,
    room_detail_out,
    room_out,
)

methods = Methods()

_ALL = 2**53
_STEP = 1000
"""How many messages of a day are read with one query."""


@methods.declare("rooms/create", "POST", tokens=ADMIN, parameters=RoomCreateIn, reply=RoomReply)
async def create_room(call: Call[RoomCreateIn]) -> RoomReply:
    """Create a room."""
    wanted = call.query
    async with call.db.begin() as tx:
        owner = await service.find_owner(tx, call.caller, wanted.owner_user_id, "owner_user_id")
        room = await service.create_room(
            tx,
            call.caller.group_id,
            owner.id,
            wanted.name,
            topic=wanted.topic,
            privacy=wanted.privacy,
            is_guest_accessible=wanted.guest_access,
            by=call.caller,
        )
    return RoomReply(room_out(room, call.links, None))


@methods.declare("rooms/delete", "POST", tokens=ADMIN, parameters=RoomIn, reply=DeletedReply)
async def delete_room(call: Call[RoomIn]) -> DeletedReply:
    """Delete a room and send everybody out of it."""
    async with call.db.begin() as tx:
        room = await service.find_room(tx, call.caller, call.query.room_id)
        await service.delete_room(tx, call.caller, room)
    return DeletedReply(deleted=True)


@methods.declare("rooms/list", "GET", tokens=ADMIN, parameters=NoQuery, reply=RoomsReply)
async def list_rooms(call: Call[NoQuery]) -> RoomsReply:
    """List all rooms of the group, private and archived ones included."""
    async with call.db.read() as tx:
        rooms = await service.list_visible_rooms(tx, call.caller, include_archived=True)
        figures = await service.get_statistics(tx, [room.id for room in rooms])
    return RoomsReply([room_out(room, call.links, figures[room.id].last_active_at) for room in rooms])


@methods.declare("rooms/show", "GET", tokens=ADMIN, parameters=RoomIn, reply=RoomDetailReply)
async def show_room(call: Call[RoomIn]) -> RoomDetailReply:
    """Show a room, who is in it now and, of a private one, who its members are."""
    async with call.db.read() as tx:
        room = await service.find_room(tx, call.caller, call.query.room_id)
        figures = await service.statistics_of(tx, room)
        present = call.services.presence.in_room(room.id)
        people = await get_users(tx, room.group_id, present)
        members = await _member_ids(tx, room)
    shown = [people[person] for person in present if person in people]
    return RoomDetailReply(room_detail_out(room, call.links, figures.last_active_at, shown, members))


async def _member_ids(tx: ReadTx, room: Room) -> list[int]:
    if not room.is_private:
        return []
    return [member.user_id for member in await service.list_members(tx, room, offset=0, limit=_ALL)]


@methods.declare(
    "rooms/topic", "POST", tokens=ANY_TOKEN, parameters=TopicIn, may_be_empty=("topic",), reply=StatusReply
)
async def set_topic(call: Call[TopicIn]) -> StatusReply:
    """Set or clear the topic of a room."""
    caller = replace(call.caller, name=call.query.sender.strip() or "API")
    async with call.db.begin() as tx:
        room = await service.find_room(tx, caller, call.query.room_id)
        await service.set_topic(tx, caller, room, call.query.topic)
    return StatusReply("ok")


@methods.declare("rooms/message", "GET", "POST", tokens=ANY_TOKEN, parameters=MessageIn, reply=StatusReply)
async def send_message(call: Call[MessageIn]) -> StatusReply:
    """Send a message to a room: HTML by default, or text treated as typed."""
    sent = call.query
    label = sent.sender.strip()[:FROM_LENGTH].rstrip()
    if not label:
        raise invalid("Field 'from' must not be blank", field="from", validation="blank", value=sent.sender)
    async with call.db.begin() as tx:
        room = await service.find_room(tx, call.caller, sent.room_id)
        await call.count_flood(f"room:{room.id}")
        await send_notification(
            tx,
            room,
            call.caller,
            body=sent.message,
            body_format=sent.message_format,
            color=sent.color,
            notify=sent.notify,
            sender=label,
            presence=call.services.presence,
        )
    return StatusReply("sent")


@methods.declare("rooms/history", "GET", tokens=ADMIN, parameters=HistoryIn, reply=MessagesReply)
async def view_history(call: Call[HistoryIn]) -> MessagesReply:
    """Get what was said in a room on a day, or the 75 newest messages; oldest first."""
    zone = find_timezone(call.query.timezone)
    async with call.db.read() as tx:
        room = await service.find_room(tx, call.caller, call.query.room_id)
        if call.query.date == "recent":
            newest_first = await list_recent(tx, room.id, include_deleted=False)
        else:
            newest_first = await _day(tx, room.id, call.query.date, zone)
        by = {entry.sender_id for entry in newest_first if entry.sender_id and entry.is_by_person}
        people = await get_users(tx, room.group_id, by)
    show_file = call.services.file_links.for_caller(call.caller)
    return MessagesReply([message_out(entry, people, zone, show_file) for entry in reversed(newest_first)])


async def _day(tx: ReadTx, chat_id: int, date: str, zone: tzinfo) -> list[Entry]:
    """All messages of a day, newest first. What is said meanwhile shifts the pages, hence the look at positions."""
    latest, earliest = latest_moment(date, zone), earliest_moment(date, zone)
    if latest is None:
        return []
    found: list[Entry] = []
    start = 0
    while True:
        page = await list_dated(
            tx,
            chat_id,
            latest=latest,
            earliest=earliest,
            start_index=start,
            limit=_STEP,
            include_deleted=False,
        )
        found += [entry for entry in page.messages if not found or entry.position < found[-1].position]
        if not page.has_more:
            return found
        start = page.next_index
