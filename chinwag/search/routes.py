"""The search as endpoints, for the web client and for scripts alike."""

from collections.abc import Sequence
from typing import TypeVar

from chinwag.db.tx import ReadTx
from chinwag.http.endpoint import Call, Endpoints
from chinwag.messages import service as messages
from chinwag.messages.chat_schema import ChatMessage
from chinwag.scopes import ANY_CLIENT, GROUP_OR_USER, Scope
from chinwag.search import schema
from chinwag.search.names import parts_of, search_people, search_rooms
from chinwag.search.query import Query, parse_query
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
    async with call.db.read_offloaded() as tx:
        query, seen, found, shown = await _search(tx, call, ALL_OF_IT)
        unread = await behind(tx, call.services.search, call.caller.group_id)
    items = [
        schema.Hit(seen.chats[one.chat_id], one, text, spans(text, list(query.terms)))
        for one, text in zip(shown, map(shown_text, found.messages), strict=True)
    ]
    return SearchOut(items, schema.print_start(found.next), found.is_partial, unread)


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
    async with call.db.read_offloaded() as tx:
        query, seen, found, shown = await _search(tx, call, NAMES_OF_FILES)
        unread = await behind(tx, call.services.search, call.caller.group_id)
    items = [
        schema.FileHit(
            seen.chats[one.chat_id],
            one.file,
            one.id,
            one.position,
            one.date,
            one.author,
            spans(one.file.name, list(query.terms)),
        )
        for one in shown
        if one.file is not None
    ]
    return FilesFound(items, schema.print_start(found.next), found.is_partial, unread)


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
async def find_people(call: Call[NameQuery]) -> PeopleFound:
    """People by parts of their name, mention name or title. Guests find the people of their rooms."""
    query = call.query
    async with call.db.read_offloaded() as tx:
        found = await search_people(tx, call.caller, query.q)
    page, following = _part(found, query)
    parts = [part.removeprefix("@") for part in parts_of(query.q)]
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
async def find_rooms(call: Call[NameQuery]) -> RoomsFound:
    """Rooms that the caller may know of, by parts of their name or topic; archived ones last."""
    query = call.query
    async with call.db.read_offloaded() as tx:
        found = await search_rooms(tx, call.caller, query.q)
    page, following = _part(found, query)
    parts = [part.removeprefix("#") for part in parts_of(query.q)]
    items = [
        schema.room_hit(one, spans(one.name, parts, anywhere=True), spans(one.topic, parts, anywhere=True))
        for one in page
    ]
    return RoomsFound(items, following)


async def _search(
    tx: ReadTx, call: Call[SearchQuery] | Call[FileSearchQuery], field: Field
) -> tuple[Query, Seen, Found, list[ChatMessage]]:
    asked, caller = call.query, call.caller
    query = parse_query(asked.q, messages.find_timezone(asked.timezone), call.services.clock.now())
    start = schema.parse_start(asked.cursor) if asked.cursor else None
    seen = await read_scope(tx, caller)
    found = await search(tx, call.services.search, caller, seen, query, start, asked.limit, field)
    return query, seen, found, await messages.chat_messages(tx, caller.group_id, found.messages)


def _part(found: Sequence[T], query: NameQuery) -> tuple[Sequence[T], str | None]:
    """A page of names, and the cursor of the next one."""
    start = schema.parse_offset(query.cursor)
    end = start + query.limit
    return found[start:end], str(end) if end < len(found) else None
