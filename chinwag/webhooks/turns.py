"""The dispatcher's share of the event loop: small steps, one at a time, behind those who wait for a commit."""

import asyncio

from chinwag.db.tx import Database

_PATIENCE_S = 0.005
"""For so long a step lets people go first; they come without end on a busy server, and deliveries must go on."""
_LOOK_EVERY_S = 0.001


class Turns:
    """`await turns.take()` before each piece of work that would keep the event loop for a while."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._one = asyncio.Lock()

    async def take(self, *, is_pressing: bool) -> None:
        """Wait for the turn. The loop goes round between two of them, so that requests are read and answered.

        What `is_pressing` waits for nobody else.
        """
        loop = asyncio.get_running_loop()
        patience_ends = loop.time() + _PATIENCE_S
        async with self._one:
            await asyncio.sleep(0)
            while not is_pressing and self._db.is_wanted() and loop.time() < patience_ends:  # noqa: ASYNC110 - commits set no event
                await asyncio.sleep(_LOOK_EVERY_S)
