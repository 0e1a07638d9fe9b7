"""One way to write statements, the same rows on both engines."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from chinwag.db import Database, Row, any_of, insert, statement
from chinwag.db.statements import any_pair_of
from chinwag.db.tables import groups, sequences, users
from tests.db.rows import add_group

ADD_USER = statement(insert(users).returning(users.c.id, users.c.is_guest))
BY_IDS = statement(sa.select(groups.c.name).where(any_of(groups.c.id, "ids")).order_by(groups.c.id))
BY_NAMES = statement(sa.select(groups.c.name).where(any_of(groups.c.name, "names")).order_by(groups.c.id))
BY_PAIRS = statement(
    sa.select(sequences.c.group_id)
    .where(any_pair_of(sequences.c.group_id, sequences.c.last_seq, "ids", "seqs"))
    .order_by(sequences.c.group_id)
)
SET = statement(
    insert(sequences, "group_id", "last_seq").on_conflict_do_update(
        index_elements=[sequences.c.group_id],
        set_={"last_seq": sa.bindparam("last_seq", type_=sa.BigInteger)},
    )
)
NOT_BY_NAMES = statement(sa.select(groups.c.name).where(~any_of(groups.c.name, "names")))
FLAGS = statement(
    sa.select(users.c.name, users.c.is_guest, users.c.last_active_at, users.c.email.is_(None)).order_by(
        users.c.id
    )
)
ADMINS = statement(
    sa.select(users.c.name).where(
        users.c.role.in_(("owner", "admin")), users.c.is_guest == sa.bindparam("guest")
    )
)
KEEP = statement(insert(sequences, "group_id", "last_seq").on_conflict_do_nothing())
RAISE = statement(
    insert(sequences, "group_id", "last_seq").on_conflict_do_update(
        index_elements=[sequences.c.group_id], set_={"last_seq": sequences.c.last_seq + 10}
    )
)
SEQ = statement(sa.select(sequences.c.last_seq))


def user(group_id: int, name: str, **other: object) -> dict[str, object]:
    row: dict[str, object] = {c.name: None for c in users.columns if c.name != "id"}
    row |= {"title": "", "timezone": "UTC", "role": "user", "is_guest": False, "is_deleted": False}
    row |= {"mention_name": name, "mention_key": name, "version": "AAAA1111", "created_at": 1}
    return row | {"group_id": group_id, "name": name} | other


async def all_rows(db: Database, asked: object, **params: object) -> list[Row]:
    from chinwag.db import Statement

    assert isinstance(asked, Statement)
    async with db.read() as tx:
        return await tx.all(asked, params)


async def test_a_list_is_one_parameter(db: Database) -> None:
    ids = [await add_group(db, name) for name in ("a", "quo'te", "ünï")]

    assert await all_rows(db, BY_IDS, ids=[ids[0], ids[2], 4711]) == [("a",), ("ünï",)]
    assert await all_rows(db, BY_IDS, ids=[]) == []
    assert await all_rows(db, BY_NAMES, names=["quo'te", "ünï", "1"]) == [("quo'te",), ("ünï",)]
    assert await all_rows(db, NOT_BY_NAMES, names=["quo'te", "ünï"]) == [("a",)]


async def test_two_lists_are_pairs_and_not_each_with_each(db: Database) -> None:
    ids = [await add_group(db, name) for name in ("a", "b", "c")]
    async with db.begin() as tx:
        for group_id, last_seq in zip(ids, (7, 8, 7), strict=True):
            await tx.run(SET, {"group_id": group_id, "last_seq": last_seq})

    assert await all_rows(db, BY_PAIRS, ids=[ids[0], ids[1], ids[2]], seqs=[7, 7, 7]) == [
        (ids[0],),
        (ids[2],),
    ]
    assert await all_rows(db, BY_PAIRS, ids=[ids[1], ids[1]], seqs=[8, 8]) == [(ids[1],)]
    assert await all_rows(db, BY_PAIRS, ids=[], seqs=[]) == []


async def test_truth_values_come_back_as_bool_and_missing_ones_as_none(db: Database) -> None:
    group_id = await add_group(db, "acme")
    async with db.begin() as tx:
        made = await tx.one(ADD_USER, user(group_id, "ada", is_guest=True))
        await tx.one(ADD_USER, user(group_id, "bob", email="b@example.com", email_key="b@example.com"))

    assert made is not None
    assert made[1] is True
    rows = await all_rows(db, FLAGS)
    assert rows == [("ada", True, None, True), ("bob", False, None, False)]
    assert type(rows[0]) is tuple
    assert rows[1][1] is False


async def test_constants_of_a_statement_need_not_be_given(db: Database) -> None:
    group_id = await add_group(db, "acme")
    async with db.begin() as tx:
        await tx.one(ADD_USER, user(group_id, "ada", role="owner"))
        await tx.one(ADD_USER, user(group_id, "bob", role="user"))

    assert await all_rows(db, ADMINS, guest=False) == [("ada",)]


async def test_a_conflict_may_do_nothing_or_update(db: Database) -> None:
    group_id = await add_group(db, "acme")
    async with db.begin() as tx:
        row = {"group_id": group_id, "last_seq": 5}
        assert await tx.run(KEEP, row) == 1
        assert await tx.run(KEEP, {**row, "last_seq": 7}) == 0
        assert await tx.value(SEQ) == 5
        assert await tx.run(RAISE, row) == 1
        assert await tx.value(SEQ) == 15


async def test_a_missing_parameter_is_an_error(db: Database) -> None:
    with pytest.raises(Exception, match=r"guest|binding"):
        await all_rows(db, ADMINS)


def test_a_list_for_in_is_refused_with_the_way_to_do_it() -> None:
    wrong = statement(sa.select(groups.c.name).where(groups.c.id.in_(sa.bindparam("ids", expanding=True))))

    with pytest.raises(TypeError, match="any_of"):
        wrong.for_sqlite()


def test_lists_use_the_index() -> None:
    assert "= 1" not in BY_IDS.for_sqlite().sql
    assert "::BIGINT[]" in BY_IDS.for_postgresql().sql
