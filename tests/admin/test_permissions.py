"""What a group's admins decide holds for the web client, API v2 and every kind of token, at once."""

from typing import Any

import pytest

from chinwag.policy import OPEN, RULES
from tests.accounts.browser import PASSWORD, signed_in, with_password
from tests.world import MadeUser, World

ADMINS_ONLY = "Only group admins may"


async def allow(world: World, **levels: Any) -> None:
    answer = await world.http.put("/api/admin/permissions", json=levels, headers=await world.token())
    assert answer.status_code == 200, answer.text


def refused(answer: Any, sentence: str = ADMINS_ONLY) -> None:
    """HipChat's 403, with a sentence that names who may."""
    assert answer.status_code == 403, answer.text
    error = answer.json()["error"]
    assert error["code"] == 403
    assert error["type"] == "Forbidden"
    assert sentence in error["message"]


async def say(world: World, room: Any, who: MadeUser, text: str) -> Any:
    return await world.http.post(
        f"/api/room/{room.id}/message", json={"message": text}, headers=await world.token(who)
    )


async def test_defaults_are_what_the_server_did_before(world: World) -> None:
    shown = (await world.http.get("/api/admin/permissions", headers=await world.token())).json()
    assert {one["id"]: one["level"] for one in shown["items"]} == {
        what: getattr(OPEN, what) for what in RULES
    }
    assert all(one["level"] == one["default"] for one in shown["items"])
    assert (shown["edit_minutes"], shown["delete_minutes"]) == (None, None)
    assert set(RULES) == set(OPEN.__struct_fields__) - {"edit_minutes", "delete_minutes"}


async def test_rooms_are_created_by_admins_alone_where_they_decided_so(world: World) -> None:
    ada = await world.user()
    addon = await world.addon_token()
    await allow(world, create_rooms="admins")

    refused(await world.http.post("/v2/room", json={"name": "Kiln"}, headers=await world.token(ada)))
    async with signed_in(world, ada) as page:
        refused(await page.send("POST", "/v2/room", {"name": "Kiln"}))
    assert (await world.http.post("/v2/room", json={"name": "A"}, headers=addon)).status_code == 201
    assert (
        await world.http.post("/v2/room", json={"name": "B"}, headers=await world.token())
    ).status_code == 201
    await allow(world)
    again = await world.http.post("/v2/room", json={"name": "Kiln"}, headers=await world.token(ada))
    assert again.status_code == 201


async def test_people_invite_where_they_may(world: World) -> None:
    ada, guest = await world.user(), await world.user("Gus Guest", is_guest=True)
    body = {"email": "new@example.com", "name": "New Person"}
    hers = await world.token(ada)
    refused(await world.http.post("/api/admin/invitation", json=body, headers=hers))
    await allow(world, invite_people="everyone")
    assert (await world.http.post("/api/admin/invitation", json=body, headers=hers)).status_code == 201
    assert (await world.http.post("/v2/invite/user", json=body, headers=hers)).status_code == 200
    refused(await world.http.post("/api/admin/invitation", json=body, headers=await world.token(guest)))
    listed = await world.http.get("/api/admin/invitation", headers=hers)
    assert listed.status_code == 403, "the list holds everybody's links"


async def test_only_admins_invite_somebody_back_who_was_deactivated(world: World) -> None:
    """Whoever has the link would become that person, and read what they wrote to others alone."""
    ada, gone = await world.user(), await world.user("Otto Peer", is_deleted=True)
    await allow(world, invite_people="everyone")
    body = {"email": gone.email, "name": "Otto Peer"}
    invite = "/api/admin/invitation"
    refused(await world.http.post(invite, json=body, headers=await world.token(ada)), "deactivated")
    assert (await world.http.post(invite, json=body, headers=await world.token())).status_code == 201


async def test_personal_tokens_are_refused_on_the_page_and_for_a_password(world: World) -> None:
    ada = await with_password(world)
    await allow(world, make_personal_tokens="nobody")
    body = {"label": "x", "scopes": ["view_group"], "expires_in_days": 30}
    async with signed_in(world, await world.user("Otto Peer")) as page:
        refused(await page.send("POST", "/api/account/token", body), "Nobody may")
    form = {"grant_type": "personal", "username": ada.email, "password": PASSWORD, "scope": "view_group"}
    refused(await world.http.post("/v2/oauth/token", data=form), "Nobody may")


async def test_tokens_of_rooms_are_made_by_group_admins_where_they_decided_so(world: World) -> None:
    ada = await world.user()
    room = await world.room("Kiln", owner=ada)
    body = {"label": "x", "scopes": ["send_notification"], "expires_in_days": 30}
    async with signed_in(world, ada) as page:
        assert (await page.send("POST", f"/api/room/{room.id}/token", body)).status_code == 201
        await allow(world, make_room_tokens="admins")
        refused(await page.send("POST", f"/api/room/{room.id}/token", body))


async def test_addons_are_installed_in_rooms_by_group_admins_where_they_decided_so(world: World) -> None:
    ada = await world.user()
    room = await world.room("Kiln", owner=ada)
    await allow(world, install_room_addons="admins")
    async with signed_in(world, ada) as page:
        refused(await page.send("POST", "/api/addon/review", {"room": room.id, "descriptor": {}}))


async def test_a_room_is_opened_to_guests_by_those_who_may(world: World) -> None:
    ada = await world.user()
    await allow(world, open_rooms_to_guests="admins")
    hers = await world.token(ada)
    refused(await world.http.post("/v2/room", json={"name": "Kiln", "guest_access": True}, headers=hers))
    room = await world.room("Pier", owner=ada)
    change = {
        "name": "Pier", "topic": "", "privacy": "public", "is_archived": False,
        "is_guest_accessible": True, "owner": {"id": ada.id},
    }  # fmt: skip
    refused(await world.http.put(f"/v2/room/{room.id}", json=change, headers=hers))
    unchanged = {**change, "is_guest_accessible": False}
    assert (await world.http.put(f"/v2/room/{room.id}", json=unchanged, headers=hers)).status_code == 204


@pytest.mark.parametrize("call", ["@all", "@here", "hey @ALL!"])
async def test_a_whole_room_is_called_by_those_who_may(world: World, call: str) -> None:
    ada, otto = await world.user(), await world.user("Otto Peer")
    room = await world.room("Kiln", owner=otto)
    assert (await say(world, room, ada, f"{call} lunch")).status_code == 201
    await allow(world, mention_all="room_admins")
    refused(await say(world, room, ada, f"{call} lunch"), "Only the room's owner")
    assert (await say(world, room, otto, f"{call} lunch")).status_code == 201
    mine = await say(world, room, ada, "lunch")
    edited = await world.http.put(
        f"/api/room/{room.id}/message/{mine.json()['id']}",
        json={"message": f"{call} lunch"},
        headers=await world.token(ada),
    )
    refused(edited, "Only the room's owner")
    v2 = f"/v2/room/{room.id}/message"
    refused(
        await world.http.post(v2, json={"message": call}, headers=await world.token(ada)),
        "Only the room's owner",
    )
    await allow(world, mention_all="admins")
    refused(await say(world, room, otto, f"{call} lunch"))
    assert (await say(world, room, world.owner, f"{call} lunch")).status_code == 201
    note = await world.http.post(
        f"/v2/room/{room.id}/notification",
        json={"message": call, "message_format": "text"},
        headers=await world.room_token(room),
    )
    assert note.status_code == 204, "an integration was let in by an admin, with its scopes"


async def test_files_are_shared_by_those_who_may(world: World) -> None:
    ada = await world.user()
    room = await world.room("Kiln")
    await allow(world, upload_files="admins")
    files = {"file": ("tide.txt", b"low", "text/plain")}
    hers = await world.token(ada)
    for path in (f"/api/room/{room.id}/file", f"/api/user/{world.owner.id}/file"):
        refused(await world.http.post(path, files=files, headers=hers))
    sent = await world.http.post(f"/api/room/{room.id}/file", files=files, headers=await world.token())
    assert sent.status_code == 201, sent.text


async def test_people_edit_and_delete_their_messages_for_as_long_as_they_may(world: World) -> None:
    ada = await world.user()
    room = await world.room("Kiln")
    hers = await world.token(ada)
    message = (await say(world, room, ada, "ahoy")).json()["id"]
    path = f"/api/room/{room.id}/message/{message}"
    await allow(world, edit_minutes=10, delete_minutes=20)
    world.clock.advance(minutes=9)
    assert (await world.http.put(path, json={"message": "ahoi"}, headers=hers)).status_code == 200
    world.clock.advance(minutes=2)
    late = await world.http.put(path, json={"message": "hello"}, headers=hers)
    refused(late, "for 10 minutes")
    world.clock.advance(minutes=10)
    refused(await world.http.delete(path, headers=hers), "for 20 minutes")
    await allow(world, delete_own_messages="nobody")
    refused(await world.http.delete(path, headers=hers), "Nobody may")
    assert (await world.http.delete(path, headers=await world.token())).status_code == 204


async def test_one_to_one_chats_can_be_kept_for_admins(world: World) -> None:
    ada = await world.user()
    await allow(world, chat_privately="admins")
    hers = await world.token(ada)
    for path in ("/api/user/{0}/message", "/v2/user/{0}/message"):
        refused(await world.http.post(path.format(world.owner.id), json={"message": "psst"}, headers=hers))


async def test_one_sees_what_one_may(world: World) -> None:
    ada, guest = await world.user(), await world.user("Gus Guest", is_guest=True)
    await allow(world, create_rooms="admins", edit_minutes=5)
    hers = (await world.http.get("/api/permissions", headers=await world.token(ada))).json()
    assert hers["may"]["create_rooms"] is False
    assert hers["may"]["upload_files"] is True
    assert hers["edit_minutes"] == 5
    his = (await world.http.get("/api/permissions", headers=await world.token(guest))).json()
    assert his["may"]["make_personal_tokens"] is False
    assert his["may"]["upload_files"] is True
    owners = (await world.http.get("/api/permissions", headers=await world.token())).json()
    assert owners["may"]["create_rooms"] is True
    assert owners["edit_minutes"] is None


async def test_a_level_that_a_permission_does_not_have_is_refused(world: World) -> None:
    for body in ({"create_rooms": "nobody"}, {"mention_all": "owner"}, {"edit_minutes": 0}):
        answer = await world.http.put("/api/admin/permissions", json=body, headers=await world.token())
        assert answer.status_code == 400, answer.text


async def test_changes_are_written_down_with_what_was_before(world: World) -> None:
    await allow(world, create_rooms="admins")
    await allow(world, create_rooms="admins")
    log = (await world.http.get("/api/admin/audit", headers=await world.token())).json()["items"]
    changes = [entry["details"] for entry in log if entry["action"] == "permissions changed"]
    assert changes == [{"create_rooms": "everyone -> admins"}]
