"""JSON shapes of the audit log."""

from typing import Annotated, Any

import msgspec

from chinwag.audit.model import Action, Entry
from chinwag.clock import iso_micros

_Id = Annotated[int, msgspec.Meta(ge=1, le=2**53)]


class AuditQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries: of the person `user`, of an action (more than one: with commas), from `since` up to `until`.

    Dates are those of UTC, as 2026-05-26; `until` is the last day. `before`: entries older than that one.
    """

    user: _Id | None = None
    action: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    since: Annotated[str, msgspec.Meta(max_length=10)] = ""
    until: Annotated[str, msgspec.Meta(max_length=10)] = ""
    before: _Id = 2**53
    limit: Annotated[int, msgspec.Meta(ge=1, le=500)] = 50


class AuditActor(msgspec.Struct, frozen=True):
    """Who did it. `kind`: person, integration, command (on the server) or server (by itself)."""

    kind: str
    id: int | None
    name: str
    token_id: int | None


class AuditThing(msgspec.Struct, frozen=True):
    """What it was done to, by the name of that day."""

    kind: str
    id: str
    name: str


class AuditEntry(msgspec.Struct, frozen=True):
    """One line of the log."""

    id: int
    at: str
    action: str
    actor: AuditActor
    object: AuditThing
    details: dict[str, Any]
    address: str


class AuditLog(msgspec.Struct, frozen=True):
    """A page, newest first. `before` of the next page; null on the last one. `actions`: all that there are."""

    items: list[AuditEntry]
    before: int | None
    actions: list[str]
    retention_days: int


def audit_entry(entry: Entry) -> AuditEntry:
    """One line of the log."""
    actor, thing = entry.actor, entry.thing
    return AuditEntry(
        id=entry.id,
        at=iso_micros(entry.at_micros),
        action=entry.action,
        actor=AuditActor(actor.kind, actor.user_id, actor.name, actor.token_id),
        object=AuditThing(thing.kind, str(thing.id), thing.name),
        details=dict(entry.details),
        address=actor.address,
    )


ACTIONS = [str(action) for action in Action]
