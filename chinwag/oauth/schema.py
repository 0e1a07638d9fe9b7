"""JSON shapes of tokens, sessions and consent."""

from typing import Annotated, Literal

import msgspec

from chinwag.callers import TokenKind
from chinwag.clock import iso_seconds
from chinwag.oauth.model import ListedToken, MadeToken, Token
from chinwag.rooms.schema import RoomStub
from chinwag.scopes import SCOPE_TEXTS, Scope
from chinwag.users.schema import Me, SelfLink, UserStub


class TokenQuery(msgspec.Struct, frozen=True):
    """What old add-ons put behind the address of the token endpoint instead of into the body. No secrets."""

    grant_type: str | None = None
    scope: str | None = None


class TokenRequest(msgspec.Struct, frozen=True):
    """What the token endpoint is asked; which fields count depends on `grant_type`, which has to be given."""

    grant_type: str | None = None
    scope: str | None = None
    code: str | None = None
    redirect_uri: str | None = None
    redirect_url: str | None = None
    code_verifier: str | None = None
    refresh_token: str | None = None
    username: str | None = None
    password: str | None = None
    client_id: str | None = None
    client_secret: str | None = None
    client_name: str | None = None
    group_id: int | str | None = None
    user_id: int | str | None = None


class TokenOut(msgspec.Struct, frozen=True, omit_defaults=True):
    """A fresh token. `expires_in` in seconds; `refresh_token` only for tokens that act as a person."""

    access_token: str
    expires_in: int
    group_id: int
    group_name: str
    scope: str
    token_type: str
    refresh_token: str | None = None


class SessionClient(msgspec.Struct, frozen=True):
    """What a token was made for. `room` is set when it works in one room only."""

    allowed_scopes: list[str]
    id: str
    links: SelfLink
    name: str | None
    room: RoomStub | None


class OAuthSession(msgspec.Struct, frozen=True, omit_defaults=True):
    """A token, described. `owner` only when a person owns it."""

    access_token: str
    client: SessionClient
    expires_in: int
    owner_type: Literal["user", "client"]
    scopes: list[str]
    owner: UserStub | None = None


class TokenEntry(msgspec.Struct, frozen=True):
    """A token in its owner's list; the token itself is never shown again."""

    id: int
    label: str
    scopes: list[str]
    created: str
    expires: str | None
    last_used: str | None


class TokenEntries(msgspec.Struct, frozen=True):
    """All tokens of a person, or of a room."""

    items: list[TokenEntry]


class TokenCall(msgspec.Struct, frozen=True):
    """A call that a token made. `reason`: the sentence with which it was refused, null when it was not."""

    at: str
    method: str
    path: str
    status: int
    reason: str | None


class TokenCalls(msgspec.Struct, frozen=True):
    """The last calls of a token, newest first: at most 50, since the server started."""

    items: list[TokenCall]


class TokenIn(msgspec.Struct, frozen=True):
    """A token to be made. `expires_in_days` null = never expires."""

    label: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    scopes: list[Scope]
    expires_in_days: Literal[30, 90, 365] | None = 365


class NewTokenOut(msgspec.Struct, frozen=True):
    """A fresh token. `token` is shown in this answer only."""

    id: int
    token: str
    label: str
    scopes: list[str]
    expires: str | None


AdminTokenKind = Literal["personal", "room", "v1_admin", "v1_notification"]


class NamedStub(msgspec.Struct, frozen=True):
    """Whom or what a token belongs to."""

    id: int
    name: str


class AdminTokenEntry(msgspec.Struct, frozen=True):
    """A token in the list of the group's admins."""

    id: int
    kind: AdminTokenKind
    label: str
    scopes: list[str]
    user: NamedStub | None
    room: NamedStub | None
    created: str
    expires: str | None
    last_used: str | None


class AdminTokenEntries(msgspec.Struct, frozen=True):
    """The tokens of people, rooms and API v1, oldest first."""

    items: list[AdminTokenEntry]


class AdminTokenIn(msgspec.Struct, frozen=True):
    """A token of API v1 to be made, or a HipChat token of any kind to be adopted: then `token` is that one.

    `user` goes with the kind `personal`, `room` with `room`; tokens of API v1 belong to the group and have
    neither scopes nor an end.
    """

    kind: AdminTokenKind
    label: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    token: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    user: int | str | None = None
    room: int | str | None = None
    scopes: list[Scope] = []
    expires_in_days: Literal[30, 90, 365] | None = None


class AdminTokenOut(msgspec.Struct, frozen=True):
    """The token that is there now. `token`: shown in this answer only; null when it was adopted."""

    id: int
    kind: AdminTokenKind
    token: str | None
    label: str
    scopes: list[str]
    expires: str | None


class AuthorizeQuery(msgspec.Struct, frozen=True):
    """What an add-on asks a person for (RFC 6749, 7636)."""

    client_id: str
    redirect_uri: str
    response_type: str
    scope: str | None = None
    state: str | None = None
    code_challenge: str | None = None
    code_challenge_method: str | None = None


class DecisionIn(msgspec.Struct, frozen=True):
    """The same, with what the person decided."""

    client_id: str
    redirect_uri: str
    response_type: str
    decision: Literal["allow", "deny"]
    scope: str | None = None
    state: str | None = None
    code_challenge: str | None = None
    code_challenge_method: str | None = None


class ScopeOut(msgspec.Struct, frozen=True):
    """A scope as people read it."""

    id: str
    name: str
    description: str


class ClientName(msgspec.Struct, frozen=True):
    """Who asks."""

    name: str


class ConsentGroup(msgspec.Struct, frozen=True):
    """The group that it is about."""

    id: int
    name: str


class Consent(msgspec.Struct, frozen=True):
    """What the consent page shows."""

    client: ClientName
    scopes: list[ScopeOut]
    me: Me
    group: ConsentGroup


class RedirectOut(msgspec.Struct, frozen=True):
    """Where the browser goes next."""

    redirect: str


def token_entry(token: Token) -> TokenEntry:
    """A token in a list."""
    return TokenEntry(
        id=token.id,
        label=token.label,
        scopes=sorted(token.scopes),
        created=iso_seconds(token.created_at),
        expires=None if token.expires_at is None else iso_seconds(token.expires_at),
        last_used=None if token.last_used_at is None else iso_seconds(token.last_used_at),
    )


def new_token_out(made: MadeToken) -> NewTokenOut:
    """A token just made."""
    ends = made.token.expires_at
    return NewTokenOut(
        made.id,
        made.secret,
        made.token.label,
        sorted(made.token.scopes),
        None if ends is None else iso_seconds(ends),
    )


def admin_token_entry(listed: ListedToken) -> AdminTokenEntry:
    """A token in the list of the group's admins. A room's token acts as nobody, whoever made it."""
    token = listed.token
    entry = token_entry(token)
    is_of_person = token.kind is TokenKind.PERSONAL and token.user_id is not None
    return AdminTokenEntry(
        id=token.id,
        kind=_admin_kind(token.kind),
        label=token.label,
        scopes=entry.scopes,
        user=NamedStub(token.user_id or 0, listed.user_name or "") if is_of_person else None,
        room=None if token.room_id is None else NamedStub(token.room_id, listed.room_name or ""),
        created=entry.created,
        expires=entry.expires,
        last_used=entry.last_used,
    )


def admin_token_out(made: MadeToken, *, is_adopted: bool) -> AdminTokenOut:
    """A token just made, or adopted: that one the admin knows."""
    out = new_token_out(made)
    shown = None if is_adopted else made.secret
    return AdminTokenOut(out.id, _admin_kind(made.token.kind), shown, out.label, out.scopes, out.expires)


def _admin_kind(kind: TokenKind) -> AdminTokenKind:
    return _ADMIN_KINDS[kind]


_ADMIN_KINDS: dict[TokenKind, AdminTokenKind] = {
    TokenKind.PERSONAL: "personal",
    TokenKind.ROOM: "room",
    TokenKind.V1_ADMIN: "v1_admin",
    TokenKind.V1_NOTIFICATION: "v1_notification",
}
LISTED_KINDS = frozenset(_ADMIN_KINDS)
"""What the group's admins see: not the tokens that grants mint, which end by themselves."""


def scope_out(scope: Scope) -> ScopeOut:
    """A scope as people read it."""
    return ScopeOut(str(scope), SCOPE_TEXTS[scope].name, SCOPE_TEXTS[scope].description)
