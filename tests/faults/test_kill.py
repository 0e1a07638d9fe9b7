"""Kill -9 of the whole process group under load: what was acknowledged is there, once, in order."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import sqlite3
import statistics
from collections.abc import Callable

import pytest

from tests.faults.writers import Writers, check_kept, last_position, read_room
from tests.served import Serve, Served

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(900)]

ROUNDS = int(os.environ.get("CHINWAG_TEST_ROUNDS", "6"))
SEED = os.environ.get("CHINWAG_TEST_SEED", "")
WRITERS = 64
LONG_HISTORY = 100_000


async def survive_rounds(served: Served, rounds: int, report: Callable[[str], None]) -> None:
    """Post, kill, start, compare; each round at another moment."""
    calm = await calm_start(served)
    seed = SEED or str(random.randrange(10**9))
    report(f"seed {seed} (CHINWAG_TEST_SEED)")
    chance = random.Random(seed)
    total, restarts = 0, []
    for number in range(rounds):
        before = await last_position(served)
        async with Writers(served, WRITERS, name=f"r{number}") as writers:
            await writers.wait_for(chance.randrange(1, 300))
            await asyncio.sleep(chance.uniform(0.0, 0.3))
            served.kill()
        restarts.append(await asyncio.to_thread(served.start))
        check_kept(await read_room(served, before), writers)
        total += len(writers.acknowledged)
    ordered = sorted(restarts)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    report(
        f"{rounds} kills, {total} acknowledged, 0 lost, 0 doubled, 0 unknown; restart median "
        f"{statistics.median(restarts):.2f} s, p95 {p95:.2f} s, after a clean stop {calm:.2f} s"
    )
    assert statistics.median(restarts) < max(3.0, 2 * calm), restarts


async def calm_start(served: Served) -> float:
    """How long a start takes here and now that has nothing to recover."""
    assert served.stop() == 0
    return await asyncio.to_thread(served.start)


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """A line for the reader of the test's output, kept in its report too."""

    def say(line: str) -> None:
        record_property("figure", line)
        print(line)

    return say


async def test_kill_9_loses_nothing_that_was_acknowledged(
    serve: Serve, report: Callable[[str], None]
) -> None:
    await survive_rounds(serve(), ROUNDS, report)


async def test_a_server_with_a_long_history_is_back_as_soon(
    serve: Serve, report: Callable[[str], None]
) -> None:
    served = serve(start=False)
    grow(served, LONG_HISTORY)
    served.start()
    assert await last_position(served) > LONG_HISTORY
    await survive_rounds(served, 3, report)


def grow(served: Served, count: int) -> None:
    """Repeat the newest message of the demo room, in the file of a server that does not run."""
    with contextlib.closing(sqlite3.connect(served.data / "chinwag.db")) as file, file:
        names = [row[1] for row in file.execute("PRAGMA table_info(messages)")]
        changed = {
            "position": "position + n",
            "id": "printf('%08d%s', n, substr(id, 9))",
            "seq": "(SELECT last_seq FROM sequences WHERE group_id = messages.group_id) + n",
            "client_id": "NULL",
        }
        columns = ", ".join(changed.get(name, name) for name in names)
        file.execute(
            f"""WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})
            INSERT INTO messages ({", ".join(names)}) SELECT {columns} FROM numbers, (
                SELECT * FROM messages WHERE chat_id = {served.demo["room_id"]} ORDER BY position DESC LIMIT 1
            ) AS messages"""
        )
        file.execute(
            f"UPDATE sequences SET last_seq = last_seq + {count} WHERE group_id = {served.demo['group_id']}"
        )


async def test_kill_9_loses_nothing_on_postgresql(
    serve: Serve, postgres_url: str, report: Callable[[str], None]
) -> None:
    await survive_rounds(serve(database_url=postgres_url), max(2, ROUNDS // 5), report)


async def test_kill_9_during_a_stop_loses_nothing(serve: Serve) -> None:
    served = serve()
    before = await last_position(served)
    async with Writers(served, 16) as writers:
        await writers.wait_for(50)
        served.signal(signal.SIGTERM)
        await asyncio.sleep(0.05)
        served.kill()
    served.start()
    check_kept(await read_room(served, before), writers)
