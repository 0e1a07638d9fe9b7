"""Transactions keep their promises, the same on both engines."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from chinwag.db import Database, insert, statement
from chinwag.db.tables import groups

ADD_GROUP = statement(insert(groups, "name", "subdomain", "version", "created_at").returning(groups.c.id))
GROUP_NAMES = statement(sa.select(groups.c.name).order_by(groups.c.id))


def group(name: str) -> dict[str, object]:
    return {"name": name, "subdomain": name, "version": "AAAA1111", "created_at": 1}


async def test_what_was_written_is_there_after_begin_and_not_before(db: Database) -> None:
    async with db.begin() as tx:
        await tx.value(ADD_GROUP, group("acme"))
        assert await tx.all(GROUP_NAMES) == [("acme",)]
        async with db.read() as outside:
            assert await outside.all(GROUP_NAMES) == []

    async with db.read() as outside:
        assert await outside.all(GROUP_NAMES) == [("acme",)]


async def test_an_exception_undoes_the_whole_transaction(db: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with db.begin() as tx:
            await tx.value(ADD_GROUP, group("acme"))
            raise ZeroDivisionError

    async with db.read() as tx:
        assert await tx.all(GROUP_NAMES) == []
