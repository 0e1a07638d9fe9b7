"""Who may be called now: few connections to one receiver, none while it is known to be down."""

import asyncio
import random
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chinwag.clock import Clock

MOST_AT_ONCE = 5
"""Connections to one receiver."""
FAILURES_TO_OPEN = 5
FIRST_PAUSE_S = 2.0
LONGEST_PAUSE_S = 60.0
MOST_HEALTHY = 200
MOST_FAILING = 40
"""Of all receivers together; those that fail cannot take the places of those that answer."""
_MOST_REMEMBERED = 500

_CHANCE = random.Random()  # noqa: S311 - spreads attempts, keeps no secret


class Gate:
    """The circuit breaker of one receiver: it opens after five failures in a row; then one call at a time probes."""

    def __init__(self, clock: Clock) -> None:
        self.failures = 0
        """Since the last answer that was no failure."""
        self._postponed: list[tuple[int, int]] = []
        self._clock = clock
        self._opens_at = 0.0
        self._inside = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nothing is known of the receiver that a new gate would not know."""
        return not (self._inside or self._waiting or self.failures) and self._pause_s() <= 0

    @property
    def is_failing(self) -> bool:
        """Whether the last call failed."""
        return self.failures > 0

    async def enter(self) -> None:
        """Wait until a call may be made; whoever entered calls `leave`."""
        if self._may_enter() and not self._waiting:
            self._inside += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        self.let_in()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.leave()
            else:
                self._waiting.remove(turn)
            raise

    def leave(self) -> None:
        """The call is over."""
        self._inside -= 1
        self.let_in()

    def succeeded(self) -> list[tuple[int, int]]:
        """The receiver answered.

        If it had been given up before, this returns what `failed` was told, which need not wait any longer.
        """
        postponed = self._postponed if self.failures >= FAILURES_TO_OPEN else []
        self._postponed = []
        self.failures = 0
        self._opens_at = 0.0
        return postponed

    def failed(self, webhook_id: int, delivery_id: int) -> None:
        """The receiver did not answer, or said that it cannot."""
        self.failures += 1
        if len(self._postponed) < _MOST_REMEMBERED:
            self._postponed.append((webhook_id, delivery_id))
        if self.failures >= FAILURES_TO_OPEN:
            pause = FIRST_PAUSE_S * 2.0 ** min(self.failures - FAILURES_TO_OPEN, 10)
            self.pause(min(pause, LONGEST_PAUSE_S) * _CHANCE.uniform(0.9, 1.1))

    def pause(self, seconds: float) -> None:
        """Call it no sooner than in so many seconds."""
        self._opens_at = max(self._opens_at, self._clock.monotonic() + seconds)

    def close(self) -> None:
        """Let in whoever waits: the program stops, and they call nobody any more."""
        if self._timer is not None:
            self._timer.cancel()
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                self._inside += 1
                turn.set_result(None)

    def let_in(self) -> None:
        """Let those in who may come now, and look again when the others may."""
        while self._waiting and self._may_enter():
            turn = self._waiting.popleft()
            if not turn.done():
                self._inside += 1
                turn.set_result(None)
        pause = self._pause_s()
        if self._waiting and pause > 0 and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(max(pause, 0.05), self._look_again)

    def _look_again(self) -> None:
        self._timer = None
        self.let_in()

    def _pause_s(self) -> float:
        return self._opens_at - self._clock.monotonic()

    def _may_enter(self) -> bool:
        limit = 1 if self.failures >= FAILURES_TO_OPEN else MOST_AT_ONCE
        return self._inside < limit and self._pause_s() <= 0


class Gates:
    """The gates of all receivers, and the places that they share."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._gates: dict[str, Gate] = {}
        self._healthy = asyncio.Semaphore(MOST_HEALTHY)
        self._failing = asyncio.Semaphore(MOST_FAILING)

    def of(self, receiver: str) -> Gate:
        """The gate of a receiver."""
        return self._gates.setdefault(receiver, Gate(self._clock))

    @asynccontextmanager
    async def passing(self, receiver: str) -> AsyncIterator[Gate]:
        """Wait for the turn to make one call to a receiver."""
        gate = self.of(receiver)
        await gate.enter()
        try:
            async with self._failing if gate.is_failing else self._healthy:
                yield gate
        finally:
            gate.leave()
            if gate.is_idle:
                self._gates.pop(receiver, None)

    def close(self) -> None:
        """The program stops: those who wait are let in, to see that they have nothing to do."""
        for gate in self._gates.values():
            gate.close()

    def look_again(self) -> None:
        """Time has passed in another way than by waiting."""
        for gate in list(self._gates.values()):
            gate.let_in()
