"""A neighbour who asks for something small again and again, and notes how long it took."""

from __future__ import annotations

import asyncio
import time

from tests.faults.wire import Wire
from tests.served import Served

EVERY_S = 0.02


class Probe:
    """`async with Probe(served) as probe: ...; probe.p95`."""

    def __init__(self, served: Served, path: str = "") -> None:
        self._served = served
        self._path = path or f"/v2/room/{served.demo['room_id']}"
        self.waits: list[float] = []
        self.faults: list[int] = []

    async def __aenter__(self) -> Probe:
        self._stop = asyncio.Event()
        self._task = asyncio.create_task(self._ask())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stop.set()
        await self._task

    @property
    def p95(self) -> float:
        return sorted(self.waits)[int(len(self.waits) * 0.95)]

    async def _ask(self) -> None:
        connection = Wire(self._served.port)
        while not self._stop.is_set():
            begun = time.perf_counter()
            answer = await connection.ask("GET", self._path, self._served.token())
            self.waits.append(time.perf_counter() - begun)
            if answer.status != 200:
                self.faults.append(answer.status)
            await asyncio.sleep(EVERY_S)
        await connection.close()


async def calm(served: Served, for_s: float = 1.5) -> float:
    """The p95 of a neighbour who is alone."""
    async with Probe(served) as probe:
        await asyncio.sleep(for_s)
    return probe.p95
