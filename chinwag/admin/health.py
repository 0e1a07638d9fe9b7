"""How the server is doing, for the admins of the group that it was set up with."""

import asyncio
import os
import platform
import shutil
import time
from pathlib import Path

import msgspec

from chinwag import __version__
from chinwag.admin import health_storage as storage
from chinwag.callers import Caller
from chinwag.clock import iso_seconds, to_micros
from chinwag.db.open import FILE_NAME
from chinwag.db.tx import Database, ReadTx
from chinwag.errors import Forbidden
from chinwag.groups.service import get_first_group
from chinwag.services import Services

_MICROS = 1_000_000


class DatabaseHealth(msgspec.Struct, frozen=True):
    """`write_ms`: what one durable write took just now. `bytes` with the write-ahead log."""

    engine: str
    version: str
    bytes: int
    write_ms: float


class DiskHealth(msgspec.Struct, frozen=True):
    """The disk of the data folder."""

    total: int
    free: int


class SearchHealth(msgspec.Struct, frozen=True):
    """How many events the search index is behind."""

    behind: int


class WebhooksHealth(msgspec.Struct, frozen=True):
    """What waits in the outbox, since when, and how many webhooks were switched off."""

    waiting: int
    oldest_s: int | None
    switched_off: int


class ConnectionsHealth(msgspec.Struct, frozen=True):
    """Live connections to this process, and how many different people are online on all."""

    sockets: int
    people: int


class ServerHealth(msgspec.Struct, frozen=True):
    """How the server is doing. `memory_bytes`: resident, of this process; null where the system does not say."""

    version: str
    python: str
    started: str
    uptime_s: int
    has_bus: bool
    database: DatabaseHealth
    disk: DiskHealth
    search: SearchHealth
    webhooks: WebhooksHealth
    connections: ConnectionsHealth
    memory_bytes: int | None


async def require_server_admin(tx: ReadTx, caller: Caller) -> None:
    """Forbidden but for admins of the first group: whoever set the server up answers for all of it."""
    first = await get_first_group(tx)
    if not caller.is_group_admin or first is None or first.id != caller.group_id:
        raise Forbidden("Only admins of the group that this server was set up with see how it is doing.")


async def server_health(services: Services) -> ServerHealth:
    """Asked for now; nothing of it is kept."""
    db, now = services.db, services.clock.now()
    write_ms = await _try_to_write(db)
    async with db.read_offloaded() as tx:
        version = await storage.get_version(tx, db.dialect)
        size = await _size(tx, services)
        last = await storage.list_last_seqs(tx)
        queue = await storage.get_queue(tx)
    behind = [seq - min(seq, await services.search.upto(group)) for group, seq in last.items()]
    disk = await asyncio.to_thread(shutil.disk_usage, services.settings.data)
    uptime_s = max(0, int((now - services.upkeep.started_at).total_seconds()))
    oldest = queue.oldest_micros
    return ServerHealth(
        version=__version__,
        python=platform.python_version(),
        started=iso_seconds(services.upkeep.started_at),
        uptime_s=uptime_s,
        has_bus=bool(services.settings.bus_url),
        database=DatabaseHealth(_ENGINES[db.dialect], version, size, write_ms),
        disk=DiskHealth(disk.total, disk.free),
        search=SearchHealth(sum(behind)),
        webhooks=WebhooksHealth(
            queue.waiting,
            None if oldest is None else max(0, (to_micros(now) - oldest) // _MICROS),
            queue.switched_off,
        ),
        connections=ConnectionsHealth(services.hub.count_listeners(), len(services.presence.online())),
        memory_bytes=_memory(),
    )


_ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


async def _try_to_write(db: Database) -> float:
    """Milliseconds of an empty write up to its commit, behind all that waits for the disk as well."""
    began = time.perf_counter()
    async with db.begin() as tx:
        await storage.touch(tx)
    return round((time.perf_counter() - began) * 1000, 1)


async def _size(tx: ReadTx, services: Services) -> int:
    if services.db.dialect == "postgresql":
        return await storage.get_postgres_size(tx)
    base = services.settings.data / FILE_NAME
    return await asyncio.to_thread(_sizes, [base, base.with_name(base.name + "-wal")])


def _sizes(paths: list[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.exists())


def _memory() -> int | None:
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    except (OSError, IndexError):
        return None
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
