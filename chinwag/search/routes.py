"""The search as an endpoint, for the web client and for scripts alike."""

from chinwag.http.endpoint import Call, Endpoints
from chinwag.messages import service as messages
from chinwag.scopes import ANY_CLIENT, Scope
from chinwag.search.query import parse_query
from chinwag.search.schema import Hit, SearchOut, SearchQuery, parse_start, print_start
from chinwag.search.service import read_scope, search
from chinwag.search.texts import text_of
from chinwag.search.words import spans

endpoints = Endpoints("search")


@endpoints.get(
    "/api/search",
    id="search_messages",
    title="Search messages",
    scopes_any={Scope.VIEW_MESSAGES},
    clients=ANY_CLIENT,
    query=SearchQuery,
    reply=SearchOut,
)
async def search_messages(call: Call[SearchQuery]) -> SearchOut:
    """Messages that hold all the words, newest first, of the rooms and one-to-one chats that the caller may see.

    Words also find parts of names (`web-01.prod`, `NullPointer`) and, where whole words are few, beginnings.
    """
    asked = call.query
    query = parse_query(asked.q, messages.find_timezone(asked.timezone), call.services.clock.now())
    start = parse_start(asked.cursor) if asked.cursor else None
    async with call.db.read_offloaded() as tx:
        scope = await read_scope(tx, call.caller)
        found = await search(tx, call.services.search, call.caller, scope, query, start, asked.limit)
        shown = await messages.chat_messages(tx, call.caller.group_id, found.messages)
    texts = [text_of(message) for message in found.messages]
    items = [
        Hit(scope.chats[message.chat_id], message, text, spans(text, list(query.terms)))
        for message, text in zip(shown, texts, strict=True)
    ]
    return SearchOut(items, print_start(found.next), found.is_partial)
