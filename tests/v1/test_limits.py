"""How often API v1 may be called, and how it says so: 403, in words that an early client compares."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.v1.clients import V1, error_of, make_v1
from tests.world import World, new_world

# Limits are counted in memory or in Redis.
pytestmark = pytest.mark.one_engine

OVER = "You have exceeded the rate limit. See https://www.hipchat.com/docs/api/rate_limiting"


@pytest.fixture
async def limited(tmp_path: Path, database_url: str) -> AsyncIterator[World]:
    """Three calls in five minutes, two messages a minute to a room."""
    async with new_world(tmp_path, database_url=database_url, rate_limit_v1=3, flood_limit=2) as made:
        yield made


def _left(answer: httpx.Response) -> tuple[str, str]:
    return answer.headers["X-RateLimit-Limit"], answer.headers["X-RateLimit-Remaining"]


async def test_the_fourth_call_is_refused_until_the_window_ends(limited: World) -> None:
    script, other = await make_v1(limited), await make_v1(limited)
    assert [_left(await script.get("rooms/list")) for _ in range(3)] == [("3", "2"), ("3", "1"), ("3", "0")]
    limited.clock.advance(minutes=4)
    refused = await script.get("rooms/list")
    assert error_of(refused) == (403, OVER)
    assert _left(refused) == ("3", "0")
    now = limited.clock.now().timestamp()
    assert 55 <= int(refused.headers["X-RateLimit-Reset"]) - now <= 62
    assert 55 <= int(refused.headers["Retry-After"]) <= 62

    assert _left(await other.get("rooms/list")) == ("3", "2")
    limited.clock.advance(minutes=1, seconds=1)
    assert _left(await script.get("rooms/list")) == ("3", "2")


async def test_a_refused_call_does_nothing(limited: World) -> None:
    script = await make_v1(limited)
    room = await limited.room("Deploys")
    for _ in range(3):
        await script.got("rooms/list")
    sent = await script.post("rooms/message", room_id=room.id, from_="Kiln", message="Fourth")
    assert error_of(sent) == (403, OVER)
    assert await limited.history(room) == []


async def test_too_many_messages_to_one_room_are_refused_whoever_sends_them(limited: World) -> None:
    room, other = await limited.room("Deploys"), await limited.room("Support")
    script, second = await make_v1(limited), await make_v1(limited)
    for _ in range(2):
        sent = await script.post("rooms/message", room_id=room.id, from_="Kiln", message="Done")
        assert sent.status_code == 200
    assert sent.headers["X-FloodControl-Remaining"] == "0"
    refused = await second.post("rooms/message", room_id=room.id, from_="Kiln", message="Third")
    status, said = error_of(refused)
    assert (status, said != OVER) == (403, True)
    assert len(await limited.history(room)) == 2
    assert (
        await second.post("rooms/message", room_id=other.id, from_="Kiln", message="Done")
    ).status_code == 200


async def test_every_answer_tells_the_limit(limited: World) -> None:
    for answer in (
        await limited.http.get("/v1/rooms/list"),
        await limited.http.get("/v1/nowhere"),
        await limited.http.post("/v1/rooms/list"),
        await V1(limited, "0" * 30).get("rooms/list"),
    ):
        assert answer.status_code >= 400
        assert _left(answer) == ("3", "3")
        assert int(answer.headers["X-RateLimit-Reset"]) > limited.clock.now().timestamp()


async def test_without_a_limit_the_headers_are_there_all_the_same(tmp_path: Path, database_url: str) -> None:
    async with new_world(tmp_path, database_url=database_url, rate_limit_v1=0) as world:
        script = await make_v1(world)
        for _ in range(4):
            assert _left(await script.get("rooms/list")) == ("1000000", "1000000")
