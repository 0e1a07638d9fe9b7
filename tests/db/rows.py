"""Statements and rows that the tests of the database share."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import msgspec
import sqlalchemy as sa

from chinwag.db import Database, insert, statement
from chinwag.db.tables import chats, events, groups, sequences

ADD_GROUP = statement(insert(groups, "name", "subdomain", "version", "created_at").returning(groups.c.id))
ADD_GROUP_WITH_ID = statement(insert(groups, "id", "name", "subdomain", "version", "created_at"))
GROUP_NAMES = statement(sa.select(groups.c.name).order_by(groups.c.id))
COUNT_GROUPS = statement(sa.select(sa.func.count()).select_from(groups))
ADD_CHAT = statement(insert(chats, "group_id", "kind").returning(chats.c.id))
EVENTS = statement(sa.select(events.c.group_id, events.c.seq, events.c.type).order_by(events.c.seq))
LAST_SEQ = statement(sa.select(sequences.c.last_seq).where(sequences.c.group_id == sa.bindparam("group_id")))


class Told(msgspec.Struct, frozen=True):
    """A live event as the database sees one."""

    type: str
    group_id: int
    payload: Any = {}
    chat_id: int | None = None
    user_id: int | None = None
    seq: int | None = None
    durable: bool = True
    kept: Any = None


class Fault(Exception):
    """What a handler raises in the middle of its transaction."""


def group(name: str) -> dict[str, object]:
    return {"name": name, "subdomain": name, "version": "AAAA1111", "created_at": 1}


async def add_group(db: Database, name: str) -> int:
    async with db.begin() as tx:
        made: int = await tx.value(ADD_GROUP, group(name))
        return made


async def add_group_then_fail(db: Database, name: str) -> None:
    async with db.begin() as tx:
        await tx.value(ADD_GROUP, group(name))
        raise Fault


async def names(db: Database) -> list[str]:
    async with db.read() as tx:
        return [row[0] for row in await tx.all(GROUP_NAMES)]


async def outcomes(tasks: list[Coroutine[Any, Any, Any]]) -> list[Any]:
    """All at once; what each returned or raised."""
    async with asyncio.timeout(60):
        return await asyncio.gather(*tasks, return_exceptions=True)
