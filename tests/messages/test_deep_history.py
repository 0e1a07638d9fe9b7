"""A long room is read as fast as a short one, wherever one reads."""

import statistics
import time

import pytest
import sqlalchemy as sa

from chinwag.clock import to_micros
from chinwag.db.statements import statement
from chinwag.db.tables import messages
from tests.messages.talk import read, texts
from tests.world import MadeRoom, World

LONG = 40_000
FUTURE = "2030-01-01"

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


async def cost(world: World, path: str, headers: dict[str, str], **query: object) -> float:
    """Seconds that a page takes, the median of several."""
    taken = []
    for _ in range(7):
        before = time.perf_counter()
        await read(world, path, headers, **query)
        taken.append(time.perf_counter() - before)
    return statistics.median(taken)


@pytest.mark.quiet
async def test_deep_pages_and_old_dates_cost_what_the_newest_do(world: World) -> None:
    room, first = await long_room(world)
    path, headers = f"/v2/room/{room.id}/history", await world.token()
    newest = await cost(world, f"{path}/latest", headers)
    for query in (
        {"date": FUTURE, "max-results": 75, "start-index": LONG * 9 // 10},
        {"date": first + LONG // 3, "max-results": 75},
        {"date": first + LONG // 2, "end-date": first + LONG // 4, "max-results": 75},
        {"date": FUTURE, "max-results": 75, "start-index": LONG // 2, "include_deleted": "false"},
    ):
        assert await cost(world, path, headers, **query) < 8 * newest, query


async def test_a_date_deep_in_a_long_room_is_found_to_the_second(world: World) -> None:
    room, first = await long_room(world)
    path = f"/v2/room/{room.id}/history"
    for second in (1, 2, 12_345, LONG // 2, LONG - 1, LONG, LONG + 5):
        page = await read(world, path, date=first + second, **{"max-results": 2, "reverse": "false"})
        last = min(second, LONG)
        assert texts(page) == [str(number) for number in (last, last - 1) if number > 0]
        span = await read(world, path, date=first + second, **{"end-date": first + second - 1})
        assert texts(span) == [str(number) for number in (second - 1, second) if 0 < number <= LONG]
