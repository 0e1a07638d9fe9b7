"""Many writers at once, and what the room says afterwards."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.faults.wire import Answer, Wire
from tests.served import Served


@dataclass
class Record:
    """What one writer sent and what it was told, in order."""

    sent: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    refused: list[Answer] = field(default_factory=list)
    cut: int = 0
    """How often the connection ended without an answer."""


class Writers:
    """`count` people and integrations that post one message after the other into the demo room."""

    def __init__(self, served: Served, count: int = 64, *, name: str = "r0") -> None:
        self.served = served
        self.name = name
        self.records = [Record() for _ in range(count)]
        self.waits: list[float] = []
        """Seconds that each answer took."""
        self._stop = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Writers:
        self._tasks = [asyncio.create_task(self._write(number)) for number in range(len(self.records))]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Let everyone finish what they are waiting for."""
        self._stop.set()
        async with asyncio.timeout(60):
            await asyncio.gather(*self._tasks)

    @property
    def sent(self) -> set[str]:
        return {text for record in self.records for text in record.sent}

    @property
    def acknowledged(self) -> list[str]:
        return [text for record in self.records for text in record.acknowledged]

    @property
    def refused(self) -> list[Answer]:
        return [answer for record in self.records for answer in record.refused]

    async def wait_for(self, acknowledged: int, *, within_s: float = 20.0) -> None:
        """Until so many messages were acknowledged."""
        async with asyncio.timeout(within_s):
            while len(self.acknowledged) < acknowledged:
                await asyncio.sleep(0.002)

    async def _write(self, number: int) -> None:
        record, connection = self.records[number], Wire(self.served.port)
        path, token, field_ = self._door(number)
        n = 0
        while not self._stop.is_set():
            text = f"{self.name} w{number} n{n}"
            n += 1
            record.sent.append(text)
            begun = time.monotonic()
            try:
                answer = await connection.ask("POST", path, token, json={field_: text})
            except OSError:
                record.cut += 1
                await asyncio.sleep(0.02)
                continue
            self.waits.append(time.monotonic() - begun)
            if answer.status < 300:
                record.acknowledged.append(text)
            else:
                record.refused.append(answer)
                await asyncio.sleep(0.02)
        await connection.close()

    def _door(self, number: int) -> tuple[str, dict[str, str], str]:
        """Every second one is an integration."""
        room = self.served.demo["room_id"]
        if number % 2:
            return f"/v2/room/{room}/notification", self.served.token("room_token"), "message"
        return f"/v2/room/{room}/message", self.served.token("user_token"), "message"


async def read_room(served: Served, after: int = 0) -> list[dict[str, Any]]:
    """Every message of the demo room after a position, oldest first."""
    connection, found = Wire(served.port), list[dict[str, Any]]()
    room = served.demo["room_id"]
    while True:
        position = found[-1]["position"] if found else after
        path = f"/api/room/{room}/history?after={position}&limit=200"
        answer = await connection.ask("GET", path, served.token())
        assert answer.status == 200, answer.body
        items = answer.json()["items"]
        if not items:
            await connection.close()
            return found
        found += items


async def last_position(served: Served) -> int:
    connection = Wire(served.port)
    path = f"/api/room/{served.demo['room_id']}/history?limit=1"
    answer = await connection.ask("GET", path, served.token())
    await connection.close()
    position: int = answer.json()["last_position"]
    return position


def check_kept(stored: list[dict[str, Any]], writers: Writers) -> None:
    """Every acknowledged message is there once, in its writer's order, and nothing that nobody sent."""
    bodies = [message["body"] for message in stored]
    counted = Counter(bodies)
    doubled = [text for text, count in counted.items() if count > 1]
    assert not doubled, f"{len(doubled)} doubled: {doubled[:5]}"
    lost = [text for text in writers.acknowledged if text not in counted]
    assert not lost, f"{len(lost)} of {len(writers.acknowledged)} lost: {lost[:5]}"
    unknown = set(bodies) - writers.sent
    assert not unknown, f"{len(unknown)} that nobody sent: {sorted(unknown)[:5]}"
    for record in writers.records:
        kept = set(record.acknowledged)
        own = set(record.sent)
        in_room = [text for text in bodies if text in own]
        assert in_room == [text for text in record.sent if text in counted], "out of order"
        assert [text for text in in_room if text in kept] == record.acknowledged, "out of order"
    positions = [message["position"] for message in stored]
    assert positions == list(range(positions[0], positions[0] + len(positions))), "a gap"
