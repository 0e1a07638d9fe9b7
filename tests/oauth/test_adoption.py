"""Tokens that HipChat gave out, and tokens of API v1, on the page of the group's admins."""

from pathlib import Path
from typing import Any

import pytest
import structlog

from tests.accounts.browser import signed_in
from tests.world import World, bearer, new_world

OLD = "Zk3v9QpX1rLm8TyB6wNc2HdJ5fGs7AeU4iOoRtYq"
OLD_V1 = "3fa94c0d7e615b2889d1f04ac7e2b6"
ROOM = {"kind": "room", "label": "Old Jenkins", "scopes": ["send_notification"], "token": OLD}


async def test_an_old_room_token_posts_again_under_its_label(world: World) -> None:
    room, other = await world.room("Deploys"), await world.room("Other")

    async with signed_in(world) as admin:
        made = await admin.send("POST", "/api/admin/token", {**ROOM, "room": room.id})
        assert made.status_code == 201, made.text
        assert (made.json()["token"], made.json()["kind"], made.json()["expires"]) == (None, "room", None)
        (listed,) = (await admin.get("/api/admin/token")).json()["items"]

    assert OLD not in made.text
    assert (listed["label"], listed["room"], listed["user"]) == (
        "Old Jenkins",
        {"id": room.id, "name": "Deploys"},
        None,
    )
    path = f"/v2/room/{room.id}/notification?auth_token={OLD}"
    assert (await world.http.post(path, json={"message": "hi"})).status_code == 204
    foreign = f"/v2/room/{other.id}/notification?auth_token={OLD}"
    assert (await world.http.post(foreign, json={"message": "hi"})).status_code == 403
    assert (await world.history(room))[0]["from"] == "Old Jenkins"


async def test_an_old_personal_token_acts_as_its_person_who_sees_it(world: World) -> None:
    ada = await world.user()
    body = {
        "kind": "personal",
        "label": "Old script",
        "scopes": ["view_group"],
        "token": f" {OLD}\n",
        "user": ada.email,
    }

    async with signed_in(world) as admin:
        assert (await admin.send("POST", "/api/admin/token", body)).status_code == 201

    assert (await world.http.get(f"/v2/user/{ada.id}", headers=bearer(OLD))).status_code == 200
    refused = await world.http.post("/v2/room", json={"name": "X"}, headers=bearer(OLD))
    assert refused.status_code == 403
    async with signed_in(world, ada) as hers:
        (entry,) = (await hers.get("/api/account/token")).json()["items"]
        assert entry["label"] == "Old script"
        assert (await hers.send("DELETE", f"/api/account/token/{entry['id']}")).status_code == 204
    assert (await world.http.get(f"/v2/user/{ada.id}", headers=bearer(OLD))).status_code == 401


async def test_an_old_v1_token_works_on_v1_alone(world: World) -> None:
    room = await world.room("Deploys")

    async with signed_in(world) as admin:
        body = {"kind": "v1_notification", "label": "Nagios", "token": OLD_V1}
        assert (await admin.send("POST", "/api/admin/token", body)).status_code == 201

    sent = await world.http.post(
        f"/v1/rooms/message?auth_token={OLD_V1}",
        data={"room_id": room.id, "from": "Nagios", "message": "hi"},
    )
    assert sent.json() == {"status": "sent"}
    assert (await world.http.get("/v2/room", headers=bearer(OLD_V1))).status_code == 401


@pytest.mark.parametrize("kind", ["v1_admin", "v1_notification"])
async def test_a_new_v1_token_is_shown_once_and_can_be_revoked(world: World, kind: str) -> None:
    async with signed_in(world) as admin:
        made = (await admin.send("POST", "/api/admin/token", {"kind": kind, "label": "Puppet"})).json()
        assert len(made["token"]) == 30
        listed = await admin.get("/api/admin/token")
        assert made["token"] not in listed.text
        assert [entry["kind"] for entry in listed.json()["items"]] == [kind]
        path = f"/v1/rooms/list?auth_token={made['token']}&auth_test=true"
        expected = 202 if kind == "v1_admin" else 401
        assert (await world.http.get(path)).status_code == expected
        assert (await admin.send("DELETE", f"/api/admin/token/{made['id']}")).status_code == 204
        assert (await admin.send("DELETE", f"/api/admin/token/{made['id']}")).status_code == 404
        assert (await world.http.get(path)).status_code == 401


@pytest.mark.parametrize(
    "token",
    [
        "",
        "short",
        "a" * 40,
        "0123456789" * 4,
        "abcdefghijklmnopqrstuvwxyz0123456789abcd",
        OLD[:-1],
        OLD + "x",
        OLD[:-1] + "!",
        OLD[:-1] + "é",
        OLD_V1,
        OLD[:20] + " " + OLD[20:],
        OLD[:20] + OLD[:20],
        5,
        ["x"],
    ],
)
async def test_what_is_no_strong_token_is_refused(world: World, token: object) -> None:
    room = await world.room()
    async with signed_in(world) as admin:
        refused = await admin.send("POST", "/api/admin/token", {**ROOM, "room": room.id, "token": token})
    assert refused.status_code == 400
    assert refused.json()["error"]["field"] == "token"
    assert not isinstance(token, str) or len(token) < 6 or token not in refused.text


@pytest.mark.parametrize(
    "token", ["f" * 30, "1234567890abcdef1234567890abcd", OLD, OLD_V1[:-1], "g" + OLD_V1[1:]]
)
async def test_what_is_no_strong_v1_token_is_refused(world: World, token: str) -> None:
    async with signed_in(world) as admin:
        body = {"kind": "v1_admin", "label": "Nagios", "token": token}
        assert (await admin.send("POST", "/api/admin/token", body)).status_code == 400


async def test_a_token_is_adopted_once_on_the_whole_server(world: World) -> None:
    room = await world.room()
    group_id, rival = await world.group("Rivals")
    theirs = await world.room("Theirs", owner=rival, group_id=group_id)
    async with signed_in(world) as admin:
        assert (await admin.send("POST", "/api/admin/token", {**ROOM, "room": room.id})).status_code == 201
        again = await admin.send("POST", "/api/admin/token", {**ROOM, "room": room.id})
        assert again.status_code == 409
        assert len((await admin.get("/api/admin/token")).json()["items"]) == 1
    world.group_id = group_id
    async with signed_in(world, rival) as elsewhere:
        other = await elsewhere.send("POST", "/api/admin/token", {**ROOM, "room": theirs.id})
        assert other.status_code == 409


async def test_nobody_takes_over_a_token_that_is_in_use(world: World) -> None:
    ada, room = await world.user(), await world.room()
    live = (await world.token(ada))["Authorization"].removeprefix("Bearer ")
    async with signed_in(world) as admin:
        body = {**ROOM, "room": room.id, "token": live}
        assert (await admin.send("POST", "/api/admin/token", body)).status_code == 409
    assert (await world.http.get(f"/v2/user/{ada.id}", headers=bearer(live))).status_code == 200


async def test_only_group_admins_in_a_browser_may(world: World) -> None:
    ada, room = await world.user(), await world.room()
    body = {**ROOM, "room": room.id}
    async with signed_in(world, ada) as page:
        assert (await page.send("POST", "/api/admin/token", body)).status_code == 403
        assert (await page.get("/api/admin/token")).status_code == 403
        assert (await page.send("DELETE", "/api/admin/token/1")).status_code == 403
    for headers in (await world.token(), await world.addon_token()):
        assert (await world.http.post("/api/admin/token", json=body, headers=headers)).status_code == 403
        assert (await world.http.get("/api/admin/token", headers=headers)).status_code == 403


async def test_an_admin_gets_no_token_of_the_owner_of_guests_or_of_hidden_rooms(world: World) -> None:
    admin = await world.user("Admin Person", role="admin")
    guest = await world.user("Guest Person", is_guest=True)
    hidden = await world.room("Hidden", private=True)
    await world.room_token(hidden)
    personal = {"kind": "personal", "label": "Old", "scopes": ["view_group"], "token": OLD}
    async with signed_in(world, admin) as page:
        for user in (world.owner.id, guest.id):
            assert (
                await page.send("POST", "/api/admin/token", {**personal, "user": user})
            ).status_code == 403
        refused = await page.send("POST", "/api/admin/token", {**ROOM, "room": hidden.id})
        missing = await page.send("POST", "/api/admin/token", {**ROOM, "room": 999_999})
        assert refused.status_code == missing.status_code == 404
        assert (await page.get("/api/admin/token")).json()["items"] == []
    async with signed_in(world) as owner:
        assert len((await owner.get("/api/admin/token")).json()["items"]) == 1


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "change",
    [
        {"label": " "},
        {"scopes": []},
        {"scopes": ["view_group"]},
        {"kind": "addon"},
        {"kind": "personal"},
        {"kind": "v1_admin"},
        {"room": None},
        {"token": None},
        {"expires_in_days": 7},
    ],
)
async def test_bodies_that_do_not_fit_are_refused(world: World, change: dict[str, Any]) -> None:
    room = await world.room()
    async with signed_in(world) as admin:
        refused = await admin.send("POST", "/api/admin/token", {**ROOM, "room": room.id, **change})
        assert refused.status_code == 400, refused.text
        assert (await admin.get("/api/admin/token")).json()["items"] == []


async def test_the_list_holds_no_other_group(world: World) -> None:
    group_id, rival = await world.group("Rivals")
    await world.token(rival, group_id=group_id)
    async with signed_in(world) as admin:
        assert (await admin.get("/api/admin/token")).json()["items"] == []


async def test_neither_database_nor_log_holds_an_adopted_token(tmp_path: Path) -> None:
    async with new_world(tmp_path) as world:
        room = await world.room()
        with structlog.testing.capture_logs() as lines:
            async with signed_in(world) as admin:
                await admin.send("POST", "/api/admin/token", {**ROOM, "room": room.id})
                await admin.send("POST", "/api/admin/token", {**ROOM, "room": room.id})
                await admin.send("POST", "/api/admin/token", {**ROOM, "room": room.id, "token": "a" * 40})
    assert OLD not in repr(lines)
    assert "a" * 40 not in repr(lines)
    assert "token adopted" in {line["event"] for line in lines}
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or OLD.encode() not in file.read_bytes()
