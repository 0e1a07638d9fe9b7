"""No space left: writes are refused, reads go on, and nothing has to be restarted once there is space again."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.wire import ask
from tests.faults.writers import Writers, check_kept, last_position, read_room
from tests.served import Serve, Served

pytestmark = [pytest.mark.faults, pytest.mark.slow]

DISK_MIB = 24
AGAIN_WITHIN_S = 5.0
Switch = Callable[[], None]


@pytest.fixture
def small_disk(seeded_data: Path) -> Iterator[Path]:
    """The demo's data folder on a disk of its own, of a few MiB."""
    disk = seeded_data.with_name("disk")
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MIB}m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here (needs root); the other test limits the file's size")
    yield Path(shutil.copytree(seeded_data, disk / "data"))
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path) -> None:
    with (disk / "ballast").open("ab", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"x" * 4096):
            pass


async def survive(served: Served, full: Switch, space: Switch, statuses: set[int]) -> None:
    """Write all the time while the space goes and comes back, twice."""
    before = await last_position(served)
    async with Writers(served, 16) as writers:
        for _ in range(2):
            await writers.wait_for(len(writers.acknowledged) + 50)
            full()
            refused = len(writers.refused)
            async with asyncio.timeout(20):
                while len(writers.refused) < refused + 40:
                    await asyncio.sleep(0.01)
            for path in ("/v2/room", f"/v2/room/{served.demo['room_id']}/history", "/api/start"):
                assert (await ask(served.port, "GET", path, served.token())).status == 200
            space()
            await writers.wait_for(len(writers.acknowledged) + 50, within_s=AGAIN_WITHIN_S)
    assert {answer.status for answer in writers.refused} <= statuses
    assert all(b"Nothing was stored" in answer.body for answer in writers.refused)
    assert all(record.cut == 0 for record in writers.records)
    check_kept(await read_room(served, before), writers)
    stored = {message["body"] for message in await read_room(served, before)}
    assert stored <= set(writers.acknowledged), "refused, and stored all the same"
    assert served.stop() == 0
    with contextlib.closing(sqlite3.connect(served.data / "chinwag.db")) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_a_full_disk_refuses_writes_and_heals_by_itself(small_disk: Path, serve: Serve) -> None:
    disk = small_disk.parent
    served = serve(small_disk)
    await survive(served, lambda: fill(disk), (disk / "ballast").unlink, {507})


async def test_files_that_may_not_grow_refuse_writes_and_heal(serve: Serve) -> None:
    served = serve()
    unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)

    def limit() -> None:
        size = os.stat(served.data / "chinwag.db-wal").st_size
        resource.prlimit(served.pid, resource.RLIMIT_FSIZE, (size + 50_000, resource.RLIM_INFINITY))

    def free() -> None:
        resource.prlimit(served.pid, resource.RLIMIT_FSIZE, unlimited)

    await survive(served, limit, free, {503, 507})


async def test_a_server_on_a_full_disk_starts_and_reads(small_disk: Path, serve: Serve) -> None:
    disk = small_disk.parent
    fill(disk)
    begun = time.monotonic()
    served = serve(small_disk, start=False)
    served.launch()
    while time.monotonic() - begun < 20 and served.is_running() and not served.is_ready():
        await asyncio.sleep(0.05)
    if served.is_running():
        assert (await ask(served.port, "GET", "/v2/room", served.token())).status == 200
    else:
        assert served.wait() == 1
        assert "space" in served.log.read_text()
        (disk / "ballast").unlink()
        served.start()
