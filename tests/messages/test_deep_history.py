"""A long room is read as fast as a short one, wherever one reads."""

import sqlite3

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from chinwag.clock import to_micros
from chinwag.db.statements import Statement, statement
from chinwag.db.tables import messages, metadata
from chinwag.messages import history_storage
from tests.messages.talk import read, texts
from tests.world import MadeRoom, World

LONG = 40_000

_number = sa.select(sa.cast(sa.literal_column("1"), sa.BigInteger).label("n")).cte("numbers", recursive=True)
_number = _number.union_all(
    sa.select(_number.c.n + sa.literal_column("1")).where(_number.c.n < sa.literal_column(str(LONG)))
)
_text = sa.cast(_number.c.n, sa.Text)
_FILL = statement(
    sa.insert(messages).from_select(
        [
            "chat_id",
            "position",
            "group_id",
            "seq",
            "id",
            "type",
            "sender_id",
            "body",
            "format",
            "notify",
            "sent_at",
        ],
        sa.select(
            sa.cast(sa.bindparam("chat_id"), sa.BigInteger),
            _number.c.n,
            sa.cast(sa.bindparam("group_id"), sa.BigInteger),
            _number.c.n,
            sa.literal_column("'00000000-0000-7000-8000-'")
            + sa.cast(_number.c.n + sa.literal_column("100000000000"), sa.Text),
            sa.literal_column("'message'"),
            sa.cast(sa.bindparam("sender_id"), sa.BigInteger),
            _text,
            sa.literal_column("'text'"),
            sa.false(),
            sa.cast(sa.bindparam("first"), sa.BigInteger) + _number.c.n * sa.literal_column("1000000"),
        ),
    )
)


async def long_room(world: World) -> tuple[MadeRoom, int]:
    """A room with a message every second; and the UNIX second before the first."""
    room, first = await world.room("Long"), to_micros(world.clock.now()) // 1_000_000
    row = {
        "chat_id": room.id,
        "group_id": world.group_id,
        "sender_id": world.owner.id,
        "first": first * 1_000_000,
    }
    async with world.app.services.db.begin() as tx:
        await tx.run(_FILL, row)
    return room, first


def _reading_statements() -> dict[str, Statement]:
    return {name: value for name, value in vars(history_storage).items() if isinstance(value, Statement)}


@pytest.mark.parametrize("name", sorted(_reading_statements()))
def test_no_page_walks_a_whole_table(name: str) -> None:
    """Each look-up goes by an index: SQLite says how it would find the rows. `make bench` has the times."""
    compiled = _reading_statements()[name].for_sqlite()
    connection = sqlite3.connect(":memory:")
    for table in metadata.sorted_tables:
        connection.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        for index in table.indexes:
            connection.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
    some: dict[str, object] = {name: [] if name in compiled.lists else 0 for name in compiled.order}
    given = compiled.picked({**some, **compiled.constants})
    plan = connection.execute(f"EXPLAIN QUERY PLAN {compiled.sql}", given)
    steps = [step[3] for step in plan]
    assert steps, "a plan has steps"
    assert not [step for step in steps if step.startswith("SCAN messages")], steps
    connection.close()


async def test_a_date_deep_in_a_long_room_is_found_to_the_second(world: World) -> None:
    room, first = await long_room(world)
    path = f"/v2/room/{room.id}/history"
    for second in (1, 2, 12_345, LONG // 2, LONG - 1, LONG, LONG + 5):
        page = await read(world, path, date=first + second, **{"max-results": 2, "reverse": "false"})
        last = min(second, LONG)
        assert texts(page) == [str(number) for number in (last, last - 1) if number > 0]
        span = await read(world, path, date=first + second, **{"end-date": first + second - 1})
        assert texts(span) == [str(number) for number in (second - 1, second) if 0 < number <= LONG]
