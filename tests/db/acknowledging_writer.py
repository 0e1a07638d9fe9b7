"""A program to be killed: writes without end, prints the name of each row once it was acknowledged."""

from __future__ import annotations

import asyncio
import os
import sys

from chinwag.clock import Clock
from chinwag.db import open_database
from tests.db.rows import ADD_CHAT, ADD_GROUP, group


async def main(address: str, prefix: str) -> None:
    db = await open_database(address, Clock())

    async def write(worker: int) -> None:
        for n in range(1_000_000):
            name = f"{prefix}-{worker}-{n}"
            async with db.begin() as tx:
                made = await tx.value(ADD_GROUP, group(name))
                await asyncio.sleep(0)
                await tx.value(ADD_CHAT, {"group_id": made, "kind": "room"})
            os.write(1, f"{name}\n".encode())

    await asyncio.wait_for(asyncio.gather(*(write(worker) for worker in range(16))), 30)


asyncio.run(main(*sys.argv[1:]))
