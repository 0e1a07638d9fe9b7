"""Kill -9 of the whole process group under load: what was acknowledged is there, once, in order."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import statistics
from collections.abc import Callable

import pytest

from tests.faults.writers import Writers, check_kept, last_position, read_room
from tests.served import Serve, Served

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(900)]

ROUNDS = int(os.environ.get("CHINWAG_TEST_ROUNDS", "5"))
SEED = os.environ.get("CHINWAG_TEST_SEED", "")
WRITERS = 64


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
    assert p95 < max(3.0, 2 * calm)


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
