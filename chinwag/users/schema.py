"""JSON shapes of users."""

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec

from chinwag.clock import iso_seconds
from chinwag.http.links import Links, picture_path
from chinwag.http.paging import PageQuery
from chinwag.presence.service import PresenceState
from chinwag.users.brief_schema import person_brief
from chinwag.users.model import User


class SelfLink(msgspec.Struct, frozen=True):
    """Where a thing is found."""

    self: str


class UserStub(msgspec.Struct, frozen=True):
    """A user, mentioned."""

    id: int
    links: SelfLink
    mention_name: str
    name: str
    version: str


class GroupStub(msgspec.Struct, frozen=True):
    """The group, mentioned."""

    id: int
    links: SelfLink
    name: str


class PresenceClient(msgspec.Struct, frozen=True):
    """The program that a person is online with."""

    type: str | None
    version: str | None


class PresenceOut(msgspec.Struct, frozen=True):
    """How a person who is online can be reached. `idle` in seconds; `show` null = available."""

    client: PresenceClient
    idle: int
    is_online: bool
    show: str | None
    status: str | None


class UserOut(msgspec.Struct, frozen=True):
    """A user in full. `presence` is null while offline."""

    created: str
    email: str | None
    group: GroupStub
    id: int
    is_deleted: bool
    is_group_admin: bool
    is_guest: bool
    last_active: str | None
    links: SelfLink
    mention_name: str
    name: str
    photo_url: str | None
    presence: PresenceOut | None
    roles: list[str]
    timezone: str
    title: str
    version: str
    xmpp_jid: str


class Me(msgspec.Struct, frozen=True):
    """The person who is signed in, for the web client."""

    id: int
    name: str
    mention_name: str
    email: str | None
    title: str
    is_group_admin: bool
    is_guest: bool
    timezone: str
    photo_url: str | None


class UserEntry(msgspec.Struct, frozen=True):
    """A person as live events tell of them."""

    id: int
    name: str
    mention_name: str
    title: str
    photo_url: str | None
    is_guest: bool


class UserChanged(msgspec.Struct, frozen=True):
    """Payload of `user.created` and `user.updated`."""

    user: UserEntry


class UserGone(msgspec.Struct, frozen=True):
    """Payload of `user.deleted`."""

    user_id: int


class UserQuery(PageQuery, frozen=True, kw_only=True, rename="kebab"):
    """Which users a list holds."""

    include_guests: bool = False
    include_deleted: bool = False


_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=50)]
_Email = Annotated[str, msgspec.Meta(min_length=1, max_length=254)]
_Title = Annotated[str, msgspec.Meta(max_length=200)]
_Password = Annotated[str, msgspec.Meta(max_length=1024)]


class UserCreateIn(msgspec.Struct, frozen=True):
    """A new user. Empty texts count as absent (HypChat sends them)."""

    name: _Name
    email: _Email
    mention_name: str | None = None
    title: _Title | None = None
    is_group_admin: bool = False
    roles: list[Literal["owner", "admin", "moderator", "user"]] | None = None
    timezone: str | None = None
    password: _Password | None = None
    created: Any = None


class UserUpdateIn(msgspec.Struct, frozen=True):
    """What a user is from now on: what is missing counts as cleared, but the password."""

    name: _Name
    email: _Email
    mention_name: Annotated[str, msgspec.Meta(min_length=1)]
    title: _Title | None = None
    is_group_admin: bool | None = None
    roles: list[Literal["owner", "admin", "moderator", "user"]] | None = None
    timezone: str | None = None
    password: _Password | None = None
    presence: Any = None


class UserCreated(msgspec.Struct, frozen=True, omit_defaults=True):
    """`password` only when the server made one; it is shown this once."""

    entity: UserStub
    id: int
    links: SelfLink
    password: str | None = None


def user_stub(user: User, links: Links) -> UserStub:
    """A user, mentioned."""
    return UserStub(user.id, SelfLink(links.user(user.id)), user.mention_name, user.name, user.version)


def user_out(
    user: User, links: Links, *, group_name: str, presence: PresenceState | None, shows_email: bool = True
) -> UserOut:
    """A user in full."""
    return UserOut(
        created=iso_seconds(user.created_at),
        email=user.email if shows_email else None,
        group=GroupStub(user.group_id, SelfLink(links.group(user.group_id)), group_name),
        id=user.id,
        is_deleted=user.is_deleted,
        is_group_admin=user.is_group_admin,
        is_guest=user.is_guest,
        last_active=None if user.last_active_at is None else iso_seconds(user.last_active_at),
        links=SelfLink(links.user(user.id)),
        mention_name=user.mention_name,
        name=user.name,
        photo_url=links.picture(user.photo),
        presence=None if presence is None else presence_out(presence),
        roles=[user.role],
        timezone=user.timezone,
        title=user.title,
        version=user.version,
        xmpp_jid=f"{user.group_id}_{user.id}@chat.{urlsplit(links.base).hostname}",
    )


def presence_out(state: PresenceState) -> PresenceOut:
    """The presence of somebody who is online."""
    client = PresenceClient(state.client_type, state.client_version)
    return PresenceOut(client, state.idle, True, state.show, state.status or None)


def me(user: User) -> Me:
    """The person who is signed in."""
    return Me(
        id=user.id,
        name=user.name,
        mention_name=user.mention_name,
        email=user.email,
        title=user.title,
        is_group_admin=user.is_group_admin,
        is_guest=user.is_guest,
        timezone=user.timezone,
        photo_url=picture_path(user.photo),
    )


def user_entry(user: User) -> UserEntry:
    """A person as live events tell of them."""
    return UserEntry(**person_brief(user))
