"""What the server does about add-ons by itself: reading descriptors again, undoing what was left half done."""

from typing import Any

import pytest

from chinwag.addons import install as installing
from chinwag.addons.upkeep import keep_addons
from tests.accounts.browser import signed_in
from tests.addons.fake_addon import FakeAddon, listening_addon
from tests.addons.test_installation import clients, install, left_of
from tests.realtime.sockets import listening, serving
from tests.world import World


def ask_for_more(addon: FakeAddon) -> None:
    addon.descriptor["capabilities"]["hipchatApiConsumer"]["scopes"].append("admin_room")


async def entry_of(page: Any, addon: FakeAddon) -> Any:
    return (await page.http.get(f"/api/addon/{addon.credentials['oauthId']}")).json()


async def test_a_newer_descriptor_that_asks_for_no_more_is_taken_within_a_day(world: World) -> None:
    room = await world.room()
    async with listening_addon(world) as addon, signed_in(world) as page:
        assert (await install(page, addon, room=room.id)).status_code == 201
        addon.descriptor["name"] = "Blackboard"
        world.clock.advance(hours=23)
        await keep_addons(world.app.services)
        assert (await entry_of(page, addon))["name"] == "Board"
        world.clock.advance(hours=2)
        await keep_addons(world.app.services)
        assert (await entry_of(page, addon))["name"] == "Blackboard"


async def test_new_scopes_wait_for_consent_and_the_room_is_told_once(world: World) -> None:
    room = await world.room()
    async with listening_addon(world) as addon, signed_in(world) as page:
        assert (await install(page, addon, room=room.id)).status_code == 201
        ask_for_more(addon)
        for _ in range(3):
            world.clock.advance(hours=25)
            await keep_addons(world.app.services)
        entry = await entry_of(page, addon)
        assert entry["waits_for"] == ["admin_room"]
        assert "admin_room" not in entry["scopes"]
        (told,) = await world.history(room)
        assert "There is a new version of" in told["message"]
        assert f"/rooms/addons/{room.id}" in told["message"]
        assert "Administer Room" in told["message"]


async def test_what_a_new_version_hears_more_is_told_in_the_room_and_the_audit_log(world: World) -> None:
    room = await world.room()
    async with listening_addon(world) as addon, signed_in(world) as page:
        assert (await install(page, addon, room=room.id)).status_code == 201
        hooks = addon.descriptor["capabilities"]["webhook"]
        hooks.append({"event": "room_message", "url": f"{addon.url}/hook", "key": "all"})
        hooks.append({"event": "room_enter", "url": f"{addon.url}/hook", "key": "came"})
        for _ in range(2):
            world.clock.advance(hours=25)
            await keep_addons(world.app.services)
        (told,) = await world.history(room)
        assert (
            "From now on it also hears: <code>room_message</code>, <code>room_enter</code>."
            in told["message"]
        )
        entries = (await page.get("/api/admin/audit?action=add-on+updated")).json()["items"]
        assert [entry["details"]["now_hears"] for entry in entries] == [["room_message", "room_enter"]]

        hooks.append({"event": "room_message", "pattern": "^/x", "url": f"{addon.url}/hook", "key": "less"})
        world.clock.advance(hours=25)
        await keep_addons(world.app.services)
        assert len(await world.history(room)) == 1, "it heard that already"


@pytest.mark.one_engine
async def test_an_addon_that_is_away_or_talks_nonsense_stays_as_it_is(world: World) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page:
        assert (await install(page, addon)).status_code == 201
        for raw in (b"{}", b"<html>", b"[" * 5000):
            addon.raw = raw
            world.clock.advance(hours=25)
            await keep_addons(world.app.services)
        assert (await entry_of(page, addon))["name"] == "Board"


async def test_an_installation_that_the_server_did_not_survive_is_undone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def died(*_: object) -> None:
        raise KeyboardInterrupt

    async with listening_addon(world) as addon, signed_in(world) as page:
        with monkeypatch.context() as patched:
            patched.setattr(installing, "_complete", died)
            patched.setattr(installing, "undo", died)
            with pytest.raises(KeyboardInterrupt):
                await install(page, addon)
        client_id = addon.credentials["oauthId"]
        assert await clients(world) == [client_id]
        assert (await page.http.get("/api/addons")).json()["items"] == []
        assert (await install(page, addon)).status_code == 409, (
            "it is being installed, as far as anybody knows"
        )

        world.clock.advance(minutes=5)
        await keep_addons(world.app.services)
        assert await clients(world) == []
        assert await left_of(world, client_id) == {}
        assert addon.calls("DELETE") == [(f"/installable/{client_id}", None)]
        assert (await install(page, addon)).status_code == 201


async def test_sockets_of_a_disabled_addon_are_closed_at_once(world: World) -> None:
    async with listening_addon(world) as addon, signed_in(world) as page, serving(world.app) as port:
        assert (await install(page, addon)).status_code == 201
        async with listening(port, addon.bearer) as socket:
            client_id = addon.credentials["oauthId"]
            assert (await page.send("POST", f"/api/addon/{client_id}/disable")).status_code == 204
            assert await socket.end() == 4401
