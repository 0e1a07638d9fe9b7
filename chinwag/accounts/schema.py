"""JSON shapes of sign-in and setup."""

from typing import Annotated

import msgspec

from chinwag.accounts.model import OwnSession, SetupKind
from chinwag.clock import iso_micros
from chinwag.users.schema import Me

_Password = Annotated[str, msgspec.Meta(max_length=1024)]


class GroupOut(msgspec.Struct, frozen=True):
    """The group, for the web client."""

    id: int
    name: str


class SessionOut(msgspec.Struct, frozen=True):
    """Whether somebody is signed in, and the value that writes must send as X-CSRF-Token."""

    signed_in: bool
    csrf: str
    me: Me | None
    group: GroupOut | None
    demo: bool


class SignInIn(msgspec.Struct, frozen=True):
    """An e-mail address and its password."""

    email: Annotated[str, msgspec.Meta(min_length=1, max_length=254)]
    password: _Password


class SignedInOut(msgspec.Struct, frozen=True):
    """Who is signed in now, and the new value for X-CSRF-Token."""

    me: Me
    csrf: str


class SetupOut(msgspec.Struct, frozen=True):
    """What a one-time link is for, and for whom. `needs_password`: they have none yet, and choose one now."""

    kind: SetupKind
    name: str | None
    needs_password: bool = False


class SetupIn(msgspec.Struct, frozen=True):
    """For the first admin: all but the group's name. For a sign-in link: a new password, or nothing."""

    name: Annotated[str, msgspec.Meta(max_length=50)] | None = None
    email: Annotated[str, msgspec.Meta(max_length=254)] | None = None
    password: _Password | None = None
    group_name: Annotated[str, msgspec.Meta(max_length=100)] | None = None


class OwnSessionOut(msgspec.Struct, frozen=True):
    """A browser in which one is signed in. `user_agent` is what it called itself when it signed in."""

    id: str
    user_agent: str
    created: str
    last_used: str
    is_current: bool


class OwnSessions(msgspec.Struct, frozen=True):
    """The last used first."""

    items: list[OwnSessionOut]


class PasswordIn(msgspec.Struct, frozen=True):
    """The password that one has and the one that one wants."""

    old: _Password
    new: _Password


def own_session_out(session: OwnSession) -> OwnSessionOut:
    """A session as the account page shows it."""
    return OwnSessionOut(
        id=session.id,
        user_agent=session.user_agent,
        created=iso_micros(session.created_micros),
        last_used=iso_micros(session.used_micros),
        is_current=session.is_current,
    )
