"""People and rooms are found by one rule, whoever asks: the search, the directories, the lists of admins."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.accounts.browser import signed_in
from tests.world import World

PEOPLE = ("/api/people?q={}", "/api/admin/user?query={}", "/api/search/people?q={}")
ROOMS = ("/api/rooms?include-archived=true&q={}", "/api/search/rooms?q={}")


async def found(world: World, path: str, q: str) -> list[str]:
    answer = await world.http.get(path.format(quote(q)), headers=await world.token())
    assert answer.status_code == 200, answer.text
    items = [item.get("person") or item.get("room") or item for item in answer.json()["items"]]
    return [item["name"] for item in items]


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("ada", ["Ada Quist", "Zoe Ada", "Tamada Ito"]),
        ("ADA quist", ["Ada Quist"]),
        ("quist ada", ["Ada Quist"]),
        ("@zoe", ["Zoe Ada"]),
        ("angstrom", ["Åsa Ångström"]),
        ("ångström åsa", ["Åsa Ångström"]),
        ("zoeada@example", ["Zoe Ada"]),
        ("nobody here", []),
    ],
)
async def test_people_are_found_alike_and_in_the_same_order(world: World, q: str, names: list[str]) -> None:
    for name in ("Zoe Ada", "Tamada Ito", "Åsa Ångström", "Ada Quist"):
        await world.user(name)
    assert [await found(world, path, q) for path in PEOPLE] == [names] * len(PEOPLE)


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("deploys", ["Deploys", "Old deploys", "Deploys of old"]),
        ("#deploys", ["Deploys", "Old deploys", "Deploys of old"]),
        ("old deploys", ["Old deploys", "Deploys of old"]),
        ("cafe", ["Café"]),
        ("nothing", []),
    ],
)
async def test_rooms_are_found_alike_with_archived_ones_last(world: World, q: str, names: list[str]) -> None:
    for name in ("Old deploys", "Deploys", "Café"):
        await world.room(name)
    await world.room("Deploys of old", archived=True)
    assert [await found(world, path, q) for path in ROOMS] == [names] * len(ROOMS)
    current = [name for name in names if name != "Deploys of old"]
    assert await found(world, "/api/admin/room?query={}", q) == current


async def test_a_guest_who_is_shown_no_addresses_finds_nobody_by_one(world: World) -> None:
    guest, ada = await world.user("Gail Guest", is_guest=True), await world.user("Ada Quist")
    await world.room(members=(guest, ada))
    async with signed_in(world, guest) as page:
        by_address = (await page.get(f"/api/search/people?q={quote('@example.com')}")).json()
        by_name = (await page.get("/api/search/people?q=ada")).json()
    assert by_address["items"] == []
    assert [one["person"]["name"] for one in by_name["items"]] == ["Ada Quist"]
