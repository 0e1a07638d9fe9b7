"""JSON shapes of the log of webhooks."""

from typing import Annotated, Literal

import msgspec

from chinwag.clock import iso_micros
from chinwag.webhooks.delivery_model import Attempt, DeliveryState, LoggedDelivery, WebhookHealth
from chinwag.webhooks.model import Webhook, WebhookEvent


class DeliveriesQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which deliveries a page of the log holds: those before `before` (an id), in one `state` or in any."""

    state: Literal["waiting", "delivered", "failed", "dropped"] | None = None
    before: Annotated[int, msgspec.Meta(ge=1, le=2**53)] = 2**53
    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 50


class AttemptOut(msgspec.Struct, frozen=True):
    """One try. `status` is null where no answer came; then `error` says why."""

    at: str
    took_ms: int
    status: int | None
    error: str | None
    answer: str | None


class DeliveryEntry(msgspec.Struct, frozen=True):
    """A delivery in the log. `delivery_id` is what the receiver sees as `Webhook-Id`; `due` while it waits."""

    id: int
    delivery_id: str
    webhook_id: int
    room_id: int
    event: WebhookEvent
    state: DeliveryState
    attempts: int
    created: str
    due: str | None
    finished: str | None
    last: AttemptOut | None


class DeliveryLog(msgspec.Struct, frozen=True):
    """A page of the log, newest first. `before` of the next page; null on the last one."""

    items: list[DeliveryEntry]
    before: int | None


class RequestOut(msgspec.Struct, frozen=True):
    """What is sent: without the headers that are made anew for each try (signature, time, JWT)."""

    method: str
    url: str
    headers: dict[str, str]
    body: msgspec.Raw


class DeliveryOut(DeliveryEntry, frozen=True):
    """A delivery with its request and all tries, oldest first."""

    request: RequestOut
    tries: list[AttemptOut]


class WebhookLogHead(msgspec.Struct, frozen=True):
    """How a webhook is doing. `waiting` and `failed` are counted to a hundred."""

    id: int
    event: WebhookEvent
    name: str
    url: str
    room_id: int | None
    switched_off: str | None
    waiting: int
    failed: int
    last: AttemptOut | None


class WebhookSecret(msgspec.Struct, frozen=True):
    """The secret that signatures are made with."""

    secret: str


class TestSent(msgspec.Struct, frozen=True):
    """A test is on its way."""

    delivery_id: str


class Resent(msgspec.Struct, frozen=True):
    """How many deliveries are sent again."""

    count: int


def attempt_out(attempt: Attempt) -> AttemptOut:
    """One try."""
    return AttemptOut(iso_micros(attempt.at), attempt.took_ms, attempt.status, attempt.error, attempt.excerpt)


def delivery_entry(delivery: LoggedDelivery) -> DeliveryEntry:
    """A delivery in the log."""
    return DeliveryEntry(
        id=delivery.id,
        delivery_id=delivery.uuid,
        webhook_id=delivery.webhook_id,
        room_id=delivery.room_id,
        event=delivery.event,
        state=delivery.state,
        attempts=delivery.attempts,
        created=iso_micros(delivery.created_at),
        due=iso_micros(delivery.due_at) if delivery.state == "waiting" else None,
        finished=None if delivery.finished_at is None else iso_micros(delivery.finished_at),
        last=None if delivery.last is None else attempt_out(delivery.last),
    )


def delivery_out(
    delivery: LoggedDelivery, body: str, webhook: Webhook, attempts: list[Attempt]
) -> DeliveryOut:
    """A delivery in full."""
    entry = delivery_entry(delivery)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "HipChat.com",
        "Webhook-Id": delivery.uuid,
    }
    return DeliveryOut(
        **{field: getattr(entry, field) for field in DeliveryEntry.__struct_fields__},
        request=RequestOut("POST", webhook.choice.url, headers, msgspec.Raw(body.encode())),
        tries=[attempt_out(attempt) for attempt in attempts],
    )


def log_head(webhook: Webhook, health: WebhookHealth) -> WebhookLogHead:
    """How a webhook is doing."""
    return WebhookLogHead(
        id=webhook.id,
        event=webhook.choice.event,
        name=webhook.choice.name,
        url=webhook.choice.url,
        room_id=webhook.room_id,
        switched_off=health.switched_off,
        waiting=health.waiting,
        failed=health.failed,
        last=None if health.last is None else attempt_out(health.last),
    )
