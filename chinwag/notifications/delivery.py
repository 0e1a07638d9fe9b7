"""Carrying push messages to the push services: a bounded number waits, a bounded number is on its way."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog

from chinwag.outbound.client import Answer, Outbound, Refused, Unreachable

_log = structlog.get_logger("chinwag.push")

MOST_WAITING = 2_000
"""Push messages that may wait; when more come, the oldest are given up."""

WORKERS = 8
MOST_A_HOST = 4
"""A push service that hangs leaves room for the others."""

RETRY_AFTER_S: tuple[float, ...] = (5.0, 30.0, 120.0, 600.0)
_LONGEST_WAIT_S = 3_600.0
_TIMEOUT_S = 10.0
_GONE = {404, 410}


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message to one device. A newer one of the same chat takes its place while it waits."""

    device_id: int
    group_id: int
    chat: str
    host: str
    url: str
    headers: dict[str, str]
    body: bytes
    tries: int = 0


class Carriage:
    """Sends what is given to it, in the order of its coming, and again after failures that may pass."""

    def __init__(self, outbound: Outbound, on_gone: Callable[[Parcel], Awaitable[None]]) -> None:
        self.waits = RETRY_AFTER_S
        self._outbound = outbound
        self._on_gone = on_gone
        self._waiting: dict[tuple[int, str], Parcel] = {}
        self._later: dict[tuple[int, str], asyncio.TimerHandle] = {}
        self._at_host: dict[str, int] = {}
        self._running: set[asyncio.Task[None]] = set()

    @property
    def count(self) -> int:
        """How many wait or are on their way."""
        return len(self._waiting) + len(self._later) + len(self._running)

    def send(self, parcel: Parcel) -> None:
        """Send it as soon as there is room. Never waits."""
        place = (parcel.device_id, parcel.chat)
        held = self._later.pop(place, None)
        if held is not None:
            held.cancel()
        self._waiting.pop(place, None)
        self._waiting[place] = parcel
        if len(self._waiting) > MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]
        self._start()

    async def stop(self) -> None:
        """Give up what waits."""
        for timer in self._later.values():
            timer.cancel()
        self._waiting.clear()
        self._later.clear()
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _start(self) -> None:
        if len(self._running) >= WORKERS:
            return
        free = (one for one in self._waiting.items() if self._at_host.get(one[1].host, 0) < MOST_A_HOST)
        place, parcel = next(free, (None, None))
        if place is None or parcel is None:
            return
        del self._waiting[place]
        self._at_host[parcel.host] = self._at_host.get(parcel.host, 0) + 1
        task = asyncio.create_task(self._carry(place, parcel), name="push")
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _carry(self, place: tuple[int, str], parcel: Parcel) -> None:
        try:
            await self._deliver(place, parcel)
        except Exception:  # noqa: BLE001 - one odd answer must not end all deliveries
            _log.exception("a push message could not be sent", host=parcel.host)
        finally:
            left = self._at_host[parcel.host] - 1
            if left:
                self._at_host[parcel.host] = left
            else:
                del self._at_host[parcel.host]
            asyncio.get_running_loop().call_soon(self._start)

    async def _deliver(self, place: tuple[int, str], parcel: Parcel) -> None:
        try:
            answer = await self._outbound.call(
                "POST",
                parcel.url,
                headers=parcel.headers,
                body=parcel.body,
                limit=1_024,
                timeout_s=_TIMEOUT_S,
            )
        except Refused as refused:
            _log.warning("push refused", host=parcel.host, why=str(refused))
            return
        except Unreachable:
            self._again(place, parcel, None)
            return
        if answer.status in _GONE:
            await self._on_gone(parcel)
        elif answer.status == 429 or answer.status >= 500:
            self._again(place, parcel, answer)
        elif answer.status >= 300:
            _log.warning("push not taken", host=parcel.host, status=answer.status)

    def _again(self, place: tuple[int, str], parcel: Parcel, answer: Answer | None) -> None:
        """Try it later, unless it was tried often enough or something newer waits already."""
        if parcel.tries >= len(self.waits) or place in self._waiting or len(self._later) >= MOST_WAITING:
            return
        wait = max(self.waits[parcel.tries], _asked_for(answer))
        if wait <= _LONGEST_WAIT_S:
            tried = replace(parcel, tries=parcel.tries + 1)
            self._later[place] = asyncio.get_running_loop().call_later(wait, self.send, tried)


def _asked_for(answer: Answer | None) -> float:
    """Seconds that a push service asks us to wait."""
    said = "" if answer is None else answer.headers.get("retry-after", "")
    return float(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0.0
