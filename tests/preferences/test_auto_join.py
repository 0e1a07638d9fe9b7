"""Rooms that a person's clients open at the start."""

from chinwag.scopes import Scope
from tests.accounts.browser import signed_in
from tests.world import MadeUser, World


async def choose(world: World, who: MadeUser, *rooms: int) -> list[int]:
    """Set a person's rooms; returns what was kept."""
    answer = await world.http.put(
        "/api/account/auto-join", json={"rooms": rooms}, headers=await world.token(who)
    )
    assert answer.status_code == 200, answer.text
    kept: list[int] = answer.json()["rooms"]
    return kept


async def names(world: World, of: MadeUser, asks: MadeUser | None = None, query: str = "") -> list[str]:
    """The names of the rooms in somebody's list."""
    path = f"/v2/user/{of.id}/preference/auto-join{query}"
    answer = await world.http.get(path, headers=await world.token(asks))
    assert answer.status_code == 200, answer.text
    return [room["name"] for room in answer.json()["items"]]


async def test_rooms_come_back_in_the_order_chosen_each_once(world: World) -> None:
    ada = await world.user()
    first, second = await world.room("Deploys"), await world.room("Harbour")

    assert await choose(world, ada, second.id, first.id, second.id) == [second.id, first.id]
    assert await names(world, ada, ada) == ["Harbour", "Deploys"]
    assert await names(world, ada, ada, "?max-results=1") == ["Harbour"]
    assert await names(world, ada, ada, "?start-index=1") == ["Deploys"]
    assert await choose(world, ada) == []
    assert await names(world, ada, ada) == []


async def test_nobody_has_any_at_first(world: World) -> None:
    assert await names(world, await world.user()) == []


async def test_expand_shows_rooms_in_full(world: World) -> None:
    ada, room = await world.user(), await world.room("Deploys")
    await choose(world, ada, room.id)

    path = f"/v2/user/@{ada.mention_name}/preference/auto-join?expand=items"
    (shown,) = (await world.http.get(path, headers=await world.token())).json()["items"]

    assert (shown["name"], shown["privacy"]) == ("Deploys", "public")


async def test_a_room_that_the_asker_may_not_see_falls_out(world: World) -> None:
    ada, bob = await world.user("Ada Quist"), await world.user("Bob Reed")
    hidden, public = await world.room("Hidden", private=True, members=(ada,)), await world.room("Deploys")
    await choose(world, ada, hidden.id, public.id)

    assert await names(world, ada, ada) == ["Hidden", "Deploys"]
    assert await names(world, ada, bob) == ["Deploys"]


async def test_a_room_falls_out_with_the_membership_and_with_itself(world: World) -> None:
    ada = await world.user()
    hidden, doomed = await world.room("Hidden", private=True, members=(ada,)), await world.room("Doomed")
    await choose(world, ada, hidden.id, doomed.id)
    owner = await world.token()

    assert (await world.http.delete(f"/v2/room/{doomed.id}", headers=owner)).status_code == 204
    assert await names(world, ada) == ["Hidden"]
    path = f"/v2/room/{hidden.id}/member/{ada.id}"
    assert (await world.http.delete(path, headers=owner)).status_code == 204
    assert await names(world, ada) == []


async def test_rooms_that_one_may_not_see_are_not_kept(world: World) -> None:
    ada, hidden = await world.user(), await world.room("Hidden", private=True)
    group_id, rival = await world.group("Rivals")
    foreign = await world.room("Foreign", owner=rival, group_id=group_id)

    assert await choose(world, ada, hidden.id, foreign.id, 999_999) == []
    await world.member(hidden, ada)
    assert await names(world, ada) == [], "nothing was kept for later"


async def test_the_browser_sets_them_too_and_add_ons_only_read(world: World) -> None:
    room = await world.room("Deploys")
    async with signed_in(world) as page:
        assert (await page.send("PUT", "/api/account/auto-join", {"rooms": [room.id]})).status_code == 200
    addon = await world.addon_token(Scope.VIEW_GROUP)
    path = f"/v2/user/{world.owner.id}/preference/auto-join"
    assert (await world.http.get(path, headers=addon)).json()["items"][0]["id"] == room.id
    refused = await world.http.put("/api/account/auto-join", json={"rooms": []}, headers=addon)
    assert refused.status_code == 403


async def test_lists_that_cannot_be_are_refused(world: World) -> None:
    headers = await world.token()
    for rooms in ([0], [-1], ["x"], [1.5], [None], "1", None, [1] * 201, [2**60]):
        answer = await world.http.put("/api/account/auto-join", json={"rooms": rooms}, headers=headers)
        assert answer.status_code == 400, rooms
