"""Old deliveries are forgotten, a few at a time, so that messages get their turn."""

import asyncio
from datetime import timedelta

import structlog

from chinwag.clock import Clock, to_micros
from chinwag.db.tx import Database, DatabaseUnavailable
from chinwag.webhooks import log_storage

_log = structlog.get_logger("chinwag.webhooks")

_EVERY_S = 3600.0
_AT_ONCE = 200
_PAUSE_S = 0.05


class Retention:
    """Forgets what has been over for `days` days."""

    def __init__(self, db: Database, clock: Clock, days: int) -> None:
        self._db = db
        self._clock = clock
        self._days = days

    async def run(self) -> None:
        """Every hour, for ever."""
        while True:
            await asyncio.sleep(_EVERY_S)
            try:
                await self.forget_old()
            except DatabaseUnavailable:
                continue
            except Exception:  # noqa: BLE001 - the next round tries again
                _log.exception("old deliveries could not be forgotten")

    async def forget_old(self) -> int:
        """Delete what is too old now; returns how many."""
        before = to_micros(self._clock.steady() - timedelta(days=self._days))
        count, part = 0, _AT_ONCE
        while part == _AT_ONCE:
            async with self._db.begin() as tx:
                part = await log_storage.delete_finished(tx, before, limit=_AT_ONCE)
            count += part
            await asyncio.sleep(_PAUSE_S)
        return count
