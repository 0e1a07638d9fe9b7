"""The search index in PostgreSQL: two tables made when missing, beside the migrations; they may be dropped."""

import asyncio
import time

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR

from chinwag.db.statements import Statement, any_of, insert, statement
from chinwag.db.tx import Database
from chinwag.search.model import (
    PUT_ON,
    Doc,
    Gone,
    Marked,
    Place,
    TookTooLong,
    Wanted,
    by_anyone,
    either_of,
    group_range,
)

_metadata = sa.MetaData()
_docs = sa.Table(
    "search_docs",
    _metadata,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("sender_id", sa.BigInteger, nullable=False),
    sa.Column("sent_at", sa.BigInteger, nullable=False),
    sa.Column("flags", sa.BigInteger, nullable=False),
    sa.Column("words", TSVECTOR, nullable=False),
)
_progress = sa.Table(
    "search_progress",
    _metadata,
    sa.Column("group_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("upto", sa.BigInteger, nullable=False),
)
_MAKE = tuple(
    statement(sa.text(part))
    for part in (
        """CREATE TABLE IF NOT EXISTS search_docs (
            number bigint PRIMARY KEY, chat_id bigint NOT NULL, position bigint NOT NULL,
            sender_id bigint NOT NULL, sent_at bigint NOT NULL, flags bigint NOT NULL, words tsvector NOT NULL)""",
        "CREATE INDEX IF NOT EXISTS ix_search_docs_words ON search_docs USING gin (words)",
        "CREATE INDEX IF NOT EXISTS ix_search_docs_place ON search_docs (chat_id, position)",
        f"CREATE INDEX IF NOT EXISTS ix_search_docs_put_on ON search_docs (number) WHERE flags & {PUT_ON} <> 0",
        "CREATE TABLE IF NOT EXISTS search_progress (group_id bigint PRIMARY KEY, upto bigint NOT NULL)",
    )
)
_FORMAT = 8
_FORMAT_ROW = 0
"""Of no group: the row of the progress that says how the index was made."""
_EMPTY = tuple(statement(sa.text(f"TRUNCATE {table}")) for table in ("search_docs", "search_progress"))
_ONE_AT_A_TIME = statement(sa.text("SELECT 1 FROM (SELECT pg_advisory_xact_lock(7340161)) AS held"))
_UPTO = statement(sa.select(_progress.c.upto).where(_progress.c.group_id == sa.bindparam("group_id")))
_new_progress = insert(_progress)
_SET_UPTO = statement(
    _new_progress.on_conflict_do_update(
        index_elements=[_progress.c.group_id], set_={"upto": _new_progress.excluded.upto}
    )
)
_FORGET = statement(
    _docs.delete().where(
        _docs.c.chat_id == sa.bindparam("chat", type_=sa.BigInteger),
        _docs.c.position == sa.bindparam("place", type_=sa.BigInteger),
    )
)
_MARK = statement(
    _docs.update()
    .where(
        _docs.c.chat_id == sa.bindparam("chat", type_=sa.BigInteger),
        _docs.c.position == sa.bindparam("place", type_=sa.BigInteger),
    )
    .values(
        flags=_docs.c.flags.op("&")(sa.literal_column(f"({~PUT_ON})")).op("|")(
            sa.bindparam("put_on", type_=sa.BigInteger)
        )
    )
)
_ADD = statement(
    insert(_docs, "number", "chat_id", "position", "sender_id", "sent_at", "flags")
    .values(words=sa.func.array_to_tsvector(sa.bindparam("words", type_=sa.ARRAY(sa.Text))))
    .on_conflict_do_nothing(index_elements=[_docs.c.number])
)
_big = sa.BigInteger
_FILTERED = (
    sa.select(_docs.c.number, _docs.c.chat_id, _docs.c.position)
    .where(
        _docs.c.number >= sa.bindparam("low", type_=_big),
        _docs.c.number < sa.bindparam("high", type_=_big),
        _docs.c.flags.op("&")(sa.bindparam("flags", type_=_big)) == sa.bindparam("flags", type_=_big),
        _docs.c.sent_at >= sa.bindparam("after", type_=_big),
        _docs.c.sent_at < sa.bindparam("before", type_=_big),
        any_of(_docs.c.chat_id, "chats"),
        sa.or_(sa.bindparam("anyone", type_=sa.Boolean), any_of(_docs.c.sender_id, "senders")),
    )
    .order_by(_docs.c.number.desc())
    .limit(sa.bindparam("limit", type_=_big))
)
_LIST = statement(_FILTERED)
_LIST_PUT_ON = statement(_FILTERED.where(_docs.c.flags.op("&")(sa.literal_column(str(PUT_ON))) != 0))
_FIND = statement(
    _FILTERED.where(
        _docs.c.words.bool_op("@@")(
            sa.cast(sa.bindparam("match", type_=sa.Text), sa.dialects.postgresql.TSQUERY)
        )
    )
)


class PostgresIndex:
    """An index in the same database. Any number of processes may feed it: they take turns."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._is_started = False

    async def start(self) -> None:
        if self._is_started:
            return
        async with self._db.begin() as tx:
            await tx.all(_ONE_AT_A_TIME)
            for part in _MAKE:
                await tx.run(part)
            if await tx.value(_UPTO, {"group_id": _FORMAT_ROW}) != _FORMAT:
                for part in _EMPTY:
                    await tx.run(part)
                await tx.run(_SET_UPTO, {"group_id": _FORMAT_ROW, "upto": _FORMAT})
        self._is_started = True

    async def upto(self, group_id: int) -> int:
        await self.start()
        async with self._db.read() as tx:
            return await tx.value(_UPTO, {"group_id": group_id}) or 0

    async def add(
        self, group_id: int, docs: list[Doc], gone: list[Gone], marked: list[Marked], upto: int
    ) -> None:
        async with self._db.begin() as tx:
            await tx.all(_ONE_AT_A_TIME)
            if (await tx.value(_UPTO, {"group_id": group_id}) or 0) >= upto:
                return
            for message in gone:
                await tx.run(_FORGET, {"chat": message.chat_id, "place": message.position})
            for doc in docs:
                await tx.run(
                    _ADD,
                    {
                        "number": doc.number,
                        "chat_id": doc.chat_id,
                        "position": doc.position,
                        "sender_id": doc.sender_id,
                        "sent_at": doc.sent_micros,
                        "flags": doc.flags,
                        "words": doc.words,
                    },
                )
            for mark in marked:
                await tx.run(_MARK, {"chat": mark.chat_id, "place": mark.position, "put_on": mark.flags})
            await tx.run(_SET_UPTO, {"group_id": group_id, "upto": upto})

    async def find(self, wanted: Wanted) -> list[Place]:
        low, high = group_range(wanted.group_id)
        parameters: dict[str, object] = {
            "low": low,
            "high": min(high, wanted.below),
            "flags": wanted.flags,
            "after": wanted.after_micros,
            "before": wanted.before_micros,
            "chats": wanted.chat_ids,
            "anyone": by_anyone(wanted),
            "senders": wanted.sender_ids or [],
            "limit": wanted.limit,
        }
        query = _statement(wanted)
        if query is _FIND:
            parameters["match"] = _match(wanted)
        await self.start()
        try:
            async with asyncio.timeout(wanted.until - time.monotonic()), self._db.read_offloaded() as tx:
                rows = await tx.all(query, parameters)
        except TimeoutError:
            raise TookTooLong from None
        return [Place(*row) for row in rows]

    async def close(self) -> None:
        """Nothing is held: the database closes itself."""


def _statement(wanted: Wanted) -> Statement:
    if wanted.words or either_of(wanted):
        return _FIND
    return _LIST_PUT_ON if wanted.flags & PUT_ON else _LIST


def _match(wanted: Wanted) -> str:
    """A tsquery of quoted lexemes, so that no word is an operator; words hold no quotes."""
    parts = [f"'{word}':*" if wanted.is_prefix else f"'{word}'" for word in wanted.words]
    parts += ["(" + " | ".join(f"'{word}'" for word in words) + ")" for words in either_of(wanted)]
    return " & ".join(parts)
