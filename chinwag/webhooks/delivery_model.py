"""Delivery: one event on its way to one webhook, and when it is tried again."""

import random
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from chinwag.scopes import Scope
from chinwag.webhooks.model import Authentication, Owner, WebhookEvent

DeliveryState = Literal["waiting", "delivered", "failed", "dropped"]
"""`failed`: given up, may be sent again by hand. `dropped`: its webhook or the owner was gone."""

MICROS = 1_000_000
LONGEST_GAP_S = 4 * 3600.0
GIVE_UP_AFTER_S = 3 * 24 * 3600.0
MOST_ATTEMPTS = 40
LONGEST_WAIT_ASKED_S = 24 * 3600.0
"""How long a receiver may ask us to wait (`Retry-After`)."""
TIMEOUT_S = 10.0
MOST_OF_ANSWER = 65_536
EXCERPT = 1_000
"""Characters of an answer that the log shows."""

_CHANCE = random.Random()  # noqa: S311 - spreads attempts, keeps no secret


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A delivery as the outbox writes it. `is_judged` False: whether the pattern matches is still to be seen."""

    uuid: str
    group_id: int
    webhook_id: int
    room_id: int
    receiver: str
    event: WebhookEvent
    body: str
    user_id: int | None
    is_judged: bool = True


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery about to be sent. `attempts` counts those that were made; -1: see `NewDelivery.is_judged`."""

    id: int
    group_id: int
    webhook_id: int
    room_id: int
    uuid: str
    receiver: str
    event: WebhookEvent
    body: str
    user_id: int | None
    attempts: int
    created_at: int
    """Microseconds, on the steady clock of the process that wrote it."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a delivery needs to know of its webhook at the moment of sending.

    `obstacle` says why it may not be sent any more; None: it may.
    """

    url: str
    authentication: Authentication
    pattern: str
    owner: Owner
    obstacle: str | None
    secret_sealed: str | None = None
    """Of the add-on that owns it."""
    timezone: str = "UTC"
    """Of the person who acted."""
    owner_name: str = ""
    scopes: frozenset[Scope] | None = None
    """Of the add-on or the token that made it; None: a person may do what they may."""
    name: str = ""
    is_off: bool = False
    """Switched off: what waits stays in the log as failed."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try. `status` None: no answer came, `error` says why."""

    at: int
    took_ms: int
    status: int | None
    error: str | None
    excerpt: str | None


@dataclass(frozen=True, slots=True)
class LoggedDelivery:
    """A delivery as the log shows it, with its last attempt. Times are microseconds."""

    id: int
    group_id: int
    webhook_id: int
    room_id: int
    uuid: str
    event: WebhookEvent
    state: DeliveryState
    attempts: int
    due_at: int
    created_at: int
    finished_at: int | None
    last: Attempt | None


@dataclass(frozen=True, slots=True)
class WebhookHealth:
    """How a webhook is doing: what waits and what was given up (counted to a hundred), and the last attempt."""

    switched_off: str | None
    waiting: int
    failed: int
    last: Attempt | None


@lru_cache(maxsize=512)
def receiver_of(url: str) -> str:
    """Scheme, host and port: what shares connections and a circuit breaker. The text itself where it is no address."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return url
    return f"{parts.scheme.lower()}://{(parts.hostname or '').lower()}:{port}"


def gap_s(failures: int) -> float:
    """Seconds until the next attempt after so many failed ones: doubling from one second, at most four hours.

    The jitter keeps many deliveries from coming back at the same moment; it is small, so that gaps grow.
    """
    return min(2.0 ** min(failures - 1, 20), LONGEST_GAP_S) * _CHANCE.uniform(0.9, 1.1)


def is_given_up(delivery: Delivery, now: int) -> bool:
    """Whether a delivery that failed once more is not tried again: after about three days."""
    age_s = (now - delivery.created_at) / MICROS
    return delivery.attempts + 1 >= MOST_ATTEMPTS or age_s >= GIVE_UP_AFTER_S


class _Text(msgspec.Struct):
    message: str


class _Item(msgspec.Struct):
    message: _Text


class _Body(msgspec.Struct):
    item: _Item


_decode_body = msgspec.json.Decoder(_Body).decode


def message_text(body: str) -> str:
    """The text of the message that a body tells of."""
    return _decode_body(body).item.message.message
