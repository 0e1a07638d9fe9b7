"""One delivery: from the table to its receiver, and what came of it back into the table."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from chinwag.clock import Clock, to_micros
from chinwag.db.tx import Database, DatabaseUnavailable
from chinwag.webhooks import delivery_storage, outbox_storage
from chinwag.webhooks.answers import AnswerPoster, read_answer
from chinwag.webhooks.delivery_model import (
    MICROS,
    Delivery,
    DeliveryState,
    Target,
    gap_s,
    is_given_up,
    message_text,
    receiver_of,
)
from chinwag.webhooks.delivery_storage import Lane
from chinwag.webhooks.gate import Gate, Gates
from chinwag.webhooks.patterns import compile_pattern
from chinwag.webhooks.sending import Outcome, Sender
from chinwag.webhooks.switching import Switch
from chinwag.webhooks.turns import Turns

LEASE_S = 40.0
"""Longer than a call can take; then another process may take the delivery of one that died."""
_RETRY_DATABASE_S = 0.5
_PRESSING_AFTER_S = 0.1
_PRESSING_UNTIL_S = 30.0
"""A receiver that falls behind by so much is not kept waiting; one that falls behind by more was away."""
_ENDED_AT_ONCE = 500


class Carrier:
    """Carries one delivery at a time for whoever asks. `wake` is told which webhooks may hurry."""

    def __init__(
        self, *, db: Database, clock: Clock, sender: Sender, answers: AnswerPoster, switch: Switch
    ) -> None:
        self.clock = clock
        self.sender = sender
        self.process = secrets.token_hex(8)
        self.gates = Gates(clock)
        self.is_stopping = False
        self.wake: Callable[[Sequence[int]], None] = lambda webhook_ids: None
        self._db = db
        self._answers = answers
        self._switch = switch
        self._receivers: dict[int, str] = {}
        self._turns = Turns(db)
        self._pressing: set[int] = set()
        self._searching = ThreadPoolExecutor(1, thread_name_prefix="chinwag-pattern")

    def know(self, lane: Lane) -> None:
        """Where the deliveries of a webhook go, as far as nothing newer is known."""
        self._receivers.setdefault(lane.webhook_id, lane.receiver)

    def forget(self, webhook_id: int) -> None:
        """Nothing waits for a webhook any more."""
        self._receivers.pop(webhook_id, None)
        self._pressing.discard(webhook_id)

    def close(self) -> None:
        """Search no more patterns."""
        self._searching.shutdown(wait=False)

    async def first_of(self, webhook_id: int) -> Lane | None:
        """What is to be sent first for a webhook, due or not; None: nothing waits."""
        await self._take_turn(webhook_id)
        async with self._db.read() as tx:
            first = await delivery_storage.get_first(tx, webhook_id)
        late_s = 0.0 if first is None else (to_micros(self.clock.steady()) - first.due_at) / MICROS
        if _PRESSING_AFTER_S < late_s < _PRESSING_UNTIL_S:
            self._pressing.add(webhook_id)
        else:
            self._pressing.discard(webhook_id)
        return first

    async def _take_turn(self, webhook_id: int) -> None:
        await self._turns.take(is_pressing=webhook_id in self._pressing)

    async def carry(self, first: Lane) -> bool:
        """Send what is first in a lane and due. False: somebody else sends it, or it is gone."""
        webhook_id = first.webhook_id
        if not first.is_judged:
            return await self._judge(webhook_id)
        receiver = self._receivers.setdefault(webhook_id, first.receiver)
        async with self.gates.passing(receiver) as gate:
            await self._take_turn(webhook_id)
            taken = None if self.is_stopping else await self._take(webhook_id)
            if taken is None:
                return False
            delivery, target = taken
            if target is not None and delivery.attempts >= 0:
                self._receivers[webhook_id] = receiver_of(target.url)
                await self._record(delivery, target, await self.sender.send(delivery, target), gate)
            return True

    async def _take(self, webhook_id: int) -> tuple[Delivery, Target | None] | None:
        """Claim the first that is due. Without a target it may not be sent, and that is written down."""
        delivery = await self._claim(webhook_id)
        if delivery is None:
            return None
        target = await self._target(delivery)
        if target is not None and target.obstacle is None and not target.is_off:
            return delivery, target
        await self._end_unsent(delivery, is_off=target is not None and target.obstacle is None)
        return delivery, None

    async def _judge(self, webhook_id: int) -> bool:
        """Search a pattern that was too heavy for the transaction, in a thread. Not found: nothing was to be sent."""
        taken = await self._take(webhook_id)
        if taken is None:
            return False
        delivery, target = taken
        if target is not None and delivery.attempts < 0:
            found = await asyncio.get_running_loop().run_in_executor(
                self._searching, compile_pattern(target.pattern).matches, message_text(delivery.body)
            )
            async with self._db.begin() as tx:
                await delivery_storage.end_judging(tx, delivery, self.process, is_wanted=found)
        return True

    async def _claim(self, webhook_id: int) -> Delivery | None:
        now = to_micros(self.clock.steady())
        if self._db.dialect == "sqlite":  # this process is alone, and this lane the only one of the webhook
            async with self._db.read() as reading:
                return await delivery_storage.get_next(reading, webhook_id, now)
        until = now + int(LEASE_S * MICROS)
        async with self._db.begin() as tx:
            return await delivery_storage.claim_next(tx, webhook_id, self.process, now, until)

    async def _target(self, delivery: Delivery) -> Target | None:
        now = to_micros(self.clock.steady())
        async with self._db.read() as tx:
            return await outbox_storage.get_target(
                tx, delivery.webhook_id, delivery.room_id, delivery.user_id, now
            )

    async def _end_unsent(self, delivery: Delivery, *, is_off: bool) -> None:
        """Its webhook is off, or that or its owner is gone: so is the point of all that waits for the same."""
        now = to_micros(self.clock.steady())
        room_id = None if is_off else delivery.room_id
        state: DeliveryState = "failed" if is_off else "dropped"
        async with self._db.begin() as tx:
            await delivery_storage.end_waiting(
                tx, delivery.webhook_id, room_id, state, now, limit=_ENDED_AT_ONCE
            )

    async def _record(self, delivery: Delivery, target: Target, outcome: Outcome, gate: Gate) -> None:
        """Write down what came of it; a 2xx that cannot be written down yet is not sent again meanwhile."""
        hurried: list[tuple[int, int]] = []
        if outcome.is_failure:
            gate.failed(delivery.webhook_id, delivery.id)
        elif outcome.attempt.status is not None:
            hurried = gate.succeeded()
        if outcome.wait_s:
            gate.pause(outcome.wait_s)
        while True:
            try:
                await self._write_down(delivery, target, outcome, [number for _, number in hurried])
                break
            except DatabaseUnavailable:
                await asyncio.sleep(_RETRY_DATABASE_S)
        self.wake(list({webhook_id for webhook_id, _ in hurried}))

    async def _write_down(
        self, delivery: Delivery, target: Target, outcome: Outcome, hurried: list[int]
    ) -> None:
        now = to_micros(self.clock.steady())
        given_up = not outcome.is_final and is_given_up(delivery, now)
        is_over = outcome.is_final or given_up
        state: DeliveryState = "delivered" if outcome.is_delivered else "failed" if is_over else "waiting"
        said = read_answer(delivery, outcome.answer)
        gap = max(gap_s(max(delivery.attempts, 0) + 1), outcome.wait_s)
        await self._take_turn(delivery.webhook_id)
        async with self._db.begin(is_patient=delivery.webhook_id not in self._pressing) as tx:
            is_ours = await delivery_storage.end_attempt(
                tx,
                delivery,
                self.process,
                state=state,
                due_at=now if is_over else now + int(gap * MICROS),
                finished_at=now if is_over else None,
            )
            if not is_ours:
                return
            attempt = outcome.attempt
            if said is not None:
                attempt = replace(attempt, error=await self._answers.post(tx, delivery, target, said))
            await delivery_storage.insert_attempt(tx, delivery, attempt)
            if hurried:
                await delivery_storage.hurry(tx, hurried)
            if given_up:
                await self._switch.consider(tx, delivery, target, attempt)
