"""Transactions, the same on both engines: `async with db.begin() as tx`.

Nothing but leaving `begin()` commits. Live events and cache keys are collected on the transaction; durable
events are written with it, and all are published after its commit, in the order of the commits.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any, Protocol, TypeVar, cast

import msgspec
import sqlalchemy as sa

from chinwag.clock import Clock, to_micros
from chinwag.db.errors import (
    BrokenReference,
    DatabaseInUse,
    DatabaseUnavailable,
    DiskFull,
    SchemaTooNew,
    TransactionFailed,
    UniqueViolation,
)
from chinwag.db.statements import DialectName, Row, Statement, insert, statement
from chinwag.db.tables import events, sequences

__all__ = [
    "BrokenReference",
    "Database",
    "DatabaseInUse",
    "DatabaseUnavailable",
    "DiskFull",
    "Event",
    "Publish",
    "ReadTx",
    "Row",
    "SchemaTooNew",
    "TransactionFailed",
    "Tx",
    "UniqueViolation",
    "Watch",
]

log = logging.getLogger(__name__)

NO_PARAMETERS: Mapping[str, object] = {}

_NEXT_SEQ = statement(
    sequences.update()
    .where(sequences.c.group_id == sa.bindparam("group"))
    .values(last_seq=sequences.c.last_seq + sa.literal_column("1"))
    .returning(sequences.c.last_seq)
)
_FIRST_SEQ = statement(
    insert(sequences, "group_id")
    .values(last_seq=1)
    .on_conflict_do_update(
        index_elements=[sequences.c.group_id],
        set_={"last_seq": sequences.c.last_seq + sa.literal_column("1")},
    )
    .returning(sequences.c.last_seq)
)
_PING = statement(sa.select(sa.literal_column("1")))
_PING_LIMIT_S = 3.0
_INSERT_EVENT = statement(insert(events))


class Event(Protocol):
    """What the database needs to know of a live event (a msgspec struct of `realtime/events.py`)."""

    @property
    def type(self) -> str: ...
    @property
    def group_id(self) -> int: ...
    @property
    def payload(self) -> object: ...
    @property
    def kept(self) -> object: ...
    @property
    def chat_id(self) -> int | None: ...
    @property
    def user_id(self) -> int | None: ...
    @property
    def seq(self) -> int | None: ...
    @property
    def durable(self) -> bool: ...


Publish = Callable[[list[Any], list[str]], Awaitable[None] | None]
"""Called after a commit with its events (durable ones with their `seq`) and the cache keys that are void."""

Watch = Callable[["Tx", list[Any]], Awaitable[None] | None]
"""Called before a commit with what was noted; what it writes is part of the transaction."""


class ReadTx(ABC):
    """Statements that only read; they see what is committed."""

    __slots__ = ("now",)

    now: datetime
    """One instant for the whole transaction."""

    @abstractmethod
    async def all(self, s: Statement, params: Mapping[str, object] = NO_PARAMETERS) -> list[Row]:
        """All rows."""

    async def one(self, s: Statement, params: Mapping[str, object] = NO_PARAMETERS) -> Row | None:
        """The first row, or None."""
        rows = await self.all(s, params)
        return rows[0] if rows else None

    async def value(self, s: Statement, params: Mapping[str, object] = NO_PARAMETERS) -> Any:
        """The first column of the first row, or None."""
        rows = await self.all(s, params)
        return rows[0][0] if rows else None


class Tx(ReadTx):
    """Statements that read and write; they see what this transaction wrote."""

    __slots__ = ("_after", "_events", "_forgotten", "_happenings", "_watch")

    def __init__(self, now: datetime, watch: Watch | None = None) -> None:
        self.now = now
        self._watch = watch
        self._happenings: list[object] = []
        self._events: list[Event] = []
        self._forgotten: list[str] = []
        self._after: list[Callable[[], None]] = []

    @abstractmethod
    async def run(self, s: Statement, params: Mapping[str, object] = NO_PARAMETERS) -> int:
        """Run a statement that writes; returns how many rows it touched."""

    async def run_many(self, s: Statement, rows: Sequence[Mapping[str, object]]) -> None:
        """Run a statement that writes once for each row."""
        for row in rows:
            await self.run(s, row)

    @abstractmethod
    def savepoint(self) -> AbstractAsyncContextManager[None]:
        """A part that may fail alone: on an exception only its statements are undone."""

    async def next_seq(self, group_id: int) -> int:
        """Take the next number of the group's live events.

        On PostgreSQL this holds the group until the commit: take it last, before the insert that needs it.
        """
        rows = await self.all(_NEXT_SEQ, {"group": group_id}) or await self.all(
            _FIRST_SEQ, {"group_id": group_id}
        )
        seq: int = rows[0][0]
        return seq

    def emit(self, event: Event) -> None:
        """Tell `event` to those who may know it, after the commit.

        A durable one without `seq` gets a number and a row of `events` with this transaction.
        """
        self._events.append(event)

    def note(self, happening: object) -> None:
        """Hand this to whoever watches transactions (webhooks), before the commit."""
        self._happenings.append(happening)

    def forget(self, *keys: str) -> None:
        """Drop these keys from the caches of every process, after the commit."""
        self._forgotten.extend(keys)

    def after_commit(self, call: Callable[[], None]) -> None:
        """Call this after the commit, before the events are published; never if it rolls back."""
        self._after.append(call)

    async def write_events(self) -> None:
        """Let the watcher write, give durable events their `seq` and row. The database calls it before the commit."""
        if self._happenings and self._watch is not None:
            watching = self._watch(self, self._happenings)
            if watching is not None:
                await watching
        for place, event in enumerate(self._events):
            if event.durable and event.seq is None:
                self._events[place] = await self._write_event(event)

    async def _write_event(self, event: Event) -> Event:
        seq = await self.next_seq(event.group_id)
        row = {
            "group_id": event.group_id,
            "seq": seq,
            "type": event.type,
            "chat_id": event.chat_id,
            "user_id": event.user_id,
            "payload": msgspec.json.encode(event.payload if event.kept is None else event.kept).decode(),
            "at": to_micros(self.now),
        }
        await self.run(_INSERT_EVENT, row)
        return with_seq(event, seq)

    async def tell(self, publish: Publish | None) -> None:
        """After the commit: run the calls, publish. A fault cannot undo anything here: it is only logged."""
        for call in self._after:
            try:
                call()
            except Exception:
                log.exception("a call after a commit failed")
        if publish is None or not (self._events or self._forgotten):
            return
        try:
            pending = publish(self._events, self._forgotten)
            if pending is not None:
                await pending
        except Exception:
            log.exception("the events of a commit could not be published")


_E = TypeVar("_E")


def with_seq(event: _E, seq: int) -> _E:
    """The same event with its number."""
    return cast(_E, msgspec.structs.replace(cast(msgspec.Struct, event), seq=seq))


class Database(ABC):
    """One database; `open_database` chooses the engine."""

    dialect: DialectName
    clock: Clock

    @abstractmethod
    def begin(self, *, is_patient: bool = False) -> AbstractAsyncContextManager[Tx]:
        """A transaction: commits on leaving, rolls back on an exception.

        It holds the one writer of SQLite: nothing slow may be awaited inside. One that `is_patient` would rather
        be committed a moment later than make others wait for the disk.
        """

    @abstractmethod
    def read(self) -> AbstractAsyncContextManager[ReadTx]:
        """Short reads of what is committed. Each statement sees the newest state."""

    @abstractmethod
    def read_offloaded(self) -> AbstractAsyncContextManager[ReadTx]:
        """Reads that may take long (search, exports, statistics): they run beside the event loop."""

    async def ping(self) -> None:
        """Ask the database for anything at all; `DatabaseUnavailable` when it does not answer soon."""
        try:
            async with asyncio.timeout(_PING_LIMIT_S), self.read() as tx:
                await tx.value(_PING)
        except TimeoutError as error:
            raise DatabaseUnavailable("The database does not answer.") from error

    @abstractmethod
    def publish_to(self, publish: Publish) -> None:
        """Call this after each commit, in the order of the commits, before its `begin()` returns."""

    @abstractmethod
    def watch(self, call: Watch) -> None:
        """Call this before each commit of a transaction that noted something."""

    def is_wanted(self) -> bool:
        """Whether somebody waits for a commit of this process just now: what can wait a moment should."""
        return False

    @abstractmethod
    def changed_outside(self) -> bool:
        """Whether another process has written since the last call (SQLite: a command beside the server).

        Ask about twice a second; on True drop the caches and publish the new events. PostgreSQL: always
        False, there the bus tells.
        """

    @abstractmethod
    async def revision(self) -> str | None:
        """The schema that the database has; None: it is empty."""

    @abstractmethod
    async def migrate(self) -> None:
        """Bring the schema to this release; refuses a newer one with `SchemaTooNew`."""

    @abstractmethod
    async def close(self) -> None:
        """Finish what is being committed and let go."""
