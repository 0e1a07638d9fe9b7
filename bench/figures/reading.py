"""T4, T5 and T13: a room of a million messages beside one of a thousand, and lists of a hundred rooms."""

import json
import sqlite3
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.figures import searching
from bench.measure import closed_loop
from bench.report import Figure
from bench.requests import get
from bench.servers import Server, ours

_MILLION = 1_000_000
_THOUSAND = 1_000
_INSERT = """
insert into messages(chat_id, position, group_id, seq, id, type, sender_label, body, format, color, notify, sent_at)
values (?, ?, ?, ?, ?, 'notification', 'bench', ?, 'html', 'green', 0, ?)
"""


async def measure(seconds: float, *, million: bool) -> list[Figure]:
    """One server; rooms are made through the API, the long histories written straight to its file before it starts."""
    figures = []
    with ours() as server:
        rooms = [_create_room(server, f"Bench {number}") for number in range(100)]
        figures += await _lists(server, seconds)
        folder = server.folder
        if million:
            sizes = (_fill(folder, rooms[0], _MILLION), _fill(folder, rooms[1], _THOUSAND))
            figures.append(await _long_history(server, sizes, seconds))
            figures += await _deep_pages(server, sizes[0], seconds)
            figures += await searching.measure(server, seconds)
    return figures


def _create_room(server: Server, name: str) -> int:
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/v2/room",
        data=json.dumps({"name": name}).encode(),
        headers={"Authorization": f"Bearer {server.token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        room: int = json.load(answer)["id"]
    return room


async def _lists(server: Server, seconds: float) -> list[Figure]:
    figures = []
    for what, query, hold in (("plain", "", 1000), ("expand=items", "&expand=items", 300)):
        make = get(server, f"/v2/room?max-results=100{query}")
        run = await closed_loop(
            server.port, make, expect=200, connections=16, seconds=seconds, pid=server.pid
        )
        figures.append(
            Figure("T5", f"list of 100 rooms, {what}, 16 clients", run.rate, "/s", "at least", hold)
        )
    return figures


async def _long_history(server: Server, rooms: tuple[int, int], seconds: float) -> Figure:
    times = []
    for room in rooms:
        make = get(server, f"/v2/room/{room}/history/latest?max-results=75")
        await closed_loop(server.port, make, expect=200, connections=4, seconds=0.3, pid=server.pid)
        run = await closed_loop(server.port, make, expect=200, connections=4, seconds=seconds, pid=server.pid)
        times.append(run.percentile_ms(50))
    detail = f"p50 {times[0]:.2f} ms against {times[1]:.2f} ms"
    what = "newest page: 1,000,000 messages against 1,000"
    return Figure("T4", what, times[0] / times[1], "x", "at most", 1.3, detail)


async def _deep_pages(server: Server, room: int, seconds: float) -> list[Figure]:
    """Pages far back in the room of a million, beside its newest page of the same form."""
    times = {}
    for start in (0, 500_000, 900_000):
        query = f"date=2030-01-01T00:00:00Z&max-results=75&start-index={start}"
        make = get(server, f"/v2/room/{room}/history?{query}")
        await closed_loop(server.port, make, expect=200, connections=4, seconds=0.3, pid=server.pid)
        run = await closed_loop(server.port, make, expect=200, connections=4, seconds=seconds, pid=server.pid)
        times[start] = run.percentile_ms(50)
    return [
        Figure(
            "T4",
            f"start-index={start:,} against 0, of 1,000,000 messages",
            times[start] / times[0],
            "x",
            "at most",
            hold,
            f"p50 {times[start]:.2f} ms against {times[0]:.2f} ms",
        )
        for start, hold in ((500_000, 5.0), (900_000, 10.0))
    ]


def _fill(folder: Path, room: int, count: int) -> int:
    connection = sqlite3.connect(folder / "chinwag.db", isolation_level=None, timeout=30)
    connection.execute("begin immediate")
    group, seq = connection.execute("select group_id, last_seq from sequences").fetchone()
    start = connection.execute(
        "select coalesce(max(position), 0) from messages where chat_id = ?", (room,)
    ).fetchone()[0]
    connection.executemany(_INSERT, _rows(room, group, seq, start, count))
    connection.execute("update sequences set last_seq = last_seq + ?", (count,))
    connection.execute("commit")
    connection.close()
    return room


def _rows(room: int, group: int, seq: int, start: int, count: int) -> Iterator[tuple[Any, ...]]:
    for number in range(1, count + 1):
        body = f"build {number:08d} of project alpha <b>finished</b>: 412 tests passed, 0 failed"
        yield (
            room,
            start + number,
            group,
            seq + number,
            str(uuid.uuid4()),
            body,
            1_700_000_000_000_000 + number * 1000,
        )
