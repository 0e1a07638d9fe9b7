"""The audit log: what was done, by whom, on what, from where; and nothing of what its reader may not know."""

import csv
import io
from typing import Any

import pytest

from chinwag.audit.csv import harmless
from chinwag.scopes import Scope
from tests.accounts.browser import PASSWORD, browser, signed_in, with_password
from tests.imports.importer import brought
from tests.oauth.flow import CALLBACK, decide
from tests.pictures.samples import picture
from tests.pictures.test_avatars import put_avatar
from tests.pictures.test_photos import put_photo
from tests.world import World, bearer


async def log(world: World, query: str = "", token: dict[str, str] | None = None) -> list[dict[str, Any]]:
    answer = await world.http.get(f"/api/admin/audit{query}", headers=token or await world.token())
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_an_entry_says_who_did_what_to_what_from_where(world: World) -> None:
    ada = await world.user(role="admin")
    async with browser(world, "198.51.100.4") as page:
        made = await page.http.post(
            "/v2/user",
            json={"name": "Otto Peer", "email": "otto@example.com"},
            headers=await world.token(ada),
        )
    (entry,) = await log(world)
    assert entry["action"] == "user created"
    assert (entry["actor"]["kind"], entry["actor"]["id"], entry["actor"]["name"]) == (
        "person",
        ada.id,
        ada.name,
    )
    assert entry["actor"]["token_id"] is not None
    assert entry["object"] == {"kind": "user", "id": str(made.json()["id"]), "name": "Otto Peer"}
    assert entry["address"] == "198.51.100.4"
    assert entry["details"] == {"role": "user"}
    assert entry["at"].endswith("Z") or entry["at"].endswith("+00:00")


async def test_what_fails_leaves_no_entry(world: World) -> None:
    refused = await world.http.post(
        "/v2/user", json={"name": "Otto", "email": world.owner.email}, headers=await world.token()
    )
    assert refused.status_code == 400
    assert await log(world) == []


async def test_integrations_and_api_v1_are_named_as_what_they_are(world: World) -> None:
    await world.http.post("/v2/room", json={"name": "Kiln"}, headers=await world.addon_token())
    v1 = await world.raw_token("v1_admin", frozenset(), label="Old script")
    made = await world.http.post(
        "/v1/rooms/create", data={"auth_token": v1, "name": "Pier", "owner_user_id": world.owner.id}
    )
    assert made.status_code == 200, made.text
    newest, first = await log(world)
    assert (first["actor"]["kind"], first["actor"]["name"]) == ("integration", "Release desk")
    assert (newest["actor"]["kind"], newest["actor"]["name"]) == ("integration", "Old script")


async def test_sign_ins_are_told_and_wrong_passwords_summed_up(world: World) -> None:
    ada = await with_password(world)
    async with browser(world, "198.51.100.4") as page:
        for _ in range(3):
            await page.sign_in(ada.email, "guess")
        await page.sign_in("nobody@example.com", "guess")
        await page.sign_in(ada.email)
    await world.app.services.upkeep.often()
    await world.app.services.upkeep.often()
    told = [(entry["action"], entry["object"]["id"], entry["details"]) for entry in await log(world)]
    assert told == [
        ("sign-in failed", str(ada.id), {"tries": 3, "address": "198.51.100.4"}),
        ("signed in", str(ada.id), {}),
    ]


async def test_no_secret_stands_in_the_log(world: World) -> None:
    ada = await with_password(world)
    async with browser(world) as page:
        await page.sign_in(ada.email)
        made = await page.send(
            "POST", "/api/account/token", {"label": "x", "scopes": ["view_group"], "expires_in_days": 30}
        )
        await page.send("PUT", "/api/account/password", {"old": PASSWORD, "new": "another horse battery"})
    async with signed_in(world) as admin:
        link = await admin.send("POST", f"/api/admin/user/{ada.id}/link")
        invited = await admin.send(
            "POST", "/api/admin/invitation", {"email": "new@example.com", "name": "New"}
        )
    hook = "https://93.184.216.34/hook/s3cr3t-path"
    room = await world.room()
    await world.http.post(
        f"/v2/room/{room.id}/webhook",
        json={"url": hook, "event": "room_message", "name": "Deploys"},
        headers=await world.token(),
    )
    text = str(await log(world))
    assert "token made" in text
    assert "one-time link made" in text
    assert "webhook created" in text
    for secret in (
        PASSWORD, "another horse", made.json()["token"], "s3cr3t-path",
        link.json()["link"].rpartition("/")[2], invited.json()["link"].rpartition("/")[2],
    ):  # fmt: skip
        assert secret not in text


async def test_rooms_that_a_reader_may_not_know_are_left_out_whatever_became_of_them(world: World) -> None:
    ada = await world.user(role="admin")
    hers, owners = await world.token(ada), await world.token()
    made = await world.http.post("/v2/room", json={"name": "Merger", "privacy": "private"}, headers=hers)
    room = made.json()["id"]
    open_room = (await world.http.post("/v2/room", json={"name": "Pier"}, headers=hers)).json()["id"]
    await world.http.put(f"/v2/room/{room}/member/{world.owner.id}", headers=hers)
    assert "Merger" in str(await log(world, token=owners))
    await world.http.delete(f"/v2/room/{room}/member/{world.owner.id}", headers=hers)
    assert "Merger" not in str(await log(world, token=owners))
    assert "Merger" in str(await log(world, token=hers))

    await world.http.delete(f"/v2/room/{room}", headers=hers)
    await world.http.delete(f"/v2/room/{open_room}", headers=hers)
    seen = await log(world, token=owners)
    assert [(entry["action"], entry["object"]["name"]) for entry in seen] == [
        ("room deleted", "Pier"), ("room created", "Pier")
    ]  # fmt: skip
    assert ("room deleted", "Merger") in [
        (entry["action"], entry["object"]["name"]) for entry in await log(world, token=hers)
    ]


async def test_a_public_room_that_became_private_takes_its_entries_along(world: World) -> None:
    ada = await world.user()
    hers = await world.token(ada)
    room = (await world.http.post("/v2/room", json={"name": "Merger"}, headers=hers)).json()["id"]
    assert "Merger" in str(await log(world))
    change = {
        "name": "Merger", "topic": "", "privacy": "private", "is_archived": False,
        "is_guest_accessible": False, "owner": {"id": ada.id},
    }  # fmt: skip
    assert (await world.http.put(f"/v2/room/{room}", json=change, headers=hers)).status_code == 204
    assert "Merger" not in str(await log(world))


async def test_pages_hold_every_entry_once_also_where_some_are_hidden(world: World) -> None:
    ada = await world.user()
    hers, owners = await world.token(ada), await world.token()
    for number in range(30):
        secret = {"name": f"Room {number:02}", "privacy": "private" if number % 3 else "public"}
        assert (await world.http.post("/v2/room", json=secret, headers=hers)).status_code == 201
    names: list[str] = []
    before = ""
    for _ in range(20):
        answer = await world.http.get(f"/api/admin/audit?limit=4{before}", headers=owners)
        page = answer.json()
        names += [entry["object"]["name"] for entry in page["items"]]
        if page["before"] is None:
            break
        before = f"&before={page['before']}"
    assert names == [f"Room {number:02}" for number in range(27, -1, -3)]


async def test_entries_are_found_by_person_action_and_day(world: World) -> None:
    ada = await world.user()
    await world.http.post("/v2/room", json={"name": "Kiln"}, headers=await world.token(ada))
    world.clock.advance(days=2)
    await world.http.post("/v2/room", json={"name": "Pier"}, headers=await world.token())
    day = world.clock.now().date().isoformat()
    assert [entry["object"]["name"] for entry in await log(world, f"?user={ada.id}")] == ["Kiln"]
    assert [entry["object"]["name"] for entry in await log(world, f"?since={day}")] == ["Pier"]
    assert [entry["object"]["name"] for entry in await log(world, f"?until={day}")] == ["Pier", "Kiln"]
    assert len(await log(world, "?action=room%20created,room%20deleted")) == 2
    assert await log(world, f"?action=room%20deleted&user={ada.id}") == []
    for bad in ("?action=nonsense", "?since=yesterday", "?until=2026-13-01", "?before=x"):
        answer = await world.http.get(f"/api/admin/audit{bad}", headers=await world.token())
        assert answer.status_code == 400, bad


async def test_old_entries_go_after_the_days_set(world: World) -> None:
    await world.http.post("/v2/room", json={"name": "Kiln"}, headers=await world.token())
    world.clock.advance(days=364)
    await world.app.services.upkeep.seldom()
    assert len(await log(world)) == 1
    world.clock.advance(days=2)
    await world.app.services.upkeep.seldom()
    assert await log(world) == []


async def test_nothing_of_another_group_is_told(world: World) -> None:
    await world.http.post("/v2/room", json={"name": "Kiln"}, headers=await world.token())
    group_id, owner = await world.group("Ropewalk")
    from chinwag.scopes import PERSONAL_SCOPES

    token = bearer(await world.raw_token("personal", PERSONAL_SCOPES, user_id=owner.id, group_id=group_id))
    assert await log(world, token=token) == []


async def test_the_export_is_a_table_in_which_nothing_is_calculated(world: World) -> None:
    name = '=HYPERLINK("http://evil.example","x")'
    made = await world.http.post("/v2/room", json={"name": name}, headers=await world.token())
    assert made.status_code == 201, made.text
    answer = await world.http.get("/api/admin/audit.csv", headers=await world.token())
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"].startswith('attachment; filename="audit-')
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["object_name"] for row in rows] == ["'" + name]
    (newest, *_) = await log(world)
    assert newest["action"] == "audit log exported"
    assert newest["details"] == {"entries": 1}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0@"])
def test_a_cell_that_would_be_a_formula_is_none(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    assert harmless("plain - text = here") == "plain - text = here"


async def test_deleting_what_another_said_is_told_and_ones_own_is_not(world: World) -> None:
    ada = await world.user()
    room = await world.room()
    hers = await world.token(ada)
    ids = []
    for text in ("one", "two"):
        sent = await world.http.post(f"/api/room/{room.id}/message", json={"message": text}, headers=hers)
        ids.append(sent.json()["id"])
    await world.http.delete(f"/api/room/{room.id}/message/{ids[0]}", headers=hers)
    await world.http.delete(f"/api/room/{room.id}/message/{ids[1]}", headers=await world.token())
    (entry,) = await log(world)
    assert entry["action"] == "message deleted"
    assert entry["object"]["id"] == ids[1]
    assert entry["details"] == {"room": "Deploys", "user_id": ada.id}


async def test_pictures_of_people_and_rooms_are_told(world: World) -> None:
    room, ada = await world.room("Engine Room"), await world.user()
    await put_avatar(world, f"/v2/room/{room.id}")
    await put_photo(world, ada, picture())
    photo, avatar = await log(world)
    assert (photo["object"]["name"], photo["details"]) == (ada.name, {"changed": ["photo"]})
    assert (avatar["object"]["name"], avatar["details"]) == ("Engine Room", {"avatar": True})


async def test_an_add_on_that_somebody_lets_act_for_them_is_told_with_what_it_may(world: World) -> None:
    client = await world.client(Scope.SEND_MESSAGE, Scope.VIEW_GROUP, redirect_uris=(CALLBACK,))
    ada = await with_password(world)
    async with browser(world) as page:
        await page.sign_in(ada.email, PASSWORD)
        assert (await decide(page, client, "deny", scope="send_message")).status_code == 200
        assert (await decide(page, client, "allow", scope="send_message")).status_code == 200
    (entry,) = await log(world, "?action=add-on+allowed")
    assert (entry["actor"]["id"], entry["object"]["id"]) == (ada.id, client.id)
    assert entry["details"] == {"scopes": "send_message"}


async def test_who_puts_words_into_peoples_mouths_is_told_but_not_when_nothing_came_of_it(
    world: World,
) -> None:
    room = await world.room("Engine Room")
    await brought(world, room)
    await brought(world, room)
    (entry,) = await log(world, "?action=messages+imported")
    assert (entry["actor"]["kind"], entry["object"]["name"]) == ("integration", "Engine Room")
    assert entry["details"] == {"messages": 2}
