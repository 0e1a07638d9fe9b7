"""JSON shapes of the directory of people, of a profile, and of changing one's own."""

from typing import Annotated, Literal

import msgspec

from chinwag.clock import iso_seconds
from chinwag.http.links import picture_path
from chinwag.http.paging import PageQuery
from chinwag.presence.service import PresenceState
from chinwag.rooms.model import Privacy, Room
from chinwag.users.brief_schema import person_brief
from chinwag.users.model import User


class PersonPresence(msgspec.Struct, frozen=True):
    """How somebody is who is online. `show` null = available; `idle` in seconds."""

    show: str | None
    status: str
    idle: int
    is_online: bool = True


class PeopleQuery(PageQuery, frozen=True, kw_only=True, rename="kebab"):
    """Which people of the directory, and in which order."""

    q: Annotated[
        str,
        msgspec.Meta(max_length=100, description="Part of a name, mention name, title or e-mail address."),
    ] = ""
    sort: Annotated[
        Literal["name", "presence"], msgspec.Meta(description="By name, or those who are here first.")
    ] = "name"
    include_guests: Annotated[bool, msgspec.Meta(description="Guests of rooms that one sees, too.")] = False


class DirectoryPerson(msgspec.Struct, frozen=True):
    """Somebody as the directory shows them. `presence` null: offline."""

    id: int
    name: str
    mention_name: str
    title: str
    email: str | None
    timezone: str
    photo_url: str | None
    is_guest: bool
    is_group_admin: bool
    presence: PersonPresence | None


class PeopleDirectory(msgspec.Struct, frozen=True):
    """A page of the directory; `total` people fit what was asked for."""

    items: list[DirectoryPerson]
    total: int


class SharedRoom(msgspec.Struct, frozen=True):
    """A room that somebody and the caller have in common."""

    id: int
    name: str
    privacy: Privacy


class ProfileOut(msgspec.Struct, frozen=True):
    """All that is told of a person. `can_message` is false for guests, and where one-to-one chats are not allowed.

    `rooms`: private rooms that both are members of, and public ones that the person owns, administers or has open.
    """

    id: int
    name: str
    mention_name: str
    title: str
    email: str | None
    timezone: str
    photo_url: str | None
    is_guest: bool
    is_group_admin: bool
    is_owner: bool
    is_deleted: bool
    presence: PersonPresence | None
    created: str
    last_active: str | None
    rooms: list[SharedRoom]
    can_message: bool


class OwnProfileIn(msgspec.Struct, frozen=True):
    """What shall change of one's own profile; what is left out stays."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=50)] | None = None
    mention_name: Annotated[str, msgspec.Meta(min_length=1, max_length=51)] | None = None
    title: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    timezone: Annotated[str, msgspec.Meta(min_length=1, max_length=64)] | None = None


def person_presence(state: PresenceState | None) -> PersonPresence | None:
    """How somebody is."""
    return None if state is None else PersonPresence(state.show, state.status or "", state.idle)


def directory_person(user: User, presence: PresenceState | None) -> DirectoryPerson:
    """Somebody as the directory shows them."""
    return DirectoryPerson(
        **person_brief(user),
        email=user.email,
        timezone=user.timezone,
        is_group_admin=user.is_group_admin,
        presence=person_presence(presence),
    )


def profile_out(
    user: User, presence: PresenceState | None, rooms: list[Room], *, shows_email: bool, can_message: bool
) -> ProfileOut:
    """All that is told of a person."""
    return ProfileOut(
        id=user.id,
        name=user.name,
        mention_name=user.mention_name,
        title=user.title,
        email=user.email if shows_email else None,
        timezone=user.timezone,
        photo_url=picture_path(user.photo, "big"),
        is_guest=user.is_guest,
        is_group_admin=user.is_group_admin,
        is_owner=user.is_owner,
        is_deleted=user.is_deleted,
        presence=person_presence(presence),
        created=iso_seconds(user.created_at),
        last_active=None if user.last_active_at is None else iso_seconds(user.last_active_at),
        rooms=[SharedRoom(room.id, room.name, room.privacy) for room in rooms],
        can_message=can_message,
    )
