"""The search as endpoints, for the web client and for scripts alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from chinwag.http.endpoint import Call, Endpoints
from chinwag.messages import service as messages
from chinwag.messages.chat_schema import ChatMessage
from chinwag.names import page_of
from chinwag.rooms.finding import find_rooms, room_parts
from chinwag.scopes import ANY_CLIENT, GROUP_OR_USER, Scope
from chinwag.search import schema
from chinwag.search.query import parse_query
from chinwag.search.schema import (
    FileSearchQuery,
    FilesFound,
    NameQuery,
    PeopleFound,
    RoomsFound,
    SearchOut,
    SearchQuery,
)
from chinwag.search.service import ALL_OF_IT, NAMES_OF_FILES, Field, Found, behind, read_scope, search
from chinwag.search.service import Scope as Seen
from chinwag.search.texts import shown_text
from chinwag.search.words import spans
from chinwag.users.finding import find_people, people_parts

endpoints = Endpoints("search")

T = TypeVar("T")


@endpoints.get(
    "/api/search",
    id="search_messages",
    title="Search messages",
    guests=True,
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ANY_CLIENT,
    query=SearchQuery,
    reply=SearchOut,
)
async def search_messages(call: Call[SearchQuery]) -> SearchOut:
    """Messages that hold all the words, newest first, of the rooms and one-to-one chats that the caller may see.

    Words also find parts of names (`web-01.prod`, `NullPointer`) and, where whole words are few, beginnings.
    """
    asked = await _search(call, ALL_OF_IT)
    items = [
        schema.Hit(asked.seen.chats[one.chat_id], one, text, spans(text, asked.terms))
        for one, text in zip(asked.shown, map(shown_text, asked.found.messages), strict=True)
    ]
    return SearchOut(items, *asked.end)


@endpoints.get(
    "/api/search/files",
    id="search_files",
    title="Search files",
    guests=True,
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ANY_CLIENT,
    query=FileSearchQuery,
    reply=FilesFound,
)
async def search_files(call: Call[FileSearchQuery]) -> FilesFound:
    """Files whose names hold all the words, newest first, of the chats that the caller may see.

    The operators are those of messages, so `from:@ada report` finds Ada's reports.
    """
    asked = await _search(call, NAMES_OF_FILES)
    items = [
        schema.FileHit(
            asked.seen.chats[one.chat_id],
            one.file,
            one.id,
            one.position,
            one.date,
            one.author,
            spans(one.file.name, asked.terms),
        )
        for one in asked.shown
        if one.file is not None
    ]
    return FilesFound(items, *asked.end)


@endpoints.get(
    "/api/search/people",
    id="search_people",
    title="Search people",
    guests=True,
    scopes_any={Scope.VIEW_GROUP},
    clients=GROUP_OR_USER,
    query=NameQuery,
    reply=PeopleFound,
)
async def search_people(call: Call[NameQuery]) -> PeopleFound:
    """People by parts of their name, mention name, title or e-mail address. Guests find the people of their rooms."""
    query = call.query
    async with call.db.read_offloaded() as tx:
        found = await find_people(tx, call.caller, query.q, with_guests=True)
    page, following = _part(found, query)
    parts = people_parts(query.q)
    items = [schema.person_hit(one, spans(one.name, parts, anywhere=True)) for one in page]
    return PeopleFound(items, following)


@endpoints.get(
    "/api/search/rooms",
    id="search_rooms",
    title="Search rooms",
    guests=True,
    scopes_any={Scope.VIEW_GROUP, Scope.VIEW_ROOM},
    clients=ANY_CLIENT,
    query=NameQuery,
    reply=RoomsFound,
)
async def search_rooms(call: Call[NameQuery]) -> RoomsFound:
    """Rooms that the caller may know of, by parts of their name or topic; archived ones last."""
    query = call.query
    async with call.db.read_offloaded() as tx:
        found = await find_rooms(tx, call.caller, query.q, include_archived=True)
    page, following = _part(found, query)
    parts = room_parts(query.q)
    items = [
        schema.room_hit(one, spans(one.name, parts, anywhere=True), spans(one.topic, parts, anywhere=True))
        for one in page
    ]
    return RoomsFound(items, following)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was found, as far as the caller sees it, and where it ends: next cursor, whether partial, how far behind."""

    terms: list[str]
    seen: Seen
    found: Found
    shown: list[ChatMessage]
    end: tuple[str | None, bool, int]


async def _search(call: Call[SearchQuery] | Call[FileSearchQuery], field: Field) -> _Asked:
    asked, caller, index = call.query, call.caller, call.services.search
    async with call.db.read_offloaded() as tx:
        query = parse_query(asked.q, messages.find_timezone(asked.timezone), call.services.clock.now())
        start = schema.parse_start(asked.cursor) if asked.cursor else None
        seen = await read_scope(tx, caller)
        found = await search(tx, index, caller, seen, query, start, asked.limit, field)
        shown = await messages.chat_messages(tx, caller.group_id, found.messages)
        unread = await behind(tx, index, caller.group_id)
    return _Asked(
        list(query.terms), seen, found, shown, (schema.print_start(found.next), found.is_partial, unread)
    )


def _part(found: Sequence[T], query: NameQuery) -> tuple[Sequence[T], str | None]:
    """A page of names, and the cursor of the next one."""
    page, following = page_of(found, schema.parse_offset(query.cursor), query.limit)
    return page, None if following is None else str(following)
