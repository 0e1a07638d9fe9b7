"""The directory of people, profiles, and what people change of themselves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.accounts.browser import signed_in
from tests.rooms.live import enter, told
from tests.world import World


async def test_the_directory_is_searched_sorted_and_paged(world: World) -> None:
    bo, ada = await world.user("Bo Reed"), await world.user("Ada Quist")
    await world.user("Gone Away", is_deleted=True)
    await world.user("Gail Guest", is_guest=True)
    enter(world, await world.room(), bo)
    headers = await world.token()

    async def names(query: str) -> list[str]:
        answer = await world.http.get(f"/api/people?{query}", headers=headers)
        assert answer.status_code == 200, answer.text
        return [one["name"] for one in answer.json()["items"]]

    assert set(await names("")) == {world.owner.name, "Ada Quist", "Bo Reed"}
    assert await names("q=quist") == ["Ada Quist"]
    assert await names("q=@BoRe") == ["Bo Reed"]
    assert await names(f"q={ada.email}") == ["Ada Quist"]
    assert (await names("sort=presence"))[0] == "Bo Reed"
    assert "Gail Guest" in await names("include-guests=true")
    page = (await world.http.get("/api/people?max-results=1&start-index=1", headers=headers)).json()
    assert (len(page["items"]), page["total"]) == (1, 3)


async def test_a_profile_tells_the_rooms_that_both_have_and_no_others(world: World) -> None:
    bo, ada = await world.user("Bo Reed"), await world.user("Ada Quist")
    both = await world.room("Both of us", private=True, owner=bo, members=(ada,))
    await world.room("Without Ada", private=True, owner=bo)
    opened = await world.room("Harbour")
    enter(world, opened, bo)
    answer = await world.http.get(f"/api/user/{bo.id}/profile", headers=await world.token(ada))
    profile = answer.json()
    assert [one["id"] for one in profile["rooms"]] == [both.id, opened.id]
    assert (profile["email"], profile["can_message"]) == (bo.email, True)
    assert profile["presence"]["is_online"] is True
    by_name = await world.http.get(f"/api/user/@{bo.mention_name}/profile", headers=await world.token(ada))
    assert by_name.json()["id"] == bo.id


async def test_who_was_deleted_keeps_a_name_and_nothing_else(world: World) -> None:
    gone = await world.user("Gone Away", is_deleted=True)
    answer = await world.http.get(f"/api/user/{gone.id}/profile", headers=await world.token())
    profile = answer.json()
    assert (profile["name"], profile["is_deleted"], profile["email"]) == ("Gone Away", True, None)
    assert (profile["rooms"], profile["can_message"]) == ([], False)


async def test_people_change_how_they_are_called_and_everybody_hears_of_it(world: World) -> None:
    ada = await world.user("Ada Quist")
    async with signed_in(world, ada) as browser:
        change = {
            "name": " Ada  Quill ",
            "mention_name": "@quill",
            "title": "Pilot",
            "timezone": "Europe/Oslo",
        }
        answer = await browser.send("PUT", "/api/account/profile", change)
        assert answer.status_code == 200, answer.text
        assert (answer.json()["name"], answer.json()["mention_name"]) == ("Ada Quill", "quill")
        assert (await browser.open())["me"]["timezone"] == "Europe/Oslo"
        assert (await browser.send("PUT", "/api/account/profile", {"title": ""})).json()[
            "name"
        ] == "Ada Quill"
    assert [one["user"]["name"] for one in await told(world, "user.updated")] == ["Ada Quill", "Ada Quill"]


@pytest.mark.parametrize(
    "change",
    [
        {"name": " "},
        {"name": "x" * 51},
        {"mention_name": "all"},
        {"mention_name": "two words"},
        {"mention_name": "BoReed"},
        {"timezone": "Mars/Olympus"},
        {"timezone": "../../etc/passwd"},
        {"title": "x" * 201},
    ],
)
async def test_what_cannot_be_is_refused(world: World, change: dict[str, Any]) -> None:
    await world.user("Bo Reed")
    async with signed_in(world, await world.user("Ada Quist")) as browser:
        answer = await browser.send("PUT", "/api/account/profile", change)
        assert answer.status_code == 400, answer.text
        assert (await browser.open())["me"]["name"] == "Ada Quist"


async def test_no_one_gives_themselves_a_role_or_an_address(world: World) -> None:
    ada = await world.user("Ada Quist")
    async with signed_in(world, ada) as browser:
        sneaky = {"title": "Queen", "is_group_admin": True, "roles": ["admin"], "email": "boss@example.com"}
        answer = (await browser.send("PUT", "/api/account/profile", sneaky)).json()
        assert (answer["is_group_admin"], answer["email"]) == (False, ada.email)
    async with signed_in(world) as owner:
        assert (await owner.send("PUT", "/api/account/profile", {"title": "Boss"})).json()["is_group_admin"]


async def test_the_page_that_changes_a_profile_must_be_ours(world: World) -> None:
    async with signed_in(world) as browser:
        answer = await browser.http.put("/api/account/profile", json={"title": "Hacked"})
        assert answer.status_code == 403
    answer = await world.http.put("/api/account/profile", json={"title": "x"}, headers=await world.token())
    assert answer.status_code == 403
