"""People who come into rooms and leave them: nothing of it is stored, so the outbox gets a transaction of its own."""

import asyncio
import contextlib

import structlog

from chinwag.db.tx import Database, DatabaseUnavailable
from chinwag.presence.model import PresenceChange
from chinwag.webhooks.event_model import PersonMoved
from chinwag.webhooks.hook_index import HookIndex

_log = structlog.get_logger("chinwag.webhooks")

_MOST_WAITING = 10_000
"""More than so many comings and goings at once are not told of."""
_AT_ONCE = 200


class Movements:
    """`note` is called by the live connections of this process; it neither waits nor fails."""

    def __init__(self, db: Database, index: HookIndex) -> None:
        self._db = db
        self._index = index
        self._waiting: asyncio.Queue[PersonMoved] = asyncio.Queue(_MOST_WAITING)
        self._task: asyncio.Task[None] | None = None

    def note(self, group_id: int, change: PresenceChange) -> None:
        """A person's first client in a room came, or the last one went."""
        if self._index.is_empty(group_id):
            return
        with contextlib.suppress(asyncio.QueueFull):
            for room_id in change.entered:
                self._put(PersonMoved("room_enter", group_id, room_id, change.user_id))
            for room_id in change.left:
                self._put(PersonMoved("room_exit", group_id, room_id, change.user_id))

    def _put(self, moved: PersonMoved) -> None:
        if self._index.may_hear(moved.group_id, moved.room_id, moved.event):
            self._waiting.put_nowait(moved)

    def start(self) -> None:
        """Begin to write."""
        self._task = asyncio.create_task(self._write_all(), name="webhook-movements")

    async def stop(self) -> None:
        """Write what waits, and end."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        with contextlib.suppress(DatabaseUnavailable):
            while not self._waiting.empty():
                await self._write([])

    async def settle(self) -> None:
        """Wait until all that was noted is written."""
        await self._waiting.join()

    async def _write_all(self) -> None:
        while True:
            first = await self._waiting.get()
            try:
                await self._write([first])
            except DatabaseUnavailable:
                await asyncio.sleep(1.0)
            except Exception:  # noqa: BLE001 - the next ones go on
                _log.exception("people's coming and going could not be told to webhooks")

    async def _write(self, moved: list[PersonMoved]) -> None:
        while len(moved) < _AT_ONCE and not self._waiting.empty():
            moved.append(self._waiting.get_nowait())
        try:
            async with self._db.begin() as tx:
                for one in moved:
                    tx.note(one)
        finally:
            for _ in moved:
                self._waiting.task_done()
