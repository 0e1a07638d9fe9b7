"""Endpoints that read: the history of a room, of a one-to-one chat, and single messages."""

from datetime import tzinfo

from chinwag.db.tx import ReadTx
from chinwag.errors import NotFound
from chinwag.http.endpoint import Call, Endpoints
from chinwag.http.paging import Page
from chinwag.messages import service
from chinwag.messages.dates import earliest_moment, find_timezone, latest_moment
from chinwag.messages.model import Entry
from chinwag.messages.schema import (
    HistoryQuery,
    LatestQuery,
    MessageEnvelope,
    MessageOut,
    MessageQuery,
    message_out,
)
from chinwag.rooms.service import find_room
from chinwag.scopes import ANY_CLIENT, GROUP_OR_USER, ONLY_USER, Scope
from chinwag.users.schema import user_stub
from chinwag.users.service import find_user, get_users

endpoints = Endpoints("messages")

_VIEW = {Scope.VIEW_MESSAGES}
_IN_LIST = ("items.from", "items.mentions")
_IN_MESSAGE = ("message.from", "message.mentions")


@endpoints.get(
    "/v2/room/{room}/history",
    id="view_room_history",
    title="View room history",
    scopes_any=_VIEW,
    clients=ANY_CLIENT,
    query=HistoryQuery,
    reply=list[MessageOut],
    expandable=_IN_LIST,
)
async def view_room_history(call: Call[HistoryQuery]) -> Page:
    """Get messages of a room up to a date: its newest 75 without one, which cannot be paged."""
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        return await _history(tx, call, room.id)


@endpoints.get(
    "/v2/room/{room}/history/latest",
    id="view_recent_room_history",
    title="View recent room history",
    scopes_any=_VIEW,
    clients=ANY_CLIENT,
    query=LatestQuery,
    reply=list[MessageOut],
    expandable=_IN_LIST,
)
async def view_recent_room_history(call: Call[LatestQuery]) -> Page:
    """Get the newest messages of a room, oldest first; for polling, none older than `not-before`."""
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        return await _latest(tx, call, room.id)


@endpoints.get(
    "/v2/room/{room}/history/{message}",
    id="get_room_message",
    title="Get room message",
    scopes_any=_VIEW,
    clients=ANY_CLIENT,
    query=MessageQuery,
    reply=MessageEnvelope,
    expandable=_IN_MESSAGE,
)
async def get_room_message(call: Call[MessageQuery]) -> MessageEnvelope:
    """Get one message of a room."""
    async with call.db.read() as tx:
        room = await find_room(tx, call.caller, call.path["room"])
        return await _one(tx, call, room.id)


@endpoints.get(
    "/v2/user/{user}/history",
    id="view_privatechat_history",
    title="View privatechat history",
    scopes_any=_VIEW,
    clients=ONLY_USER,
    query=HistoryQuery,
    reply=list[MessageOut],
    expandable=_IN_LIST,
)
async def view_privatechat_history(call: Call[HistoryQuery]) -> Page:
    """Get messages between the caller and a person up to a date: the newest 75 without one."""
    async with call.db.read() as tx:
        return await _history(tx, call, await _private_chat(tx, call))


@endpoints.get(
    "/v2/user/{user}/history/latest",
    id="view_recent_privatechat_history",
    title="View recent privatechat history",
    scopes_any=_VIEW,
    clients=ONLY_USER,
    query=LatestQuery,
    reply=list[MessageOut],
    expandable=_IN_LIST,
)
async def view_recent_privatechat_history(call: Call[LatestQuery]) -> Page:
    """Get the newest messages between the caller and a person, oldest first."""
    async with call.db.read() as tx:
        return await _latest(tx, call, await _private_chat(tx, call))


@endpoints.get(
    "/v2/user/{user}/history/{message}",
    id="get_privatechat_message",
    title="Get privatechat message",
    scopes_any=_VIEW,
    clients=GROUP_OR_USER,
    query=MessageQuery,
    reply=MessageEnvelope,
    expandable=_IN_MESSAGE,
)
async def get_privatechat_message(call: Call[MessageQuery]) -> MessageEnvelope:
    """Get one message between the caller and a person. Add-ons take part in no such chat: they find none."""
    async with call.db.read() as tx:
        if call.caller.user_id is None:
            await find_user(tx, call.caller, call.path["user"])
            raise NotFound(f"Message {call.path['message']} not found")
        return await _one(tx, call, await _private_chat(tx, call))


AnyCall = Call[HistoryQuery] | Call[LatestQuery] | Call[MessageQuery]


async def _private_chat(tx: ReadTx, call: AnyCall) -> int | None:
    user = await find_user(tx, call.caller, call.path["user"], include_deleted=True)
    return await service.find_private_chat(tx, call.caller, user)


async def _history(tx: ReadTx, call: Call[HistoryQuery], chat_id: int | None) -> Page:
    query = call.query
    zone = find_timezone(query.timezone)
    latest, earliest = latest_moment(query.date, zone), earliest_moment(query.end_date, zone)
    if chat_id is None:
        return Page([], has_more=False)
    if latest is None:
        recent = await service.list_recent(tx, chat_id, include_deleted=query.include_deleted)
        items = await _shown(tx, call, recent, zone, oldest_first=query.reverse)
        return Page(items, has_more=False, start_index=0, is_pageable=False)
    found = await service.list_dated(
        tx,
        chat_id,
        latest=latest,
        earliest=earliest,
        start_index=query.start_index,
        limit=query.max_results,
        include_deleted=query.include_deleted,
    )
    items = await _shown(tx, call, found.messages, zone, oldest_first=query.reverse)
    return Page(items, has_more=found.has_more, next_index=found.next_index)


async def _latest(tx: ReadTx, call: Call[LatestQuery], chat_id: int | None) -> Page:
    query = call.query
    zone = find_timezone(query.timezone)
    found: list[Entry] = []
    if chat_id is not None and query.not_before:
        found = await service.list_not_before(
            tx, chat_id, query.not_before, limit=query.max_results, include_deleted=query.include_deleted
        )
    elif chat_id is not None:
        found = await service.list_recent(
            tx, chat_id, limit=query.max_results, include_deleted=query.include_deleted
        )
    items = await _shown(tx, call, found, zone, oldest_first=True)
    return Page(items, has_more=False, start_index=0, is_pageable=False)


async def _one(tx: ReadTx, call: Call[MessageQuery], chat_id: int | None) -> MessageEnvelope:
    zone = find_timezone(call.query.timezone)
    message = await service.find_message(
        tx, chat_id, call.path["message"], include_deleted=call.query.include_deleted
    )
    (shown,) = await _shown(tx, call, [message], zone, oldest_first=True)
    return MessageEnvelope(shown)


async def _shown(
    tx: ReadTx, call: AnyCall, newest_first: list[Entry], zone: tzinfo, *, oldest_first: bool
) -> list[MessageOut]:
    """Messages in their JSON shape. Everybody on the page comes with one query."""
    ids: set[int] = set()
    for one in newest_first:
        if one.sender_id and one.type != "notification":
            ids.add(one.sender_id)
        if one.mentions:
            ids.update(one.mentioned())
    people = await get_users(tx, call.caller.group_id, ids) if ids else {}
    stubs = {person: user_stub(user, call.links) for person, user in people.items()}
    show_file = call.services.file_links.for_caller(call.caller)
    ordered = reversed(newest_first) if oldest_first else newest_first
    return [message_out(message, stubs, zone, show_file) for message in ordered]
