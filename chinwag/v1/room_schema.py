"""Shapes of rooms and messages in API v1: parameters that come, objects that go."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chinwag.clock import from_micros
from chinwag.files.links import FileOut, ShowFile
from chinwag.http.links import Links
from chinwag.messages.colors import COLOR_SPELLINGS, ColorChoice
from chinwag.messages.model import BodyFormat, Entry
from chinwag.rooms.model import Privacy, Room
from chinwag.users.model import User

FROM_LENGTH = 15
"""How much of `from` is shown with a message; the rest is cut off, as most clients do themselves."""

_Topic = Annotated[str, Meta(max_length=250)]


class RoomIn(msgspec.Struct, frozen=True):
    """Which room: its id, or its exact name."""

    room_id: str


class RoomCreateIn(msgspec.Struct, frozen=True):
    """A new room. The owner may also be given by e-mail address or @mention name (our choice)."""

    name: Annotated[str, Meta(max_length=50)]
    owner_user_id: str
    privacy: Privacy = "public"
    topic: _Topic = ""
    guest_access: bool = False


class TopicIn(msgspec.Struct, frozen=True, rename={"sender": "from"}):
    """A new topic; the empty one clears it. `from` is who the room sees."""

    room_id: str
    topic: _Topic
    sender: Annotated[str, Meta(max_length=64)] = "API"


class MessageIn(msgspec.Struct, frozen=True, rename={"sender": "from"}):
    """A message to a room."""

    SPELLINGS: ClassVar = {"color": COLOR_SPELLINGS}

    room_id: str
    sender: str
    message: Annotated[str, Meta(max_length=10_000)]
    message_format: BodyFormat = "html"
    notify: bool = False
    color: ColorChoice = "yellow"


class HistoryIn(msgspec.Struct, frozen=True):
    """One day of a room, or the 75 newest messages."""

    room_id: str
    date: Annotated[str, Meta(pattern="^([0-9]{4}-[0-9]{2}-[0-9]{2}|recent)$")]
    timezone: str = "UTC"


class RoomOut(msgspec.Struct, frozen=True):
    """A room, as lists hold it."""

    room_id: int
    name: str
    topic: str
    last_active: int
    created: int
    owner_user_id: int
    is_archived: bool
    is_private: bool
    guest_access_url: str | None
    xmpp_jid: str


class ParticipantOut(msgspec.Struct, frozen=True):
    """Somebody who has the room open."""

    user_id: int
    name: str


class RoomDetailOut(RoomOut, frozen=True, kw_only=True):
    """A room in full; `member_user_ids` only of a private one."""

    privacy: Privacy
    participants: list[ParticipantOut]
    member_user_ids: list[int] | UnsetType = UNSET


class SenderOut(msgspec.Struct, frozen=True):
    """Who said something: a person's id, `api` for what came over the API, `guest` for guests."""

    name: str
    user_id: int | Literal["api", "guest"]


class MessageOut(msgspec.Struct, frozen=True, omit_defaults=True, rename={"sender": "from"}):
    """One entry of a history."""

    date: str
    sender: SenderOut
    message: str
    file: FileOut | None = None


class RoomReply(msgspec.Struct, frozen=True):
    room: RoomOut


class RoomDetailReply(msgspec.Struct, frozen=True):
    room: RoomDetailOut


class RoomsReply(msgspec.Struct, frozen=True):
    rooms: list[RoomOut]


class MessagesReply(msgspec.Struct, frozen=True):
    messages: list[MessageOut]


class StatusReply(msgspec.Struct, frozen=True):
    status: Literal["sent", "ok"]


class DeletedReply(msgspec.Struct, frozen=True):
    deleted: bool


def room_out(room: Room, links: Links, last_active: datetime | None) -> RoomOut:
    """A room, as lists hold it."""
    host = urlsplit(links.base).hostname or "localhost"
    return RoomOut(
        room_id=room.id,
        name=room.name,
        topic=room.topic,
        last_active=unix(last_active),
        created=unix(room.created_at),
        owner_user_id=room.owner_id,
        is_archived=room.is_archived,
        is_private=room.is_private,
        guest_access_url=links.web(f"/g/{room.guest_token}") if room.guest_token else None,
        xmpp_jid=f"{room.group_id}_{room.xmpp_slug}@conf.{host}",
    )


def room_detail_out(
    room: Room, links: Links, last_active: datetime | None, present: list[User], members: list[int]
) -> RoomDetailOut:
    """A room in full."""
    return RoomDetailOut(
        **msgspec.structs.asdict(room_out(room, links, last_active)),
        privacy=room.privacy,
        participants=[ParticipantOut(user.id, user.name) for user in present],
        member_user_ids=members if room.is_private else UNSET,
    )


def message_out(entry: Entry, people: Mapping[int, User], zone: tzinfo, show_file: ShowFile) -> MessageOut:
    """An entry of a history. A new topic says that it is one: v1 knows no other kind than messages (our choice)."""
    text = entry.body or ""
    return MessageOut(
        date=from_micros(entry.sent_micros).astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S%z"),
        sender=_sender(entry, people),
        message=f"Topic set to: {text}" if entry.type == "topic" else text,
        file=None if entry.file is None else show_file(entry.file),
    )


def _sender(entry: Entry, people: Mapping[int, User]) -> SenderOut:
    person = people.get(entry.sender_id or 0) if entry.is_by_person else None
    if person is None:
        return SenderOut(entry.sender_label or "API", "api")
    return SenderOut(person.name, "guest" if person.is_guest else person.id)


def unix(moment: datetime | None) -> int:
    """Unix seconds; 0 when it never was."""
    return 0 if moment is None else int(moment.timestamp())
