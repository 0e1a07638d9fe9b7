"""The dispatcher: takes deliveries from the outbox and sends them, each webhook's in order, receivers side by side.

A webhook with something to send is a lane, and a lane is a task only while something of it is due. Of what waits
nothing is in memory but one delivery for each call that is being made.
"""

import asyncio
import contextlib
import secrets
from collections.abc import Sequence
from dataclasses import replace

import structlog

from chinwag.clock import Clock, to_micros
from chinwag.db.tx import Database, DatabaseUnavailable
from chinwag.files.links import FileLinks
from chinwag.http.links import Links
from chinwag.outbound.client import Outbound
from chinwag.presence.service import Presence
from chinwag.sealing import Sealer
from chinwag.webhooks import delivery_storage, outbox_storage
from chinwag.webhooks.answers import AnswerPoster, read_answer
from chinwag.webhooks.delivery_model import (
    LONGEST_WAIT_ASKED_S,
    MICROS,
    Delivery,
    DeliveryState,
    Target,
    gap_s,
    is_given_up,
    message_text,
    receiver_of,
)
from chinwag.webhooks.gate import Gate, Gates
from chinwag.webhooks.movements import Movements
from chinwag.webhooks.outbox import Outbox
from chinwag.webhooks.patterns import compile_pattern
from chinwag.webhooks.retention import Retention
from chinwag.webhooks.sending import Outcome, Sender
from chinwag.webhooks.switching import Switch

_log = structlog.get_logger("chinwag.webhooks")

LEASE_S = 40.0
"""Longer than a call can take; then another process may take the delivery of one that died."""
_LOOK_EVERY_S = 5.0
_STOP_WITHIN_S = 3.0
_RETRY_DATABASE_S = 0.5
_ENDED_AT_ONCE = 500


class Dispatcher:
    """`start` and `stop` with the program; `wake` after commits; `look` finds what nobody told of."""

    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        outbox: Outbox,
        sender: Sender,
        answers: AnswerPoster,
        switch: Switch,
        retention: Retention,
    ) -> None:
        self._db = db
        self.clock = clock
        self.sender = sender
        self._answers = answers
        self._switch = switch
        self.retention = retention
        self.outbox = outbox
        self._process = secrets.token_hex(8)
        self._gates = Gates(clock)
        self._receivers: dict[int, str] = {}
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._again: set[int] = set()
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._upkeep: list[asyncio.Task[None]] = []
        self._is_stopping = False
        self.movements = Movements(db, outbox.index)
        outbox.wake = self.wake

    # ---- the program

    async def start(self) -> None:
        """Begin to send what waits."""
        self.movements.start()
        self._upkeep = [
            asyncio.create_task(self._keep_looking(), name="webhook-lanes"),
            asyncio.create_task(self.retention.run(), name="webhook-retention"),
        ]

    async def stop(self) -> None:
        """Let calls that run end, for a few seconds; what does not is sent again after the next start."""
        self._is_stopping = True
        await self.movements.stop()
        for timer in self._timers.values():
            timer.cancel()
        for task in self._upkeep:
            task.cancel()
        await asyncio.gather(*self._upkeep, return_exceptions=True)
        lanes = list(self._lanes.values())
        if lanes:
            self._gates.close()
            await asyncio.wait(lanes, timeout=_STOP_WITHIN_S)
        for lane in lanes:
            lane.cancel()
        await asyncio.gather(*lanes, return_exceptions=True)
        if self._db.dialect == "postgresql":
            with contextlib.suppress(DatabaseUnavailable):
                async with self._db.begin() as tx:
                    await delivery_storage.release(tx, self._process)

    def wake(self, webhook_ids: Sequence[int]) -> None:
        """These webhooks have something to send."""
        if self._is_stopping:
            return
        for webhook_id in webhook_ids:
            if webhook_id in self._lanes:
                self._again.add(webhook_id)
            else:
                self._open(webhook_id)

    async def look(self) -> None:
        """Find what is due and nobody told of: from before the start, of a process that died, retries."""
        async with self._db.read_offloaded() as tx:
            lanes = await delivery_storage.list_lanes(tx)
        now = to_micros(self.clock.steady())
        for lane in lanes:
            self._receivers.setdefault(lane.webhook_id, lane.receiver)
            is_planned = lane.webhook_id in self._timers and lane.due_at > now
            if lane.webhook_id not in self._lanes and not is_planned:
                self._plan(lane.webhook_id, lane.due_at, now)
        self._gates.look_again()

    async def settle(self) -> None:
        """Wait until nothing that is due now is left to send; for tests and for commands."""
        await self.movements.settle()
        await self.look()
        while self._lanes:
            await asyncio.wait(list(self._lanes.values()))

    async def _keep_looking(self) -> None:
        while True:
            try:
                if self._db.dialect == "postgresql":
                    self.outbox.index.drop()  # the bus may have been away when somebody registered a webhook
                await self.look()
            except DatabaseUnavailable:
                pass
            except Exception:  # noqa: BLE001 - looking goes on
                _log.exception("looking for deliveries failed")
            await asyncio.sleep(_LOOK_EVERY_S)

    # ---- lanes

    def _plan(self, webhook_id: int, due_at: int, now: int) -> None:
        """Open the lane when it is due. What is due later than any gap was written by a wrong clock."""
        timer = self._timers.pop(webhook_id, None)
        if timer is not None:
            timer.cancel()
        if self._is_stopping:
            return
        wait_s = (due_at - now) / MICROS
        if wait_s <= 0 or wait_s > LONGEST_WAIT_ASKED_S * 1.2:
            self._open(webhook_id, is_too_far=wait_s > 0)
        else:
            loop = asyncio.get_running_loop()
            self._timers[webhook_id] = loop.call_later(max(wait_s, 0.01), self._due, webhook_id)

    def _due(self, webhook_id: int) -> None:
        self._timers.pop(webhook_id, None)
        self.wake([webhook_id])

    def _open(self, webhook_id: int, *, is_too_far: bool = False) -> None:
        timer = self._timers.pop(webhook_id, None)
        if timer is not None:
            timer.cancel()
        lane = asyncio.create_task(self._run(webhook_id, is_too_far=is_too_far))
        self._lanes[webhook_id] = lane

    async def _run(self, webhook_id: int, *, is_too_far: bool) -> None:
        """Send what is due for one webhook, then say when more will be."""
        due: int | None = None
        try:
            if is_too_far:
                await self._pull_back(webhook_id)
            while not self._is_stopping and await self._send_next(webhook_id):
                pass
            async with self._db.read() as tx:
                first = await delivery_storage.get_first(tx, webhook_id)
                due = None if first is None else first.due_at
        except DatabaseUnavailable:
            due = to_micros(self.clock.steady()) + MICROS
        except Exception:  # noqa: BLE001 - one webhook must not end the others
            _log.exception("deliveries of a webhook failed", webhook_id=webhook_id)
            due = to_micros(self.clock.steady()) + 60 * MICROS
        finally:
            del self._lanes[webhook_id]
        self._close(webhook_id, due)

    def _close(self, webhook_id: int, due: int | None) -> None:
        if webhook_id in self._again:
            self._again.discard(webhook_id)
            self.wake([webhook_id])
        elif due is None:
            self._receivers.pop(webhook_id, None)
        else:
            now = to_micros(self.clock.steady())
            # due already, and yet nothing to be had: another process sends for this webhook
            self._plan(webhook_id, max(due, now + MICROS), now)

    async def _pull_back(self, webhook_id: int) -> None:
        now = to_micros(self.clock.steady())
        latest = now + int(LONGEST_WAIT_ASKED_S * 1.2) * MICROS
        async with self._db.begin() as tx:
            await delivery_storage.pull_back(tx, webhook_id, now, latest)

    # ---- one delivery

    async def _send_next(self, webhook_id: int) -> bool:
        """Send the first that is due. False: nothing is."""
        receiver = await self._due_receiver(webhook_id)
        if receiver is None:
            return False
        async with self._gates.passing(receiver) as gate:
            if self._is_stopping:
                return False
            self._again.discard(webhook_id)
            delivery = await self._claim(webhook_id)
            if delivery is None:
                return False
            target = await self._target(delivery)
            if target is None or target.obstacle is not None or target.is_off:
                await self._end_unsent(delivery, is_off=target is not None and target.obstacle is None)
                return True
            self._receivers[webhook_id] = receiver_of(target.url)
            if delivery.attempts < 0 and not await self._matches(delivery, target):
                return True
            outcome = await self.sender.send(delivery, target)
            await self._record(delivery, target, outcome, gate)
            return True

    async def _due_receiver(self, webhook_id: int) -> str | None:
        """Where the first delivery that is due goes; None: nothing is, so there is nothing to wait in a queue for."""
        async with self._db.read() as tx:
            first = await delivery_storage.get_first(tx, webhook_id)
        if first is None or first.due_at > to_micros(self.clock.steady()):
            return None
        return self._receivers.setdefault(webhook_id, first.receiver)

    async def _claim(self, webhook_id: int) -> Delivery | None:
        now = to_micros(self.clock.steady())
        if self._db.dialect == "sqlite":  # this process is alone, and this lane the only one of the webhook
            async with self._db.read() as reading:
                return await delivery_storage.get_next(reading, webhook_id, now)
        until = now + int(LEASE_S * MICROS)
        async with self._db.begin() as tx:
            return await delivery_storage.claim_next(tx, webhook_id, self._process, now, until)

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

    async def _matches(self, delivery: Delivery, target: Target) -> bool:
        """Search a pattern that was too heavy for the transaction, in a thread. Not found: nothing was to be sent."""
        if await asyncio.to_thread(compile_pattern(target.pattern).matches, message_text(delivery.body)):
            return True
        async with self._db.begin() as tx:
            await delivery_storage.delete_delivery(tx, delivery, self._process)
        return False

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
        async with self._db.begin() as tx:
            is_ours = await delivery_storage.end_attempt(
                tx,
                delivery,
                self._process,
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


def open_dispatcher(
    *,
    db: Database,
    clock: Clock,
    links: Links,
    file_links: FileLinks,
    outbound: Outbound,
    sealer: Sealer,
    server_key: bytes,
    presence: Presence,
    retention_days: int,
) -> Dispatcher:
    """The dispatcher with all its parts, and the outbox on watch."""
    outbox = Outbox(db, clock, links, file_links)
    db.watch(outbox.watch)
    sender = Sender(outbound, sealer, server_key, clock)
    return Dispatcher(
        db=db,
        clock=clock,
        outbox=outbox,
        sender=sender,
        answers=AnswerPoster(presence),
        switch=Switch(),
        retention=Retention(db, clock, retention_days),
    )
