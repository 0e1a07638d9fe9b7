"""Installing add-ons from their descriptors, as HipChat did it, and removing them without a trace."""

import asyncio
import base64
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import sqlalchemy as sa

from chinwag.db.statements import insert, statement
from chinwag.db.tables import (
    deliveries,
    delivery_attempts,
    extensions,
    glance_updates,
    installables,
    installations,
    integration_links,
    oauth_clients,
    tokens,
    webhooks,
)
from tests.accounts.browser import Browser, signed_in
from tests.addons.fake_addon import FakeAddon, listening_addon
from tests.world import World

SCOPES = ["send_notification", "view_room"]
OWNED = (webhooks, extensions, glance_updates, integration_links, installables, installations, tokens)
LEFT = {
    table.name: statement(sa.select(sa.func.count()).where(table.c.client_id == sa.bindparam("client_id")))
    for table in OWNED
}
DELIVERIES = statement(sa.select(sa.func.count()).select_from(deliveries))
ONE_DELIVERY = statement(sa.select(deliveries.c.id))
ATTEMPTED = statement(deliveries.update().values(attempts=deliveries.c.attempts + 1))
ATTEMPT = statement(insert(delivery_attempts))
CLIENTS = statement(sa.select(oauth_clients.c.id).where(sa.not_(oauth_clients.c.is_deleted)))


async def install(page: Browser, addon: FakeAddon, **fields: Any) -> Any:
    body = {"url": addon.descriptor_url, "scopes": SCOPES, **fields}
    return await page.send(
        "POST", "/api/addon", {name: value for name, value in body.items() if value is not ...}
    )


async def left_of(world: World, client_id: str) -> dict[str, int]:
    async with world.app.services.db.read() as tx:
        counts = {name: await tx.value(count, {"client_id": client_id}) for name, count in LEFT.items()}
    return {name: count for name, count in counts.items() if count}


async def clients(world: World) -> list[str]:
    async with world.app.services.db.read() as tx:
        return [row[0] for row in await tx.all(CLIENTS)]


async def test_an_addon_installs_in_a_room_and_works_with_its_token(world: World) -> None:
    room = await world.room("Engine Room")
    async with listening_addon(world) as addon, signed_in(world) as page:
        made = await install(page, addon, room="Engine Room")
        assert made.status_code == 201, made.text
        ((path, told),) = addon.calls("POST")
        assert path == "/installable"
        assert told.keys() == {"capabilitiesUrl", "oauthId", "oauthSecret", "groupId", "roomId"}
        assert (told["groupId"], told["roomId"]) == (world.group_id, room.id)
        assert len(told["oauthId"]) == 36
        assert len(told["oauthSecret"]) == 40
        entry = made.json()["addon"]
        assert (entry["oauth_id"], entry["key"], entry["room"]["id"]) == (
            told["oauthId"],
            "com.example.board",
            room.id,
        )
        post = {"message": "It works", "message_format": "text"}
        answer = await world.http.post(f"/v2/room/{room.id}/notification", headers=addon.bearer, json=post)
        assert answer.status_code == 204
        assert (await world.history(room))[-1]["from"] == "The board"
        panel = await world.http.get(f"/v2/room/{room.id}/extension/webPanel/board", headers=addon.bearer)
        assert panel.status_code == 403, "it asked for no admin_room"
        listed = await world.http.get(f"/v2/room/{room.id}/webhook", headers=await world.token())
        assert [hook["key"] for hook in listed.json()["items"]] == ["said"]


async def test_an_addon_of_the_group_is_told_no_room(world: World) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        assert (await install(page, addon)).status_code == 201
        assert "roomId" not in addon.credentials
        assert (await world.http.get("/v2/room", headers=addon.bearer)).status_code in {200, 403}


@pytest.mark.parametrize("status", [200, 201, 204])
async def test_any_2xx_is_consent(world: World, status: int) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        addon.status = status
        assert (await install(page, addon)).status_code == 201


@pytest.mark.parametrize("status", [302, 400, 403, 500])
async def test_a_refused_installation_leaves_nothing(world: World, status: int) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        addon.status, addon.refusal = status, "This add-on is\nonly for customers"
        answer = await install(page, addon)
        assert answer.status_code == 400
        assert f"with {status}: This add-on is only for customers" in answer.json()["error"]["message"]
        assert await clients(world) == []
        assert await left_of(world, addon.credentials["oauthId"]) == {}
        assert (await world.http.get("/v2/user", headers=addon.bearer)).status_code == 401


async def test_an_addon_that_cannot_be_reached_is_not_installed(world: World) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        addon.descriptor["capabilities"]["installable"]["callbackUrl"] = "http://127.0.0.1:9/installable"
        answer = await install(page, addon)
        assert answer.status_code == 400
        assert "could not be told" in answer.json()["error"]["message"]
        assert await clients(world) == []


async def test_no_more_is_given_than_was_approved(world: World) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        answer = await install(page, addon, scopes=["send_notification"])
        assert answer.status_code == 409
        assert "view_room" in answer.json()["error"]["message"]
        assert (addon.seen, await clients(world)) == ([], [])


async def test_the_review_says_what_would_be_installed_and_installs_nothing(world: World) -> None:
    room = await world.room("Engine Room")
    async with listening_addon(world) as addon, signed_in(world) as page:
        addon.descriptor["vendor"] = {"name": "Example", "url": "https://example.com"}
        answer = await page.send("POST", "/api/addon/review", {"url": addon.descriptor_url, "room": room.id})
        review = answer.json()
        assert answer.status_code == 200, answer.text
        assert (review["name"], review["vendor"]["name"], review["room"]["name"]) == (
            "Board",
            "Example",
            "Engine Room",
        )
        assert [scope["name"] for scope in review["scopes"]] == ["Send Notification", "View Room"]
        assert review["modules"] == [{"kind": "webPanel", "key": "board", "name": "Board"}]
        assert review["webhooks"][0]["event"] == "room_message"
        assert any("unprotected" in warning for warning in review["warnings"])
        assert (addon.seen, await clients(world)) == ([], [])
        addon.descriptor["links"]["self"] += "/"
        review = (await page.send("POST", "/api/addon/review", {"url": addon.descriptor_url})).json()
        assert any("not at the address you gave" in warning for warning in review["warnings"])


async def test_an_uploaded_descriptor_and_one_in_a_data_address_install_too(world: World) -> None:
    room = await world.room("Engine Room")
    async with listening_addon(world) as addon, signed_in(world) as page:
        assert (await install(page, addon, url=..., descriptor=addon.descriptor)).status_code == 201
        text = base64.b64encode(json.dumps(addon.descriptor).encode()).decode()
        url = f"data:application/json;base64,{text}"
        assert (await install(page, addon, url=url, room=room.id)).status_code == 201
        both = await install(page, addon, descriptor=addon.descriptor)
        assert both.status_code == 400


async def test_a_second_installation_replaces_the_first(world: World) -> None:
    room = await world.room("Engine Room")
    async with listening_addon(world) as addon, signed_in(world) as page:
        for place in (..., room.id):
            assert (await install(page, addon, room=place)).status_code == 201
            first, old = addon.credentials["oauthId"], addon.bearer
            assert (await install(page, addon, room=place)).status_code == 201
            assert addon.credentials["oauthId"] != first, (
                "it has no updateCallbackUrl, so it gets a new client"
            )
            assert addon.calls("DELETE")[-1][0] == f"/installable/{first}"
            assert await left_of(world, first) == {}
            assert (await world.http.get("/v2/emoticon", headers=old)).status_code == 401
        assert len(await clients(world)) == 2


async def test_a_second_installation_that_is_refused_leaves_the_first(world: World) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        assert (await install(page, addon)).status_code == 201
        first, token = addon.credentials["oauthId"], addon.bearer
        addon.status = 500
        assert (await install(page, addon)).status_code == 400
        assert await clients(world) == [first]
        assert addon.calls("DELETE") == []
        answer = await world.http.get("/v2/emoticon", headers=token)
        assert answer.status_code == 403, "the token lives; it lacks the scope"


async def test_a_second_installation_is_an_update_where_the_addon_can_be_updated(world: World) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        addon.descriptor["capabilities"]["installable"]["updateCallbackUrl"] = f"{addon.url}/updated"
        assert (await install(page, addon)).status_code == 201
        first = addon.credentials["oauthId"]
        addon.descriptor["capabilities"]["hipchatApiConsumer"]["scopes"].append("view_group")
        assert (await install(page, addon)).status_code == 409, "the new scope was not approved"
        again = await install(page, addon, scopes=[*SCOPES, "view_group"])
        assert again.status_code == 201, again.text
        assert again.json()["addon"]["oauth_id"] == first
        assert set(again.json()["addon"]["scopes"]) == {*SCOPES, "view_group"}
        path, told = addon.calls("POST")[-1]
        assert (path, told.keys()) == ("/updated", {"capabilitiesUrl", "oauthId"})
        assert (told["oauthId"], await clients(world)) == (first, [first])


async def test_two_installations_at_a_time_make_one(world: World) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        answers = await asyncio.gather(*(install(page, addon) for _ in range(4)))
        assert sorted(answer.status_code for answer in answers).count(201) >= 1
        assert {answer.status_code for answer in answers} <= {201, 409}
        assert len(await clients(world)) == 1


async def test_who_removes_an_addon_while_it_is_installed_again_removes_the_old_one_alone(
    world: World,
) -> None:
    room = await world.room("Engine Room")
    async with listening_addon(world) as addon, signed_in(world) as page:
        old = (await install(page, addon, room=room.id)).json()["addon"]["oauth_id"]
        held, goes_on = asyncio.Event(), asyncio.Event()
        fetch = addon._fetch

        async def hesitate() -> None:
            held.set()
            await goes_on.wait()
            await fetch()

        addon._fetch = hesitate  # type: ignore[method-assign]
        again = asyncio.create_task(install(page, addon, room=room.id))
        await asyncio.wait_for(held.wait(), 10)
        assert (await page.send("DELETE", f"/api/addon/{old}")).status_code == 200
        goes_on.set()
        made = await asyncio.wait_for(again, 20)
        assert made.status_code == 201, made.text
        new = made.json()["addon"]["oauth_id"]
        assert await clients(world) == [new]
        assert await left_of(world, old) == {}
        assert (await world.http.get(f"/v2/room/{room.id}", headers=addon.bearer)).status_code == 200


async def test_a_room_that_is_deleted_while_an_addon_is_asked_gets_none(world: World) -> None:
    room = await world.room("Engine Room")
    async with listening_addon(world) as addon, signed_in(world) as page:
        held, goes_on = asyncio.Event(), asyncio.Event()

        async def hesitate() -> None:
            held.set()
            await goes_on.wait()

        addon._fetch = hesitate  # type: ignore[method-assign]
        asked = asyncio.create_task(install(page, addon, room=room.id))
        await asyncio.wait_for(held.wait(), 10)
        deleted = await world.http.delete(f"/v2/room/{room.id}", headers=await world.token())
        assert deleted.status_code == 204, deleted.text
        goes_on.set()
        assert (await asyncio.wait_for(asked, 20)).status_code == 404
        assert await clients(world) == []


@pytest.mark.parametrize(
    ("allowed", "room", "status"),
    [
        ({"allowGlobal": False}, False, 400),
        ({"allowGlobal": False}, True, 201),
        ({"allowRoom": False}, True, 400),
        ({"allowRoom": False}, False, 201),
    ],
)
async def test_the_addon_says_where_it_may_be(world: World, allowed: Any, room: bool, status: int) -> None:
    made = await world.room("Engine Room")
    async with listening_addon(world) as addon, signed_in(world) as page:
        addon.descriptor["capabilities"]["installable"] |= allowed
        assert (await install(page, addon, room=made.id if room else ...)).status_code == status


async def test_room_admins_install_in_their_room_alone(world: World) -> None:
    keeper = await world.user("Keeper Quist")
    theirs, other = await world.room("Theirs", owner=keeper), await world.room("Other")
    async with listening_addon(world) as addon, signed_in(world, keeper) as page:
        assert (await install(page, addon)).status_code == 403
        assert (await install(page, addon, room=other.id)).status_code == 403
        made = await install(page, addon, room=theirs.id)
        assert made.status_code == 201
        listed = (await page.get("/api/addons")).json()["items"]
        assert [item["oauth_id"] for item in listed] == [made.json()["addon"]["oauth_id"]]
        async with signed_in(world) as owner:
            in_group = (await install(owner, addon)).json()["addon"]["oauth_id"]
        assert (await page.get(f"/api/addon/{in_group}")).status_code == 404
        assert (await page.send("DELETE", f"/api/addon/{in_group}")).status_code == 404


async def test_no_token_installs_an_addon(world: World) -> None:
    async with listening_addon(world) as addon:
        body = {"url": addon.descriptor_url, "scopes": SCOPES}
        for headers in (await world.token(), await world.addon_token()):
            answer = await world.http.post("/api/addon", headers=headers, json=body)
            assert answer.status_code == 403
        assert addon.seen == []


async def test_an_addon_behind_a_firewall_fetches_its_credentials_once(world: World) -> None:
    room = await world.room("Engine Room")
    async with listening_addon(world) as addon, signed_in(world) as page:
        addon.descriptor["capabilities"]["installable"] = {
            "installedUrl": f"{addon.url}/installed?mine=1",
            "uninstalledUrl": f"{addon.url}/gone",
        }
        made = (await install(page, addon, room=room.id)).json()
        redirect = urlsplit(made["redirect"])
        query = parse_qs(redirect.query)
        assert (redirect.path, query["mine"]) == ("/installed", ["1"])
        assert query["redirect_url"][0].startswith("http")
        fetched = await world.http.get(query["installable_url"][0])
        assert fetched.json()["oauthId"] == made["addon"]["oauth_id"]
        assert fetched.json()["roomId"] == room.id
        addon.credentials = fetched.json()
        assert await addon.new_token()
        assert (await world.http.get(query["installable_url"][0])).status_code == 404
        gone = (await page.send("DELETE", f"/api/addon/{made['addon']['oauth_id']}")).json()
        address = parse_qs(urlsplit(gone["redirect"]).query)["installable_url"][0]
        last = (await world.http.get(address)).json()
        assert last["oauthId"] == made["addon"]["oauth_id"]
        assert last["oauthSecret"] == ""


async def test_an_installable_waits_an_hour_at_most(world: World) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        addon.descriptor["capabilities"]["installable"] = {"installedUrl": f"{addon.url}/installed"}
        made = (await install(page, addon)).json()
        address = parse_qs(urlsplit(made["redirect"]).query)["installable_url"][0]
        world.clock.advance(minutes=61)
        assert (await world.http.get(address)).status_code == 404


async def test_removal_waits_for_a_delivery_that_is_being_written_down(world: World) -> None:
    room = await world.room("Engine Room")
    async with listening_addon(world) as addon, signed_in(world) as page:
        client_id = (await install(page, addon, room=room.id)).json()["addon"]["oauth_id"]
        await world.http.post(
            f"/v2/room/{room.id}/message", headers=await world.token(), json={"message": "/board now"}
        )
        async with world.app.services.db.begin() as tx:
            delivery_id = await tx.value(ONE_DELIVERY)
            await tx.run(ATTEMPTED)
            attempt = {"number": 99, "group_id": world.group_id, "at": 1, "took_ms": 1, "status": 200}
            await tx.run(ATTEMPT, {"delivery_id": delivery_id, "error": None, "excerpt": None, **attempt})
            removal = asyncio.create_task(page.send("DELETE", f"/api/addon/{client_id}"))
            await asyncio.sleep(0.2)
        assert (await removal).status_code == 200, removal.result().text
        async with world.app.services.db.read() as read:
            assert await read.value(DELIVERIES) == 0


async def test_removal_leaves_nothing_and_tells_the_addon(world: World) -> None:
    room = await world.room("Engine Room")
    async with listening_addon(world) as addon, signed_in(world) as page:
        client_id = (await install(page, addon, room=room.id)).json()["addon"]["oauth_id"]
        owner = await world.token()
        await world.http.post(f"/v2/room/{room.id}/message", headers=owner, json={"message": "/board now"})
        await world.http.post("/v2/addon/link", headers=addon.bearer, json={"target": "board", "ttl": 60})
        assert (await left_of(world, client_id)).keys() >= {
            "webhooks",
            "extensions",
            "installations",
            "tokens",
        }
        removed = await page.send("DELETE", f"/api/addon/{client_id}")
        assert removed.status_code == 200, removed.text
        assert await left_of(world, client_id) == {}
        async with world.app.services.db.read() as tx:
            assert await tx.value(DELIVERIES) == 0
        assert (await world.http.get(f"/v2/room/{room.id}", headers=addon.bearer)).status_code == 401
        assert addon.calls("DELETE") == [(f"/installable/{client_id}", None)]
        signed = addon.headers[-1]["Authorization"].removeprefix("JWT ")
        claims = jwt.decode(
            signed,
            addon.credentials["oauthSecret"],
            algorithms=["HS256"],
            options={"verify_exp": False, "verify_iat": False},
        )
        assert (claims["iss"], claims["sub"]) == (client_id, str(world.owner.id))
        assert (await page.get(f"/api/addon/{client_id}")).status_code == 404
        assert (await install(page, addon, room=room.id)).status_code == 201, "the place is free again"


async def test_the_query_of_a_callback_stays_behind_the_path(world: World) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        addon.descriptor["capabilities"]["installable"]["callbackUrl"] = f"{addon.url}/installable?key=5"
        client_id = (await install(page, addon)).json()["addon"]["oauth_id"]
        await page.send("DELETE", f"/api/addon/{client_id}")
        assert addon.calls("DELETE") == [(f"/installable/{client_id}", None)]
        signed = addon.headers[-1]["Authorization"].removeprefix("JWT ")
        assert jwt.decode(signed, options={"verify_signature": False})["context"] == {"user_tz": "UTC"}


async def test_an_addon_that_is_away_is_removed_all_the_same(world: World) -> None:
    async with signed_in(world) as page:
        async with listening_addon(world) as addon:
            client_id = (await install(page, addon)).json()["addon"]["oauth_id"]
        assert (await page.send("DELETE", f"/api/addon/{client_id}")).status_code == 200
        assert await clients(world) == []


async def test_a_disabled_addon_is_refused_and_not_taken_for_removed(world: World) -> None:
    room = await world.room("Engine Room")
    async with listening_addon(world) as addon, signed_in(world) as page:
        client_id = (await install(page, addon, room=room.id)).json()["addon"]["oauth_id"]
        assert (await page.send("POST", f"/api/addon/{client_id}/disable")).status_code == 204
        refused = await world.http.get(f"/v2/room/{room.id}", headers=addon.bearer)
        assert refused.status_code == 403
        assert "disabled" in refused.json()["error"]["message"]
        seen = len(addon.seen)
        say = {"message": "/board now"}
        await world.http.post(f"/v2/room/{room.id}/message", headers=await world.token(), json=say)
        async with world.app.services.db.read() as tx:
            assert await tx.value(DELIVERIES) == 0
        assert (await page.send("POST", f"/api/addon/{client_id}/enable")).status_code == 204
        assert (await world.http.get(f"/v2/room/{room.id}", headers=addon.bearer)).status_code == 200
        assert len(addon.seen) == seen


async def test_an_update_keeps_the_client_and_the_numbers_of_its_webhooks(world: World) -> None:
    room = await world.room("Engine Room")
    async with listening_addon(world) as addon, signed_in(world) as page:
        client_id = (await install(page, addon, room=room.id)).json()["addon"]["oauth_id"]
        path = f"/v2/room/{room.id}/webhook"
        (before,) = (await world.http.get(path, headers=await world.token())).json()["items"]
        can = addon.descriptor["capabilities"]
        can["webhook"][0]["pattern"] = "^/boards"
        can["webhook"].append({"event": "room_enter", "url": f"{addon.url}/enter"})
        can["webPanel"] = []
        can["glance"] = [
            {"key": "status", "name": {"value": "x"}, "icon": {"url": addon.url, "url@2x": addon.url}}
        ]
        can["installable"]["updateCallbackUrl"] = f"{addon.url}/updated"
        addon.descriptor["name"] = "Board 2"
        done = await page.send("POST", f"/api/addon/{client_id}/update")
        assert (done.status_code, done.json()) == (200, {"waits_for": [], "problem": None})
        after = (await world.http.get(path, headers=await world.token())).json()["items"]
        assert [(hook["id"] == before["id"], hook["pattern"]) for hook in after] == [
            (True, "^/boards"),
            (False, ""),
        ]
        assert (await page.get(f"/api/addon/{client_id}")).json()["name"] == "Board 2"
        assert addon.calls("POST")[-1][0] == "/updated"
        assert "oauthSecret" not in addon.calls("POST")[-1][1]
        assert (await world.http.get(f"/v2/room/{room.id}", headers=addon.bearer)).status_code == 200


async def test_new_scopes_wait_for_consent_and_lost_ones_end_the_tokens(world: World) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        client_id = (await install(page, addon)).json()["addon"]["oauth_id"]
        consumer = addon.descriptor["capabilities"]["hipchatApiConsumer"]
        consumer["scopes"] = ["send_notification", "view_room", "admin_room"]
        waits = (await page.send("POST", f"/api/addon/{client_id}/update")).json()
        assert [scope["id"] for scope in waits["waits_for"]] == ["admin_room"]
        entry = (await page.get(f"/api/addon/{client_id}")).json()
        assert (entry["scopes"], entry["waits_for"]) == (SCOPES, ["admin_room"])
        done = await page.send("POST", f"/api/addon/{client_id}/update", {"scopes": ["admin_room"]})
        assert done.json()["waits_for"] == []
        entry = (await page.get(f"/api/addon/{client_id}")).json()
        assert (entry["scopes"], entry["waits_for"]) == (["admin_room", *SCOPES], [])
        consumer["scopes"] = ["send_notification"]
        await page.send("POST", f"/api/addon/{client_id}/update")
        room = await world.room("Engine Room")
        assert (await world.http.get(f"/v2/room/{room.id}", headers=addon.bearer)).status_code == 401
        addon.token = await addon.new_token()
        assert (await world.http.get(f"/v2/room/{room.id}", headers=addon.bearer)).status_code == 403


async def test_an_update_to_another_addon_is_refused(world: World) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        client_id = (await install(page, addon)).json()["addon"]["oauth_id"]
        addon.descriptor["key"] = "com.example.other"
        assert (await page.send("POST", f"/api/addon/{client_id}/update")).status_code == 400
