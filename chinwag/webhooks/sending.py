"""One try: the request as HipChat sent it, and what the answer means."""

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from chinwag.clock import Clock, to_micros
from chinwag.outbound.client import Answer, Outbound, Refused, Unreachable
from chinwag.sealing import Sealer, Unreadable
from chinwag.webhooks import signing
from chinwag.webhooks.delivery_model import (
    EXCERPT,
    LONGEST_WAIT_ASKED_S,
    MOST_OF_ANSWER,
    TIMEOUT_S,
    Attempt,
    Delivery,
    Target,
)

USER_AGENT = "HipChat.com"
"""What a receiver library checks by default (recorded)."""
_TRY_AGAIN = frozenset({408, 425, 429})
_UNSIGNED = (
    "The receiver does not take it from us. If it checks the signature: each webhook, and each installation of an "
    "add-on, has a secret of its own."
)
_REFUSALS = {
    401: _UNSIGNED,
    403: _UNSIGNED,
    404: "The receiver knows nothing at this address.",
    405: "The receiver takes no POST at this address.",
    410: "The receiver says that this address is gone for good.",
}
"""What an author looks for first, by the status that their program answered."""
_SECONDS = re.compile(r"[0-9]{1,9}", re.ASCII)
_UNSAFE = re.compile(r"[^\t\n\x20-\x7e\xa0-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a try. `is_final`: no later try would help. `is_failure`: it says that the receiver is down."""

    attempt: Attempt
    is_delivered: bool
    is_final: bool
    is_failure: bool
    wait_s: float = 0.0
    """How long the receiver asks to be left alone."""
    answer: bytes = b""
    """What it answered, where that may be a notification."""


class Sender:
    """Makes requests and reads answers; decides nothing about when."""

    def __init__(self, outbound: Outbound, sealer: Sealer, server_key: bytes, clock: Clock) -> None:
        self._outbound = outbound
        self._sealer = sealer
        self._server_key = server_key
        self._clock = clock

    async def send(self, delivery: Delivery, target: Target) -> Outcome:
        """Call the receiver once. Never raises but on cancellation."""
        body = delivery.body.encode()
        at = to_micros(self._clock.steady())
        began = self._clock.monotonic()
        try:
            url, headers = self._request(delivery, target, body)
            answer = await self._outbound.call(
                "POST", url, headers=headers, body=body, limit=MOST_OF_ANSWER, timeout_s=TIMEOUT_S
            )
        except Refused as refusal:
            return _no_answer(at, began, self._clock, f"Not allowed: {refusal}", is_final=True)
        except Unreadable:
            why = "The add-on's secret cannot be read with this server's key. Install the add-on again."
            return _no_answer(at, began, self._clock, why, is_final=True)
        except Unreachable as fault:
            return _no_answer(at, began, self._clock, str(fault), is_final=False)
        return self._judge(at, answer)

    def secret_of(self, webhook_id: int) -> str:
        """The secret with which calls of a webhook are signed."""
        return signing.webhook_secret(self._server_key, webhook_id)

    def _request(self, delivery: Delivery, target: Target, body: bytes) -> tuple[str, dict[str, str]]:
        now = to_micros(self._clock.now()) // 1_000_000  # receivers compare it with their own clocks
        secret = self.secret_of(delivery.webhook_id)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": USER_AGENT,
            "Webhook-Id": delivery.uuid,
            "Webhook-Timestamp": str(now),
            "Webhook-Signature": signing.signature(secret, delivery.uuid, now, body),
        }
        if target.authentication != "jwt":
            return target.url, headers
        issuer = f"webhook-{delivery.webhook_id}"
        if target.owner.client_id is not None:
            issuer = target.owner.client_id
            secret = self._sealer.open(target.secret_sealed or "", f"oauth client {issuer}")
        token = signing.make_jwt(
            secret=secret,
            issuer=issuer,
            user_id=delivery.user_id,
            room_id=delivery.room_id,
            timezone=target.timezone,
            issued_at=now,
        )
        return signing.with_signed_request(target.url, token), {**headers, "Authorization": f"JWT {token}"}

    def _judge(self, at: int, answer: Answer) -> Outcome:
        status = answer.status
        delivered = 200 <= status < 300
        is_refusal = 400 <= status < 500 and status not in _TRY_AGAIN
        error = None
        if 300 <= status < 400:
            error = (
                "The receiver redirects. Redirects are not followed: register the address that it leads to."
            )
        elif is_refusal:
            error = (
                f"{_REFUSALS.get(status, 'The receiver refused the call.')} It is not sent again by itself."
            )
        attempt = Attempt(at, answer.took_ms, status, error, excerpt(answer.body, is_cut=answer.is_cut))
        return Outcome(
            attempt,
            is_delivered=delivered,
            is_final=delivered or is_refusal,
            is_failure=not delivered and not is_refusal and status != 429,
            wait_s=0.0 if delivered else self._wait_asked(answer),
            answer=answer.body if delivered and not answer.is_cut else b"",
        )

    def _wait_asked(self, answer: Answer) -> float:
        """`Retry-After` in seconds, or as a date; nothing where it is neither."""
        text = answer.headers.get("retry-after", "").strip()
        if _SECONDS.fullmatch(text):
            return min(float(text), LONGEST_WAIT_ASKED_S)
        try:
            seconds = (parsedate_to_datetime(text) - self._clock.now()).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return 0.0
        return min(max(seconds, 0.0), LONGEST_WAIT_ASKED_S)


def _no_answer(at: int, began: float, clock: Clock, why: str, *, is_final: bool) -> Outcome:
    took_ms = round((clock.monotonic() - began) * 1000)
    attempt = Attempt(at, took_ms, None, why, None)
    return Outcome(attempt, is_delivered=False, is_final=is_final, is_failure=not is_final)


def excerpt(body: bytes, *, is_cut: bool) -> str | None:
    """The first part of an answer as text that any database and page can hold."""
    if not body:
        return None
    text = _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", body[: EXCERPT * 4].decode("utf-8", "replace"))
    return text if len(text) <= EXCERPT and not is_cut else text[: EXCERPT - 1] + "…"
