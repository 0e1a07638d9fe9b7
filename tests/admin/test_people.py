"""The people of a group, as its admins find and change them."""

import asyncio
from typing import Any

from chinwag.users.change_storage import update_password
from tests.accounts.browser import PASSWORD, browser, signed_in
from tests.world import World


async def people(world: World, query: str = "", token: dict[str, str] | None = None) -> dict[str, Any]:
    answer = await world.http.get(f"/api/admin/user{query}", headers=token or await world.token())
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def actions(world: World) -> list[tuple[str, str]]:
    """(action, name of the object), the newest first."""
    answer = await world.http.get("/api/admin/audit", headers=await world.token())
    return [(entry["action"], entry["object"]["name"]) for entry in answer.json()["items"]]


async def test_people_are_found_by_parts_of_name_mention_and_address(world: World) -> None:
    await world.user("Ångström Öberg")
    await world.user("Zoe Quist")
    gone = await world.user("Zoltan Gone", is_deleted=True)
    await world.user("Zora Guest", is_guest=True)

    assert [one["name"] for one in (await people(world, "?query=öberg%20ång"))["items"]] == ["Ångström Öberg"]
    assert [one["name"] for one in (await people(world, "?query=%40zoequ"))["items"]] == ["Zoe Quist"]
    assert [one["name"] for one in (await people(world, "?query=zoequist%40example"))["items"]] == [
        "Zoe Quist"
    ]
    assert [one["id"] for one in (await people(world, "?filter=deactivated"))["items"]] == [gone.id]
    assert [one["name"] for one in (await people(world, "?filter=guests"))["items"]] == ["Zora Guest"]
    found = await people(world)
    assert found["counts"] == {"all": 3, "admins": 1, "guests": 1, "deactivated": 1}
    assert found["total"] == 3


async def test_pages_hold_everybody_once_in_the_order_of_names(world: World) -> None:
    for number in range(23):
        await world.user(f"Person {number:02}")
    names: list[str] = []
    for start in range(0, 40, 10):
        page = await people(world, f"?query=person&start-index={start}&max-results=10")
        assert page["total"] == 23
        names += [one["name"] for one in page["items"]]
    assert names == [f"Person {number:02}" for number in range(23)]


async def test_a_new_person_signs_in_with_the_link_and_chooses_a_password(world: World) -> None:
    async with signed_in(world) as admin:
        made = await admin.send(
            "POST", "/api/admin/user", {"name": "Tilda Reed", "email": "tilda@example.com"}
        )
    assert made.status_code == 201, made.text
    secret = made.json()["link"].rpartition("/")[2]
    async with browser(world) as fresh:
        await fresh.open()
        used = await fresh.send("POST", f"/api/setup/{secret}", {"password": PASSWORD})
        assert used.status_code == 200, used.text
    async with browser(world) as later:
        assert (await later.sign_in("tilda@example.com")).status_code == 200
    assert secret not in str(await actions(world))
    assert ("user created", "Tilda Reed") in await actions(world)


async def test_no_token_makes_a_link(world: World) -> None:
    ada = await world.user()
    token = await world.token()
    for path in ("/api/admin/user", f"/api/admin/user/{ada.id}/link", f"/api/admin/user/{ada.id}/reactivate"):
        answer = await world.http.post(path, json={"name": "X Y", "email": "x@example.com"}, headers=token)
        assert answer.status_code == 403, answer.text


async def test_a_deactivated_person_is_out_at_once_and_comes_back_with_their_messages(world: World) -> None:
    ada = await world.user()
    room = await world.room("Deploys")
    token = await world.token(ada)
    said = await world.http.post(f"/v2/room/{room.id}/message", json={"message": "ahoy"}, headers=token)
    assert said.status_code == 201
    async with signed_in(world, ada) as hers, signed_in(world) as admin:
        out = await admin.send("POST", f"/api/admin/user/{ada.id}/deactivate")
        assert out.status_code == 204, out.text
        assert not (await hers.open())["signed_in"]
        assert (await world.http.get("/v2/room", headers=token)).status_code == 401
        assert [entry["message"] for entry in await world.history(room)] == ["ahoy"]

        back = await admin.send("POST", f"/api/admin/user/{ada.id}/reactivate")
        assert back.status_code == 200, back.text
    assert back.json()["id"] == ada.id
    assert [one["name"] for one in (await people(world, "?query=ada"))["items"]] == ["Ada Quist"]
    assert (await world.http.get("/v2/room", headers=token)).status_code == 401, "old tokens stay dead"
    assert ("user deleted", "Ada Quist") in await actions(world)


async def test_a_person_is_signed_out_everywhere_and_with_their_tokens_when_asked(world: World) -> None:
    ada = await world.user()
    token = await world.token(ada)
    async with signed_in(world, ada) as one, signed_in(world, ada) as other, signed_in(world) as admin:
        ended = await admin.send("POST", f"/api/admin/user/{ada.id}/sign-out")
        assert ended.json() == {"sessions": 2, "tokens": 0}
        assert not (await one.open())["signed_in"]
        assert not (await other.open())["signed_in"]
        assert (await world.http.get("/v2/room", headers=token)).status_code == 200
        ended = await admin.send("POST", f"/api/admin/user/{ada.id}/sign-out", {"tokens": True})
        assert ended.json() == {"sessions": 0, "tokens": 1}
    assert (await world.http.get("/v2/room", headers=token)).status_code == 401


async def test_roles_change_at_once_and_are_written_down(world: World) -> None:
    ada = await world.user()
    token = await world.token(ada)
    assert (await world.http.get("/api/admin/user", headers=token)).status_code == 403
    made = await world.http.put(
        f"/api/admin/user/{ada.id}/role", json={"role": "admin"}, headers=await world.token()
    )
    assert made.status_code == 204, made.text
    assert (await world.http.get("/api/admin/user", headers=token)).status_code == 200
    await world.http.put(f"/api/admin/user/{ada.id}/role", json={"role": "user"}, headers=token)
    assert (await world.http.get("/api/admin/user", headers=token)).status_code == 403
    assert [name for action, name in await actions(world) if action == "role changed"] == ["Ada Quist"] * 2


async def test_only_the_owner_hands_the_group_over_and_nobody_touches_the_owner(world: World) -> None:
    ada = await world.user(role="admin")
    hers = await world.token(ada)
    path = f"/api/admin/user/{world.owner.id}"
    assert (await world.http.put(f"{path}/role", json={"role": "user"}, headers=hers)).status_code == 400
    assert (await world.http.post(f"{path}/deactivate", headers=hers)).status_code == 400
    assert (await world.http.post(f"{path}/sign-out", headers=hers)).status_code == 403
    grab = await world.http.put(f"/api/admin/user/{ada.id}/role", json={"role": "owner"}, headers=hers)
    assert grab.status_code == 403
    async with signed_in(world, ada) as page:
        assert (await page.send("POST", f"{path}/link")).status_code == 403

    body = {"role": "owner", "password": PASSWORD}
    async with world.app.services.db.begin() as tx:
        hashed = await world.app.services.passwords.hash(PASSWORD)
        await update_password(tx, world.owner.id, hashed)
    refused = await world.http.put(f"/api/admin/user/{ada.id}/role", json=body, headers=await world.token())
    assert refused.status_code == 403, "not even with the owner's own token"
    async with signed_in(world) as page:
        given = await page.send("PUT", f"/api/admin/user/{ada.id}/role", body)
    assert given.status_code == 204, given.text
    roles = {one["name"]: one["role"] for one in (await people(world, token=hers))["items"]}
    assert roles == {"Ada Quist": "owner", world.owner.name: "admin"}
    settings = (await world.http.get("/api/admin/group", headers=hers)).json()
    assert settings["owner"]["id"] == ada.id


async def test_nobody_deactivates_themselves(world: World) -> None:
    ada = await world.user(role="admin")
    answer = await world.http.post(f"/api/admin/user/{ada.id}/deactivate", headers=await world.token(ada))
    assert answer.status_code == 400


async def test_two_last_admins_who_demote_each_other_leave_one(world: World) -> None:
    """A group without an owner, as imports may leave one."""
    from chinwag.db.statements import statement
    from chinwag.db.tables import groups, users

    one, other = await world.user("Ann One", role="admin"), await world.user("Ole Other", role="admin")
    async with world.app.services.db.begin() as tx:
        await tx.run(statement(groups.update().values(owner_id=None)))
        await tx.run(statement(users.update().where(users.c.id == world.owner.id).values(role="user")))
        tx.forget("callers")
    tokens = [await world.token(one), await world.token(other)]
    answers = await asyncio.gather(
        world.http.put(f"/api/admin/user/{other.id}/role", json={"role": "user"}, headers=tokens[0]),
        world.http.put(f"/api/admin/user/{one.id}/role", json={"role": "user"}, headers=tokens[1]),
    )
    assert sorted(answer.status_code for answer in answers)[0] == 204
    left = [
        person.id
        for person, token in zip((one, other), tokens, strict=True)
        if (await world.http.get("/api/admin/user", headers=token)).status_code == 200
    ]
    assert len(left) == 1


async def test_guests_are_no_accounts(world: World) -> None:
    guest = await world.user("Gus Guest", is_guest=True)
    token = await world.token()
    for path, body in (("role", {"role": "admin"}),):
        answer = await world.http.put(f"/api/admin/user/{guest.id}/{path}", json=body, headers=token)
        assert answer.status_code == 404
    assert (await world.http.post(f"/api/admin/user/{guest.id}/deactivate", headers=token)).status_code == 404
