"""The dispatcher: takes deliveries from the outbox and sends them, each webhook's in order, receivers side by side.

A webhook with something to send is a lane, and a lane is a task only while something of it is due. Of what waits
nothing is in memory but one delivery for each call that is being made.
"""

import asyncio
import contextlib
from collections.abc import Sequence

import structlog

from chinwag.clock import Clock, to_micros
from chinwag.db.tx import Database, DatabaseUnavailable
from chinwag.files.links import FileLinks
from chinwag.http.links import Links
from chinwag.outbound.client import Outbound
from chinwag.presence.service import Presence
from chinwag.sealing import Sealer
from chinwag.webhooks import delivery_storage
from chinwag.webhooks.answers import AnswerPoster
from chinwag.webhooks.carrier import Carrier
from chinwag.webhooks.delivery_model import LONGEST_WAIT_ASKED_S, MICROS
from chinwag.webhooks.movements import Movements
from chinwag.webhooks.outbox import Outbox
from chinwag.webhooks.retention import Retention
from chinwag.webhooks.sending import Sender
from chinwag.webhooks.switching import Switch

_log = structlog.get_logger("chinwag.webhooks")

_LOOK_EVERY_S = 5.0
_STOP_WITHIN_S = 3.0
_AFTER_CHAT_S = 0.005
"""What was just written is answered and shown first; then it is delivered."""
_TOO_FAR_S = LONGEST_WAIT_ASKED_S * 1.2
"""Nothing is put off for longer: what is due later was written by a clock that was wrong."""


class Dispatcher:
    """`start` and `stop` with the program; `wake` after commits; `look` finds what nobody told of."""

    def __init__(
        self, *, db: Database, clock: Clock, outbox: Outbox, carrier: Carrier, retention: Retention
    ) -> None:
        self.clock = clock
        self.outbox = outbox
        self.movements = Movements(db, outbox.index)
        self.retention = retention
        self._db = db
        self._carrier = carrier
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._again: set[int] = set()
        self._woken: set[int] = set()
        self._opening: asyncio.TimerHandle | None = None
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._upkeep: list[asyncio.Task[None]] = []
        self._is_stopping = False
        outbox.wake = carrier.wake = self.wake

    def secret_of(self, webhook_id: int) -> str:
        """The secret with which calls of a webhook are signed."""
        return self._carrier.sender.secret_of(webhook_id)

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
        self._is_stopping = self._carrier.is_stopping = True
        await self.movements.stop()
        for timer in self._timers.values():
            timer.cancel()
        for task in self._upkeep:
            task.cancel()
        await asyncio.gather(*self._upkeep, return_exceptions=True)
        lanes = list(self._lanes.values())
        if lanes:
            self._carrier.gates.close()
            await asyncio.wait(lanes, timeout=_STOP_WITHIN_S)
        for lane in lanes:
            lane.cancel()
        await asyncio.gather(*lanes, return_exceptions=True)
        self._carrier.close()
        if self._db.dialect == "postgresql":
            with contextlib.suppress(DatabaseUnavailable):
                async with self._db.begin() as tx:
                    await delivery_storage.release(tx, self._carrier.process)

    def wake(self, webhook_ids: Sequence[int]) -> None:
        """These webhooks have something to send, in a moment."""
        self._woken.update(webhook_ids)
        if self._woken and self._opening is None:
            self._opening = asyncio.get_running_loop().call_later(_AFTER_CHAT_S, self._open_woken)

    async def look(self) -> None:
        """Find what is due and nobody told of: from before the start, of a process that died, retries."""
        async with self._db.read_offloaded() as tx:
            lanes = await delivery_storage.list_lanes(tx)
        now = to_micros(self.clock.steady())
        for lane in lanes:
            self._carrier.know(lane)
            is_planned = lane.webhook_id in self._timers and 0 < lane.due_at - now < _TOO_FAR_S * MICROS
            if lane.webhook_id not in self._lanes and not is_planned:
                self._plan(lane.webhook_id, lane.due_at, now)
        self._carrier.gates.look_again()

    async def settle(self) -> None:
        """Wait until nothing that is due now is left to send; for tests and for commands."""
        await self.movements.settle()
        await self.look()
        self._open_woken()
        while self._lanes:
            await asyncio.wait(list(self._lanes.values()))
            self._open_woken()

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
        """Open the lane when it is due."""
        timer = self._timers.pop(webhook_id, None)
        if timer is not None:
            timer.cancel()
        if self._is_stopping:
            return
        wait_s = (due_at - now) / MICROS
        if not 0 < wait_s < _TOO_FAR_S:
            self._open(webhook_id, is_too_far=wait_s > 0)
        else:
            loop = asyncio.get_running_loop()
            self._timers[webhook_id] = loop.call_later(max(wait_s, 0.01), self._due, webhook_id)

    def _open_woken(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None
        woken, self._woken = self._woken, set()
        if self._is_stopping:
            return
        for webhook_id in sorted(woken):
            if webhook_id in self._lanes:
                self._again.add(webhook_id)
            else:
                self._open(webhook_id)

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
            while True:
                self._again.discard(webhook_id)
                first = await self._carrier.first_of(webhook_id)
                due = None if first is None else first.due_at
                if first is None or self._is_stopping or first.due_at > to_micros(self.clock.steady()):
                    break
                if not await self._carrier.carry(first):
                    break
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
            self._carrier.forget(webhook_id)
        else:
            now = to_micros(self.clock.steady())
            # due already, and yet nothing to be had: another process sends for this webhook
            self._plan(webhook_id, max(due, now + MICROS), now)

    async def _pull_back(self, webhook_id: int) -> None:
        now = to_micros(self.clock.steady())
        latest = now + int(_TOO_FAR_S) * MICROS
        async with self._db.begin() as tx:
            await delivery_storage.pull_back(tx, webhook_id, now, latest)


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
    carrier = Carrier(
        db=db,
        clock=clock,
        sender=Sender(outbound, sealer, server_key, clock),
        answers=AnswerPoster(presence),
        switch=Switch(links),
    )
    retention = Retention(db, clock, retention_days)
    return Dispatcher(db=db, clock=clock, outbox=outbox, carrier=carrier, retention=retention)
