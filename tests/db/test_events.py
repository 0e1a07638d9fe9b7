"""Durable events are written with the transaction and told after it, in order, without gaps."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import Any

import pytest

from chinwag.db import Database
from tests.db.rows import EVENTS, LAST_SEQ, Fault, Told, add_group, outcomes


@pytest.fixture
def told(db: Database) -> list[Any]:
    """All events and forgotten keys, as they are published."""
    published: list[Any] = []

    def publish(events: list[Any], forgotten: list[str]) -> None:
        published.extend([*events, *forgotten])

    db.publish_to(publish)
    return published


async def emit(db: Database, *events: Told, fails: bool = False) -> None:
    async with db.begin() as tx:
        for event in events:
            tx.emit(event)
        if fails:
            raise Fault


async def test_a_durable_event_gets_its_number_and_its_row(db: Database, told: list[Any]) -> None:
    group_id = await add_group(db, "acme")

    await emit(db, Told("room.created", group_id, {"a": 1}), Told("typing.started", group_id, durable=False))
    await emit(db, Told("message.sent", group_id, seq=77))
    await emit(db, Told("room.updated", group_id))

    assert [(event.type, event.seq) for event in told] == [
        ("room.created", 1),
        ("typing.started", None),
        ("message.sent", 77),
        ("room.updated", 2),
    ]
    async with db.read() as tx:
        assert await tx.all(EVENTS) == [(group_id, 1, "room.created"), (group_id, 2, "room.updated")]


async def test_what_rolls_back_is_told_to_nobody_and_uses_no_number(db: Database, told: list[Any]) -> None:
    group_id = await add_group(db, "acme")

    with pytest.raises(Fault):
        await emit(db, Told("room.created", group_id), fails=True)
    await emit(db, Told("room.updated", group_id))

    assert [(event.type, event.seq) for event in told] == [("room.updated", 1)]


async def test_forgotten_keys_are_told_after_the_commit(db: Database, told: list[Any]) -> None:
    async with db.begin() as tx:
        tx.forget("token:abc", "callers")
        assert told == []

    assert told == ["token:abc", "callers"]


async def test_numbers_of_each_group_are_dense_and_told_in_order_under_load(
    db: Database, told: list[Any]
) -> None:
    group_ids = [await add_group(db, f"g{n}") for n in range(3)]

    async def one(n: int) -> None:
        group_id = group_ids[n % 3]
        await emit(db, Told(f"e{n}", group_id), Told(f"f{n}", group_id), fails=n % 5 == 0)

    results = await outcomes([one(n) for n in range(96)])

    assert sum(result is None for result in results) == 96 - 20
    seen: dict[int, list[int]] = defaultdict(list)
    for event in told:
        seen[event.group_id].append(event.seq)
    for group_id in group_ids:
        assert seen[group_id] == list(range(1, len(seen[group_id]) + 1))
        async with db.read() as tx:
            assert await tx.value(LAST_SEQ, {"group_id": group_id}) == len(seen[group_id])


async def test_begin_returns_after_its_events_were_told(db: Database) -> None:
    group_id = await add_group(db, "acme")
    told: list[int] = []

    async def publish(events: list[Any], _: list[str]) -> None:
        await asyncio.sleep(0.001)
        told.extend(event.seq for event in events)

    db.publish_to(publish)

    async def one(n: int) -> None:
        async with db.begin() as tx:
            tx.emit(Told("e", group_id))
            mine = n
        assert len(told) > 0, mine

    await outcomes([one(n) for n in range(8)])
    assert told == list(range(1, 9))


async def test_a_fault_of_the_publisher_fails_no_transaction(
    db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    group_id = await add_group(db, "acme")

    def publish(_: list[Any], __: list[str]) -> None:
        raise Fault

    db.publish_to(publish)
    await emit(db, Told("room.created", group_id))

    assert "could not be published" in caplog.text
    async with db.read() as tx:
        assert len(await tx.all(EVENTS)) == 1
