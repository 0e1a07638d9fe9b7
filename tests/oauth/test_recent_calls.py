"""The last calls of a token, as the person who owns it sees them."""

from typing import Any

from chinwag.scopes import Scope
from tests.accounts.browser import Browser, signed_in
from tests.world import MadeUser, World, bearer


async def token_ids(page: Browser, path: str) -> list[int]:
    return [item["id"] for item in (await page.get(path)).json()["items"]]


async def calls(page: Browser, token_id: int) -> list[dict[str, Any]]:
    answer = await page.get(f"/api/token/{token_id}/calls")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def own_token(world: World, user: MadeUser, *scopes: Scope, **more: Any) -> tuple[int, str]:
    raw = await world.raw_token("personal", frozenset(scopes), user_id=user.id, **more)
    async with signed_in(world, user) as page:
        return (await token_ids(page, "/api/account/token"))[-1], raw


async def test_calls_are_told_with_their_answers_newest_first(world: World) -> None:
    room = await world.room("Engine Room")
    ada = await world.user("Ada Quist")
    number, raw = await own_token(world, ada, Scope.VIEW_ROOM)
    await world.http.get("/v2/room/Engine%20Room?auth_token=hidden", headers=bearer(raw))
    world.clock.advance(minutes=1)
    await world.http.post(f"/v2/room/{room.id}/notification", headers=bearer(raw), json={"message": "secret"})
    async with signed_in(world, ada) as page:
        refused, done = await calls(page, number)
    assert (refused["method"], refused["path"], refused["status"]) == (
        "POST",
        f"/v2/room/{room.id}/notification",
        403,
    )
    assert "requires one of the following scopes" in refused["reason"]
    assert (done["path"], done["status"], done["reason"]) == ("/v2/room/Engine Room", 200, None)
    assert refused["at"] > done["at"]
    assert "secret" not in str([refused, done])
    assert "hidden" not in str([refused, done])


async def test_only_the_last_fifty_are_kept(world: World) -> None:
    ada = await world.user("Ada Quist")
    number, raw = await own_token(world, ada, Scope.VIEW_ROOM)
    for place in range(60):
        await world.http.get(f"/v2/room/{1000 + place}", headers=bearer(raw))
    async with signed_in(world, ada) as page:
        found = await calls(page, number)
    assert [call["path"] for call in found] == [f"/v2/room/{1059 - place}" for place in range(50)]


async def test_an_expired_token_tells_why_it_is_refused(world: World) -> None:
    ada = await world.user("Ada Quist")
    number, raw = await own_token(world, ada, Scope.VIEW_ROOM, expires_in_s=60)
    world.clock.advance(minutes=2)
    assert (await world.http.get("/v2/room", headers=bearer(raw))).status_code == 401
    async with signed_in(world, ada) as page:
        (call,) = await calls(page, number)
    assert call["status"] == 401
    assert "expired" in call["reason"]


async def test_a_path_that_holds_a_token_is_kept_without_it(world: World) -> None:
    ada = await world.user("Ada Quist")
    number, raw = await own_token(world, ada, Scope.VIEW_ROOM)
    await world.http.get(f"/v2/oauth/token/{raw}", headers=bearer(raw))
    async with signed_in(world, ada) as page:
        assert [call["path"] for call in await calls(page, number)] == ["/v2/oauth/token/{token}"]


async def test_nobody_else_sees_the_calls_of_a_person(world: World) -> None:
    ada = await world.user("Ada Quist")
    number, raw = await own_token(world, ada, Scope.VIEW_ROOM)
    await world.http.get("/v2/room", headers=bearer(raw))
    async with signed_in(world) as owner, signed_in(world, await world.user("Bo Reader")) as other:
        for page in (owner, other):
            assert (await page.get(f"/api/token/{number}/calls")).status_code == 404
    assert (await world.http.get(f"/api/token/{number}/calls", headers=bearer(raw))).status_code == 403


async def test_the_calls_of_a_rooms_token_are_for_its_admins(world: World) -> None:
    ada, bo = await world.user("Ada Quist"), await world.user("Bo Reader")
    room = await world.room("Vault", owner=ada, private=True, members=(bo,))
    headers = await world.room_token(room)
    await world.http.post(f"/v2/room/{room.id}/notification", headers=headers, json={"message": "x"})
    async with signed_in(world, ada) as admin, signed_in(world, bo) as member, signed_in(world) as owner:
        (number,) = await token_ids(admin, f"/api/room/{room.id}/token")
        assert [call["status"] for call in await calls(admin, number)] == [204]
        for page in (member, owner):
            assert (await page.get(f"/api/token/{number}/calls")).status_code == 404


async def test_the_calls_of_a_token_of_api_v1_are_for_group_admins(world: World) -> None:
    await world.room("Engine Room")
    ada = await world.user("Ada Quist")
    async with signed_in(world) as owner, signed_in(world, ada) as page:
        made = (
            await owner.send("POST", "/api/admin/token", {"kind": "v1_notification", "label": "Build"})
        ).json()
        await world.http.get(f"/v1/rooms/list?auth_token={made['token']}")
        (call,) = await calls(owner, made["id"])
        assert (call["path"], call["status"]) == ("/v1/rooms/list", 401)
        assert made["token"] not in str(call)
        assert (await page.get(f"/api/token/{made['id']}/calls")).status_code == 404


async def test_a_number_that_is_none_is_no_token(world: World) -> None:
    async with signed_in(world) as owner:
        for number in ("0", "x", "9" * 30, "%C2%B2"):
            assert (await owner.get(f"/api/token/{number}/calls")).status_code == 404
