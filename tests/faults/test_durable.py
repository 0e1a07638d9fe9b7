"""A 2xx is on the disk before it is said: the kernel is asked which pages of the files are still only in memory."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

import pytest

from tests.faults.wire import wire
from tests.served import Serve, Served

pytestmark = pytest.mark.faults

_CACHESTAT = 451  # the same number on every architecture; Linux 6.5 and later
POSTS = 100


class _Range(ctypes.Structure):
    _fields_ = (("offset", ctypes.c_uint64), ("length", ctypes.c_uint64))


class _Pages(ctypes.Structure):
    _fields_ = tuple(
        (name, ctypes.c_uint64) for name in ("cached", "dirty", "writeback", "evicted", "recently_evicted")
    )


def unwritten_pages(path: Path) -> int:
    """How many pages of a file are changed in memory and not on the disk; skips where nobody can tell."""
    everything, pages = _Range(0, 0), _Pages()
    file = os.open(path, os.O_RDONLY)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.syscall(_CACHESTAT, file, ctypes.byref(everything), ctypes.byref(pages), 0) != 0:
            pytest.skip(f"this kernel cannot say what is on the disk: {os.strerror(ctypes.get_errno())}")
    finally:
        os.close(file)
    return int(pages.dirty) + int(pages.writeback)


async def unwritten_after_posts(served: Served) -> list[int]:
    """After each of many posts, at the moment of its answer: the pages of the log that are not on the disk."""
    log = served.data / "chinwag.db-wal"
    path = f"/v2/room/{served.demo['room_id']}/notification"
    found = []
    async with wire(served.port) as connection:
        for n in range(POSTS):
            answer = await connection.ask("POST", path, served.token("room_token"), json={"message": f"n{n}"})
            assert answer.status == 204
            found.append(unwritten_pages(log))
    return found


@pytest.fixture
def on_a_disk(tmp_path: Path) -> None:
    """Skip where files are only in memory anyway, and nothing could be told apart."""
    probe = tmp_path / "probe"
    probe.write_bytes(b"x" * 65_536)
    if unwritten_pages(probe) == 0:
        pytest.skip("the tests' folder is not on a disk that writes later")


@pytest.mark.usefixtures("on_a_disk")
async def test_every_answer_comes_after_the_disk_has_the_message(serve: Serve) -> None:
    late = [pages for pages in await unwritten_after_posts(serve()) if pages]
    assert len(late) <= 1, "one may be the server's own note of when the token was used, caught in the act"


@pytest.mark.usefixtures("on_a_disk")
async def test_without_waiting_for_the_disk_this_measurement_would_tell(serve: Serve) -> None:
    assert sum(map(bool, await unwritten_after_posts(serve(synchronous="NORMAL")))) > POSTS / 2
