"""The caller of a request: what its token, or its browser session, makes it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chinwag.policy import OPEN, UNLIMITED, GroupLimits, Policy
from chinwag.scopes import ClientType, Scope


class TokenKind(StrEnum):
    """How a token was made; `session` is a person in the web client."""

    ADDON = "addon"
    USER = "user"
    PERSONAL = "personal"
    ROOM = "room"
    SESSION = "session"
    V1_ADMIN = "v1_admin"
    V1_NOTIFICATION = "v1_notification"


V1_KINDS = frozenset({TokenKind.V1_ADMIN, TokenKind.V1_NOTIFICATION})
"""Tokens of API v1, which work there and nowhere else, as no other token works there (recorded)."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Everything about the caller that rules ask for, so that a request needs one look-up.

    `user_id` is set for the client type «user», `room_id` for room clients, `client_id` for tokens of an
    OAuth client. `credential` is the key of the token or session row: "token:12", "session:<hash>".
    `rate_key` names the counter that its calls share: a token's own, or that of the installation and person
    for tokens that a grant can mint at will. `rate_limit` is calls in five minutes, 0 = unlimited.
    """

    kind: TokenKind
    client_type: ClientType
    scopes: frozenset[Scope]
    group_id: int
    name: str
    credential: str
    rate_key: str
    rate_limit: int | None = None
    """None: the server's figure for this kind of token."""
    user_id: int | None = None
    room_id: int | None = None
    client_id: str | None = None
    token_id: int | None = None
    is_group_admin: bool = False
    is_guest: bool = False
    sees_after: int = 0
    """Guests see nothing of their room up to this position: what was said before they came."""
    expires_at: datetime | None = None
    is_disabled: bool = False
    """Its add-on is switched off: it may call nothing, and is no stranger either (add-ons take 401 for their end)."""

    policy: Policy = OPEN
    limits: GroupLimits = UNLIMITED
    """What its group's admins decided."""

    @property
    def is_visiting(self) -> bool:
        """Whether this is a guest in the web client, who may call only what is declared for guests."""
        return self.is_guest and self.kind is TokenKind.SESSION

    @property
    def acting_user(self) -> int:
        """The person behind a caller of the client type «user»; a mistake in the declaration otherwise."""
        if self.user_id is None:
            raise RuntimeError("an endpoint for users was reached by a caller without one")
        return self.user_id

    def is_expired(self, now: datetime) -> bool:
        """Whether the token's last moment has passed."""
        return self.expires_at is not None and self.expires_at <= now
