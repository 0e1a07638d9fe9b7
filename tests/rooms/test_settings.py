"""What admins of a room change of it, and who they are."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rooms.live import enter, told
from tests.world import MadeRoom, World


async def settings(world: World, room: MadeRoom, **change: Any) -> Any:
    answer = await world.http.put(f"/api/room/{room.id}/settings", json=change, headers=await world.token())
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_what_is_left_out_stays_as_it_is(world: World) -> None:
    room = await world.room("Deploys")
    before = await settings(world, room, topic="Ship it")
    after = await settings(world, room, name="Releases")
    assert (after["name"], after["topic"], after["privacy"]) == ("Releases", "Ship it", "public")
    assert {**before, "name": "Releases"} == after
    assert (await settings(world, room))["name"] == "Releases"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"name": "Harbour"}, 400),
        ({"name": "  "}, 400),
        ({"name": ""}, 400),
        ({"privacy": "secret"}, 400),
        ({"owner": 4711}, 400),
        ({"is_archived": "perhaps"}, 400),
    ],
)
async def test_what_cannot_be_is_refused_and_leaves_no_trace(
    world: World, change: dict[str, Any], status: int
) -> None:
    room = await world.room("Deploys")
    await world.room("Harbour")
    headers = await world.token()
    before = (await world.http.get(f"/api/room/{room.id}/settings", headers=headers)).json()
    answer = await world.http.put(f"/api/room/{room.id}/settings", json=change, headers=headers)
    assert answer.status_code == status, answer.text
    assert (await world.http.get(f"/api/room/{room.id}/settings", headers=headers)).json() == before


async def test_only_admins_of_the_room_change_it_and_hidden_rooms_are_missing(world: World) -> None:
    bo = await world.token(await world.user("Bo Reed"))
    room, hidden = await world.room("Deploys"), await world.room("Vault", private=True)
    path = f"/api/room/{room.id}/settings"
    assert (await world.http.get(path, headers=bo)).json()["can_admin"] is False
    assert (await world.http.put(path, json={"name": "Mine"}, headers=bo)).status_code == 403
    for where in ("settings", "members"):
        assert (await world.http.get(f"/api/room/{hidden.id}/{where}", headers=bo)).status_code == 404
    gone = await world.http.put(f"/api/room/{hidden.id}/settings", json={"name": "Mine"}, headers=bo)
    assert gone.status_code == 404


async def test_the_owner_hands_the_room_over(world: World) -> None:
    ada = await world.user("Ada Quist")
    room = await world.room("Deploys", private=True)
    changed = await settings(world, room, owner=ada.id)
    assert (changed["owner_id"], changed["owner_name"]) == (ada.id, "Ada Quist")
    headers = await world.token(ada)
    parts = (await world.http.get(f"/api/room/{room.id}/members", headers=headers)).json()["items"]
    assert [(one["id"], one["part"]) for one in parts] == [(ada.id, "owner"), (world.owner.id, "admin")]


@pytest.mark.parametrize("private", [True, False])
async def test_admins_are_made_and_unmade(world: World, private: bool) -> None:
    bo = await world.user("Bo Reed")
    room = await world.room("Deploys", private=private, members=(bo,) if private else ())
    path, headers, his = f"/api/room/{room.id}/admin/{bo.id}", await world.token(), await world.token(bo)
    rename = f"/api/room/{room.id}/settings"
    assert (await world.http.put(path, headers=his)).status_code == 403
    assert (await world.http.put(path, headers=headers)).status_code == 204
    assert (await world.http.put(path, headers=headers)).status_code == 204
    assert (await world.http.put(rename, json={"name": "By Bo"}, headers=his)).status_code == 200
    assert [one["room"]["id"] for one in await told(world, "room.updated")][:1] == [room.id]
    assert (await world.http.delete(path, headers=headers)).status_code == 204
    assert (await world.http.put(rename, json={"name": "Again"}, headers=his)).status_code == 403
    seen = await world.http.get(f"/api/room/{room.id}/settings", headers=his)
    assert (seen.status_code, seen.json()["is_member"]) == (200, private)


async def test_owner_guests_and_strangers_are_no_admins_to_make_or_unmake(world: World) -> None:
    guest, bo = await world.user("Gail Guest", is_guest=True), await world.user("Bo Reed")
    room = await world.room("Deploys", private=True, members=(guest,))
    headers = await world.token()

    async def status(verb: str, user_id: int) -> int:
        path = f"/api/room/{room.id}/admin/{user_id}"
        return (await world.http.request(verb, path, headers=headers)).status_code

    assert await status("PUT", guest.id) == 400
    assert await status("DELETE", world.owner.id) == 400
    assert await status("PUT", bo.id) == 404
    assert await status("PUT", 4711) == 404


async def test_the_directory_is_searched_sorted_and_paged(world: World) -> None:
    bo = await world.user("Bo Reed")
    made = [await world.room(name) for name in ("Harbour", "Engine Room", "Lunch")]
    closed = await world.room("Vault", private=True, members=(bo,))
    await world.room("Old times", archived=True)
    await settings(world, made[2], topic="Soup in the harbour")
    enter(world, made[1], world.owner)
    headers, his = await world.token(), await world.token(bo)
    await world.http.post(f"/v2/room/{made[0].id}/message", json={"message": "ahoy"}, headers=headers)

    async def names(query: str, who: dict[str, str] = headers) -> list[str]:
        answer = await world.http.get(f"/api/rooms?{query}", headers=who)
        assert answer.status_code == 200, answer.text
        return [one["name"] for one in answer.json()["items"]]

    assert await names("") == ["Engine Room", "Harbour", "Lunch", "Vault"]
    assert await names("q=HARB") == ["Harbour", "Lunch"]
    assert await names("include-archived=true&q=old") == ["Old times"]
    assert (await names("sort=activity"))[:2] == ["Harbour", "Lunch"]  # a topic is said, too
    assert (await names("sort=people"))[:2] == ["Vault", "Engine Room"]
    assert await names("start-index=1&max-results=2") == ["Harbour", "Lunch"]
    page = (await world.http.get("/api/rooms?max-results=1", headers=headers)).json()
    assert page["total"] == 4
    assert await names("q=vault", his) == ["Vault"]
    stranger = await world.token(await world.user("Cy Tern"))
    assert await names("q=vault", stranger) == []
    found = (await world.http.get("/api/rooms?q=vault", headers=his)).json()["items"][0]
    assert (found["id"], found["people"], found["owner_name"]) == (closed.id, 2, world.owner.name)
