"""Searching: what the searcher may see of what the words find, newest first."""

from dataclasses import dataclass
from datetime import datetime

from chinwag.callers import Caller
from chinwag.clock import to_micros
from chinwag.db.tx import ReadTx
from chinwag.errors import BadRequest, NotFound
from chinwag.messages import service as messages
from chinwag.messages.model import Message
from chinwag.realtime.events import ChatRef
from chinwag.rooms import service as rooms
from chinwag.rooms.model import Room
from chinwag.search import storage
from chinwag.search.index import SearchIndex
from chinwag.search.model import FLAGS, Place, TookTooLong, Wanted, group_range
from chinwag.search.query import Query
from chinwag.search.texts import text_of
from chinwag.search.words import asked_words, folded, is_compound
from chinwag.users import service as users
from chinwag.users.model import User

_NEVER = 2**62
_ROUNDS = 8
_WIDER = 4
"""How many more docs than asked for are looked at in a round when texts must be checked."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the searcher may see: chats by id, with rooms and people by name."""

    chats: dict[int, ChatRef]
    rooms: list[Room]


@dataclass(frozen=True, slots=True)
class Start:
    """Where a page begins: below a doc's number, among whole words or beginnings of words."""

    below: int
    is_prefix: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A page. `next` None: nothing older. `is_partial`: the search was stopped before it was through."""

    messages: list[Message]
    next: Start | None
    is_partial: bool = False


async def read_scope(tx: ReadTx, caller: Caller) -> Scope:
    """All chats in which the caller may search."""
    seen = await rooms.list_visible_rooms(tx, caller, include_archived=True)
    chats = {room.id: ChatRef(room.id, "room") for room in seen}
    if caller.user_id is not None:
        for chat_id, people in (await storage.private_chats_of(tx, caller.user_id)).items():
            chats[chat_id] = ChatRef(chat_id, "private", list(people))
    return Scope(chats, seen)


async def search(
    tx: ReadTx,
    index: SearchIndex,
    caller: Caller,
    scope: Scope,
    query: Query,
    start: Start | None,
    limit: int,
) -> Found:
    """A page of messages. `tx` must be one that may take long.

    Whole words come first: their beginnings are searched only when whole words do not fill the first page.
    """
    wanted = await _wanted(tx, caller, scope, query)
    if wanted is None:
        return Found([], None)
    high = group_range(caller.group_id)[1]
    if start is not None:
        return await _page(tx, index, wanted, query, start, limit)
    whole = await _page(tx, index, wanted, query, Start(high, is_prefix=False), limit)
    if len(whole.messages) >= limit or not wanted.words:
        return whole
    return await _page(tx, index, wanted, query, Start(high, is_prefix=True), limit)


async def _wanted(tx: ReadTx, caller: Caller, scope: Scope, query: Query) -> Wanted | None:
    """The query for the index; None when it can find nothing."""
    chat_ids = sorted(await _places(tx, caller, scope, query.places) if query.places else scope.chats)
    sender_ids = await _people(tx, caller, query.people) if query.people else None
    words = list(dict.fromkeys(word for term in query.terms for word in asked_words(term)))
    if not chat_ids or sender_ids == [] or (query.terms and not words) or query.is_empty:
        return None
    return Wanted(
        group_id=caller.group_id,
        chat_ids=chat_ids,
        words=words,
        is_prefix=False,
        sender_ids=sender_ids,
        flags=sum(FLAGS[one] for one in query.having),
        after_micros=_micros(query.after, 0),
        before_micros=_micros(query.before, _NEVER),
        below=0,
        limit=0,
    )


def _micros(moment: datetime | None, otherwise: int) -> int:
    return otherwise if moment is None else to_micros(moment)


async def _places(tx: ReadTx, caller: Caller, scope: Scope, names: tuple[str, ...]) -> set[int]:
    """Chats of these names: rooms, or @people for one-to-one chats. One that is hidden is one that is missing."""
    found: set[int] = set()
    for name in names:
        key = folded(name.removeprefix("#"))
        of_name = {room.id for room in scope.rooms if folded(room.name) == key or str(room.id) == name}
        of_name = of_name or {room.id for room in scope.rooms if key in folded(room.name)}
        if not of_name and name.startswith("@"):
            people = {user.id for user in await _find_people(tx, caller, name)}
            of_name = {id for id, chat in scope.chats.items() if chat.users and people & set(chat.users)}
        found |= of_name
    return found


async def _people(tx: ReadTx, caller: Caller, names: tuple[str, ...]) -> list[int]:
    return sorted({user.id for name in names for user in await _find_people(tx, caller, name)})


async def _find_people(tx: ReadTx, caller: Caller, name: str) -> list[User]:
    """People by id, e-mail or mention name, or else by a part of their name."""
    if name.lower() in {"me", "@me"} and caller.user_id is not None:
        return list((await users.get_users(tx, caller.group_id, [caller.user_id])).values())
    for ref in dict.fromkeys((name, f"@{name.removeprefix('@')}")):
        try:
            return [await users.find_user(tx, caller, ref, include_deleted=True)]
        except (NotFound, BadRequest):
            continue
    key = folded(name.removeprefix("@"))
    everybody = await users.list_users(
        tx, caller, with_guests=True, with_deleted=False, offset=0, limit=_NEVER
    )
    return [user for user in everybody if key in folded(user.name)]


async def _page(
    tx: ReadTx, index: SearchIndex, wanted: Wanted, query: Query, start: Start, limit: int
) -> Found:
    checked = [folded(term) for term in query.terms if is_compound(term)]
    found: list[Message] = []
    below = start.below
    at_once = limit * _WIDER if checked else limit
    for _ in range(_ROUNDS):
        try:
            places = await index.find(
                _part(wanted, is_prefix=start.is_prefix, below=below, limit=at_once + 1)
            )
        except TookTooLong:
            return Found(found, None, is_partial=True)
        for message, place in await _read(tx, places[:at_once], set(wanted.chat_ids)):
            if len(found) == limit:
                return Found(found, Start(below, start.is_prefix))
            below = place.number
            if _has_all(message, checked):
                found.append(message)
        if len(places) <= at_once:
            return Found(found, None)
        below = places[at_once - 1].number
    return Found(found, Start(below, start.is_prefix), is_partial=True)


def _part(wanted: Wanted, *, is_prefix: bool, below: int, limit: int) -> Wanted:
    return Wanted(
        group_id=wanted.group_id,
        chat_ids=wanted.chat_ids,
        words=wanted.words,
        is_prefix=is_prefix,
        sender_ids=wanted.sender_ids,
        flags=wanted.flags,
        after_micros=wanted.after_micros,
        before_micros=wanted.before_micros,
        below=below,
        limit=limit,
    )


async def _read(tx: ReadTx, places: list[Place], seen: set[int]) -> list[tuple[Message, Place]]:
    """The messages at places, as they are now: without those deleted since they were indexed."""
    if not places:
        return []
    of_place = {(one.chat_id, one.position): one for one in places}
    stored = await messages.list_by_id(tx, await storage.ids_at(tx, places))
    pairs = [(one, of_place[one.chat_id, one.position]) for one in stored if not one.is_deleted]
    pairs = [pair for pair in pairs if pair[0].chat_id in seen]
    return sorted(pairs, key=lambda pair: -pair[1].number)


def _has_all(message: Message, terms: list[str]) -> bool:
    """Whether terms of several words stand in the text as they were typed, blanks and case apart."""
    if not terms:
        return True
    text = " ".join(folded(text_of(message)).split())
    return all(" ".join(term.split()) in text for term in terms)
