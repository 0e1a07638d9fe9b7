"""POST /v2/room"""

import asyncio
from typing import Any

import pytest

from chinwag.scopes import Scope
from tests.rooms.live import told
from tests.world import World


async def test_a_new_room_is_answered_with_its_address_and_can_be_read(world: World) -> None:
    token = await world.token()

    response = await world.http.post("/v2/room", json={"name": "Deploys"}, headers=token)

    created = response.json()
    assert response.status_code == 201
    assert (
        response.headers["Location"]
        == created["links"]["self"]
        == f"http://chat.test/v2/room/{created['id']}"
    )
    assert created["entity"]["name"] == "Deploys"
    room = (await world.http.get(f"/v2/room/{created['id']}", headers=token)).json()
    assert room["owner"]["id"] == world.owner.id
    assert (room["topic"], room["privacy"], room["is_archived"]) == ("", "public", False)
    assert (room["guest_access_url"], room["is_guest_accessible"], room["last_active"]) == (None, False, None)
    assert room["xmpp_jid"] == f"{world.group_id}_deploys@conf.chat.test"
    assert "members" not in room["links"]


async def test_everything_that_was_sent_comes_back_as_sent(world: World) -> None:
    token = await world.token()
    name, topic = " Café 🦊 <b>&amp;</b> ", "x" * 249 + "🦊"
    body = {
        "name": name,
        "topic": topic,
        "privacy": "private",
        "guest_access": True,
        "delegate_admin_visibility": True,
    }

    created = (await world.http.post("/v2/room", json=body, headers=token)).json()

    room = (await world.http.get(f"/v2/room/{created['id']}", headers=token)).json()
    assert (room["name"], room["topic"], room["privacy"]) == (name, topic, "private")
    assert room["delegate_admin_visibility"] is True
    assert room["is_guest_accessible"] is True
    assert room["guest_access_url"].startswith("http://chat.test/g/")
    assert len(room["guest_access_url"]) >= len("http://chat.test/g/") + 22
    assert room["links"]["members"] == f"http://chat.test/v2/room/{created['id']}/member"


async def test_live_clients_are_told_of_the_new_room(world: World) -> None:
    body = {"name": "Deploys", "topic": "ship it"}
    created = (await world.http.post("/v2/room", json=body, headers=await world.token())).json()

    [event] = await told(world, "room.created")

    assert event["chat_id"] == created["id"]
    assert event["room"] == {
        "id": created["id"],
        "name": "Deploys",
        "topic": "ship it",
        "privacy": "public",
        "is_archived": False,
        "owner_id": world.owner.id,
        "avatar_url": None,
        "last_position": 0,
        "last_active": None,
    }


@pytest.mark.parametrize("name", ["Deploys", "DEPLOYS", "deployS"])
async def test_a_name_exists_once_without_regard_to_case(world: World, name: str) -> None:
    await world.room("Deploys")

    response = await world.http.post("/v2/room", json={"name": name}, headers=await world.token())

    assert response.status_code == 400
    assert response.json()["error"]["message"] == "Another room exists with that name."
    assert await told(world, "room.created") == []


async def test_an_archived_room_keeps_its_name_and_a_deleted_one_frees_it(world: World) -> None:
    token = await world.token()
    room = await world.room("Deploys", archived=True)
    assert (await world.http.post("/v2/room", json={"name": "deploys"}, headers=token)).status_code == 400

    await world.http.delete(f"/v2/room/{room.id}", headers=token)
    created = await world.http.post("/v2/room", json={"name": "deploys"}, headers=token)

    assert created.status_code == 201
    assert created.json()["id"] > room.id


async def test_of_eight_that_race_for_a_name_one_wins(world: World) -> None:
    token = await world.token()

    answers = await asyncio.gather(
        *(world.http.post("/v2/room", json={"name": "Deploys"}, headers=token) for _ in range(8))
    )

    assert sorted(answer.status_code for answer in answers) == [201] + [400] * 7


async def test_two_names_with_one_slug_get_two_xmpp_addresses(world: World) -> None:
    token = await world.token()

    created = [
        (await world.http.post("/v2/room", json={"name": name}, headers=token)).json()["id"]
        for name in ("a b", "a/ b", "A  b")
    ]

    jids = {(await world.http.get(f"/v2/room/{room}", headers=token)).json()["xmpp_jid"] for room in created}
    assert len(jids) == 3


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": " \t"}, "name"),
        ({"name": None}, "name"),
        ({"name": "ok", "topic": "x" * 251}, "topic"),
        ({"name": "ok", "privacy": "secret"}, "privacy"),
        ({"name": "ok", "guest_access": "maybe"}, "guest_access"),
        ({"name": "ok", "owner_user_id": 999}, "owner_user_id"),
        ({"name": "ok", "owner_user_id": "@nobody"}, "owner_user_id"),
        ({"name": "ok", "owner_user_id": [1]}, "owner_user_id"),
        ({"name": "ok", "created": "yesterday"}, "created"),
    ],
)
async def test_what_cannot_be_is_refused_with_the_field_that_is_wrong(
    world: World, body: dict[str, Any], field: str
) -> None:
    response = await world.http.post("/v2/room", json=body, headers=await world.token())

    assert response.status_code == 400
    assert response.json()["error"]["field"] == field


async def test_names_of_100_characters_and_a_null_topic_are_taken(world: World) -> None:
    token = await world.token()

    response = await world.http.post("/v2/room", json={"name": "🦊" * 100, "topic": None}, headers=token)

    assert response.status_code == 201
    room = (await world.http.get(f"/v2/room/{response.json()['id']}", headers=token)).json()
    assert (room["name"], room["topic"]) == ("🦊" * 100, "")


@pytest.mark.parametrize("spelling", ["id", "text", "email", "mention"])
async def test_the_owner_may_be_named_in_every_way(world: World, spelling: str) -> None:
    bo = await world.user("Bo Tamm")
    ref = {"id": bo.id, "text": str(bo.id), "email": bo.email, "mention": "@botamm"}[spelling]
    token = await world.token()

    created = await world.http.post("/v2/room", json={"name": "Deploys", "owner_user_id": ref}, headers=token)

    room = (await world.http.get(f"/v2/room/{created.json()['id']}", headers=token)).json()
    assert room["owner"]["id"] == bo.id


async def test_rooms_of_an_add_on_belong_to_the_groups_owner_unless_it_names_one(world: World) -> None:
    bo = await world.user("Bo Tamm")
    token = await world.addon_token(Scope.MANAGE_ROOMS, Scope.VIEW_ROOM)

    first = await world.http.post("/v2/room", json={"name": "One", "owner_user_id": None}, headers=token)
    second = await world.http.post("/v2/room", json={"name": "Two", "owner_user_id": bo.id}, headers=token)

    owners = [
        (await world.http.get(f"/v2/room/{answer.json()['id']}", headers=token)).json()["owner"]["id"]
        for answer in (first, second)
    ]
    assert owners == [world.owner.id, bo.id]


async def test_guests_can_neither_make_nor_own_rooms(world: World) -> None:
    guest = await world.user("Gil Visitor", is_guest=True)

    own = await world.http.post("/v2/room", json={"name": "Mine"}, headers=await world.token(guest))
    given = await world.http.post(
        "/v2/room", json={"name": "Yours", "owner_user_id": guest.id}, headers=await world.token()
    )

    assert own.status_code == 403
    assert given.status_code == 400


@pytest.mark.parametrize("created", [True, False, "true", None, "2014-06-20T03:00:28+00:00", 1403233228])
async def test_created_is_accepted_and_means_nothing_without_the_import_scope(
    world: World, created: Any
) -> None:
    token = await world.token()

    response = await world.http.post("/v2/room", json={"name": "Old", "created": created}, headers=token)

    assert response.status_code == 201
    room = (await world.http.get("/v2/room/Old", headers=token)).json()
    assert room["created"].startswith("2026-03-01T12:00:0")


@pytest.mark.parametrize("created", ["2014-06-20T03:00:28+00:00", "2014-06-20T05:00:28+02:00", 1403233228])
async def test_importers_keep_the_date_that_a_room_had_elsewhere(world: World, created: Any) -> None:
    token = await world.addon_token(Scope.IMPORT_DATA, Scope.MANAGE_ROOMS, Scope.VIEW_ROOM)

    await world.http.post("/v2/room", json={"name": "Old", "created": created}, headers=token)

    assert (await world.http.get("/v2/room/Old", headers=token)).json()[
        "created"
    ] == "2014-06-20T03:00:28+00:00"
