"""Kill -9 and full disks: what was acknowledged is there, once and whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from chinwag.clock import Clock
from chinwag.db import DiskFull, open_database, statement
from chinwag.db.tables import chats, groups
from tests.db.rows import add_group, names, outcomes

pytestmark = pytest.mark.faults

CHATS_OF_GROUPS = statement(
    sa.select(groups.c.name, sa.func.count(chats.c.id))
    .select_from(groups.outerjoin(chats, chats.c.group_id == groups.c.id))
    .group_by(groups.c.name)
)


def write_and_kill(address: str, prefix: str, lines: int) -> list[str]:
    """Let the writer acknowledge some rows, kill it, return all that it acknowledged."""
    command = [sys.executable, "-m", "tests.db.acknowledging_writer", address, prefix]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        acknowledged = [child.stdout.readline() for _ in range(lines)]
        child.kill()
        acknowledged += child.stdout.readlines()
    return [line.strip() for line in acknowledged if line.endswith("\n")]


async def test_after_kill_9_every_acknowledged_transaction_is_there_and_whole(database_address: str) -> None:
    acknowledged: list[str] = []
    for round_, lines in enumerate((1, 40, 333)):
        acknowledged += write_and_kill(database_address, f"r{round_}", lines)

    db = await open_database(database_address, Clock())
    async with db.read() as tx:
        stored = await tx.all(CHATS_OF_GROUPS)
    await db.close()

    assert len(acknowledged) >= 374
    assert set(acknowledged) <= {name for name, _ in stored}
    assert {count for _, count in stored} == {1}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here (needs root)")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


async def test_a_disk_that_is_really_full_costs_nothing_that_was_acknowledged(
    small_disk: Path, sqlite_template: Path
) -> None:
    path = small_disk / "chinwag.db"
    shutil.copy(sqlite_template, path)
    db = await open_database(path, Clock())
    ballast = small_disk / "ballast"
    kept: list[str] = []
    refused: list[BaseException] = []
    for batch in range(3):
        ballast.write_bytes(b"")
        kept.append(f"space {batch}")
        begun = time.monotonic()
        assert await add_group(db, kept[-1]) > 0
        assert time.monotonic() - begun < 5
        with ballast.open("wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096):
                    pass
            except OSError:
                pass
        for n in range(30):
            more = [f"{batch}-{n}-{m}" + "x" * 3000 for m in range(10)]
            results = await outcomes([add_group(db, name) for name in more])
            kept += [name for name, result in zip(more, results, strict=True) if isinstance(result, int)]
            refused += [result for result in results if isinstance(result, BaseException)]
        assert kept == await names(db)
    ballast.unlink()
    assert await add_group(db, "at the end") > 0
    async with db.read_offloaded() as tx:
        assert await tx.value(statement(sa.text("PRAGMA integrity_check"))) == "ok"
    await db.close()

    assert refused
    assert {type(error) for error in refused} == {DiskFull}
