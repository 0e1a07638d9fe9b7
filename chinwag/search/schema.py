"""JSON shapes of the search."""

from typing import Annotated

import msgspec
from msgspec import Meta

from chinwag.files.schema import ChatFile
from chinwag.http.links import picture_path
from chinwag.messages.chat_schema import ChatAuthor, ChatMessage
from chinwag.realtime.events import ChatRef
from chinwag.rooms.model import Room
from chinwag.search.service import Start
from chinwag.users.model import User
from chinwag.users.schema import UserEntry, user_entry

_CURSOR_LENGTH = 40
_LONGEST = 1_000
_OPERATORS = (
    'Words, "phrases", and the operators from: in: before: after: on: has: '
    "(file, image, link, card, code, reaction, pin)."
)
Limit = Annotated[int, Meta(ge=1, le=50)]
Cursor = Annotated[str, Meta(max_length=_CURSOR_LENGTH, description="`next` of the page before this one.")]
Spans = list[tuple[int, int]]


class SearchQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for. `timezone` says what a day of before:, after: and on: is."""

    q: Annotated[str, Meta(min_length=1, max_length=_LONGEST, description=_OPERATORS)]
    limit: Limit = 20
    cursor: Cursor = ""
    timezone: Annotated[str, Meta(max_length=64)] = "UTC"


class FileSearchQuery(msgspec.Struct, frozen=True, kw_only=True):
    """As for messages; the words are those of a file's name. Without any: the newest files."""

    q: Annotated[str, Meta(max_length=_LONGEST, description=_OPERATORS)] = ""
    limit: Limit = 20
    cursor: Cursor = ""
    timezone: Annotated[str, Meta(max_length=64)] = "UTC"


class NameQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Parts of names, in any order. All of them must be there; without any, everybody and everything is."""

    q: Annotated[str, Meta(max_length=_LONGEST, description="Parts of the names, in any order.")] = ""
    limit: Limit = 20
    cursor: Cursor = ""


class Hit(msgspec.Struct, frozen=True):
    """A message found. `text`: what was said without HTML, with the names of its file and card, a line each.

    `highlights`: [start, end] in characters of it.
    """

    chat: ChatRef
    message: ChatMessage
    text: str
    highlights: Spans


class SearchOut(msgspec.Struct, frozen=True):
    """A page of hits, newest first. `next` null: nothing older is there.

    `is_partial`: the search took too long and was stopped; more words or a room make it shorter. `behind`: how many
    events the index has still to read, the newest ones; a few right after something was said.
    """

    items: list[Hit]
    next: str | None
    is_partial: bool
    behind: int


class FileHit(msgspec.Struct, frozen=True, rename={"author": "from"}):
    """A file found, and the message that carries it. `highlights`: [start, end] in characters of the name."""

    chat: ChatRef
    file: ChatFile
    message_id: str
    position: int
    date: str
    author: ChatAuthor | None
    highlights: Spans


class FilesFound(msgspec.Struct, frozen=True):
    """A page of files, newest first; as for messages."""

    items: list[FileHit]
    next: str | None
    is_partial: bool
    behind: int


class PersonHit(msgspec.Struct, frozen=True):
    """A person found. `highlights`: [start, end] in characters of the name."""

    person: Annotated[UserEntry, Meta(description="Whom was found.")]
    highlights: Spans


class PeopleFound(msgspec.Struct, frozen=True):
    """A page of people, those whose name begins so first. `next` null: that is all."""

    items: list[PersonHit]
    next: str | None


class FoundRoom(msgspec.Struct, frozen=True):
    """A room by its name."""

    id: int
    name: str
    topic: str
    privacy: str
    is_archived: bool
    avatar_url: str | None


class RoomHit(msgspec.Struct, frozen=True):
    """A room found. `highlights`: [start, end] in characters of its name, and of its topic."""

    room: FoundRoom
    highlights: Spans
    topic_highlights: Annotated[Spans, Meta(description="[start, end] in characters of the topic.")]


class RoomsFound(msgspec.Struct, frozen=True):
    """A page of rooms, those whose name begins so first. `next` null: that is all."""

    items: list[RoomHit]
    next: str | None


def person_hit(user: User, highlights: Spans) -> PersonHit:
    """A person as the search shows them."""
    return PersonHit(user_entry(user), highlights)


def room_hit(room: Room, highlights: Spans, topic_highlights: Spans) -> RoomHit:
    """A room as the search shows it."""
    facts = FoundRoom(
        room.id, room.name, room.topic, room.privacy, room.is_archived, picture_path(room.avatar)
    )
    return RoomHit(facts, highlights, topic_highlights)


def print_start(start: Start | None) -> str | None:
    """A place in the results as the cursor that clients send back."""
    return None if start is None else f"{'p' if start.is_prefix else 'w'}{start.below}"


def parse_start(cursor: str) -> Start | None:
    """What a cursor says; None for one that we did not give."""
    kind, number = cursor[:1], cursor[1:]
    if kind not in {"p", "w"} or not (number.isascii() and number.isdigit()):
        return None
    return Start(min(int(number), 2**62), kind == "p")


def parse_offset(cursor: str) -> int:
    """The place in a list of names that a cursor says; the beginning for one that we did not give."""
    return int(cursor[:9]) if cursor.isascii() and cursor.isdigit() else 0
