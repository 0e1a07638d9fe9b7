"""The one writer of SQLite, with group commit.

A transaction is a savepoint inside the physical transaction that is open just now. The statements take
microseconds and run on the event loop; COMMIT, which waits for the disk, runs in a thread and takes with it
all that came in meanwhile. Nobody is acknowledged before it. One turn, first come first served, guards the
connection: transactions take it, and the committer takes it behind those that already wait.
"""

import asyncio
import logging
import sqlite3
from pathlib import Path
from types import TracebackType

from chinwag.clock import Clock
from chinwag.db.disk_thread import DiskThread
from chinwag.db.errors import DatabaseUnavailable
from chinwag.db.sqlite_connection import connect
from chinwag.db.sqlite_errors import is_busy, translated
from chinwag.db.sqlite_tx import SqliteTx
from chinwag.db.tx import Publish, Watch

log = logging.getLogger(__name__)

_PATIENCE_S = 0.001
"""How long a batch waits for as many transactions as the last one had."""
_WORTH_WAITING_FOR = 8
"""So many transactions share a commit well enough; while it waits for the disk, the next ones get ready."""
_PATIENCE_MS = 5000
"""How long a command beside the server may keep the writer waiting."""
_COMPANY_S = 0.05
"""How long a transaction that nobody waits for lies complete, so that it goes with the COMMIT of others."""
_ALONE_S = 0.002
"""The same where there was no company in so long a time."""

_Waiting = tuple[SqliteTx, "asyncio.Future[None]"]


class _Begin:
    """`async with db.begin() as tx`."""

    __slots__ = ("_is_patient", "_tx", "_writer")

    def __init__(self, writer: "SqliteWriter", *, is_patient: bool) -> None:
        self._writer = writer
        self._is_patient = is_patient

    async def __aenter__(self) -> SqliteTx:
        self._tx = await self._writer.enter()
        return self._tx

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        writer, tx = self._writer, self._tx
        if error is not None:
            writer.undo(tx)
            return
        try:
            tx.check()
            await tx.write_events()  # never suspends: these are statements on this connection
            committed = writer.keep(tx, is_patient=self._is_patient)
        except BaseException:
            writer.undo(tx)
            raise
        await committed


class SqliteWriter:
    """The writing connection, whose turn it is, and what waits for the next COMMIT."""

    def __init__(self, path: Path, clock: Clock, publish: Publish | None, synchronous: str) -> None:
        self.path = path
        self.clock = clock
        self.publish = publish
        self.watch: Watch | None = None
        self.connection = connect(path, synchronous=synchronous)
        self.holder: SqliteTx | None = None
        self.commits = 0
        """Physical commits so far."""
        self._loop = asyncio.get_running_loop()
        self._turn = asyncio.Lock()
        self._holding_task: asyncio.Task[object] | None = None
        self.is_open = False
        """Whether a physical transaction is open."""
        self._changes_before = 0
        self._waiting: list[_Waiting] = []
        self._eager = 0
        """How many of those that wait are waited for."""
        self._eager_at = -1.0
        """When the last such one was complete."""
        self._patience: asyncio.TimerHandle | None = None
        self._refused_at = -1.0
        self._closing = self._stopped = False
        self._expected = 1
        """How many are to share the next COMMIT, if they come soon."""
        self._enough = asyncio.Event()
        self._thread = DiskThread(self._loop, "chinwag-commit")
        self._kick = asyncio.Event()
        self._version = self._data_version()
        self._changed_outside = False
        self._committer = asyncio.create_task(self._commit_batches(), name="sqlite-committer")

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits for the connection or a COMMIT."""
        return self._eager > 0 or self._turn.locked()

    def begin(self, *, is_patient: bool) -> _Begin:
        """A transaction of the batch that is open or the next one."""
        return _Begin(self, is_patient=is_patient)

    async def enter(self) -> SqliteTx:
        """Wait for the turn and set the savepoint."""
        task = asyncio.current_task(self._loop)
        if task is not None and task is self._holding_task:
            raise RuntimeError("begin() inside begin(): pass the open tx on instead")
        asked_at = self._loop.time()
        await self._turn.acquire()
        try:
            if self._closing:
                raise DatabaseUnavailable("The server is stopping.")
            if not self.is_open:
                await self._open(asked_at)
            self.connection.execute("SAVEPOINT t")
            tx = SqliteTx(self)
        except sqlite3.Error as error:
            self._give_turn()
            raise self.fault(error, None) from error
        except BaseException:
            self._give_turn()
            raise
        self.holder, self._holding_task = tx, task
        return tx

    def keep(self, tx: SqliteTx, *, is_patient: bool) -> asyncio.Future[None]:
        """The transaction is complete: it goes with the next COMMIT, which the future waits for.

        A patient one does not ask for a COMMIT of its own before it has waited for those of others.
        """
        if self.holder is not tx:
            raise RuntimeError("this transaction is over")
        try:
            self.connection.execute("RELEASE t")
        except sqlite3.Error as error:
            raise self.fault(error, tx) from error
        committed: asyncio.Future[None] = self._loop.create_future()
        self._waiting.append((tx, committed))
        if is_patient:
            self._rest()
        else:
            self._eager += 1
            if self._eager == self._expected:
                self._enough.set()
            self._eager_at = self._loop.time()
            self._give_turn()
        return committed

    def undo(self, tx: SqliteTx) -> None:
        """Roll back this transaction alone."""
        if self.holder is tx:
            self.undo_to("t")
            self._give_turn()

    def undo_to(self, savepoint: str) -> None:
        """Undo what came after the savepoint. Where that fails too, the whole batch is given up."""
        if not self.is_open:
            return  # SQLite has rolled back everything by itself
        try:
            self.connection.execute(f"ROLLBACK TO {savepoint}")
            self.connection.execute(f"RELEASE {savepoint}")
        except sqlite3.Error as error:
            self._lose_batch(translated(error, self.path))

    def fault(self, error: sqlite3.Error, tx: SqliteTx | None) -> Exception:
        """Take note of a failed statement; returns what to raise."""
        if tx is not None:
            tx.failed = True
        ours = translated(error, self.path)
        if self.is_open and not self.connection.in_transaction:
            self._lose_batch(ours)
        return ours

    def changed_outside(self) -> bool:
        """Whether another process has committed since the last call."""
        if not self._turn.locked() and not self.is_open:
            self._note_version()
        changed, self._changed_outside = self._changed_outside, False
        return changed

    async def close(self) -> None:
        """Commit what is complete, refuse what comes, close."""
        self._closing = True
        async with self._turn:  # all that came before are through, all that come later are refused
            self._stopped = True
        self._kick.set()
        await asyncio.gather(self._committer, return_exceptions=True)
        self._thread.close()
        self.connection.close()

    def _give_turn(self) -> None:
        self.holder = self._holding_task = None
        self._turn.release()
        if self.is_open:
            self._kick.set()

    def _rest(self) -> None:
        """Give the turn, and COMMIT when nobody else has done so in a while."""
        self.holder = self._holding_task = None
        self._turn.release()
        if self._patience is None:
            is_busy_time = self._loop.time() - self._eager_at < _COMPANY_S
            self._patience = self._loop.call_later(_COMPANY_S if is_busy_time else _ALONE_S, self._kick.set)

    async def _open(self, asked_at: float) -> None:
        """BEGIN. While another process writes, wait for it in the thread, not on the loop."""
        if asked_at < self._refused_at:
            raise DatabaseUnavailable("Another program is writing to the database. Try again in a moment.")
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            if not is_busy(error):
                raise
            try:
                await self._thread.run(self._begin_patiently)
            except sqlite3.Error:
                self._refused_at = self._loop.time()
                raise
            finally:
                self.is_open = self.connection.in_transaction
        self.is_open = True
        self._changes_before = self.connection.total_changes
        self._note_version()

    def _begin_patiently(self) -> None:
        self.connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        finally:
            self.connection.execute("PRAGMA busy_timeout = 0")

    async def _commit_batches(self) -> None:
        stopped = False
        while not stopped:
            await self._kick.wait()
            self._kick.clear()
            await self._gather()
            async with self._turn:
                stopped = self._stopped
                self._expected = min(self._eager, _WORTH_WAITING_FOR)
                batch, failure = await self._end_batch()
            for tx, committed in batch:
                if failure is None:
                    await tx.tell(self.publish)
                _answer(committed, failure)

    async def _gather(self) -> None:
        """Let those who were in the last batch come back before the disk is asked again.

        Without this a busy server commits one early bird alone while all the others wait for that commit.
        """
        if self._eager >= self._expected or self._closing:
            return
        self._enough.clear()
        patience = self._loop.call_later(_PATIENCE_S, self._enough.set)
        await self._enough.wait()
        patience.cancel()

    async def _end_batch(self) -> tuple[list[_Waiting], Exception | None]:
        """COMMIT; the committer calls it when it has the turn."""
        failure: Exception | None = None
        if self.is_open:
            try:
                await self._commit()
            except Exception as error:  # noqa: BLE001 - whatever it was, those who wait must hear of it
                log.error("a commit of %d transactions failed: %s", len(self._waiting), error)
                failure = translated(error, self.path) if isinstance(error, sqlite3.Error) else error
                self._roll_back()
            self.is_open = False
        return self._take_batch(), failure

    def _take_batch(self) -> list[_Waiting]:
        batch, self._waiting, self._eager = self._waiting, [], 0
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        return batch

    async def _commit(self) -> None:
        if self.connection.total_changes == self._changes_before:
            self.connection.execute("COMMIT")  # nothing was written: no wait for the disk
            return
        self.commits += 1
        await self._thread.run(lambda: self.connection.execute("COMMIT"))

    def _lose_batch(self, failure: Exception) -> None:
        """The physical transaction is gone: so is all that would have been committed with it."""
        log.error("%d transactions were rolled back: %s", len(self._waiting), failure)
        self._roll_back()
        self.is_open = False
        for _, committed in self._take_batch():
            _answer(committed, failure)

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def _note_version(self) -> None:
        version = self._data_version()
        self._changed_outside |= version != self._version
        self._version = version

    def _data_version(self) -> int:
        """Changes when another connection commits; in this process nobody writes but this one."""
        version: int = self.connection.execute("PRAGMA data_version").fetchone()[0]
        return version


def _answer(committed: asyncio.Future[None], failure: Exception | None) -> None:
    """Wake the one who waits, unless they were cancelled. Each gets an exception of their own.

    What was wrong with one transaction of the batch is no business of the others: they may try again.
    """
    if committed.done():
        return
    if failure is None:
        committed.set_result(None)
    elif isinstance(failure, DatabaseUnavailable):
        committed.set_exception(type(failure)(*failure.args))
    else:
        committed.set_exception(DatabaseUnavailable("The database could not store this. Try again."))
