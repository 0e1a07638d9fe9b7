"""The index is let go of when nobody reads in it any more, also when nobody waits for what is read."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from pathlib import Path

import pytest

from chinwag.search.sqlite_storage import SqliteIndex


async def test_closing_waits_for_a_read_that_nobody_waits_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = SqliteIndex(tmp_path)
    await index.start()
    began, may_go_on, read = threading.Event(), threading.Event(), []
    plain = index._upto

    def slow(group_id: int) -> int:
        began.set()
        may_go_on.wait(5)
        read.append(plain(group_id))
        return 0

    monkeypatch.setattr(index, "_upto", slow)
    asked = asyncio.create_task(index.upto(1))
    await asyncio.to_thread(began.wait, 5)
    asked.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await asked

    closing = asyncio.create_task(index.close())
    await asyncio.sleep(0.05)
    may_go_on.set()
    await closing

    assert read == [0], "the file was closed under the read"
