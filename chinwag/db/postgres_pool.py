"""Connections to PostgreSQL: dropped when they break, made again when it is back, never waited for long.

Not asyncpg's own pool: that one asks the server to reset each connection that comes back (a round trip for
nothing, as all of ours happens inside transactions) and hands out broken ones one by one after a restart.
"""

import asyncio
from types import TracebackType

import asyncpg

from chinwag.db.errors import DatabaseUnavailable, StartRefused
from chinwag.db.postgres_errors import FAULTS, is_away, translated

MOST_CONNECTIONS = 16
ACQUIRE_LIMIT_S = 4.0
STATEMENT_LIMIT_S = 8.0
"""Together less than the 15 s that no request may hang."""
_IDLE_LIMIT_S = 120.0
_STATEMENTS_KEPT = 512


class Pool:
    """Idle connections, the last used first, and how many there may be."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._idle: list[tuple[asyncpg.Connection, float]] = []
        self._places = asyncio.Semaphore(MOST_CONNECTIONS)
        self._in_use: set[asyncpg.Connection] = set()
        self._loop = asyncio.get_running_loop()
        self._is_closed = False

    async def acquire(self) -> asyncpg.Connection:
        """A connection; `DatabaseUnavailable` soon when there is none to be had."""
        await self._take_place()
        try:
            connection = self._take_idle() or await self.connect()
        except BaseException as error:
            self._places.release()
            if isinstance(error, FAULTS):
                raise translated(error) from error
            raise
        self._in_use.add(connection)
        return connection

    def release(self, connection: asyncpg.Connection, error: BaseException | None = None) -> None:
        """Give it back. `error` is what its last statement raised: a broken connection is cut off."""
        self._in_use.discard(connection)
        self._places.release()
        if is_broken(error) or self._is_closed or connection.is_closed() or connection.is_in_transaction():
            connection.terminate()
        else:
            self._idle.append((connection, self._loop.time()))
        if is_lost(error):
            self._drop_idle()  # PostgreSQL went away: the others lead nowhere, too

    def is_shared(self) -> bool:
        """Whether more than one connection is at work."""
        return len(self._in_use) > 1

    async def connect(self, *, hurry: bool = True) -> asyncpg.Connection:
        """A new connection, outside of the count. Without `hurry` its statements may take as long as they do."""
        return await asyncpg.connect(
            self._url,
            timeout=ACQUIRE_LIMIT_S,
            command_timeout=STATEMENT_LIMIT_S if hurry else None,
            statement_cache_size=_STATEMENTS_KEPT,
            server_settings={"application_name": "chinwag", "jit": "off"},
        )

    async def connect_first(self) -> None:
        """Connect once, so that a wrong address or password shows at the start, with a sentence."""
        try:
            self.release(await self.acquire())
        except (DatabaseUnavailable, asyncpg.PostgresError, ValueError) as error:
            cause = error.__cause__ or error
            raise StartRefused(
                f"PostgreSQL did not let us in: {cause}. Check CHINWAG_DATABASE_URL and that the server runs."
            ) from error

    async def close(self) -> None:
        """Close all. Whoever still uses one gets a fault."""
        self._is_closed = True
        idle, self._idle = self._idle, []
        for connection, _ in idle:
            try:
                await connection.close(timeout=2.0)
            except FAULTS:
                connection.terminate()
        for connection in self._in_use:
            connection.terminate()

    async def _take_place(self) -> None:
        if self._is_closed:
            raise DatabaseUnavailable("The server is stopping.")
        if not self._places.locked():
            await self._places.acquire()
            return
        try:
            async with asyncio.timeout(ACQUIRE_LIMIT_S):
                await self._places.acquire()
        except TimeoutError as error:
            raise DatabaseUnavailable("The database is busy. Try again in a moment.") from error

    def _take_idle(self) -> asyncpg.Connection | None:
        while self._idle:
            connection, since = self._idle.pop()
            if not connection.is_closed() and self._loop.time() - since < _IDLE_LIMIT_S:
                return connection
            connection.terminate()
        return None

    def _drop_idle(self) -> None:
        for connection, _ in self._idle:
            connection.terminate()
        self._idle.clear()


class Lease:
    """`async with Lease(pool) as connection`: given back at the end, cut off when it broke."""

    __slots__ = ("_connection", "_pool")

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def __aenter__(self) -> asyncpg.Connection:
        self._connection = await self._pool.acquire()
        return self._connection

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.release(self._connection, error)


def is_broken(error: BaseException | None) -> bool:
    """Whether the connection is of no more use: gone, timed out, or left in the middle of a statement."""
    return is_away(error) or (error is not None and not isinstance(error, Exception))


def is_lost(error: BaseException | None) -> bool:
    """Whether the server itself is gone, as far as this connection can tell."""
    return is_away(error) and not isinstance(error, TimeoutError)
