"""Rooms and settings of the group, for its admins; the health of the server."""

from typing import Any

from chinwag.db.statements import statement
from chinwag.db.tables import auto_join_rooms
from chinwag.scopes import PERSONAL_SCOPES
from tests.accounts.browser import signed_in
from tests.world import World, bearer


async def rooms(world: World, query: str = "", token: dict[str, str] | None = None) -> dict[str, Any]:
    answer = await world.http.get(f"/api/admin/room{query}", headers=token or await world.token())
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_rooms_are_listed_by_name_with_owners_and_figures(world: World) -> None:
    ada = await world.user()
    room = await world.room("Öl und Gas", owner=ada)
    await world.room("Archive of 2019", archived=True)
    await world.room("Kiln")
    await world.http.post(f"/v2/room/{room.id}/message", json={"message": "x"}, headers=await world.token())
    found = await rooms(world)
    assert [one["name"] for one in found["items"]] == ["Kiln", "Öl und Gas"]
    assert found["items"][1]["owner"] == {"id": ada.id, "name": ada.name}
    assert found["items"][1]["messages"] == 1
    assert found["counts"] == {"all": 2, "public": 2, "private": 0, "archived": 1}
    assert [one["name"] for one in (await rooms(world, "?query=ÖL"))["items"]] == ["Öl und Gas"]
    assert [one["name"] for one in (await rooms(world, "?filter=archived"))["items"]] == ["Archive of 2019"]


async def test_a_private_room_that_the_admin_may_not_see_is_in_no_list_and_no_number(world: World) -> None:
    ada = await world.user()
    secret = await world.room("Merger", owner=ada, private=True)
    assert await rooms(world) == {
        "items": [], "total": 0, "counts": {"all": 0, "public": 0, "private": 0, "archived": 0}
    }  # fmt: skip
    token = await world.token()
    for method, body in (("PUT", {"is_archived": True}), ("DELETE", None)):
        answer = await world.http.request(method, f"/api/admin/room/{secret.id}", json=body, headers=token)
        assert answer.status_code == 404
        assert "Merger" not in answer.text


async def test_a_room_is_archived_given_away_and_deleted(world: World) -> None:
    ada = await world.user()
    room = await world.room("Kiln")
    token, path = await world.token(), f"/api/admin/room/{room.id}"
    assert (await world.http.put(path, json={"owner": ada.id}, headers=token)).status_code == 204
    assert (await world.http.put(path, json={"is_archived": True}, headers=token)).status_code == 204
    (archived,) = (await rooms(world, "?filter=archived"))["items"]
    assert archived["owner"]["name"] == ada.name
    assert archived["is_archived"]
    assert (await world.http.put(path, json={"is_archived": False}, headers=token)).status_code == 204
    assert (await world.http.delete(path, headers=token)).status_code == 204
    assert (await rooms(world))["total"] == 0
    log = (await world.http.get("/api/admin/audit", headers=token)).json()["items"]
    assert [entry["action"] for entry in log] == ["room deleted", *["room updated"] * 3]


async def test_the_group_gets_another_name_and_everybody_hears_of_it(world: World) -> None:
    changed = await world.http.put(
        "/api/admin/group", json={"name": " Ropewalk "}, headers=await world.token()
    )
    assert changed.status_code == 200
    assert changed.json()["name"] == "Ropewalk"
    async with signed_in(world) as page:
        assert (await page.open())["group"]["name"] == "Ropewalk"
    blank = await world.http.put("/api/admin/group", json={"name": "\u200b "}, headers=await world.token())
    assert blank.status_code == 400


async def test_newcomers_find_the_rooms_that_admins_chose(world: World) -> None:
    token = await world.token()
    first, second = await world.room("Welcome"), await world.room("All hands")
    hidden = await world.room("Merger", private=True)
    chosen = {"newcomer_rooms": [second.id, first.id]}
    answer = await world.http.put("/api/admin/group", json=chosen, headers=token)
    assert [room["name"] for room in answer.json()["newcomer_rooms"]] == ["All hands", "Welcome"]
    for bad in ([hidden.id], [10**6]):
        refused = await world.http.put("/api/admin/group", json={"newcomer_rooms": bad}, headers=token)
        assert refused.status_code == 400
    await world.http.put(f"/api/admin/room/{first.id}", json={"is_archived": True}, headers=token)

    made = await world.http.post(
        "/v2/user", json={"name": "Tilda Reed", "email": "tilda@example.com"}, headers=token
    )
    async with world.app.services.db.read() as tx:
        rows = await tx.all(statement(auto_join_rooms.select()))
    assert [(row[0], row[1]) for row in rows] == [(made.json()["id"], second.id)]


async def test_integrations_are_shown_with_their_health_and_without_hidden_rooms(world: World) -> None:
    ada = await world.user()
    shown, hidden = await world.room("Kiln"), await world.room("Merger", owner=ada, private=True)
    await world.room_token(shown, label="Kiln watch")
    await world.room_token(hidden, label="Secret watch")
    for room, who in ((shown, world.owner), (hidden, ada)):
        made = await world.http.post(
            f"/v2/room/{room.id}/webhook",
            json={"url": "https://93.184.216.34/hook", "event": "room_message", "name": f"of {room.name}"},
            headers=await world.token(who),
        )
        assert made.status_code == 201, made.text
    await world.client(room=shown, name="Kiln desk")
    await world.client(room=hidden, name="Merger desk")
    found = await world.http.get("/api/admin/integration", headers=await world.token())
    assert found.status_code == 200, found.text
    told = found.json()
    assert [hook["room"]["name"] for hook in told["webhooks"]] == ["Kiln"]
    assert [one["name"] for one in told["hand_made"]] == ["Kiln desk"]
    counts = {one["kind"]: one["count"] for one in told["tokens"]}
    assert counts["room"] == 1
    assert "Merger" not in found.text
    assert "Secret" not in found.text


async def test_the_server_tells_its_first_admins_how_it_is_doing(world: World) -> None:
    found = await world.http.get("/api/admin/health", headers=await world.token())
    assert found.status_code == 200, found.text
    health = found.json()
    assert health["database"]["engine"] in {"SQLite", "PostgreSQL"}
    assert health["database"]["bytes"] > 0
    assert health["database"]["write_ms"] >= 0
    assert health["disk"]["total"] >= health["disk"]["free"] > 0
    assert health["webhooks"] == {"waiting": 0, "oldest_s": None, "switched_off": 0}
    assert health["memory_bytes"] is None or health["memory_bytes"] > 10_000_000

    other_id, other = await world.group("Ropewalk")
    token = bearer(await world.raw_token("personal", PERSONAL_SCOPES, user_id=other.id, group_id=other_id))
    refused = await world.http.get("/api/admin/health", headers=token)
    assert refused.status_code == 403
    assert "set up with" in refused.json()["error"]["message"]
