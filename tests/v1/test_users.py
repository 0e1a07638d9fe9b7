"""Users over API v1."""

from typing import Any

import pytest

from tests.v1.clients import V1, error_of
from tests.world import World


async def _can_sign_in(world: World, email: str, password: str) -> bool:
    form = {"grant_type": "password", "username": email, "password": password}
    return (await world.http.post("/v2/oauth/token", data=form)).status_code == 200


async def test_a_created_user_is_what_was_asked_for(world: World, admin: V1) -> None:
    made = await admin.posted(
        "users/create",
        email="nia@example.com",
        name="Nia Quist",
        mention_name="@nia",
        title="Pilot",
        is_group_admin=1,
        password="a long tide table",
        timezone="Europe/Berlin",
    )
    user = made["user"]
    assert user == {
        "user_id": user["user_id"],
        "email": "nia@example.com",
        "is_deleted": 0,
        "is_group_admin": 1,
        "name": "Nia Quist",
        "mention_name": "nia",
        "photo_url": "http://chat.test/glyph.svg",
        "last_active": 0,
        "created": int(world.clock.now().timestamp()),
        "status": "offline",
        "status_message": "",
        "timezone": "Europe/Berlin",
        "title": "Pilot",
    }
    assert await _can_sign_in(world, "nia@example.com", "a long tide table")
    assert (await admin.got("users/show", user_id="nia@example.com"))["user"] == user


async def test_a_password_that_the_server_made_is_told_once_and_works(world: World, admin: V1) -> None:
    made = (await admin.posted("users/create", email="nia@example.com", name="Nia Quist"))["user"]
    assert await _can_sign_in(world, "nia@example.com", made["password"])
    assert (made["mention_name"], made["timezone"], made["is_group_admin"]) == ("NiaQuist", "UTC", 0)
    assert "password" not in (await admin.got("users/show", user_id=made["user_id"]))["user"]


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"name": "Nia Quist"}, "'email' is missing"),
        ({"email": "nia@example.com"}, "'name' is missing"),
        ({"email": "nia", "name": "Nia Quist"}, "not an email address"),
        ({"email": "ADAQUIST@example.com", "name": "Nia Quist"}, "Another user exists with that email"),
        ({"email": "nia@example.com", "name": "Nia", "mention_name": "AdaQuist"}, "that mention name"),
        ({"email": "nia@example.com", "name": "Nia", "timezone": "Mars"}, "no time zone"),
        ({"email": "nia@example.com", "name": "Nia", "is_group_admin": 2}, "not of type 'boolean'"),
    ],
)
async def test_a_user_that_cannot_be_is_refused_and_not_made(
    world: World, admin: V1, parameters: dict[str, object], sentence: str
) -> None:
    await world.user("Ada Quist")
    status, said = error_of(await admin.post("users/create", **parameters))
    assert (status, sentence in said) == (400, True), said
    assert len((await admin.got("users/list"))["users"]) == 2


async def test_the_list_has_people_of_the_group_and_deleted_ones_on_demand(world: World, admin: V1) -> None:
    ada = await world.user("Ada Quist")
    await world.user("Gil Quist", is_guest=True)
    await world.user("Old Quist", is_deleted=True)
    await world.group("Rivals")

    names = [user["name"] for user in (await admin.got("users/list"))["users"]]
    assert names == [world.owner.name, ada.name]
    users = (await admin.got("users/list", include_deleted=1))["users"]
    assert [(user["name"], user["is_deleted"]) for user in users][2:] == [("Old Quist", 1)]
    assert [user["is_group_admin"] for user in users] == [1, 0, 0]


@pytest.mark.parametrize(
    ("show", "status"),
    [(None, "available"), ("chat", "available"), ("away", "away"), ("xa", "away"), ("dnd", "dnd")],
)
async def test_the_status_is_one_of_the_four_words_of_v1(
    world: World, admin: V1, show: Any, status: str
) -> None:
    ada = await world.user("Ada Quist")
    presence = world.app.services.presence
    presence.connect("here", "socket", ada.id)
    presence.set("socket", show, "On the pier")
    shown = (await admin.got("users/show", user_id=ada.id))["user"]
    assert (shown["status"], shown["status_message"]) == (status, "On the pier")
    presence.drop("socket")
    shown = (await admin.got("users/show", user_id=ada.id))["user"]
    assert (shown["status"], shown["status_message"]) == ("offline", "")


async def test_a_user_is_found_by_id_address_and_mention_name(world: World, admin: V1) -> None:
    ada = await world.user("Ada Quist")
    for ref in (str(ada.id), "AdaQuist@Example.com", "@adaquist", "&#64;AdaQuist"):
        assert (await admin.got("users/show", user_id=ref))["user"]["user_id"] == ada.id
    _, stranger = await world.group("Rivals")
    for ref in (str(stranger.id), stranger.email, "@nobody", "99999"):
        assert error_of(await admin.get("users/show", user_id=ref)) == (404, f"User {ref} not found")


async def test_an_update_changes_what_is_given_and_nothing_else(world: World, admin: V1) -> None:
    ada = await world.user("Ada Quist", role="moderator")
    token = await world.token(ada)
    before = (await world.http.get(f"/v2/user/{ada.id}", headers=token)).json()

    changed = (await admin.posted("users/update", user_id=ada.email, title="Harbour master"))["user"]
    after = (await world.http.get(f"/v2/user/{ada.id}", headers=token)).json()
    assert changed["title"] == after["title"] == "Harbour master"
    assert {**after, "title": "", "version": ""} == {**before, "version": ""}

    await admin.posted("users/update", user_id=ada.id, title="", name="Ada Q", is_group_admin=1, timezone="")
    after = (await world.http.get(f"/v2/user/{ada.id}", headers=token)).json()
    assert (after["title"], after["name"], after["roles"]) == ("", "Ada Q", ["admin"])
    await admin.posted("users/update", user_id=ada.id, is_group_admin=0)
    assert (await admin.got("users/show", user_id=ada.id))["user"]["is_group_admin"] == 0


async def test_a_new_password_is_the_one_that_works(world: World, admin: V1) -> None:
    made = (await admin.posted("users/create", email="nia@example.com", name="Nia Quist"))["user"]
    await admin.posted("users/update", user_id=made["user_id"], password="a long tide table")
    assert not await _can_sign_in(world, "nia@example.com", made["password"])
    assert await _can_sign_in(world, "nia@example.com", "a long tide table")


async def test_the_owner_of_the_group_cannot_be_changed_or_deleted(world: World, admin: V1) -> None:
    answer = await admin.post("users/update", user_id=world.owner.id, title="Serf")
    assert error_of(answer) == (401, "Only the group's owner may change the owner's profile.")
    assert error_of(await admin.post("users/delete", user_id=world.owner.id))[0] == 400
    assert (await admin.got("users/show", user_id=world.owner.id))["user"]["title"] == ""


async def test_a_deleted_user_is_locked_out_and_comes_back_as_before(world: World, admin: V1) -> None:
    ada = await world.user("Ada Quist")
    token = await world.token(ada)
    assert await admin.posted("users/delete", user_id=ada.email) == {"deleted": True}
    assert (await world.http.get(f"/v2/user/{ada.id}", headers=token)).status_code == 401
    assert error_of(await admin.post("users/delete", user_id=ada.id))[0] == 404
    assert error_of(await admin.post("users/update", user_id=ada.id, title="Ghost"))[0] == 404

    for ref in (ada.email, str(ada.id)):  # a second time changes nothing
        assert await admin.posted("users/undelete", user_id=ref) == {"undeleted": True}
    back = (await admin.got("users/show", user_id=ada.email))["user"]
    assert (back["user_id"], back["name"], back["mention_name"]) == (ada.id, "Ada Quist", "AdaQuist")
    assert (await world.http.get(f"/v2/user/{ada.id}", headers=token)).status_code == 401


async def test_who_comes_back_to_a_taken_mention_name_gets_another(world: World, admin: V1) -> None:
    ada = await world.user("Ada Quist")
    await admin.posted("users/delete", user_id=ada.id)
    await admin.posted("users/create", email="ada2@example.com", name="Other Ada", mention_name="adaquist")
    await admin.posted("users/undelete", user_id=ada.id)
    assert (await admin.got("users/show", user_id=ada.id))["user"]["mention_name"] == "AdaQuist2"


async def test_nobody_of_another_group_comes_back_here(world: World, admin: V1) -> None:
    rivals, _ = await world.group("Rivals")
    theirs = await world.user("Eve Quist", group_id=rivals, is_deleted=True)
    guest = await world.user("Gil Quist", is_guest=True, is_deleted=True)
    for ref in (theirs.email, str(theirs.id), str(guest.id), "nobody@example.com"):
        assert error_of(await admin.post("users/undelete", user_id=ref))[0] == 404
