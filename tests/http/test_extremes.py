"""Lists, pages and expansions driven to their ends: always an answer, soon, with a bounded number of queries."""

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from chinwag.db.statements import Statement, insert, statement
from chinwag.db.tables import chats, room_members, rooms, users
from tests.world import World

ROOMS, PEOPLE = 1000, 50

_ADD_USER = statement(insert(users).returning(users.c.id))
_ADD_CHAT = statement(insert(chats).returning(chats.c.id))
_ADD_ROOM = statement(insert(rooms))
_ADD_MEMBERS = statement(
    sa.insert(room_members).from_select(
        ["room_id", "user_id", "group_id", "is_admin"],
        sa.select(
            sa.cast(sa.bindparam("room"), sa.BigInteger), users.c.id, users.c.group_id, sa.false()
        ).where(users.c.group_id == sa.bindparam("group")),
    )
)


@contextlib.contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """The statements that run inside the block."""
    ran: list[str] = []
    db = world.app.services.db
    original = {"read": db.read, "begin": db.begin, "read_offloaded": db.read_offloaded}

    def watching(open_tx: Any) -> Any:
        @contextlib.asynccontextmanager
        async def opened() -> Any:
            async with open_tx() as tx:
                yield _Counting(tx, ran)

        return opened

    for name, open_tx in original.items():
        setattr(db, name, watching(open_tx))
    try:
        yield ran
    finally:
        for name in original:
            delattr(db, name)


class _Counting:
    """A transaction that notes what it runs."""

    def __init__(self, tx: Any, ran: list[str]) -> None:
        self._tx, self._ran = tx, ran

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._tx, name)
        if name not in {"all", "one", "value", "run"}:
            return found

        def noting(s: Statement, *more: Any) -> Any:
            self._ran.append(s.for_sqlite().sql)
            return found(s, *more)

        return noting


async def many_rooms(world: World) -> None:
    """A thousand private rooms, each with fifty members."""
    for number in range(PEOPLE - 1):
        await world.user(f"Person {number}")
    first = await world.room("Room 0", private=True)
    async with world.app.services.db.begin() as tx:
        row = await tx.one(statement(sa.select(rooms).where(rooms.c.id == first.id)))
        assert row is not None
        model = dict(zip(rooms.columns.keys(), row, strict=True))
        for number in range(1, ROOMS):
            room_id = await tx.value(_ADD_CHAT, {"group_id": world.group_id, "kind": "room"})
            own = {"id": room_id, "name": f"Room {number}", "name_key": f"room {number}"}
            await tx.run(_ADD_ROOM, {**model, **own})
            await tx.run(_ADD_MEMBERS, {"room": room_id, "group": world.group_id})


async def test_thousand_expanded_rooms_of_fifty_people_take_a_handful_of_statements(world: World) -> None:
    await many_rooms(world)
    headers = await world.token()
    await world.http.get("/v2/room", headers=headers)
    with counted(world) as ran:
        started = time.perf_counter()
        answer = await world.http.get("/v2/room?expand=items&max-results=1000", headers=headers)
        took = time.perf_counter() - started
    items = answer.json()["items"]
    assert len(items) == ROOMS
    assert len(items[-1]["participants"]) <= PEOPLE
    assert items[0]["owner"]["name"]
    assert 1 <= len(ran) <= 6, ran
    assert took < 10


@pytest.mark.parametrize(
    "path", ["/v2/room", "/v2/user", "/v2/room/{room}/history", "/v2/room/{room}/history/latest"]
)
async def test_extremes_of_paging_are_answered_or_refused_at_once(world: World, path: str) -> None:
    room, headers = await world.room(), await world.token()
    target = path.format(room=room.id)
    for name in ("start-index", "max-results"):
        for value in (
            *("0", "1", "999", "1000", "1001", "-1", "-9223372036854775808", "9223372036854775807", "1e3"),
            *(
                "18446744073709551616",
                "9" * 400,
                "1.5",
                "NaN",
                "Infinity",
                "0x10",
                "",
                " 1",
                "+1",
                "١",
                "1_0",
            ),
        ):
            started = time.process_time()
            query = {name: value, "date": "2030-01-01"}
            answer = await world.http.get(target, params=query, headers=headers)
            assert answer.status_code in {200, 400}, (name, value, answer.text)
            assert time.process_time() - started < 3
            if answer.status_code == 200:
                assert len(answer.json()["items"]) <= 1000
                assert answer.json()["maxResults"] <= 1000


@pytest.mark.parametrize(
    "expand",
    [
        ",".join(f"name{number}" for number in range(2000)),
        ",".join(["items"] * 2000),
        ".".join(["items"] * 200),
        "items." + ".".join(["participants", "links"] * 100),
        ",".join("items" + ".owner" * (number % 200) for number in range(90)),
        "." * 4000,
        "," * 4000,
        "items.participants,items.owner,items.statistics,items.members,items.links",
    ],
)
async def test_extremes_of_expansion_are_answered_at_once(world: World, expand: str) -> None:
    for number in range(5):
        await world.room(f"Room {number}", private=True)
    headers = await world.token()
    for path in ("/v2/room", "/v2/user"):
        started = time.process_time()
        answer = await world.http.get(path, params={"expand": expand}, headers=headers)
        assert answer.status_code in {200, 400, 414, 431}, answer.text[:200]
        assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "date", ["253402300800", "-62135596801", "9" * 30, "1e400", "NaN", "10000-01-01T00:00:00Z"]
)
async def test_a_moment_that_no_calendar_has_is_refused(world: World, date: str) -> None:
    """The library that reads queries raises what is no refusal for a second of the year 10000."""
    room, user, token = await world.room(), await world.user(), await world.token()
    for path in (f"/api/room/{room.id}/history", f"/api/user/{user.id}/history", "/api/admin/audit"):
        for name in ("date", "since", "after"):
            answer = await world.http.get(path, params={name: date}, headers=token)
            assert answer.status_code in {200, 400}, (path, name, answer.text)
