"""The overall limit and flood control: right to the call, told in headers, not to be got round."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world import MadeRoom, World, new_world

# Limits are counted in memory or in Redis.
pytestmark = pytest.mark.one_engine

NOTE = {"message": "x"}


@pytest.fixture
async def limited(tmp_path: Path, database_url: str) -> AsyncIterator[World]:
    """A world with small limits."""
    async with new_world(
        tmp_path, database_url=database_url, rate_limit_user=4, rate_limit_addon=6, flood_limit=3
    ) as made:
        yield made


async def post(world: World, room: MadeRoom, token: dict[str, str], *, ref: str = "", query: str = "") -> int:
    answer = await world.http.post(f"/v2/room/{ref or room.id}/notification{query}", json=NOTE, headers=token)
    return answer.status_code


async def test_the_call_after_the_last_is_refused_until_the_window_ends(limited: World) -> None:
    token = await limited.token()

    statuses = [(await limited.http.get("/v2/room", headers=token)).status_code for _ in range(5)]
    refused = await limited.http.get("/v2/room", headers=token)
    limited.clock.advance(seconds=301)
    later = await limited.http.get("/v2/room", headers=token)

    assert statuses == [200, 200, 200, 200, 429]
    assert refused.json()["error"]["message"] == "Rate Limit exceeded"
    assert refused.json()["error"]["type"] == "Too Many Requests"
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert 0 < int(refused.headers["retry-after"]) <= 301
    assert later.status_code == 200


async def test_the_headers_count_down_and_name_the_reset_in_unix_seconds(limited: World) -> None:
    token = await limited.token()

    first = await limited.http.get("/v2/room", headers=token)
    second = await limited.http.get("/v2/room", headers=token)

    assert (first.headers["x-ratelimit-limit"], first.headers["x-ratelimit-remaining"]) == ("4", "3")
    assert second.headers["x-ratelimit-remaining"] == "2"
    now = limited.clock.now().timestamp()
    assert now < int(second.headers["x-ratelimit-reset"]) <= now + 302


async def test_add_ons_have_a_figure_of_their_own(limited: World) -> None:
    token = await limited.addon_token()

    answer = await limited.http.get("/v2/room", headers=token)

    assert answer.headers["x-ratelimit-limit"] == "6"


async def test_a_token_may_have_its_own_figure_and_zero_is_off(limited: World) -> None:
    own = await limited.token(rate_limit=9)
    free = await limited.token(rate_limit=0)

    answer = await limited.http.get("/v2/room", headers=own)
    statuses = {(await limited.http.get("/v2/room", headers=free)).status_code for _ in range(12)}

    assert answer.headers["x-ratelimit-limit"] == "9"
    assert statuses == {200}


async def test_calls_of_one_token_share_a_counter_however_they_are_spelled(limited: World) -> None:
    room = await limited.room("Deploys")
    token = await limited.token()
    raw = token["Authorization"].removeprefix("Bearer ")

    await limited.http.get("/v2/room", headers=token)
    await limited.http.get(f"/v2//room/?auth_token={raw}")
    await limited.http.get(f"/v2/room/{room.id}", headers={"authorization": f"bearer {raw}"})
    await limited.http.get("/v2/room/none", headers=token | {"X-Forwarded-For": "203.0.113.9"})
    refused = await limited.http.head("/v2/room", headers=token)

    assert refused.status_code == 429


async def test_flood_control_counts_a_room_under_all_its_names(limited: World) -> None:
    room = await limited.room("Engine Room")
    token = await limited.room_token(room, rate_limit=0)

    by_id = await post(limited, room, token)
    by_name = await post(limited, room, token, ref="Engine%20Room")
    by_plus = await post(limited, room, token, ref="ENGINE+room")
    refused = await limited.http.post(f"/v2/room/{room.id}/notification", json=NOTE, headers=token)

    assert (by_id, by_name, by_plus, refused.status_code) == (204, 204, 204, 429)
    assert refused.headers["x-floodcontrol-limit"] == "3"
    assert refused.headers["x-floodcontrol-remaining"] == "0"
    assert 0 < int(refused.headers["retry-after"]) <= 61
    assert len(await limited.history(room)) == 3


async def test_flood_control_is_of_the_recipient_and_spares_others(limited: World) -> None:
    room, other = await limited.room("Deploys"), await limited.room("Lunch")
    token, second = await limited.addon_token(rate_limit=0), await limited.addon_token(rate_limit=0)

    for _ in range(3):
        await post(limited, room, token)

    assert await post(limited, room, second) == 429
    assert await post(limited, other, token) == 204
    limited.clock.advance(seconds=61)
    assert await post(limited, room, token) == 204


async def test_a_refused_body_is_not_a_message_to_flood_control(limited: World) -> None:
    room = await limited.room()
    token = await limited.room_token(room, rate_limit=0)

    for _ in range(5):
        answer = await limited.http.post(f"/v2/room/{room.id}/notification", json={}, headers=token)
        assert answer.status_code == 400

    assert await post(limited, room, token) == 204


async def test_a_jump_of_the_clock_neither_frees_nor_locks(limited: World) -> None:
    token = await limited.token()
    for _ in range(4):
        await limited.http.get("/v2/room", headers=token)

    limited.clock.jump(days=1)
    ahead = await limited.http.get("/v2/room", headers=token)
    limited.clock.jump(days=-2)
    limited.clock.advance(seconds=301)
    behind = await limited.http.get("/v2/room", headers=token)

    assert (ahead.status_code, behind.status_code) == (429, 200)


async def test_answers_without_a_live_token_carry_the_headers_too(limited: World) -> None:
    for headers in ({}, {"Authorization": "Bearer dead"}):
        answer = await limited.http.get("/v2/room", headers=headers)

        assert answer.status_code == 401
        assert answer.headers["x-ratelimit-limit"] == "4"
        assert "x-ratelimit-reset" in answer.headers
