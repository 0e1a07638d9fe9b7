"""Receivers in a process of their own, so that whoever measures a server does not play its receivers as well.

It gives way to the others on the machine, as receivers elsewhere would.

`python -m tests.webhooks.crowd 50 50`: so many bad ones and so many good ones. Prints their addresses; when its
input ends it prints what they saw.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from tests.webhooks.bad_receivers import bad_receivers
from tests.webhooks.receiver import listening


@dataclass
class Crowd:
    """`heard`: of each good receiver what it heard and when (seconds of the machine's monotonic clock)."""

    bad: list[str]
    good: list[str]
    most_open: int = 0
    """Connections to one bad receiver at a time."""
    heard: list[list[tuple[str, float]]] = field(default_factory=list)


@contextlib.asynccontextmanager
async def crowd(bad: int, good: int) -> AsyncIterator[Crowd]:
    """Start them; what they saw is there after the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.webhooks.crowd", str(bad), str(good),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, limit=2**26,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        made = Crowd(**json.loads(await process.stdout.readline()))
        yield made
        process.stdin.close()
        seen = json.loads(await process.stdout.readline())
        made.most_open, made.heard = seen["most_open"], seen["heard"]
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _serve(bad: int, good: int) -> None:
    async with contextlib.AsyncExitStack() as stack:
        worse = await stack.enter_async_context(bad_receivers(bad))
        better = [await stack.enter_async_context(listening()) for _ in range(good)]
        print(
            json.dumps({"bad": [one.url for one in worse], "good": [one.url for one in better]}), flush=True
        )
        await asyncio.to_thread(sys.stdin.read)
        heard = [[(got.text, got.at) for got in one.got] for one in better]
        most_open = max((one.most_open for one in worse), default=0)
        print(json.dumps({"most_open": most_open, "heard": heard}), flush=True)


if __name__ == "__main__":
    os.nice(10)
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2])))
