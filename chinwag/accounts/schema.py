"""JSON shapes of sign-in and setup."""

from typing import Annotated

import msgspec

from chinwag.accounts.model import SetupKind
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
    """What a one-time link is for, and for whom."""

    kind: SetupKind
    name: str | None


class SetupIn(msgspec.Struct, frozen=True):
    """For the first admin: all but the group's name. For a sign-in link: a new password, or nothing."""

    name: Annotated[str, msgspec.Meta(max_length=50)] | None = None
    email: Annotated[str, msgspec.Meta(max_length=254)] | None = None
    password: _Password | None = None
    group_name: Annotated[str, msgspec.Meta(max_length=100)] | None = None
