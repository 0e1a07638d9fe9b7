"""Adding people."""

import asyncio
from typing import Any

import pytest

from chinwag.scopes import Scope
from tests.accounts.browser import browser
from tests.world import World

NEW = {"name": "Grace Hop", "email": "Grace@example.com"}


async def test_a_new_person_gets_a_password_and_a_mention_name(world: World) -> None:
    answer = await world.http.post("/v2/user", json=NEW, headers=await world.token())

    assert answer.status_code == 201
    body = answer.json()
    assert answer.headers["location"] == body["links"]["self"] == f"http://chat.test/v2/user/{body['id']}"
    assert body["entity"]["mention_name"] == "GraceHop"
    async with browser(world) as page:
        assert (await page.sign_in("grace@example.com", body["password"])).status_code == 200


async def test_empty_texts_count_as_absent(world: World) -> None:
    body = {**NEW, "title": "", "mention_name": "", "password": "", "timezone": ""}

    answer = await world.http.post("/v2/user", json=body, headers=await world.token())

    assert answer.status_code == 201
    assert len(answer.json()["password"]) == 16


async def test_all_fields_are_kept(world: World) -> None:
    body = {
        **NEW,
        "title": "Admiral",
        "mention_name": "@grace",
        "is_group_admin": True,
        "timezone": "America/New_York",
        "password": "my own words",
        "created": True,
        "id": 1,
        "group": {"id": 77},
        "is_deleted": True,
        "password_hash": "x",
    }
    token = await world.token()

    made = await world.http.post("/v2/user", json=body, headers=token)
    shown = (await world.http.get(made.json()["links"]["self"], headers=token)).json()

    assert "password" not in made.json()
    assert made.json()["id"] != 1
    assert (shown["title"], shown["mention_name"], shown["timezone"]) == (
        "Admiral",
        "grace",
        "America/New_York",
    )
    assert (shown["is_group_admin"], shown["roles"], shown["is_deleted"]) == (True, ["admin"], False)
    assert shown["group"]["id"] == world.group_id


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 51}, "name"),
        ({"name": " \u200b "}, "name"),
        ({"email": "no address"}, "email"),
        ({"email": "@x"}, "email"),
        ({"mention_name": "two words"}, "mention_name"),
        ({"mention_name": "all"}, "mention_name"),
        ({"mention_name": "Here"}, "mention_name"),
        ({"mention_name": "x" * 51}, "mention_name"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"timezone": "../UTC"}, "timezone"),
        ({"roles": ["emperor"]}, "roles[0]"),
        ({"is_group_admin": "perhaps"}, "is_group_admin"),
    ],
)
async def test_what_cannot_be_a_person_is_refused_by_field(
    world: World, change: dict[str, Any], field: str
) -> None:
    answer = await world.http.post("/v2/user", json={**NEW, **change}, headers=await world.token())

    assert answer.status_code == 400
    assert answer.json()["error"]["field"] == field


async def test_addresses_and_mention_names_are_taken_without_regard_to_case(world: World) -> None:
    await world.user()
    token = await world.token()

    address = await world.http.post("/v2/user", json={**NEW, "email": "AdaQuist@Example.com"}, headers=token)
    mention = await world.http.post("/v2/user", json={**NEW, "mention_name": "ADAQUIST"}, headers=token)

    assert (address.status_code, mention.status_code) == (400, 400)
    assert address.json()["error"]["message"] == "Another user exists with that email address."
    assert mention.json()["error"]["message"] == "Another user exists with that mention name."


async def test_a_mention_name_made_from_a_name_is_always_free(world: World) -> None:
    await world.user("Grace Hop")
    token = await world.token()

    names = []
    for number, name in enumerate(["Grace Hop", "grace hop!", "«»", "All", "Ünïcode Ñame"]):
        made = await world.http.post(
            "/v2/user", json={"name": name, "email": f"p{number}@x.example"}, headers=token
        )
        names.append(made.json()["entity"]["mention_name"])

    assert names == ["GraceHop2", "gracehop3", "user", "user2", "ÜnïcodeÑame"]


async def test_of_many_who_race_for_one_address_one_wins(world: World) -> None:
    token = await world.token()
    body = {**NEW, "password": "the same words"}

    answers = await asyncio.gather(
        *[
            world.http.post("/v2/user", json={**body, "mention_name": f"grace{number}"}, headers=token)
            for number in range(8)
        ]
    )

    assert sorted(answer.status_code for answer in answers) == [201] + [400] * 7


async def test_only_admins_and_add_ons_with_the_scope_may(world: World) -> None:
    ada, admin = await world.user(), await world.user("Ann Admin", role="admin")

    async def ask(token: dict[str, str], email: str) -> int:
        body = {"name": "New Person", "email": email}
        return (await world.http.post("/v2/user", json=body, headers=token)).status_code

    assert await ask(await world.token(ada), "a@x.example") == 403
    assert await ask(await world.token(admin, Scope.VIEW_GROUP), "a@x.example") == 403
    assert await ask(await world.token(admin), "a@x.example") == 201
    assert await ask(await world.addon_token(Scope.ADMIN_GROUP), "b@x.example") == 201
    assert await ask({}, "c@x.example") == 401


async def test_nobody_becomes_owner_by_being_created(world: World) -> None:
    answer = await world.http.post("/v2/user", json={**NEW, "roles": ["owner"]}, headers=await world.token())

    assert answer.status_code == 400


async def test_creating_a_deleted_person_brings_them_back(world: World) -> None:
    token = await world.token()
    made = (await world.http.post("/v2/user", json=NEW, headers=token)).json()
    await world.http.delete(f"/v2/user/{made['id']}", headers=token)

    again = await world.http.post("/v2/user", json={**NEW, "title": "Back"}, headers=token)

    assert again.status_code == 201
    assert again.json()["id"] == made["id"]
    assert again.json()["password"] != made["password"]
    shown = (await world.http.get("/v2/user/@gracehop", headers=token)).json()
    assert (shown["title"], shown["is_deleted"]) == ("Back", False)


async def test_the_mention_name_of_a_deleted_person_is_free_and_the_id_is_not(world: World) -> None:
    token = await world.token()
    made = (await world.http.post("/v2/user", json=NEW, headers=token)).json()
    await world.http.delete(f"/v2/user/{made['id']}", headers=token)

    other = await world.http.post("/v2/user", json={**NEW, "email": "other@x.example"}, headers=token)
    back = await world.http.post("/v2/user", json=NEW, headers=token)

    assert other.json()["entity"]["mention_name"] == "GraceHop"
    assert other.json()["id"] > made["id"]
    assert back.json()["id"] == made["id"]
    assert back.json()["entity"]["mention_name"] == "GraceHop2"


async def test_an_address_of_another_group_is_taken(world: World) -> None:
    _, stranger = await world.group("Elsewhere")

    answer = await world.http.post(
        "/v2/user", json={**NEW, "email": stranger.email}, headers=await world.token()
    )

    assert answer.status_code == 400
