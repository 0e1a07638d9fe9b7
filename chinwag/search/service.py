"""Searching: what the searcher may see of what the words find, newest first."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
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
from chinwag.search.days_model import NEVER
from chinwag.search.index import SearchIndex
from chinwag.search.model import (
    FLAGS,
    NAME_SIGN,
    SIGNS,
    Having,
    Place,
    TookTooLong,
    Wanted,
    group_range,
)
from chinwag.search.query import Query
from chinwag.search.texts import label_word, name_of, text_of
from chinwag.search.words import asked_words, folded, is_compound
from chinwag.users import service as users
from chinwag.users.model import User

_ROUNDS = 40
_WIDER = 4
"""How many more docs than asked for are looked at in a round when texts must be checked."""
_LIMIT_S = 0.8
"""How long a search may take, from the question on: what came until then is the answer."""


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


@dataclass(frozen=True, slots=True)
class Field:
    """What of a message is searched: its words in the index, and the text that they are of."""

    sign: str
    text: Callable[[Message], str]
    having: frozenset[Having] = frozenset()


ALL_OF_IT = Field("", text_of)
NAMES_OF_FILES = Field(NAME_SIGN, name_of, frozenset({"file"}))


async def read_scope(tx: ReadTx, caller: Caller) -> Scope:
    """All chats in which the caller may search."""
    seen = await rooms.list_visible_rooms(tx, caller, include_archived=True)
    chats = {room.id: ChatRef(room.id, "room") for room in seen}
    if caller.user_id is not None:
        for chat_id, people in (await storage.private_chats_of(tx, caller.user_id)).items():
            chats[chat_id] = ChatRef(chat_id, "private", list(people))
    return Scope(chats, seen)


async def behind(tx: ReadTx, index: SearchIndex, group_id: int) -> int:
    """How many events of a group the index has not read: a few after something was said, many while it is made."""
    last = (await storage.last_seqs(tx)).get(group_id, 0)
    return max(0, last - await index.upto(group_id))


async def search(
    tx: ReadTx,
    index: SearchIndex,
    caller: Caller,
    scope: Scope,
    query: Query,
    start: Start | None,
    limit: int,
    field: Field = ALL_OF_IT,
) -> Found:
    """A page of messages. `tx` must be one that may take long.

    Whole words come first: their beginnings are searched only when whole words do not fill the first page.
    """
    until = time.monotonic() + _LIMIT_S
    wanted = await _wanted(tx, caller, scope, query, field, until)
    if wanted is None:
        return Found([], None)
    high = group_range(caller.group_id)[1]
    terms = _Terms(query.terms, field, caller.sees_after)
    if start is not None:
        return await _page(tx, index, wanted, terms, start, limit)
    whole = await _page(tx, index, wanted, terms, Start(high, is_prefix=False), limit)
    if len(whole.messages) >= limit or not query.terms or whole.is_partial:
        return whole  # what took too long among whole words takes longer among their beginnings
    wider = await _page(tx, index, wanted, terms, Start(high, is_prefix=True), limit)
    return whole if len(wider.messages) < len(whole.messages) else wider


async def _wanted(
    tx: ReadTx, caller: Caller, scope: Scope, query: Query, field: Field, until: float
) -> Wanted | None:
    """The query for the index; None when it can find nothing."""
    chat_ids = sorted(await _places(tx, caller, scope, query.places) if query.places else scope.chats)
    sender_ids = await _people(tx, caller, query.people) if query.people else None
    words = list(dict.fromkeys(field.sign + word for term in query.terms for word in asked_words(term)))
    having = query.having | field.having
    if not chat_ids or (query.terms and not words):
        return None
    if query.is_empty and not field.having:
        return None
    words += [sign for one, sign in SIGNS.items() if one in having]
    return Wanted(
        group_id=caller.group_id,
        chat_ids=chat_ids,
        words=words,
        is_prefix=False,
        sender_ids=sender_ids,
        labels=[label_word(name) for name in query.people],
        flags=sum(FLAGS[one] for one in having),
        after_micros=_micros(query.after, 0),
        before_micros=_micros(query.before, NEVER),
        below=0,
        limit=0,
        until=until,
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
        tx, caller, with_guests=True, with_deleted=False, offset=0, limit=NEVER
    )
    return [user for user in everybody if key in folded(user.name)]


class _Terms:
    """Terms whose words in any order are not enough: the text itself must say them. Guests find nothing of before."""

    def __init__(self, terms: tuple[str, ...], field: Field, sees_after: int) -> None:
        self._field = field
        self._sees_after = sees_after
        self._whole = [" ".join(folded(term).split()) for term in terms if is_compound(term)]

    def __bool__(self) -> bool:
        return bool(self._whole or self._sees_after)

    def are_in(self, message: Message) -> bool:
        """Whether they stand in the text as they were typed, blanks and case apart, and the caller was there."""
        if message.position <= self._sees_after:
            return False
        if not self._whole:
            return True
        text = " ".join(folded(self._field.text(message)).split())
        return all(term in text for term in self._whole)


async def _page(
    tx: ReadTx, index: SearchIndex, wanted: Wanted, terms: _Terms, start: Start, limit: int
) -> Found:
    found: list[Message] = []
    below = start.below
    at_once = limit * _WIDER if terms else limit
    for looks in range(_ROUNDS):
        if looks and time.monotonic() > wanted.until - _LIMIT_S / 2:
            break
        part = replace(wanted, is_prefix=start.is_prefix, below=below, limit=at_once + 1)
        try:
            places = await index.find(part)
        except TookTooLong:
            return Found(found, None, is_partial=True)
        for message, place in await _read(tx, places[:at_once], set(wanted.chat_ids)):
            if len(found) == limit:
                return Found(found, Start(below, start.is_prefix))
            below = place.number
            if terms.are_in(message):
                found.append(message)
        if len(places) <= at_once:
            return Found(found, None)
        below = places[at_once - 1].number
    return Found(found, Start(below, start.is_prefix), is_partial=True)


async def _read(tx: ReadTx, places: list[Place], seen: set[int]) -> list[tuple[Message, Place]]:
    """The messages at places, as they are now: without those deleted since they were indexed."""
    if not places:
        return []
    of_place = {(one.chat_id, one.position): one for one in places}
    stored = await messages.list_by_id(tx, await storage.ids_at(tx, places))
    pairs = [(one, of_place[one.chat_id, one.position]) for one in stored if not one.is_deleted]
    pairs = [pair for pair in pairs if pair[0].chat_id in seen]
    return sorted(pairs, key=lambda pair: -pair[1].number)
