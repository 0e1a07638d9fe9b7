"""Webhook: what it is, whose it is, and the rules that need no database."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

WebhookEvent = Literal[
    "room_archived",
    "room_created",
    "room_deleted",
    "room_enter",
    "room_exit",
    "room_file_upload",
    "room_message",
    "room_notification",
    "room_topic_change",
    "room_unarchived",
]
MESSAGE_EVENTS = frozenset({"room_message", "room_notification"})
"""The events of which a pattern chooses some (documented)."""

Authentication = Literal["jwt", "none"]

WEBHOOKS_OF_OWNER = 10
"""How many an owner may register in one room over the API, and an add-on for the group (documented for rooms)."""

_WEBHOOK_ID = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a webhook is: one of an add-on, a room's token, a person. It stops when its owner goes.

    For a person `token_id` is the personal token that registered it, if one did.
    """

    client_id: str | None = None
    token_id: int | None = None
    user_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookChoice:
    """What the one who registers a webhook chooses."""

    url: str
    event: WebhookEvent
    pattern: str = ""
    name: str = ""
    key: str = ""
    authentication: Authentication = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A registered webhook. `room_id` None: of all rooms of the group."""

    id: int
    group_id: int
    room_id: int | None
    owner: Owner
    choice: WebhookChoice
    is_declared: bool
    """By the add-on's descriptor: then the API cannot change it."""
    switched_off: str | None
    """Why it is called no more; None: it is called."""
    created_at: datetime


def parse_webhook_id(ref: str) -> int | None:
    """The id that a reference spells; None when it is none."""
    return int(ref) if _WEBHOOK_ID.fullmatch(ref) else None
