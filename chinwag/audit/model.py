"""Entries of the audit log."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

ActorKind = Literal["person", "integration", "command", "server"]
ThingKind = Literal[
    "user", "room", "token", "add-on", "webhook", "emoticon", "invitation", "group", "message", "server"
]
Detail = int | str | bool | None | list[str]


class Action(StrEnum):
    """What can stand in the audit log. The words are those of the security log as well."""

    SIGNED_IN = "signed in"
    SIGN_IN_FAILED = "sign-in failed"
    SESSIONS_ENDED = "sessions ended"
    ALL_SESSIONS_ENDED = "all sessions ended"
    LINK_MADE = "one-time link made"
    PASSWORD_CHANGED = "password changed"  # noqa: S105
    USER_CREATED = "user created"
    USER_UPDATED = "user updated"
    USER_DELETED = "user deleted"
    ROLE_CHANGED = "role changed"
    INVITATION_MADE = "invitation made"
    INVITATION_TAKEN_BACK = "invitation taken back"
    INVITATION_ACCEPTED = "invitation accepted"
    ROOM_CREATED = "room created"
    ROOM_UPDATED = "room updated"
    ROOM_DELETED = "room deleted"
    MEMBER_ADDED = "member added"
    MEMBER_REMOVED = "member removed"
    ROOM_ADMIN_MADE = "room admin made"
    ROOM_ADMIN_REMOVED = "room admin removed"
    MESSAGE_DELETED = "message deleted"
    MESSAGES_IMPORTED = "messages imported"
    TOKEN_MADE = "token made"  # noqa: S105
    TOKEN_ADOPTED = "token adopted"  # noqa: S105
    TOKEN_REVOKED = "token revoked"  # noqa: S105
    ALL_TOKENS_REVOKED = "all tokens revoked"
    OAUTH_TOKENS_REVOKED = "all OAuth tokens revoked"
    ADDON_INSTALLED = "add-on installed"
    ADDON_REMOVED = "add-on removed"
    ADDON_UPDATED = "add-on updated"
    ADDON_DISABLED = "add-on disabled"
    ADDON_ENABLED = "add-on enabled"
    ADDON_ALLOWED = "add-on allowed"
    WEBHOOK_CREATED = "webhook created"
    WEBHOOK_DELETED = "webhook deleted"
    WEBHOOK_SWITCHED_OFF = "webhook switched off"
    WEBHOOK_SWITCHED_ON = "webhook switched on"
    EMOTICON_ADDED = "emoticon added"
    EMOTICON_REMOVED = "emoticon removed"
    GROUP_UPDATED = "group updated"
    PERMISSIONS_CHANGED = "permissions changed"
    LIMITS_CHANGED = "limits changed"
    AUDIT_EXPORTED = "audit log exported"


@dataclass(frozen=True, slots=True)
class Thing:
    """What it was done to. `name` as it was then."""

    kind: ThingKind
    id: int | str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a person (perhaps by a token), an integration, a command, or the server by itself."""

    kind: ActorKind
    name: str
    user_id: int | None = None
    token_id: int | None = None
    client_id: str | None = None
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log. `room_id`: only those may read it who may know of this room."""

    id: int
    at_micros: int
    action: str
    actor: Actor
    thing: Thing
    room_id: int | None
    details: dict[str, Detail] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries a page holds: newest first, those before the entry `before`."""

    group_id: int
    user_id: int | None
    actions: tuple[str, ...]
    since_micros: int
    until_micros: int
    before: int
    limit: int
