"""T9 and T10: memory and start of an idle server, and the disk that a message takes."""

import asyncio
import json
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.client import build
from bench.measure import closed_loop, disk_bytes, memory_mib
from bench.report import Figure
from bench.requests import headers
from bench.servers import Server, ours

_INDEXED_IN_A_SECOND = 4_000
"""Messages that the search index reads beside the server: the size counts when it is through."""


async def measure() -> list[Figure]:
    """An idle server on a database that exists already, then one that is written to."""
    with ours() as server:
        await asyncio.sleep(2)
        idle, start = memory_mib(server.pid), server.start_s
    with tempfile.TemporaryDirectory() as folder:
        size = await _message_size(Path(folder))
    return [
        Figure("T9", "idle memory", idle, "MiB", "at most", 80),
        Figure("T9", "start to first answer", start, "s", "at most", 1.5),
        Figure("T10", "disk of a 100-byte message", size, "bytes", "at most", 600),
    ]


async def _message_size(folder: Path) -> float:
    with ours(folder) as server:
        before = _settled(server)
        run = await closed_loop(
            server.port, _hundred_bytes(server), expect=204, connections=16, seconds=4, pid=server.pid
        )
        await asyncio.sleep(len(run.latencies) / _INDEXED_IN_A_SECOND + 3)
        return (_settled(server) - before) / len(run.latencies)


def _settled(server: Server) -> int:
    """Size of the files after the write-ahead log was taken into the database."""
    for name in ("chinwag.db", "search.db"):
        connection = sqlite3.connect(server.folder / name, timeout=10)
        connection.execute("pragma wal_checkpoint(truncate)")
        connection.close()
    return disk_bytes(server.folder)


def _hundred_bytes(server: Server) -> Callable[[int], bytes]:
    def make(number: int) -> bytes:
        body = {"message": f"{number:08d} ".ljust(100, "x"), "message_format": "text"}
        return build(
            "POST", f"/v2/room/{server.room}/notification", headers(server), json.dumps(body).encode()
        )

    return make
