"""Shapes of users in API v1: parameters that come, objects that go."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chinwag.http.links import Links
from chinwag.presence.model import PresenceState
from chinwag.users.model import User
from chinwag.v1.room_schema import unix

Status = Literal["available", "away", "dnd", "offline"]

_Name = Annotated[str, Meta(max_length=50)]
_Email = Annotated[str, Meta(max_length=254)]
_Title = Annotated[str, Meta(max_length=200)]
_Password = Annotated[str, Meta(max_length=1024)]


class UserIn(msgspec.Struct, frozen=True):
    """Which user: id or e-mail address; an @mention name does as well (our choice)."""

    user_id: str


class UsersIn(msgspec.Struct, frozen=True):
    """Which users a list holds."""

    include_deleted: bool = False


class UserCreateIn(msgspec.Struct, frozen=True):
    """A new user. Without a password the server makes one."""

    email: _Email
    name: _Name
    mention_name: str | None = None
    title: _Title = ""
    is_group_admin: bool = False
    password: _Password | None = None
    timezone: str = "UTC"


class UserUpdateIn(msgspec.Struct, frozen=True):
    """What is to change of a user; the rest stays. An empty title clears it."""

    user_id: str
    email: _Email | None = None
    name: _Name | None = None
    mention_name: str | None = None
    title: _Title | None = None
    is_group_admin: bool | None = None
    password: _Password | None = None
    timezone: str | None = None


class UserOut(msgspec.Struct, frozen=True):
    """A user. The two flags are 0 or 1, as they were."""

    user_id: int
    email: str
    is_deleted: int
    is_group_admin: int
    name: str
    mention_name: str
    photo_url: str
    last_active: int
    created: int
    status: Status
    status_message: str
    timezone: str
    title: str


class NewUserOut(UserOut, frozen=True, kw_only=True):
    """A user just made; the password only when the server made it, this once."""

    password: str | UnsetType = UNSET


class UserReply(msgspec.Struct, frozen=True):
    user: UserOut


class NewUserReply(msgspec.Struct, frozen=True):
    user: NewUserOut


class UsersReply(msgspec.Struct, frozen=True):
    users: list[UserOut]


class UndeletedReply(msgspec.Struct, frozen=True):
    undeleted: bool


def user_out(user: User, links: Links, presence: PresenceState | None) -> UserOut:
    """A user. Without a picture of their own they have the program's (our choice: nothing is loaded from elsewhere)."""
    return UserOut(
        user_id=user.id,
        email=user.email or "",
        is_deleted=int(user.is_deleted),
        is_group_admin=int(user.is_group_admin),
        name=user.name,
        mention_name=user.mention_name,
        photo_url=links.picture(user.photo) or links.web("/glyph.svg"),
        last_active=unix(user.last_active_at),
        created=unix(user.created_at),
        status=_status(presence),
        status_message="" if presence is None else presence.status,
        timezone=user.timezone,
        title=user.title,
    )


def new_user_out(user: User, links: Links, password: str | None) -> NewUserOut:
    """A user just made."""
    shown = msgspec.structs.asdict(user_out(user, links, None))
    return NewUserOut(**shown, password=UNSET if password is None else password)


def _status(presence: PresenceState | None) -> Status:
    if presence is None:
        return "offline"
    if presence.show == "dnd":
        return "dnd"
    return "away" if presence.show in {"away", "xa"} else "available"
