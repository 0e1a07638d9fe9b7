"""JSON shapes of people and rooms, as their admins see them."""

from typing import Annotated, Literal

import msgspec

from chinwag.clock import iso_seconds
from chinwag.http.links import picture_path
from chinwag.rooms.model import Room, RoomStatistics
from chinwag.users.model import User

PeopleFilter = Literal["all", "admins", "guests", "deactivated"]
RoomFilter = Literal["all", "public", "private", "archived"]
_Text = Annotated[str, msgspec.Meta(max_length=200)]
_Start = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
_Count = Annotated[int, msgspec.Meta(ge=1, le=1000)]


class PeopleQuery(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """Which people: `query` is a part of a name, a mention name or an e-mail address."""

    query: _Text = ""
    filter: PeopleFilter = "all"
    start_index: _Start = 0
    max_results: _Count = 50


class RoomsQuery(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """Which rooms: `query` is a part of a name or topic."""

    query: _Text = ""
    filter: RoomFilter = "all"
    start_index: _Start = 0
    max_results: _Count = 50


class AdminPerson(msgspec.Struct, frozen=True):
    """A person in the list of the group's admins."""

    id: int
    name: str
    mention_name: str
    email: str | None
    title: str
    role: str
    is_guest: bool
    is_deactivated: bool
    photo_url: str | None
    presence: str | None
    created: str
    last_active: str | None
    sessions: int
    tokens: int


class PeopleCounts(msgspec.Struct, frozen=True):
    """How many of each kind the group has; `all` without guests and deactivated people."""

    all: int
    admins: int
    guests: int
    deactivated: int


class AdminPeople(msgspec.Struct, frozen=True):
    """A page of people by name. `total`: how many fit the question."""

    items: list[AdminPerson]
    total: int
    counts: PeopleCounts


class NewPersonIn(msgspec.Struct, frozen=True):
    """A new person. Without a mention name, one is made from the name."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=50)]
    email: Annotated[str, msgspec.Meta(min_length=1, max_length=254)]
    mention_name: Annotated[str, msgspec.Meta(max_length=51)] | None = None
    title: _Text = ""
    is_admin: bool = False


class SignInLink(msgspec.Struct, frozen=True):
    """A one-time link that signs a person in, where they choose a password. Shown in this answer only."""

    id: int
    name: str
    link: str
    expires_in_days: int


class RoleIn(msgspec.Struct, frozen=True):
    """The role that a person has from now on. `owner` hands the group over: only its owner can, with their password."""

    role: Literal["owner", "admin", "user"]
    password: Annotated[
        str, msgspec.Meta(max_length=1024, description="One's own password, for handing the group over.")
    ] = ""


class SignOutIn(msgspec.Struct, frozen=True):
    """Whether the person's tokens end as well as their sessions."""

    tokens: bool = False


class SignedOut(msgspec.Struct, frozen=True):
    """How many ended."""

    sessions: int
    tokens: int


class Named(msgspec.Struct, frozen=True):
    """A person or a room, mentioned."""

    id: int
    name: str


class AdminRoom(msgspec.Struct, frozen=True):
    """A room in the list of the group's admins."""

    id: int
    name: str
    topic: str
    privacy: str
    is_archived: bool
    is_guest_accessible: bool
    avatar_url: str | None
    owner: Named
    created: str
    messages: int
    last_active: str | None


class RoomCounts(msgspec.Struct, frozen=True):
    """How many of each kind the admin may see; `all` without archived ones."""

    all: int
    public: int
    private: int
    archived: int


class AdminRooms(msgspec.Struct, frozen=True):
    """A page of rooms by name. `total`: how many fit the question."""

    items: list[AdminRoom]
    total: int
    counts: RoomCounts


class RoomAdminIn(msgspec.Struct, frozen=True):
    """What is to change of a room; what is missing stays. `owner`: id, e-mail address or @mention name."""

    is_archived: bool | None = None
    owner: int | str | None = None


def admin_person(user: User, presence: str | None, sessions: int, tokens: int) -> AdminPerson:
    """A person, for admins."""
    return AdminPerson(
        id=user.id,
        name=user.name,
        mention_name=user.mention_name,
        email=user.email,
        title=user.title,
        role="guest" if user.is_guest else user.role,
        is_guest=user.is_guest,
        is_deactivated=user.is_deleted,
        photo_url=picture_path(user.photo),
        presence=presence,
        created=iso_seconds(user.created_at),
        last_active=None if user.last_active_at is None else iso_seconds(user.last_active_at),
        sessions=sessions,
        tokens=tokens,
    )


def admin_room(room: Room, figures: RoomStatistics, owner: User | None) -> AdminRoom:
    """A room, for admins."""
    last = figures.last_active_at
    return AdminRoom(
        id=room.id,
        name=room.name,
        topic=room.topic,
        privacy=room.privacy,
        is_archived=room.is_archived,
        is_guest_accessible=room.guest_token is not None,
        avatar_url=picture_path(room.avatar),
        owner=Named(room.owner_id, "" if owner is None else owner.name),
        created=iso_seconds(room.created_at),
        messages=figures.messages_sent,
        last_active=None if last is None else iso_seconds(last),
    )
