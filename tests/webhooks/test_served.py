"""Webhooks of a real server: killed, stopped, surrounded by bad receivers, with a long queue."""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.served import Serve, Served
from tests.services.server import free_port
from tests.webhooks.crowd import crowd
from tests.webhooks.receiver import Receiver, listening

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(300)]

ALLOWED = "127.0.0.0/8"


class Talk:
    """Calls to a served program as its admin."""

    def __init__(self, served: Served, http: httpx.AsyncClient) -> None:
        self.served = served
        self.http = http
        self.room_id: int = served.demo["room_id"]

    async def call(self, verb: str, path: str, body: Any = None) -> Any:
        answer = await self.http.request(verb, self.served.url + path, json=body, headers=self.served.token())
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    async def register(self, url: str, room_id: int | None = None) -> int:
        body = {"url": url, "event": "room_message", "name": "Ears"}
        made = await self.call("POST", f"/v2/room/{room_id or self.room_id}/webhook", body)
        number: int = made["id"]
        return number

    async def say(self, text: str, room_id: int | None = None) -> float:
        """Write; returns the seconds that it took."""
        began = time.perf_counter()
        await self.call("POST", f"/v2/room/{room_id or self.room_id}/message", {"message": text})
        return time.perf_counter() - began

    async def room(self, name: str) -> int:
        number: int = (await self.call("POST", "/v2/room", {"name": name}))["id"]
        return number


@pytest.fixture
async def talk(serve: Serve) -> Any:
    """A server that may call this machine, and a client."""
    async with httpx.AsyncClient(timeout=30) as http:
        yield Talk(serve(outbound_allow=ALLOWED, rate_limit_user=0), http)


def memory_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


async def test_the_queue_survives_kill_9(talk: Talk) -> None:
    port = free_port()
    await talk.register(f"http://127.0.0.1:{port}/hook")
    for number in range(200):
        await talk.say(f"queued {number}")
    talk.served.kill()
    await asyncio.to_thread(talk.served.start)
    async with listening(Receiver(), port) as receiver:
        async with asyncio.timeout(60):
            while len({got.text for got in receiver.got}) < 200:
                await asyncio.sleep(0.05)
        await asyncio.sleep(1)
    assert {got.text for got in receiver.got} == {f"queued {number}" for number in range(200)}
    assert len({got.id for got in receiver.got}) == 200
    assert len(receiver.got) == 200, "none of them was taken before, so none comes twice"


async def test_kill_9_in_mid_delivery_repeats_at_most_what_was_under_way(talk: Talk) -> None:
    async with listening(Receiver(delay_s=0.03)) as receiver:
        await talk.register(receiver.url)
        for number in range(60):
            await talk.say(f"{number}")
        for enough in (15, 35):
            await receiver.until(enough, 30)
            talk.served.kill()
            await asyncio.to_thread(talk.served.start)
        async with asyncio.timeout(60):
            while len({got.text for got in receiver.got}) < 60:
                await asyncio.sleep(0.05)
        await asyncio.sleep(1)
    times = Counter(got.text for got in receiver.got)
    assert max(times.values()) <= 3
    assert len(receiver.got) <= 62, "one delivery of the webhook is under way at a time"
    assert len({(got.text, got.id) for got in receiver.got}) == 60


async def test_a_stop_waits_for_nobody_long(talk: Talk) -> None:
    async with listening(Receiver(delay_s=60)) as receiver:
        await talk.register(receiver.url)
        await talk.say("hello")
        await receiver.until(1)
        began = time.monotonic()
        assert await asyncio.to_thread(talk.served.stop) == 0
        assert time.monotonic() - began < 8
        receiver.delay_s = 0
        await asyncio.to_thread(talk.served.start)
        await receiver.until(2, 30)
    assert receiver.got[0].id == receiver.got[1].id


async def test_a_stop_lets_a_quick_call_end(talk: Talk) -> None:
    async with listening(Receiver(delay_s=1.0)) as receiver:
        await talk.register(receiver.url)
        await talk.say("hello")
        await receiver.until(1)
        assert await asyncio.to_thread(talk.served.stop) == 0
        await asyncio.to_thread(talk.served.start)
        await asyncio.sleep(2)
    assert len(receiver.got) == 1, "its answer was written down before the end"


async def test_what_a_command_does_is_told(talk: Talk) -> None:
    async with listening() as receiver:
        body = {"url": receiver.url, "event": "room_archived", "name": "Ears"}
        await talk.call("POST", f"/v2/room/{talk.room_id}/webhook", body)
        done = await asyncio.to_thread(talk.served.command, "room", "archive", str(talk.room_id))
        assert done.code == 0, done.stderr
        (got,) = await receiver.until(1)
    assert got.body["item"]["room"]["is_archived"] is True
    assert got.body["item"]["sender"] == "Command line"


BUSY_S = 15.0


async def chat(talk: Talk, rooms: list[int], word: str) -> tuple[list[float], dict[str, float]]:
    """Write in the rooms in turn for a while; returns what each message took and when it was written."""
    took: list[float] = []
    at: dict[str, float] = {}
    loop = asyncio.get_running_loop()
    ends = loop.time() + BUSY_S
    while loop.time() < ends:
        text = f"{word} {len(took)}"
        at[text] = loop.time()
        took.append(await talk.say(text, rooms[len(took) % len(rooms)]))
        await asyncio.sleep(0.02)
    return took, at


@pytest.mark.quiet
async def test_bad_receivers_slow_neither_chat_nor_others(talk: Talk, record_property: Any) -> None:
    rooms = [await talk.room(f"Bad {number}") for number in range(6)]
    calm, _ = await chat(talk, rooms, "calm")
    memory_before = memory_mib(talk.served.pid)
    async with crowd(bad=50, good=6) as receivers:
        for number, url in enumerate(receivers.bad):
            await talk.register(url, rooms[number // 9])
        for room_id, url in zip(rooms, receivers.good, strict=True):
            await talk.register(url, room_id)
        busy, at = await chat(talk, rooms, "busy")
        await asyncio.sleep(1)
        memory_after = memory_mib(talk.served.pid)
    delays = [heard_at - at[text] for heard in receivers.heard for text, heard_at in heard]
    p50_calm, p50 = statistics.median(calm) * 1000, statistics.median(busy) * 1000
    p95_calm, p95 = (statistics.quantiles(times, n=20)[-1] * 1000 for times in (calm, busy))
    p99_calm, p99 = (statistics.quantiles(times, n=100)[-1] * 1000 for times in (calm, busy))
    line = (
        f"chat p50 {p50_calm:.1f} -> {p50:.1f} ms, p95 {p95_calm:.1f} -> {p95:.1f} ms, "
        f"p99 {p99_calm:.1f} -> {p99:.1f} ms; "
        f"healthy receivers: {len(delays)} of {len(busy)}, at most {max(delays) * 1000:.0f} ms; "
        f"memory +{memory_after - memory_before:.0f} MiB; at most {receivers.most_open} connections to a bad one"
    )
    record_property("figure", line)
    print(line)
    heard = sorted(text for one in receivers.heard for text, _ in one)
    assert heard == sorted(at), "healthy receivers hear everything, once"
    assert max(delays) < 1.0
    assert p95 <= max(1.5 * p95_calm, p95_calm + 15)
    assert p99 <= max(1.5 * p99_calm, p99_calm + 25)
    assert memory_after - memory_before < 80
    assert receivers.most_open <= 10


def queue_up(served: Served, webhook_id: int, room_id: int, receiver: str, count: int) -> None:
    """Deliveries that wait since an hour ago, put there while the server is down."""
    began = int(time.time() * 1_000_000) - 3600 * 1_000_000
    body = '{"event":"room_message","item":{"message":{"message":"' + "x" * 1000 + '"}},"webhook_id":1}'
    rows = [
        (webhook_id, room_id, f"queued-{place}", receiver, body, began + place, began + place)
        for place in range(count)
    ]
    with sqlite3.connect(served.data / "chinwag.db") as connection:
        connection.executemany(
            "INSERT INTO deliveries (group_id, webhook_id, room_id, uuid, receiver, event, body, state, attempts,"
            " due_at, created_at) VALUES (1, ?, ?, ?, ?, 'room_message', ?, 'waiting', 0, ?, ?)",
            rows,
        )
    connection.close()


@pytest.mark.quiet
async def test_a_hundred_thousand_waiting_deliveries_weigh_nothing(talk: Talk, record_property: Any) -> None:
    port = free_port()
    busy = await talk.room("Busy")
    number = await talk.register(f"http://127.0.0.1:{port}/hook", busy)
    calm = [await talk.say(f"calm {place}") for place in range(200)]
    memory_calm = memory_mib(talk.served.pid)
    talk.served.stop()
    queue_up(talk.served, number, busy, f"http://127.0.0.1:{port}", 100_000)
    await asyncio.to_thread(talk.served.start)
    async with listening() as healthy:
        await talk.register(healthy.url)
        waiting, at = [], {}
        for place in range(200):
            at[f"{place}"] = asyncio.get_running_loop().time()
            waiting.append(await talk.say(f"{place}"))
        await healthy.until(200)
        slowest = max(got.at - at[got.text] for got in healthy.got)
        memory_waiting = memory_mib(talk.served.pid)
        began = time.perf_counter()
        log = await talk.call("GET", f"/api/webhook/{number}/deliveries")
        log_s = time.perf_counter() - began
        async with listening(Receiver(), port) as back:
            await back.until(50, 90)
            before, began = len(back.got), time.perf_counter()
            draining = [await talk.say(f"draining {place}") for place in range(200)]
            rate = (len(back.got) - before) / (time.perf_counter() - began)
        memory_draining = memory_mib(talk.served.pid)
    p95 = [statistics.quantiles(values, n=20)[-1] * 1000 for values in (calm, waiting, draining)]
    line = (
        f"chat p95 {p95[0]:.1f} ms calm, {p95[1]:.1f} beside 100,000 that wait, {p95[2]:.1f} while they are sent "
        f"({rate:.0f} a second); memory {memory_calm:.0f} -> {memory_waiting:.0f} -> {memory_draining:.0f} MiB; "
        f"another receiver waits at most {slowest * 1000:.0f} ms; the log answers in {log_s * 1000:.0f} ms"
    )
    record_property("figure", line)
    print(line)
    assert len(log["items"]) == 50
    assert log_s < 0.1
    assert slowest < 1.0
    assert memory_draining - memory_calm < 80
    assert p95[1] <= max(1.5 * p95[0], p95[0] + 50)
    assert p95[2] <= max(3 * p95[0], p95[0] + 150)
