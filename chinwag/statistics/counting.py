"""Counts what was said: behind the commits, in batches, so that posting costs nothing more."""

import asyncio

from chinwag.db.tx import Database
from chinwag.statistics import storage
from chinwag.statistics.model import Tally

BATCH = 2_000
_PAUSE_S = 0.02


class Counting:
    """Follows the messages of every group. One for each process; what one has counted no other counts again."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._turn = asyncio.Lock()

    async def catch_up(self) -> None:
        """Count all that is new. Whoever looks at figures waits a while for this."""
        async with self._turn:
            async with self._db.read() as tx:
                behind = await storage.list_behind(tx)
            for group_id, newest, counted in behind:
                upto: int | None = counted
                while upto is not None and upto < newest:
                    upto = await self._count(group_id, upto, newest)
                    await asyncio.sleep(_PAUSE_S if upto != newest else 0)

    async def _count(self, group_id: int, after: int, newest: int) -> int | None:
        """Count the next batch and say how far that was; None: another process counts this group."""
        async with self._db.read_offloaded() as reading:
            said = await storage.list_said(reading, group_id, after, newest, BATCH)
        upto = said[-1].seq if len(said) == BATCH else newest
        tally = Tally()
        for one in said:
            tally.add(one)
        async with self._db.begin() as tx:
            if not await storage.advance(tx, group_id, after, upto):
                return None
            await storage.add(tx, group_id, tally)
        return upto
