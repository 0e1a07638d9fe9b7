"""Group commit on PostgreSQL: commit without waiting for the disk, then wait once for many.

The numbers of a group's events come from one row, whose lock a transaction holds until it has committed: if
each waited for the disk under the lock, a busy group could not have more commits than the disk has syncs.
So COMMIT does not wait; nobody is acknowledged before a flush that came after it.
"""

import asyncio
import logging

import asyncpg

from chinwag.db.errors import DatabaseUnavailable
from chinwag.db.postgres_errors import FAULTS
from chinwag.db.postgres_pool import Pool

log = logging.getLogger(__name__)

_FLUSH = "SELECT pg_logical_emit_message(true, 'chinwag', '')"
"""The smallest transaction that has to reach the disk, and with it all that committed before."""
_UNKNOWN = (
    "The connection to PostgreSQL broke while this was being stored. "
    "Look whether it is there before you try again."
)


class GroupFlush:
    """One connection that flushes for all.

    Its `epoch` counts its connects. A server that crashed has lost what was not flushed, and a flush over a
    new connection would know nothing of that: a commit only counts on the connection that was there before.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._connection: asyncpg.Connection | None = None
        self._epoch = 0
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None
        self._connecting: asyncio.Task[None] | None = None

    def epoch(self) -> int | None:
        """What to hand to `wait` after a commit; None: not connected, let the commit itself wait."""
        if self._connection is not None and not self._connection.is_closed():
            return self._epoch
        if self._connecting is None or self._connecting.done():
            self._connecting = asyncio.create_task(self._connect())
        return None

    async def wait(self, epoch: int) -> None:
        """Wait until all that has been committed so far is on the disk."""
        flushed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((epoch, flushed))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._flush_until_done())
        await flushed

    async def close(self) -> None:
        """Stop; called when nothing waits any more."""
        for task in (self._connecting, self._task):
            if task is not None:
                await asyncio.wait([task])
        if self._connection is not None:
            self._connection.terminate()

    async def _connect(self) -> None:
        try:
            self._connection = await self._pool.connect()
        except FAULTS as error:
            log.warning("no connection to PostgreSQL for flushing: %s", error)
        else:
            self._epoch += 1

    async def _flush_until_done(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            reached = await self._flush()
            for epoch, flushed in batch:
                if flushed.done():
                    continue
                if epoch == reached:
                    flushed.set_result(None)
                else:
                    flushed.set_exception(DatabaseUnavailable(_UNKNOWN))

    async def _flush(self) -> int | None:
        """One round; returns the epoch whose commits it took to the disk, None if it failed."""
        connection, epoch = self._connection, self._epoch
        if connection is None:
            return None
        try:
            await connection.execute(_FLUSH)
        except FAULTS as error:
            log.warning("flushing PostgreSQL failed: %s", error)
            connection.terminate()
            self._connection = None
            return None
        return epoch
