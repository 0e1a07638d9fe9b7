"""Transactions keep their promises, the same on both engines."""

from __future__ import annotations

import asyncio

import pytest

from chinwag.db import BrokenReference, Database, TransactionFailed, Tx, UniqueViolation
from tests.db.rows import (
    ADD_CHAT,
    ADD_GROUP,
    ADD_GROUP_WITH_ID,
    COUNT_GROUPS,
    GROUP_NAMES,
    Fault,
    add_group,
    add_group_then_fail,
    group,
    names,
    outcomes,
)


async def test_what_was_written_is_seen_inside_at_once_and_outside_after_the_commit(db: Database) -> None:
    async with db.begin() as tx:
        await tx.value(ADD_GROUP, group("acme"))
        assert await tx.all(GROUP_NAMES) == [("acme",)]
        assert await names(db) == []

    assert await names(db) == ["acme"]
    async with db.read_offloaded() as outside:
        assert await outside.all(GROUP_NAMES) == [("acme",)]


async def test_an_exception_undoes_the_whole_transaction(db: Database) -> None:
    with pytest.raises(Fault):
        await add_group_then_fail(db, "acme")

    assert await names(db) == []


async def test_of_64_transactions_at_once_those_that_fail_take_nobody_along(db: Database) -> None:
    tasks = [(add_group_then_fail if n % 3 == 0 else add_group)(db, f"g{n}") for n in range(64)]

    results = await outcomes(tasks)

    assert [isinstance(result, Fault) for result in results] == [n % 3 == 0 for n in range(64)]
    assert sorted(await names(db)) == sorted(f"g{n}" for n in range(64) if n % 3)


async def test_a_task_cancelled_in_its_transaction_is_undone_alone(db: Database) -> None:
    inside = asyncio.Event()

    async def hang() -> None:
        async with db.begin() as tx:
            await tx.value(ADD_GROUP, group("cancelled"))
            inside.set()
            await asyncio.Event().wait()

    hanging = asyncio.create_task(hang())
    await inside.wait()
    others = [asyncio.create_task(add_group(db, f"g{n}")) for n in range(5)]
    await asyncio.sleep(0.01)
    hanging.cancel()
    await outcomes([asyncio.wait_for(task, 10) for task in others])

    assert hanging.cancelled()
    assert sorted(await names(db)) == ["g0", "g1", "g2", "g3", "g4"]


async def test_tasks_cancelled_at_any_moment_leave_the_others_whole(db: Database) -> None:
    tasks = [asyncio.create_task(add_group(db, f"g{n}")) for n in range(60)]
    for n in range(0, 60, 2):
        await asyncio.sleep(0.0003)
        tasks[n].cancel()
    results = await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 30)

    stored = await names(db)
    for n, result in enumerate(results):
        if isinstance(result, int):
            assert f"g{n}" in stored
        else:
            assert isinstance(result, asyncio.CancelledError), result
    assert all(isinstance(result, int) for result in results[1::2])
    assert len(stored) == len(set(stored))
    assert await add_group(db, "afterwards") > 0


async def test_a_row_that_is_there_already_is_named_by_its_constraint(db: Database) -> None:
    made = await add_group(db, "acme")

    with pytest.raises(UniqueViolation) as refused:
        async with db.begin() as tx:
            await tx.run(ADD_GROUP_WITH_ID, {**group("other"), "id": made})

    assert refused.value.constraint == "pk_groups"


async def test_a_reference_to_nothing_is_refused(db: Database) -> None:
    with pytest.raises(BrokenReference):
        async with db.begin() as tx:
            await tx.value(ADD_CHAT, {"group_id": 4711, "kind": "room"})


async def test_part_of_a_transaction_may_fail_alone_inside_a_savepoint(db: Database) -> None:
    made = await add_group(db, "first")
    async with db.begin() as tx:
        await tx.value(ADD_GROUP, group("before"))
        with pytest.raises(UniqueViolation):
            await _clash_in_savepoint(tx, made)
        await tx.value(ADD_GROUP, group("after"))

    assert await names(db) == ["first", "before", "after"]


async def _clash_in_savepoint(tx: Tx, taken: int) -> None:
    async with tx.savepoint():
        await tx.value(ADD_GROUP, group("undone"))
        await tx.run(ADD_GROUP_WITH_ID, {**group("clash"), "id": taken})


async def test_a_transaction_does_not_go_on_after_an_error_that_somebody_swallowed(db: Database) -> None:
    made = await add_group(db, "first")

    async def swallow() -> None:
        async with db.begin() as tx:
            await tx.value(ADD_GROUP, group("second"))
            with pytest.raises(UniqueViolation):
                await tx.run(ADD_GROUP_WITH_ID, {**group("clash"), "id": made})

    async def swallow_and_go_on() -> None:
        async with db.begin() as tx:
            with pytest.raises(UniqueViolation):
                await tx.run(ADD_GROUP_WITH_ID, {**group("clash"), "id": made})
            await tx.value(ADD_GROUP, group("third"))

    for task in (swallow, swallow_and_go_on):
        with pytest.raises(TransactionFailed):
            await task()
    assert await names(db) == ["first"]


async def test_run_tells_how_many_rows_it_touched(db: Database) -> None:
    await add_group(db, "acme")
    async with db.begin() as tx:
        assert await tx.run(ADD_GROUP_WITH_ID, {**group("other"), "id": 99}) == 1
        assert await tx.value(COUNT_GROUPS) == 2


async def test_ids_are_not_given_twice(db: Database) -> None:
    from chinwag.db import statement
    from chinwag.db.tables import groups

    made = await add_group(db, "acme")
    async with db.begin() as tx:
        assert await tx.run(statement(groups.delete())) == 1

    assert await add_group(db, "again") > made


async def test_calls_after_the_commit_come_after_it_and_never_after_a_rollback(db: Database) -> None:
    called: list[str] = []

    async def register(name: str, *, fails: bool) -> None:
        async with db.begin() as tx:
            tx.after_commit(lambda: called.append(name))
            await tx.value(ADD_GROUP, group(name))
            assert called == []
            if fails:
                raise Fault

    with pytest.raises(Fault):
        await register("undone", fails=True)
    await register("kept", fails=False)

    assert called == ["kept"]


async def test_close_waits_for_what_is_being_committed(db: Database) -> None:
    tasks = [asyncio.create_task(add_group(db, f"g{n}")) for n in range(10)]
    await asyncio.sleep(0)
    async with db.begin() as tx:  # now all ten had their turn or are in it
        await tx.value(ADD_GROUP, group("last"))
    await asyncio.gather(*tasks)
    assert len(await names(db)) == 11
