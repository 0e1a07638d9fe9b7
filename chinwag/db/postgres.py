"""PostgreSQL over asyncpg: `begin()` is one transaction on one connection, reads take any."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from types import TracebackType

from chinwag.clock import Clock
from chinwag.db.commit_order import CommitOrder
from chinwag.db.errors import StartRefused, TransactionFailed
from chinwag.db.migrations.postgres import migrate_postgres, postgres_revision
from chinwag.db.statements import Row, Statement
from chinwag.db.tx import NO_PARAMETERS, Database, Publish, ReadTx, Tx, Watch

try:
    import asyncpg

    from chinwag.db.postgres_errors import FAULTS, translated
    from chinwag.db.postgres_flush import GroupFlush
    from chinwag.db.postgres_pool import STATEMENT_LIMIT_S, Lease, Pool, is_broken, is_lost
except ModuleNotFoundError as missing:
    raise StartRefused(
        "PostgreSQL needs one more package. Install it with: pip install 'chinwag[postgres]'"
    ) from missing

_LONG_LIMIT_S = 120.0
_COMMIT = "COMMIT"
_COMMIT_UNFLUSHED = "SET LOCAL synchronous_commit = off; COMMIT"
"""One round trip; `GroupFlush` waits for the disk."""


class _Reads(ReadTx):
    """Each statement on any connection; repeated once when the connection turns out to be dead."""

    __slots__ = ("_limit_s", "_pool")

    def __init__(self, pool: Pool, clock: Clock, limit_s: float) -> None:
        self._pool = pool
        self._limit_s = limit_s
        self.now = clock.now()

    async def all(self, s: Statement, params: Mapping[str, object] = NO_PARAMETERS) -> list[Row]:
        compiled = s.for_postgresql()
        arguments = compiled.numbered(params)
        try:
            try:
                return await self._fetch(compiled.sql, arguments)
            except FAULTS as error:
                if not is_lost(error):
                    raise
            return await self._fetch(compiled.sql, arguments)
        except FAULTS as error:
            raise translated(error) from error

    async def _fetch(self, sql: str, arguments: list[object]) -> list[Row]:
        async with Lease(self._pool) as connection:
            return list(map(tuple, await connection.fetch(sql, *arguments, timeout=self._limit_s)))

    async def __aenter__(self) -> ReadTx:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


class PostgresTx(Tx):
    """A transaction on a connection of its own."""

    __slots__ = ("_connection", "_depth", "_order", "failed", "fault", "place")

    def __init__(
        self, connection: "asyncpg.Connection", clock: Clock, order: CommitOrder, watch: Watch | None = None
    ) -> None:
        super().__init__(clock.now(), watch)
        self._connection = connection
        self._order = order
        self._depth = 0
        self.failed = False
        self.fault: BaseException | None = None
        """What broke the connection."""
        self.place = order.new_place()

    async def all(self, s: Statement, params: Mapping[str, object] = NO_PARAMETERS) -> list[Row]:
        compiled = s.for_postgresql()
        self.check()
        try:
            rows = await self._connection.fetch(compiled.sql, *compiled.numbered(params))
        except BaseException as error:
            raise self._noted(error) from error
        return list(map(tuple, rows))

    async def run(self, s: Statement, params: Mapping[str, object] = NO_PARAMETERS) -> int:
        compiled = s.for_postgresql()
        self.check()
        try:
            status = await self._connection.execute(compiled.sql, *compiled.numbered(params))
        except BaseException as error:
            raise self._noted(error) from error
        count = status.rpartition(" ")[2]
        return int(count) if count.isdigit() else 0

    async def run_many(self, s: Statement, rows: Sequence[Mapping[str, object]]) -> None:
        compiled = s.for_postgresql()
        self.check()
        try:
            await self._connection.executemany(compiled.sql, [compiled.numbered(row) for row in rows])
        except BaseException as error:
            raise self._noted(error) from error

    async def next_seq(self, group_id: int) -> int:
        seq = await super().next_seq(group_id)
        self.place.take(group_id)
        return seq

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        self.check()
        self._depth += 1
        name = f"part{self._depth}"
        await self.command(f"SAVEPOINT {name}")
        try:
            yield
            self.check()
        except BaseException:
            if self.fault is None:
                await self.command(f"ROLLBACK TO {name}")
                self.failed = False
            raise
        else:
            await self.command(f"RELEASE {name}")
        finally:
            self._depth -= 1

    async def command(self, sql: str) -> None:
        """Run BEGIN, COMMIT and the like."""
        try:
            await self._connection.execute(sql)
        except BaseException as error:
            raise self._noted(error) from error

    def check(self) -> None:
        """Refuse to go on after a statement that failed."""
        if self.failed:
            raise TransactionFailed("a statement failed before; use tx.savepoint() around what may fail")

    def _noted(self, error: BaseException) -> BaseException:
        self.failed = True
        if is_broken(error):
            self.fault = error
        return translated(error) if isinstance(error, FAULTS) else error


class _Begin:
    """`async with db.begin() as tx`."""

    __slots__ = ("_connection", "_database", "_tx")

    def __init__(self, database: "PostgresDatabase") -> None:
        self._database = database

    async def __aenter__(self) -> PostgresTx:
        database = self._database
        try:
            self._connection = await database.begun()
        except FAULTS as error:
            if not is_lost(error):
                raise translated(error) from error
            try:
                self._connection = await database.begun()  # nothing has happened yet: try a new connection
            except FAULTS as again:
                raise translated(again) from again
        self._tx = PostgresTx(self._connection, database.clock, database.order, database.watcher)
        return self._tx

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        tx = self._tx
        try:
            if error is None:
                tx.check()
                await tx.write_events()
        except BaseException as fault:
            await self._roll_back(fault)
            raise
        if error is not None:
            await self._roll_back(error)
            return
        await self._database.finish(self._commit())

    async def _commit(self) -> None:
        """COMMIT and tell, in a task of its own: nothing may keep a commit from being told."""
        tx, database = self._tx, self._database
        epoch = database.flush.epoch() if database.pool.is_shared() else None
        try:
            try:
                await tx.command(_COMMIT if epoch is None else _COMMIT_UNFLUSHED)
            finally:
                database.pool.release(self._connection, tx.fault)
            if epoch is not None:
                await database.flush.wait(epoch)
            await tx.place.reach()
            await tx.tell(database.publish)
        finally:
            tx.place.leave()

    async def _roll_back(self, error: BaseException) -> None:
        tx = self._tx
        fault = tx.fault or (None if isinstance(error, Exception) else error)
        try:
            if fault is None:
                await self._connection.execute("ROLLBACK")
        except BaseException as again:  # noqa: BLE001 - the connection is cut off, which rolls back as well
            fault = again
        finally:
            self._database.pool.release(self._connection, fault)
            tx.place.leave()


class PostgresDatabase(Database):
    """A database on a PostgreSQL server that any number of processes share."""

    dialect = "postgresql"

    def __init__(self, url: str, clock: Clock, publish: Publish | None) -> None:
        self.url = url
        self.clock = clock
        self.publish = publish
        self.watcher: Watch | None = None
        self.pool = Pool(url)
        self.flush = GroupFlush(self.pool)
        self.order = CommitOrder()
        self._commits: set[asyncio.Task[None]] = set()

    def begin(self, *, is_patient: bool = False) -> AbstractAsyncContextManager[Tx]:
        return _Begin(self)  # transactions do not wait for one another here

    def read(self) -> AbstractAsyncContextManager[ReadTx]:
        return _Reads(self.pool, self.clock, STATEMENT_LIMIT_S)

    def read_offloaded(self) -> AbstractAsyncContextManager[ReadTx]:
        return _Reads(self.pool, self.clock, _LONG_LIMIT_S)

    def publish_to(self, publish: Publish) -> None:
        self.publish = publish

    def watch(self, call: Watch) -> None:
        self.watcher = call

    def changed_outside(self) -> bool:
        return False

    async def revision(self) -> str | None:
        try:
            async with Lease(self.pool) as connection:
                return await postgres_revision(connection)
        except FAULTS as error:
            raise translated(error) from error

    async def migrate(self) -> None:
        await migrate_postgres(self.pool)

    async def close(self) -> None:
        if self._commits:
            await asyncio.wait(self._commits, timeout=STATEMENT_LIMIT_S)
        await self.flush.close()
        await self.pool.close()

    async def begun(self) -> "asyncpg.Connection":
        """A connection in a new transaction."""
        connection = await self.pool.acquire()
        try:
            await connection.execute("BEGIN")
        except BaseException as error:
            self.pool.release(connection, error)
            raise
        return connection

    async def finish(self, commit: Coroutine[None, None, None]) -> None:
        """Wait for a commit that goes on even if the one who waits is cancelled."""
        task = asyncio.create_task(commit)
        self._commits.add(task)
        task.add_done_callback(self._forget)
        await asyncio.shield(task)

    def _forget(self, commit: asyncio.Task[None]) -> None:
        self._commits.discard(commit)
        if not commit.cancelled():
            commit.exception()  # seen: whoever waited has been told, unless they were cancelled


async def open_postgres(url: str, clock: Clock, publish: Publish | None) -> PostgresDatabase:
    """Connect; refuses with a sentence what cannot work."""
    database = PostgresDatabase(url, clock, publish)
    await database.pool.connect_first()
    return database
