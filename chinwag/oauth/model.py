"""OAuth: clients, tokens, what a grant gives."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from chinwag.callers import TokenKind
from chinwag.scopes import Scope

TOKEN_LIFETIME = timedelta(hours=8)
"""Of add-on and user tokens: `expires_in` 28800 (documented in 2017)."""

CODE_LIFETIME = timedelta(seconds=60)
PERSONAL_TOKENS = 100
"""How many personal access tokens a person may have; the same for the tokens of a room."""

PERSONAL_LIFETIME = timedelta(days=365)
"""Of tokens made by `grant_type=personal`, as on HipChat's page (recorded)."""

ENDLESS_S = 431_999_999
"""`expires_in` of a token that never expires: what HipChat's longest-lived tokens said (recorded)."""


@dataclass(frozen=True, slots=True)
class OAuthClient:
    """An add-on installation: in the group, or in one room. `redirect_uris` are compared exactly."""

    id: str
    group_id: int
    room_id: int | None
    name: str
    key: str
    secret_hash: str
    scopes: frozenset[Scope]
    redirect_uris: tuple[str, ...]
    rate_limit: int | None


@dataclass(frozen=True, slots=True)
class Token:
    """A stored token, without what makes it one."""

    id: int
    group_id: int
    kind: TokenKind
    hash: str
    client_id: str | None
    user_id: int | None
    room_id: int | None
    label: str
    scopes: frozenset[Scope]
    family: str | None
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class ListedToken:
    """A stored token with the names of whom it belongs to."""

    token: Token
    user_name: str | None
    room_name: str | None
    client_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """A token to be stored."""

    group_id: int
    kind: TokenKind
    scopes: frozenset[Scope]
    label: str = ""
    client_id: str | None = None
    user_id: int | None = None
    room_id: int | None = None
    family: str | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A fresh token: `secret` is shown once and stored nowhere."""

    id: int
    secret: str
    token: NewToken


@dataclass(frozen=True, slots=True)
class Authorization:
    """What a person allowed a client: in a code, then in refresh tokens, all of one `family`."""

    group_id: int
    client_id: str | None
    user_id: int
    scopes: frozenset[Scope]
    family: str


@dataclass(frozen=True, slots=True)
class Code:
    """A stored authorization code."""

    authorization: Authorization
    redirect_uri: str
    code_challenge: str | None
    expires_at: datetime
    is_used: bool


@dataclass(frozen=True, slots=True)
class Granted:
    """What the token endpoint gives."""

    access_token: str
    scopes: frozenset[Scope]
    group_id: int
    refresh_token: str | None
    lifetime_s: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A grant refused after something had to be stored all the same, such as the end of a stolen family."""

    message: str


def parse_uris(text: str) -> tuple[str, ...]:
    """Redirect addresses as the table keeps them."""
    return tuple(str(uri) for uri in json.loads(text))
