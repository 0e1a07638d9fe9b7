"""Closed loops, and what a server costs: CPU and memory from /proc, disk from its files."""

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

from bench.client import BadAnswer, Run, connect

_TICKS = os.sysconf("SC_CLK_TCK")


async def closed_loop(
    port: int, make: Callable[[int], bytes], *, expect: int, connections: int, seconds: float, pid: int
) -> Run:
    """So many connections, each sending its next request when its answer is in, for a bounded time."""
    opened = await asyncio.gather(*(connect(port) for _ in range(connections)))
    run = Run(connections)
    numbers = iter(range(10**9))
    cpu_before, started = cpu_s(pid), time.perf_counter()
    end = started + seconds

    async def one(index: int) -> None:
        connection = opened[index]
        while (sent := time.perf_counter()) < end:
            try:
                status, _ = await connection.request(make(next(numbers)))
            except BadAnswer:
                connection = opened[index] = await connect(port)
                continue
            if status == expect:
                run.latencies.append(time.perf_counter() - sent)
            else:
                run.refused[status] = run.refused.get(status, 0) + 1

    await asyncio.gather(*(one(index) for index in range(connections)))
    run.seconds = time.perf_counter() - started
    run.cpu_us = (cpu_s(pid) - cpu_before) / max(1, len(run.latencies)) * 1e6
    for connection in opened:
        connection.close()
    if run.refused or not run.latencies:
        raise RuntimeError(f"unexpected answers: {run.refused or 'none at all'}")
    return run


def cpu_s(pid: int) -> float:
    """CPU seconds that a process has used, its threads included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return sum(int(ticks) for ticks in fields[11:13]) / _TICKS


def memory_mib(pid: int) -> float:
    """Proportional memory of a process, MiB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no Pss line")


def disk_bytes(folder: Path) -> int:
    """Bytes that the files of a folder take."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())
