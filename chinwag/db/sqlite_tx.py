"""A transaction on SQLite: a savepoint in the physical transaction that is open just now."""

import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from chinwag.db.errors import TransactionFailed
from chinwag.db.statements import Row, Statement
from chinwag.db.tx import NO_PARAMETERS, Tx

if TYPE_CHECKING:
    from chinwag.db.sqlite_writer import SqliteWriter


class SqliteTx(Tx):
    """Its statements run at once, on the event loop; `SqliteWriter` begins and ends it."""

    __slots__ = ("_connection", "_depth", "_writer", "failed")

    def __init__(self, writer: "SqliteWriter") -> None:
        super().__init__(writer.clock.now(), writer.watch)
        self._writer = writer
        self._connection = writer.connection
        self._depth = 0
        self.failed = False

    async def all(self, s: Statement, params: Mapping[str, object] = NO_PARAMETERS) -> list[Row]:
        compiled = s.for_sqlite()
        try:
            rows = self._execute(compiled.sql, compiled.picked(params)).fetchall()
        except sqlite3.Error as error:
            raise self._writer.fault(error, self) from error
        return compiled.with_truths(rows) if compiled.truths else rows

    async def run(self, s: Statement, params: Mapping[str, object] = NO_PARAMETERS) -> int:
        compiled = s.for_sqlite()
        try:
            cursor = self._execute(compiled.sql, compiled.picked(params))
            if compiled.has_rows:
                cursor.fetchall()
        except sqlite3.Error as error:
            raise self._writer.fault(error, self) from error
        return cursor.rowcount

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        self._depth += 1
        name = f"part{self._depth}"
        self._execute(f"SAVEPOINT {name}")
        try:
            yield
            self.check()
        except BaseException:
            self._writer.undo_to(name)
            self.failed = not self._writer.is_open  # if SQLite gave up the whole batch, nothing may follow
            raise
        else:
            self._connection.execute(f"RELEASE {name}")
        finally:
            self._depth -= 1

    def check(self) -> None:
        """Refuse to go on after a statement that failed."""
        if self.failed:
            raise TransactionFailed("a statement failed before; use tx.savepoint() around what may fail")

    def _execute(self, sql: str, params: Row = ()) -> sqlite3.Cursor:
        if self.failed:
            self.check()
        if self._writer.holder is not self:
            raise RuntimeError("this transaction is over")
        return self._connection.execute(sql, params)
