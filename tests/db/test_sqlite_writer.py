"""The one writer of SQLite commits in groups, survives what goes wrong, shares the file with commands."""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from chinwag.clock import Clock
from chinwag.db import (
    DatabaseInUse,
    DatabaseUnavailable,
    DiskFull,
    TransactionFailed,
    Tx,
    UniqueViolation,
    open_database,
)
from chinwag.db import sqlite_writer as writing
from chinwag.db.sqlite import SqliteDatabase
from tests.db.rows import (
    ADD_CHAT,
    ADD_GROUP,
    ADD_GROUP_WITH_ID,
    COUNT_GROUPS,
    add_group,
    group,
    names,
    outcomes,
)


@pytest.fixture
def path(sqlite_template: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "chinwag.db"
    copy.write_bytes(sqlite_template.read_bytes())
    return copy


@pytest.fixture
async def db(path: Path) -> AsyncIterator[SqliteDatabase]:
    database = await open_database(path, Clock())
    assert isinstance(database, SqliteDatabase)
    yield database
    await database.close()


@pytest.fixture
def command(path: Path, db: SqliteDatabase) -> Iterator[sqlite3.Connection]:
    """A connection as a command beside the server has one."""
    with closing(sqlite3.connect(path, timeout=5, isolation_level=None)) as connection:
        yield connection


ADD_BY_HAND = (
    "INSERT INTO groups (name, subdomain, version, created_at) VALUES ('by hand', 'x', 'AAAA1111', 1)"
)


async def test_64_writers_share_a_few_commits(db: SqliteDatabase) -> None:
    before = db.writer.commits

    await outcomes([add_group(db, f"g{n}") for n in range(64)])

    assert len(await names(db)) == 64
    assert 1 <= db.writer.commits - before <= 4


async def test_a_patient_transaction_goes_with_the_commit_of_the_next(db: SqliteDatabase) -> None:
    before = db.writer.commits

    async def patient() -> None:
        async with db.begin(is_patient=True) as tx:
            await tx.run(ADD_GROUP, group("patient"))

    waiting = asyncio.create_task(patient())
    await asyncio.sleep(0)
    assert not db.is_wanted(), "nobody waits for it"
    await add_group(db, "eager")
    await waiting

    assert await names(db) == ["patient", "eager"]
    assert db.writer.commits - before == 1


async def test_a_patient_transaction_is_committed_soon_where_nobody_else_comes(db: SqliteDatabase) -> None:
    async with asyncio.timeout(5), db.begin(is_patient=True) as tx:
        await tx.run(ADD_GROUP, group("alone"))

    assert await names(db) == ["alone"]


async def test_a_patient_transaction_is_not_forgotten_at_the_end(db: SqliteDatabase, path: Path) -> None:
    async def patient() -> None:
        async with db.begin(is_patient=True) as tx:
            await tx.run(ADD_GROUP, group("late"))

    waiting = asyncio.create_task(patient())
    await asyncio.sleep(0)
    await db.close()
    await waiting

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM groups").fetchall() == [("late",)]


async def test_a_transaction_that_writes_nothing_does_not_wait_for_the_disk(db: SqliteDatabase) -> None:
    before = db.writer.commits
    async with db.begin() as tx:
        assert await tx.value(COUNT_GROUPS) == 0

    assert db.writer.commits == before


async def test_every_connection_syncs_and_checks_references(db: SqliteDatabase) -> None:
    for connection in (db.writer.connection, db.reader):
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with pytest.raises(sqlite3.OperationalError):
        db.reader.execute(ADD_BY_HAND)


async def test_a_commit_that_fails_fails_for_all_its_transactions_and_for_no_later_one(
    db: SqliteDatabase,
) -> None:
    async def break_the_commit() -> None:
        async with db.begin() as tx:
            db.writer.connection.execute("PRAGMA defer_foreign_keys = ON")
            await tx.value(ADD_CHAT, {"group_id": 4711, "kind": "room"})

    called: list[str] = []

    async def good(name: str) -> int:
        async with db.begin() as tx:
            tx.after_commit(lambda: called.append(name))
            made: int = await tx.value(ADD_GROUP, group(name))
            return made

    results = await outcomes([good("before"), break_the_commit(), good("behind")])

    assert [type(result) for result in results] == [DatabaseUnavailable] * 3
    assert called == []
    assert await names(db) == []
    assert await good("later") > 0
    assert called == ["later"]


async def test_a_full_disk_refuses_writes_but_not_reads_and_is_forgotten_when_there_is_space(
    db: SqliteDatabase, path: Path
) -> None:
    connection = db.writer.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 3}")

    results: list[Any] = []
    for batch in range(20):
        results += await outcomes([add_group(db, f"{batch}-{n}-" + "x" * 400) for n in range(10)])
    stored = set(await names(db))

    refused = [result for result in results if not isinstance(result, int)]
    assert refused
    assert all(isinstance(result, DiskFull) for result in refused)
    assert len(stored) == len(results) - len(refused)

    connection.execute("PRAGMA max_page_count = 1000000")
    assert await add_group(db, "there is space") > 0
    assert db.reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_a_cancelled_request_whose_commit_runs_already_keeps_its_row_and_hurts_nobody(
    db: SqliteDatabase,
) -> None:
    tasks = [asyncio.create_task(add_group(db, f"g{n}")) for n in range(3)]
    while not (db.writer._turn.locked() and db.writer.holder is None):
        await asyncio.sleep(0)  # until the COMMIT is in its thread
    tasks[1].cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)

    assert isinstance(results[1], asyncio.CancelledError)
    assert await names(db) == ["g0", "g1", "g2"]


async def test_while_a_command_writes_the_server_waits_without_freezing(
    db: SqliteDatabase, command: sqlite3.Connection
) -> None:
    command.execute("BEGIN IMMEDIATE")
    waiting = [asyncio.create_task(add_group(db, f"g{n}")) for n in range(3)]
    pauses = []
    for _ in range(30):
        before = time.perf_counter()
        await asyncio.sleep(0.005)
        pauses.append(time.perf_counter() - before)
        assert await names(db) == []
        assert db.changed_outside() is False
    command.execute(ADD_BY_HAND)
    command.execute("COMMIT")
    await asyncio.wait_for(asyncio.gather(*waiting), 10)

    assert statistics.median(pauses) < 0.2  # the longest one may be the machine's
    assert await names(db) == ["by hand", "g0", "g1", "g2"]
    assert db.changed_outside() is True


async def test_a_command_that_never_lets_go_costs_each_request_one_wait_only(
    db: SqliteDatabase, command: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_PATIENCE_MS", 300)
    command.execute("BEGIN IMMEDIATE")
    begun = time.perf_counter()

    results = await outcomes([add_group(db, f"g{n}") for n in range(40)])

    assert time.perf_counter() - begun < 6  # one after the other would take 12 s
    assert {type(result) for result in results} == {DatabaseUnavailable}
    command.execute("ROLLBACK")
    assert await add_group(db, "afterwards") > 0


async def test_a_request_cancelled_while_a_command_writes_leaves_the_writer_sound(
    db: SqliteDatabase, command: sqlite3.Connection
) -> None:
    command.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(add_group(db, "cancelled"))
    await asyncio.sleep(0.05)
    waiting.cancel()
    await asyncio.sleep(0.05)
    command.execute("COMMIT")
    await asyncio.gather(waiting, return_exceptions=True)

    assert waiting.cancelled()
    assert await asyncio.wait_for(add_group(db, "next"), 10) > 0
    assert await names(db) == ["next"]
    command.execute(ADD_BY_HAND)  # the writer let go of the file


async def test_what_others_wrote_is_noticed_once_and_what_we_wrote_is_not(
    db: SqliteDatabase, command: sqlite3.Connection
) -> None:
    await add_group(db, "ours")
    assert db.changed_outside() is False

    command.execute(ADD_BY_HAND)
    assert db.changed_outside() is True
    assert db.changed_outside() is False

    command.execute(ADD_BY_HAND)
    await add_group(db, "ours, too")  # its own commit does not hide the other one
    assert db.changed_outside() is True
    assert db.changed_outside() is False


async def test_when_sqlite_gives_up_the_batch_nothing_is_written_outside_of_a_transaction(
    db: SqliteDatabase,
) -> None:
    taken = await add_group(db, "first")

    async def give_up_in_a_savepoint(tx: Tx) -> None:
        async with tx.savepoint():
            db.writer.connection.execute("ROLLBACK")  # as SQLite does when memory or disk give out
            await tx.run(ADD_GROUP_WITH_ID, {**group("clash"), "id": taken})

    async def lose() -> None:
        async with db.begin() as tx:
            await tx.value(ADD_GROUP, group("second"))
            with pytest.raises(UniqueViolation):
                await give_up_in_a_savepoint(tx)
            await tx.value(ADD_GROUP, group("third"))

    results = await outcomes([add_group(db, "in the same batch"), lose()])

    assert [type(result) for result in results] == [DatabaseUnavailable, TransactionFailed]
    assert await names(db) == ["first"]
    assert await add_group(db, "next") > 0


async def test_begin_inside_begin_is_an_error_and_no_deadlock(db: SqliteDatabase) -> None:
    async with db.begin():
        with pytest.raises(RuntimeError, match=r"begin\(\) inside begin\(\)"):
            await add_group(db, "inner")


async def test_a_transaction_that_is_over_takes_no_statements(db: SqliteDatabase) -> None:
    async with db.begin() as tx:
        pass
    with pytest.raises(RuntimeError, match="over"):
        await tx.value(COUNT_GROUPS)


async def test_a_second_server_on_the_same_file_is_refused_and_a_command_is_not(path: Path) -> None:
    server = await open_database(path, Clock(), exclusive=True)
    with pytest.raises(DatabaseInUse, match="Another Chinwag server"):
        await open_database(path, Clock(), exclusive=True)
    command = await open_database(path, Clock())
    await add_group(command, "from a command")
    assert await names(server) == ["from a command"]
    await command.close()
    await server.close()

    again = await open_database(path, Clock(), exclusive=True)
    await again.close()


async def test_only_the_owner_may_read_a_new_database_file(tmp_path: Path) -> None:
    fresh = tmp_path / "folder" / "chinwag.db"
    database = await open_database(fresh, Clock())
    await add_group(database, "acme")
    modes = {file.name: file.stat().st_mode & 0o777 for file in fresh.parent.iterdir()}
    await database.close()

    assert set(modes.values()) == {0o600}, modes


async def test_a_stopping_database_refuses_new_transactions(path: Path) -> None:
    database = await open_database(path, Clock())
    assert isinstance(database, SqliteDatabase)
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        async with database.begin() as tx:
            inside.set()
            await go_on.wait()
            await tx.value(ADD_GROUP, group("slow"))

    running = [asyncio.create_task(slow())]
    await inside.wait()
    running.append(asyncio.create_task(database.close()))
    asyncio.get_running_loop().call_later(0.05, go_on.set)
    await asyncio.wait_for(asyncio.gather(*running), 10)

    with pytest.raises(DatabaseUnavailable):
        await add_group(database, "too late")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM groups").fetchall() == [("slow",)]
