"""Endpoints of rooms themselves; those of the people in them are in member_routes.py."""

import re
from datetime import UTC, datetime

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx
from chinwag.errors import invalid
from chinwag.groups.service import get_group
from chinwag.http.endpoint import Call, Created, Endpoints
from chinwag.http.paging import NoQuery, Page
from chinwag.rooms import service
from chinwag.rooms.expanders import SEE_ROOM, rooms_out
from chinwag.rooms.schema import (
    RoomChangeIn,
    RoomCreated,
    RoomIn,
    RoomOut,
    RoomsQuery,
    RoomStatisticsOut,
    RoomStub,
    TopicIn,
    room_links,
    room_stub,
    statistics_out,
)
from chinwag.scopes import ANY_CLIENT, GROUP_OR_USER, Scope

endpoints = Endpoints("rooms")

_UNIX_SECONDS = re.compile(r"[0-9]{1,11}(\.[0-9]{1,6})?", re.ASCII)


@endpoints.get(
    "/v2/room",
    id="get_all_rooms",
    title="Get all rooms",
    scopes_any=SEE_ROOM,
    clients=GROUP_OR_USER,
    query=RoomsQuery,
    reply=list[RoomStub],
    expandable=("items", "items.owner", "items.participants", "items.statistics"),
)
async def get_all_rooms(call: Call[RoomsQuery]) -> Page:
    """List the rooms of the group that the caller may see, by id; archived ones only when asked for."""
    query = call.query
    async with call.db.read() as tx:
        rooms = await service.list_visible_rooms(
            tx,
            call.caller,
            include_private=query.include_private,
            include_archived=query.include_archived,
            offset=query.start_index,
            limit=query.max_results + 1,
        )
    shown = rooms[: query.max_results]
    return Page([room_stub(room, call.links) for room in shown], has_more=len(rooms) > len(shown))


@endpoints.post(
    "/v2/room",
    id="create_room",
    title="Create room",
    scopes_any={Scope.MANAGE_ROOMS},
    clients=GROUP_OR_USER,
    body=RoomIn,
    reply=RoomCreated,
    status=201,
)
async def create_room(call: Call[NoQuery], body: RoomIn) -> Created:
    """Create a room. It belongs to the caller, or to `owner_user_id`; an add-on's to the group's owner."""
    service.require_no_guest(call.caller)
    async with call.db.begin() as tx:
        room = await service.create_room(
            tx,
            call.caller.group_id,
            await _owner_of_new(tx, call.caller, body),
            body.name,
            topic=body.topic or "",
            privacy=body.privacy,
            is_guest_accessible=body.guest_access,
            delegate_admin_visibility=body.delegate_admin_visibility,
            created_at=_imported_date(call.caller, body, tx.now),
            by=call.caller,
        )
    reply = RoomCreated(room_stub(room, call.links), room.id, room_links(room, call.links))
    return Created(reply, call.links.room(room.id))


async def _owner_of_new(tx: ReadTx, caller: Caller, body: RoomIn) -> int:
    if body.owner_user_id not in (None, ""):
        return (await service.find_owner(tx, caller, body.owner_user_id or 0, "owner_user_id")).id
    if caller.user_id is not None:
        return caller.user_id
    group = await get_group(tx, caller.group_id)
    if group.owner_id is None:
        raise invalid(
            "This group has no owner yet. Say who owns the room.",
            field="owner_user_id",
            validation="optional",
        )
    return group.owner_id


def _imported_date(caller: Caller, body: RoomIn, now: datetime) -> datetime | None:
    """The date in `created`, for callers who import; it means nothing for others."""
    written = str(body.created).strip()
    if isinstance(body.created, bool) or written.lower() in {"none", "", "true", "false"}:
        return None
    try:
        if _UNIX_SECONDS.fullmatch(written):
            moment = datetime.fromtimestamp(float(written), UTC)
        else:
            moment = datetime.fromisoformat(written)
            moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise invalid(
            "Field created must be true, false or a date such as 2016-05-26T15:32:43+00:00",
            field="created", validation="date", value=body.created,
        ) from None  # fmt: skip
    return min(moment, now) if Scope.IMPORT_DATA in caller.scopes else None


@endpoints.get(
    "/v2/room/{room}",
    id="get_room",
    title="Get room",
    scopes_any=SEE_ROOM,
    clients=ANY_CLIENT,
    reply=RoomOut,
    expandable=("owner", "participants", "statistics"),
)
async def get_room(call: Call[NoQuery]) -> RoomOut:
    """Get a room in full, with up to 50 of the people who are in it now."""
    async with call.db.read() as tx:
        room = await service.find_room(tx, call.caller, call.path["room"])
        return (await rooms_out(tx, call.caller, call.services, [room]))[room.id]


@endpoints.put(
    "/v2/room/{room}",
    id="update_room",
    title="Update room",
    scopes_any={Scope.ADMIN_ROOM},
    clients=GROUP_OR_USER,
    body=RoomChangeIn,
)
async def update_room(call: Call[NoQuery], body: RoomChangeIn) -> None:
    """Replace name, topic, privacy, owner, archive and guest access of a room; for its admins."""
    async with call.db.begin() as tx:
        room = await service.find_room(tx, call.caller, call.path["room"])
        await service.require_room_admin(tx, call.caller, room)
        owner_id = room.owner_id
        if str(body.owner.id) != str(owner_id):
            owner_id = (await service.find_owner(tx, call.caller, body.owner.id, "owner")).id
        change = service.RoomChange(
            name=body.name,
            topic=body.topic,
            privacy=body.privacy,
            is_archived=body.is_archived,
            is_guest_accessible=body.is_guest_accessible,
            owner_id=owner_id,
            delegate_admin_visibility=body.delegate_admin_visibility,
        )
        await service.update_room(tx, call.caller, room, change, call.services.presence)


@endpoints.delete(
    "/v2/room/{room}",
    id="delete_room",
    title="Delete room",
    scopes_any={Scope.MANAGE_ROOMS},
    clients=GROUP_OR_USER,
)
async def delete_room(call: Call[NoQuery]) -> None:
    """Delete a room and send everybody out of it; for its admins."""
    async with call.db.begin() as tx:
        room = await service.find_room(tx, call.caller, call.path["room"])
        await service.delete_room(tx, call.caller, room)


@endpoints.get(
    "/v2/room/{room}/statistics",
    id="get_room_statistics",
    title="Get room statistics",
    scopes_any=SEE_ROOM,
    clients=ANY_CLIENT,
    reply=RoomStatisticsOut,
)
async def get_room_statistics(call: Call[NoQuery]) -> RoomStatisticsOut:
    """How many messages were ever sent to a room, and when the last one was."""
    async with call.db.read() as tx:
        room = await service.find_room(tx, call.caller, call.path["room"])
        return statistics_out(room.id, await service.statistics_of(tx, room), call.links)


@endpoints.put(
    "/v2/room/{room}/topic",
    id="set_topic",
    title="Set topic",
    scopes_any={Scope.ADMIN_ROOM},
    clients=ANY_CLIENT,
    body=TopicIn,
)
async def set_topic(call: Call[NoQuery], body: TopicIn) -> None:
    """Set or clear the topic of a room. The change is an entry of its history."""
    async with call.db.begin() as tx:
        room = await service.find_room(tx, call.caller, call.path["room"])
        await service.set_topic(tx, call.caller, room, body.topic)
