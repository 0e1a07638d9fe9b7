"""What lets a person in: sign-in data, web sessions, one-time links."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

SESSION_LIFETIME = timedelta(days=30)
"""Since the last use: every day of use moves the end."""

SESSION_STEP = timedelta(days=1)
"""A session's end is moved at most so often, so that a request rarely writes."""

SETUP_LIFETIME = timedelta(days=7)
MIN_PASSWORD_LENGTH = 8

SetupKind = Literal["first_admin", "sign_in"]


@dataclass(frozen=True, slots=True)
class SignInData:
    """What signing in looks at. Deleted people and guests have none."""

    user_id: int
    group_id: int
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class Session:
    """A fresh web session. `secret` goes into the cookie and is stored nowhere."""

    secret: str
    user_id: int
    group_id: int


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A web session as its person sees it. `used_micros` moves at most once a day."""

    id: str
    user_agent: str
    created_micros: int
    used_micros: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class SetupLink:
    """A one-time link. Without a user it makes the first admin of a new server."""

    hash: str
    user_id: int | None
    group_id: int | None
    user_name: str | None
    expires_at: datetime
    has_password: bool = False

    @property
    def kind(self) -> SetupKind:
        """What the link is for."""
        return "first_admin" if self.user_id is None else "sign_in"
