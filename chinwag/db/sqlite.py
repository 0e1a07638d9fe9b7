"""SQLite: one file, one writer with group commit, readers beside it."""

import asyncio
import sqlite3
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from types import TracebackType

from chinwag.clock import Clock
from chinwag.db.migrations import migrate_sqlite, sqlite_revision
from chinwag.db.sqlite_connection import FileLock, connect, make_private
from chinwag.db.sqlite_errors import translated
from chinwag.db.sqlite_writer import SqliteWriter
from chinwag.db.statements import Compiled, Row, Statement
from chinwag.db.tx import NO_PARAMETERS, Database, Publish, ReadTx, Tx, Watch

_READER_THREADS = 2


class _Reads(ReadTx):
    """Reads of a few microseconds, on the event loop; each statement is a transaction of its own."""

    __slots__ = ("_database",)

    def __init__(self, database: "SqliteDatabase") -> None:
        self._database = database
        self.now = database.clock.now()

    async def all(self, s: Statement, params: Mapping[str, object] = NO_PARAMETERS) -> list[Row]:
        return _fetch(self._database.reader, s.for_sqlite(), params, self._database.path)

    async def __aenter__(self) -> ReadTx:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


class _OffloadedReads(_Reads):
    """The same in a thread."""

    __slots__ = ()

    async def all(self, s: Statement, params: Mapping[str, object] = NO_PARAMETERS) -> list[Row]:
        return await self._database.fetch_in_thread(s.for_sqlite(), params)


class SqliteDatabase(Database):
    """A database file. With `exclusive` no other server may open it; commands beside the server may."""

    dialect = "sqlite"

    def __init__(
        self,
        path: Path,
        clock: Clock,
        publish: Publish | None = None,
        *,
        exclusive: bool = False,
        synchronous: str = "FULL",
    ) -> None:
        self.path = path
        self.clock = clock
        make_private(path)
        self._lock = FileLock(path) if exclusive else None
        self.writer = SqliteWriter(path, clock, publish, synchronous)
        self.reader = connect(path, read_only=True)
        self._threads = ThreadPoolExecutor(_READER_THREADS, thread_name_prefix="chinwag-read")
        self._of_thread = threading.local()
        self._thread_readers: list[sqlite3.Connection] = []

    def begin(self, *, is_patient: bool = False) -> AbstractAsyncContextManager[Tx]:
        return self.writer.begin(is_patient=is_patient)

    def read(self) -> AbstractAsyncContextManager[ReadTx]:
        return _Reads(self)

    def read_offloaded(self) -> AbstractAsyncContextManager[ReadTx]:
        return _OffloadedReads(self)

    def publish_to(self, publish: Publish) -> None:
        self.writer.publish = publish

    def watch(self, call: Watch) -> None:
        self.writer.watch = call

    def is_wanted(self) -> bool:
        return self.writer.is_wanted

    def changed_outside(self) -> bool:
        return self.writer.changed_outside()

    async def revision(self) -> str | None:
        return sqlite_revision(self.reader)

    async def migrate(self) -> None:
        await asyncio.to_thread(migrate_sqlite, self.path)

    async def close(self) -> None:
        await self.writer.close()
        self._threads.shutdown()
        for reader in (self.reader, *self._thread_readers):
            reader.close()
        if self._lock is not None:
            self._lock.release()

    async def fetch_in_thread(self, compiled: Compiled, params: Mapping[str, object]) -> list[Row]:
        """All rows, read by a connection of one of the reader threads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._fetch_here, compiled, params)

    def _fetch_here(self, compiled: Compiled, params: Mapping[str, object]) -> list[Row]:
        reader: sqlite3.Connection | None = getattr(self._of_thread, "reader", None)
        if reader is None:
            reader = self._of_thread.reader = connect(self.path, read_only=True)
            self._thread_readers.append(reader)
        return _fetch(reader, compiled, params, self.path)


def _fetch(
    connection: sqlite3.Connection, compiled: Compiled, params: Mapping[str, object], path: Path
) -> list[Row]:
    """Read to the end at once, so that no snapshot stays open."""
    try:
        rows = connection.execute(compiled.sql, compiled.picked(params)).fetchall()
    except sqlite3.Error as error:
        raise translated(error, path) from error
    return compiled.with_truths(rows) if compiled.truths else rows
