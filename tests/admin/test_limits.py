"""A group's own limits hold where they are below the server's."""

from pathlib import Path
from typing import Any

from tests.world import World, new_world


async def limits(world: World, **own: int | None) -> Any:
    return await world.http.put("/api/admin/limits", json=own, headers=await world.token())


async def test_a_group_has_fewer_calls_than_the_server_allows(tmp_path: Path) -> None:
    async with new_world(tmp_path, rate_limit_user=100, rate_limit_addon=500, flood_limit=30) as world:
        token = await world.token()
        first = await world.http.get("/v2/user", headers=token)
        assert first.headers["X-Ratelimit-Limit"] == "100"
        shown = await limits(world, rate_limit_user=7, flood_limit=2)
        assert shown.status_code == 200, shown.text
        by_id = {one["id"]: one for one in shown.json()["items"]}
        assert (by_id["rate_limit_user"]["server"], by_id["rate_limit_user"]["holds"]) == (100, 7)
        assert by_id["rate_limit_addon"]["group"] is None
        assert by_id["rate_limit_addon"]["holds"] == 500

        ada = await world.token(await world.user())
        answers = [await world.http.get("/v2/user", headers=ada) for _ in range(8)]
        assert [answer.status_code for answer in answers] == [200] * 7 + [429]
        assert answers[0].headers["X-Ratelimit-Limit"] == "7"
        addon = await world.http.get("/v2/user", headers=await world.addon_token())
        assert addon.headers["X-Ratelimit-Limit"] == "500"

        room = await world.room()
        notify = [
            await world.http.post(
                f"/v2/room/{room.id}/notification",
                json={"message": "x"},
                headers=await world.room_token(room),
            )
            for _ in range(3)
        ]
        assert [answer.status_code for answer in notify] == [204, 204, 429]


async def test_nobody_raises_a_limit_above_the_servers(tmp_path: Path) -> None:
    async with new_world(tmp_path, rate_limit_user=100) as world:
        answer = await limits(world, rate_limit_user=101)
        assert answer.status_code == 400
        assert answer.json()["error"]["field"] == "rate_limit_user"


async def test_where_the_server_has_no_limit_the_group_may_have_one(world: World) -> None:
    assert (await limits(world, rate_limit_addon=3)).status_code == 200
    addon = await world.addon_token()
    answers = [await world.http.get("/v2/user", headers=addon) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert (await limits(world)).status_code == 200
    assert (await world.http.get("/v2/user", headers=addon)).status_code == 200


async def test_a_limit_of_one_addon_stays_its_own(world: World) -> None:
    await limits(world, rate_limit_addon=1)
    addon = await world.addon_token(rate_limit=3)
    answers = [await world.http.get("/v2/user", headers=addon) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
