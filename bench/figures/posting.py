"""T1, T2, T4: notifications and history against the reference, interleaved, medians of the rounds."""

import statistics

from bench.client import Run
from bench.measure import closed_loop
from bench.report import Figure
from bench.requests import get, notification
from bench.servers import Server, ours, reference

_CONNECTIONS = (1, 16, 64)
Runs = dict[str, list[Run]]


async def measure(rounds: int, seconds: float) -> list[Figure]:
    """Both servers fresh in each round, in turn."""
    mine: Runs = {}
    theirs: Runs = {}
    for _ in range(rounds):
        with ours() as server:
            await _one_round(server, seconds, mine)
        with reference() as server:
            await _one_round(server, seconds, theirs)
    figures = [
        _rate_figure("T1", f"durable notification, {n} clients", f"post{n}", mine, theirs)
        for n in _CONNECTIONS
    ]
    cpu, least = _median(mine["post16"], "cpu_us"), _median(theirs["post16"], "cpu_us")
    detail = f"{cpu:.0f} µs against {least:.0f} µs"
    figures.append(
        Figure("T2", "server CPU of one notification", cpu / least, "x of reference", "at most", 2, detail)
    )
    figures.append(_rate_figure("T4", "history/latest, 75 messages, 16 clients", "latest", mine, theirs))
    return figures


async def _one_round(server: Server, seconds: float, runs: Runs) -> None:
    make = notification(server)
    await closed_loop(server.port, make, expect=204, connections=8, seconds=0.5, pid=server.pid)
    for connections in _CONNECTIONS:
        run = await closed_loop(
            server.port, make, expect=204, connections=connections, seconds=seconds, pid=server.pid
        )
        runs.setdefault(f"post{connections}", []).append(run)
    read = get(server, f"/v2/room/{server.room}/history/latest?max-results=75")
    run = await closed_loop(server.port, read, expect=200, connections=16, seconds=seconds, pid=server.pid)
    runs.setdefault("latest", []).append(run)


def _median(runs: list[Run], name: str) -> float:
    return float(statistics.median(getattr(run, name) for run in runs))


def _rate_figure(id: str, what: str, key: str, mine: Runs, theirs: Runs) -> Figure:
    rate, most = _median(mine[key], "rate"), _median(theirs[key], "rate")
    p99 = statistics.median(run.percentile_ms(99) for run in mine[key])
    detail = f"{rate:,.0f}/s against {most:,.0f}/s; p99 {p99:.1f} ms"
    return Figure(id, what, rate / most, "x of reference", "at least", 0.5, detail)
