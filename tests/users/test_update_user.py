"""Changing people: a full replacement, within the rules."""

from typing import Any

import pytest

from chinwag.scopes import Scope
from tests.accounts.browser import PASSWORD, browser, with_password
from tests.world import MadeUser, World


def profile(user: MadeUser, **more: Any) -> dict[str, Any]:
    return {"name": user.name, "email": user.email, "mention_name": user.mention_name, **more}


async def put(world: World, user: MadeUser, body: dict[str, Any], token: dict[str, str] | None = None) -> int:
    headers = token or await world.token()
    return (await world.http.put(f"/v2/user/{user.id}", json=body, headers=headers)).status_code


async def shown(world: World, user: MadeUser) -> dict[str, Any]:
    answer: dict[str, Any] = (await world.http.get(f"/v2/user/{user.id}", headers=await world.token())).json()
    return answer


async def test_an_object_that_was_read_can_be_put_back_changed(world: World) -> None:
    ada = await world.user()
    before = await shown(world, ada)

    assert (
        await put(world, ada, {**before, "title": "Captain", "presence": {"status": None, "show": "away"}})
        == 204
    )

    after = await shown(world, ada)
    assert after["version"] != before["version"]
    assert {**after, "version": "", "title": ""} == {**before, "version": "", "title": ""}
    assert after["title"] == "Captain"


async def test_what_is_missing_counts_as_cleared(world: World) -> None:
    ada = await world.user()
    await put(world, ada, profile(ada, title="Captain", timezone="Europe/Berlin", is_group_admin=True))

    assert await put(world, ada, profile(ada)) == 204

    after = await shown(world, ada)
    assert (after["title"], after["timezone"], after["is_group_admin"]) == ("", "UTC", False)


async def test_name_address_and_mention_name_are_required(world: World) -> None:
    ada = await world.user()
    for field in ("name", "email", "mention_name"):
        body = profile(ada)
        del body[field]
        answer = await world.http.put(f"/v2/user/{ada.id}", json=body, headers=await world.token())
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, field)


async def test_an_empty_password_is_kept_and_a_new_one_ends_sessions(world: World) -> None:
    ada = await with_password(world)

    async with browser(world) as page:
        await page.sign_in(ada.email)
        assert await put(world, ada, profile(ada, password="")) == 204
        assert (await page.open())["signed_in"]
        assert await put(world, ada, profile(ada, password="new words here")) == 204
        assert not (await page.open())["signed_in"]
        assert (await page.sign_in(ada.email, PASSWORD)).status_code == 401
        assert (await page.sign_in(ada.email, "new words here")).status_code == 200


@pytest.mark.parametrize(
    ("change", "is_admin"),
    [
        ({"is_group_admin": True}, True),
        ({"is_group_admin": True, "roles": ["user"]}, True),
        ({"roles": ["admin"]}, True),
        ({"is_group_admin": False, "roles": ["admin"]}, True),
        ({"roles": ["moderator"]}, False),
        ({}, False),
    ],
)
async def test_a_role_can_be_said_in_two_ways(world: World, change: dict[str, Any], is_admin: bool) -> None:
    ada = await world.user()

    assert await put(world, ada, profile(ada, **change)) == 204

    assert (await shown(world, ada))["is_group_admin"] is is_admin


async def test_who_is_no_longer_admin_loses_the_rights_at_once(world: World) -> None:
    admin = await world.user("Ann Admin", role="admin")
    token = await world.token(admin)
    assert await put(world, admin, profile(admin, is_group_admin=True), token) == 204

    assert await put(world, admin, profile(admin, is_group_admin=False), token) == 204

    assert await put(world, admin, profile(admin, is_group_admin=True), token) == 403


async def test_the_owner_is_changed_by_the_owner_alone_and_stays_owner(world: World) -> None:
    owner = world.owner
    admin = await world.token(await world.user("Ann Admin", role="admin"))
    addon = await world.addon_token(Scope.ADMIN_GROUP)

    assert await put(world, owner, profile(owner), admin) == 403
    assert await put(world, owner, profile(owner), addon) == 403
    assert await put(world, owner, profile(owner, is_group_admin=False)) == 400
    assert await put(world, owner, profile(owner, roles=["user"])) == 400
    assert await put(world, owner, profile(owner, title="Founder")) == 204
    assert (await shown(world, owner))["roles"] == ["owner"]


async def test_nobody_becomes_owner_by_an_update(world: World) -> None:
    ada = await world.user()

    assert await put(world, ada, profile(ada, roles=["owner"])) == 400


async def test_guests_and_deleted_people_cannot_be_updated(world: World) -> None:
    guest = await world.user("Guest Person", is_guest=True)
    gone = await world.user("Gone Person", is_deleted=True)

    assert await put(world, guest, profile(guest)) == 403
    assert await put(world, gone, profile(gone)) == 404


async def test_taken_names_are_refused(world: World) -> None:
    ada, bo = await world.user(), await world.user("Bo Lind")

    assert await put(world, ada, profile(ada, email=bo.email.upper())) == 400
    assert await put(world, ada, profile(ada, mention_name=bo.mention_name.lower())) == 400
    assert await put(world, ada, profile(ada, mention_name="ADAQUIST")) == 204


async def test_people_without_rights_change_nobody(world: World) -> None:
    ada, bo = await world.user(), await world.user("Bo Lind")

    assert await put(world, bo, profile(bo, is_group_admin=True), await world.token(ada)) == 403
    assert await put(world, ada, profile(ada, is_group_admin=True), await world.token(ada)) == 403
