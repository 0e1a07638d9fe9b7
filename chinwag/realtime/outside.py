"""Telling the servers what a command beside them has written."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chinwag.db.tx import Database

_PATIENCE_S = 3.0
"""Longer is of no use: a server that hears nothing looks into the database by itself."""


@asynccontextmanager
async def telling_servers(db: Database, bus_url: str) -> AsyncIterator[None]:
    """Send the events and void cache keys of every commit over the bus, if there is one."""
    if not bus_url:
        yield
        return
    from chinwag.presence.service import Presence
    from chinwag.realtime.bus import open_bus
    from chinwag.realtime.hub import Hub

    bus = open_bus(bus_url)
    db.publish_to(Hub(db=db, bus=bus, presence=Presence(db.clock), clock=db.clock).publish)
    await bus.start()
    try:
        yield
        await bus.flush(_PATIENCE_S)
    finally:
        await bus.stop()
