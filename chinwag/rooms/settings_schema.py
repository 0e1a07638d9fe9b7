"""JSON shapes of a room's settings, of those who have a part in it, and of the directory of rooms."""

from typing import Annotated, Literal

import msgspec

from chinwag.clock import iso
from chinwag.http.paging import PageQuery
from chinwag.rooms.brief_schema import room_brief
from chinwag.rooms.model import Privacy, Room, RoomStatistics
from chinwag.users.brief_schema import person_brief
from chinwag.users.model import User
from chinwag.users.schema import UserEntry

Part = Literal["owner", "admin", "member", "guest"]


class RoomSettings(msgspec.Struct, frozen=True):
    """A room with all that its admins change. `people`: members of a private room, who is in a public one now."""

    id: int
    name: str
    topic: str
    privacy: Privacy
    is_archived: bool
    owner_id: int
    owner_name: str
    avatar_url: str | None
    created: str
    last_active: str | None
    messages: int
    people: int
    is_open_to_guests: bool
    can_admin: bool
    can_open_to_guests: bool
    is_member: bool


class RoomSettingsIn(msgspec.Struct, frozen=True):
    """What shall change of a room; what is left out stays. `owner`: id, e-mail or @mention."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)] | None = None
    topic: Annotated[str, msgspec.Meta(max_length=250)] | None = None
    privacy: Privacy | None = None
    is_archived: bool | None = None
    owner: int | str | None = None


class RoomPart(UserEntry, frozen=True):
    """Somebody who has a part in a room."""

    is_present: bool
    part: Part


class RoomParts(msgspec.Struct, frozen=True):
    """Owner first, then admins, members and guests, each by name. A public room lists no members."""

    items: list[RoomPart]


class DirectoryQuery(PageQuery, frozen=True, kw_only=True, rename="kebab"):
    """Which rooms of the directory, and in which order."""

    q: Annotated[str, msgspec.Meta(max_length=100, description="Part of a name or topic.")] = ""
    sort: Annotated[
        Literal["name", "activity", "people"],
        msgspec.Meta(description="By name, by the last message (newest first), or by how many people."),
    ] = "name"
    include_archived: Annotated[bool, msgspec.Meta(description="Archived rooms, too.")] = False


class DirectoryRoom(msgspec.Struct, frozen=True):
    """A room as the directory shows it. `people`: members of a private room, who is in a public one now."""

    id: int
    name: str
    topic: str
    privacy: Privacy
    is_archived: bool
    avatar_url: str | None
    owner_id: int
    owner_name: str
    last_active: str | None
    messages: int
    people: int


class RoomDirectory(msgspec.Struct, frozen=True):
    """A page of the directory; `total` rooms fit what was asked for."""

    items: list[DirectoryRoom]
    total: int


def room_settings(
    room: Room,
    owner: User | None,
    statistics: RoomStatistics,
    *,
    people: int,
    can_admin: bool,
    can_open_to_guests: bool,
    is_member: bool,
) -> RoomSettings:
    """A room with all that its admins change."""
    return RoomSettings(
        **room_brief(room, statistics),
        owner_name=owner.name if owner else "",
        created=iso(room.created_at),
        messages=statistics.messages_sent,
        people=people,
        is_open_to_guests=room.guest_token is not None,
        can_admin=can_admin,
        can_open_to_guests=can_open_to_guests,
        is_member=is_member,
    )


def room_part(user: User, part: Part, *, is_present: bool) -> RoomPart:
    """Somebody who has a part in a room."""
    return RoomPart(
        **person_brief(user),
        is_present=is_present,
        part=part,
    )


def directory_room(room: Room, owner: User | None, statistics: RoomStatistics, people: int) -> DirectoryRoom:
    """A room as the directory shows it."""
    return DirectoryRoom(
        **room_brief(room, statistics),
        owner_name=owner.name if owner else "",
        messages=statistics.messages_sent,
        people=people,
    )
