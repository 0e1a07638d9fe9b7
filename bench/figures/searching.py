"""Searching in a million messages. The server reads them by itself; the figures are taken when it is through."""

import asyncio
import json
import time
import urllib.request

from bench.measure import closed_loop
from bench.report import Figure
from bench.requests import get
from bench.servers import Server

_HOLD_MS = 100
_PATIENCE_S = 1_200
_ASKED = {
    "a word of every message": "?q=finished",
    "a word of one message": "?q=00412345",
    "two words of every message": "?q=alpha%20passed",
    "half a word": "?q=finis",
    "words that nothing has": "?q=kestrel%20osprey",
    "a word of every message, with a link": "?q=finished%20has:link",
    "a word of every message, with a reaction": "?q=finished%20has:reaction",
    "a word of every message, by one person": "?q=finished%20from:me",
    "names of files": "/files?q=build",
    "names of rooms": "/rooms?q=e",
    "names of people": "/people?q=e",
}


async def measure(server: Server, seconds: float) -> list[Figure]:
    """One figure for each kind of search, two clients."""
    waited = await _read_all(server)
    figures: list[Figure] = []
    for what, asked in _ASKED.items():
        path = f"/api/search{asked}"
        await closed_loop(
            server.port, get(server, path), expect=200, connections=1, seconds=0.2, pid=server.pid
        )
        run = await closed_loop(
            server.port, get(server, path), expect=200, connections=2, seconds=seconds, pid=server.pid
        )
        figures.append(
            Figure(
                "T13",
                f"search in 1,000,000 messages: {what}",
                run.percentile_ms(95),
                "ms (p95)",
                "at most",
                _HOLD_MS,
                f"index made in {waited:.0f} s beside the server" if not figures else "",
            )
        )
    return figures


async def _read_all(server: Server) -> float:
    """Wait until the last message is found; how long that took."""
    began = time.monotonic()
    while time.monotonic() - began < _PATIENCE_S:
        if _finds(server, "01000000"):
            return time.monotonic() - began
        await asyncio.sleep(1)
    raise RuntimeError("the search index did not catch up")


def _finds(server: Server, words: str) -> bool:
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/api/search?q={words}",
        headers={"Authorization": f"Bearer {server.token}"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return bool(json.load(answer)["items"])
