"""JSON shapes of the web client's own API."""

from datetime import datetime
from typing import Annotated

import msgspec

from chinwag.chats.model import PrivateChat
from chinwag.clock import iso_micros
from chinwag.groups.schema import GroupEntry
from chinwag.messages.chat_schema import ChatMessage
from chinwag.realtime.events import PresenceShown
from chinwag.rooms.brief_schema import room_brief
from chinwag.rooms.model import Room, RoomRole, RoomStatistics
from chinwag.users.brief_schema import person_brief
from chinwag.users.model import User
from chinwag.users.schema import Me, UserEntry

TEXT_LIMIT = 10_000


class RoomEntry(msgspec.Struct, frozen=True):
    """A room in the list. Unread = last_position - read_position; `mentions` of me among them."""

    id: int
    name: str
    topic: str
    privacy: str
    is_archived: bool
    owner_id: int
    avatar_url: str | None
    last_position: int
    read_position: int
    mentions: int
    last_active: str | None
    can_post: bool
    can_admin: bool


class Person(UserEntry, frozen=True):
    """Somebody to talk to. `chat_id`, `last_active` null: no word was exchanged yet. `presence` null: offline."""

    presence: PresenceShown | None
    chat_id: int | None
    last_position: int
    read_position: int
    last_active: str | None


class Start(msgspec.Struct, frozen=True):
    """All that a client shows first. Live events after `cursor` bring it up to date.

    `upload_limit`: bytes of the largest file that is taken.
    """

    cursor: int
    me: Me
    group: GroupEntry
    rooms: list[RoomEntry]
    people: list[Person]
    upload_limit: int


class HistoryQuery(msgspec.Struct, frozen=True):
    """Messages next before or after a position, around a message, or from a moment on; nothing: the newest."""

    before: Annotated[int, msgspec.Meta(ge=1, le=2**53)] | None = None
    after: Annotated[int, msgspec.Meta(ge=0, le=2**53)] | None = None
    around: Annotated[str, msgspec.Meta(min_length=1, max_length=64)] | None = None
    date: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 50


class History(msgspec.Struct, frozen=True):
    """Messages, oldest first. The two positions are the bounds of the chat, not of this page."""

    items: list[ChatMessage]
    first_position: int
    last_position: int


class ChatMessageIn(msgspec.Struct, frozen=True):
    """A message to send. The same `client_id` again is the same message, never a second one."""

    message: Annotated[str, msgspec.Meta(min_length=1, max_length=TEXT_LIMIT)]
    client_id: Annotated[str, msgspec.Meta(min_length=8, max_length=64)] | None = None
    parent_id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)] | None = None


class ReadIn(msgspec.Struct, frozen=True):
    """How far the person has read."""

    position: Annotated[int, msgspec.Meta(ge=1, le=2**53)]


class UnreadIn(msgspec.Struct, frozen=True):
    """The first message that counts as unread, by its position."""

    position: Annotated[int, msgspec.Meta(ge=1, le=2**53)]


class RoomPerson(UserEntry, frozen=True):
    """Somebody who is in a room, or could be."""

    is_present: bool
    room_roles: list[RoomRole]


class RoomPeople(msgspec.Struct, frozen=True):
    """The people of a room by name."""

    items: list[RoomPerson]


def room_entry(
    room: Room, statistics: RoomStatistics, *, read_position: int, mentions: int, can_admin: bool
) -> RoomEntry:
    """A room in somebody's list."""
    return RoomEntry(
        **room_brief(room, statistics),
        last_position=statistics.messages_sent,
        read_position=read_position,
        mentions=mentions,
        can_post=not room.is_archived,
        can_admin=can_admin,
    )


def person(
    user: User, presence: PresenceShown | None, chat: PrivateChat | None, *, read_position: int
) -> Person:
    """A person in somebody's list."""
    last = chat.last_micros if chat else None
    return Person(
        **person_brief(user),
        presence=presence,
        chat_id=chat.id if chat else None,
        last_position=chat.last_position if chat else 0,
        read_position=read_position,
        last_active=None if last is None else iso_micros(last),
    )


def room_person(user: User, *, is_present: bool, role: RoomRole) -> RoomPerson:
    """A person as a room lists them."""
    return RoomPerson(
        **person_brief(user),
        is_present=is_present,
        room_roles=[role],
    )
