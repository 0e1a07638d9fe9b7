"""The pages on which people make tokens: their own, and those of a room."""

from typing import Any

import pytest

from chinwag.scopes import Scope
from tests.accounts.browser import signed_in
from tests.world import World, bearer

PERSONAL = {"label": "Deploy script", "scopes": ["view_group", "send_notification"], "expires_in_days": 90}
ROOM = {"label": "Kiln", "scopes": ["send_notification"], "expires_in_days": None}


async def test_a_personal_token_is_shown_once_and_then_works(world: World) -> None:
    ada = await world.user()

    async with signed_in(world, ada) as page:
        made = await page.send("POST", "/api/account/token", PERSONAL)
        listed = (await page.get("/api/account/token")).json()["items"]

    assert made.status_code == 201
    assert made.json()["expires"] == "2026-05-30T12:00:00+00:00"
    assert made.json()["scopes"] == ["send_notification", "view_group"]
    secret = made.json()["token"]
    assert len(secret) == 40
    assert [entry["label"] for entry in listed] == ["Deploy script"]
    assert secret not in str(listed)
    answer = await world.http.get(f"/v2/user/{ada.id}", headers=bearer(secret))
    assert answer.status_code == 200


async def test_the_list_says_when_a_token_was_last_used(world: World) -> None:
    async with signed_in(world) as page:
        made = (await page.send("POST", "/api/account/token", PERSONAL)).json()
        assert (await page.get("/api/account/token")).json()["items"][0]["last_used"] is None
        world.clock.advance(minutes=5)
        await world.http.get("/v2/user", headers=bearer(made["token"]))
        await world.app.services.usage.flush()
        assert (await page.get("/api/account/token")).json()["items"][0][
            "last_used"
        ] == "2026-03-01T12:05:00+00:00"
        world.clock.advance(minutes=2)
        await world.http.get("/v2/user", headers=bearer(made["token"]))
        await world.app.services.usage.flush()
        assert (await page.get("/api/account/token")).json()["items"][0][
            "last_used"
        ] == "2026-03-01T12:07:00+00:00"


async def test_a_deleted_token_is_dead_at_once(world: World) -> None:
    async with signed_in(world) as page:
        made = (await page.send("POST", "/api/account/token", PERSONAL)).json()
        assert (await world.http.get("/v2/user", headers=bearer(made["token"]))).status_code == 200
        assert (await page.send("DELETE", f"/api/account/token/{made['id']}")).status_code == 204
        assert (await page.send("DELETE", f"/api/account/token/{made['id']}")).status_code == 404

    assert (await world.http.get("/v2/user", headers=bearer(made["token"]))).status_code == 401


async def test_nobody_deletes_the_token_of_somebody_else(world: World) -> None:
    ada = await world.user()
    async with signed_in(world, ada) as hers, signed_in(world) as owners:
        made = (await hers.send("POST", "/api/account/token", PERSONAL)).json()
        assert (await owners.send("DELETE", f"/api/account/token/{made['id']}")).status_code == 404

    assert (await world.http.get("/v2/user", headers=bearer(made["token"]))).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"label": ""},
        {"label": "   "},
        {"label": "x" * 101},
        {"scopes": []},
        {"scopes": ["import_data"]},
        {"scopes": ["fly"]},
        {"expires_in_days": 7},
        {"expires_in_days": -1},
    ],
)
async def test_what_cannot_be_a_personal_token_is_refused(world: World, change: dict[str, Any]) -> None:
    async with signed_in(world) as page:
        assert (await page.send("POST", "/api/account/token", {**PERSONAL, **change})).status_code == 400


async def test_no_token_can_make_tokens(world: World) -> None:
    room = await world.room()
    for path in ("/api/account/token", f"/api/room/{room.id}/token"):
        answer = await world.http.post(path, json=PERSONAL, headers=await world.token())
        assert answer.status_code == 403


async def test_a_person_has_at_most_a_hundred_tokens(world: World) -> None:
    for _ in range(99):
        await world.raw_token("personal", frozenset({Scope.VIEW_GROUP}), user_id=world.owner.id)

    async with signed_in(world) as page:
        assert (await page.send("POST", "/api/account/token", PERSONAL)).status_code == 201
        refused = await page.send("POST", "/api/account/token", PERSONAL)

    assert refused.status_code == 400
    assert "100 tokens" in refused.json()["error"]["message"]


async def test_guests_make_no_tokens(world: World) -> None:
    guest = await world.user("Guest Person", is_guest=True)

    async with signed_in(world, guest) as page:
        assert (await page.send("POST", "/api/account/token", PERSONAL)).status_code == 403


async def test_a_room_token_posts_to_its_room_and_to_no_other(world: World) -> None:
    room, other = await world.room("Deploys"), await world.room("Other")

    async with signed_in(world) as page:
        made = await page.send("POST", f"/api/room/{room.id}/token", ROOM)

    assert made.status_code == 201
    assert made.json()["expires"] is None
    token = bearer(made.json()["token"])
    own = await world.http.post(f"/v2/room/{room.id}/notification", json={"message": "hi"}, headers=token)
    foreign = await world.http.post(
        f"/v2/room/{other.id}/notification", json={"message": "hi"}, headers=token
    )
    assert [own.status_code, foreign.status_code] == [204, 403]


async def test_a_room_token_outlives_the_person_who_made_it(world: World) -> None:
    ada = await world.user()
    room = await world.room("Deploys", owner=ada)
    async with signed_in(world, ada) as page:
        made = (await page.send("POST", f"/api/room/{room.id}/token", ROOM)).json()

    assert (await world.http.delete(f"/v2/user/{ada.id}", headers=await world.token())).status_code == 204

    answer = await world.http.post(
        f"/v2/room/{room.id}/notification", json={"message": "hi"}, headers=bearer(made["token"])
    )
    assert answer.status_code == 204


async def test_only_admins_of_a_room_see_and_make_its_tokens(world: World) -> None:
    ada, room = await world.user(), await world.room("Deploys")
    hidden = await world.room("Hidden", private=True)

    async with signed_in(world, ada) as page:
        for verb, body in (("GET", None), ("POST", ROOM)):
            assert (await page.send(verb, f"/api/room/{room.id}/token", body)).status_code == 403
            assert (await page.send(verb, f"/api/room/{hidden.id}/token", body)).status_code == 404


async def test_a_room_token_carries_only_what_rooms_need(world: World) -> None:
    room = await world.room()

    async with signed_in(world) as page:
        answer = await page.send("POST", f"/api/room/{room.id}/token", {**ROOM, "scopes": ["view_group"]})

    assert answer.status_code == 400


async def test_a_deleted_room_token_is_dead_at_once(world: World) -> None:
    room, other = await world.room(), await world.room("Other")
    async with signed_in(world) as page:
        made = (await page.send("POST", f"/api/room/{room.id}/token", ROOM)).json()
        assert (await page.send("DELETE", f"/api/room/{other.id}/token/{made['id']}")).status_code == 404
        assert (await page.send("DELETE", f"/api/room/{room.id}/token/{made['id']}")).status_code == 204
        assert (await page.get(f"/api/room/{room.id}/token")).json() == {"items": []}

    answer = await world.http.post(
        f"/v2/room/{room.id}/notification", json={"message": "hi"}, headers=bearer(made["token"])
    )
    assert answer.status_code == 401
