"""`auth_test=true`: says whether a token may, and does nothing else."""

from chinwag.scopes import Scope
from tests.world import World


async def test_a_token_that_may_gets_the_recorded_body_and_nothing_is_posted(world: World) -> None:
    room = await world.room()
    token = await world.room_token(room)

    answer = await world.http.post(f"/v2/room/{room.id}/notification?auth_test=true", headers=token)

    assert answer.status_code == 202
    assert answer.json() == {
        "success": {
            "code": 202,
            "message": "This auth_token has access to use this method.",
            "type": "Accepted",
        }
    }
    assert await world.history(room) == []


async def test_a_token_without_the_scope_gets_401(world: World) -> None:
    token = await world.token(None, Scope.VIEW_ROOM)

    answer = await world.http.post("/v2/room?auth_test=true", json={"name": "x"}, headers=token)

    assert answer.status_code == 401
    assert "manage_rooms" in answer.json()["error"]["message"]


async def test_only_the_text_true_is_a_test(world: World) -> None:
    room = await world.room()
    token = await world.room_token(room)

    answer = await world.http.post(
        f"/v2/room/{room.id}/notification?auth_test=yes", json={"message": "real"}, headers=token
    )

    assert answer.status_code == 204
    assert [entry["message"] for entry in await world.history(room)] == ["real"]


async def test_it_counts_as_a_call(world: World) -> None:
    room = await world.room()
    token = await world.room_token(room, rate_limit=5)

    for _ in range(2):
        answer = await world.http.get(f"/v2/room/{room.id}?auth_test=true", headers=token)

    assert answer.headers["x-ratelimit-remaining"] == "3"
