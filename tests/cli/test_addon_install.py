"""`chinwag addon install`: from a descriptor, beside the running server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.addons.fake_addon import listening_addon
from tests.cli.terminal import Terminal, noticed, of_world
from tests.world import World


@pytest.fixture
def beside(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """A shell beside the world's server, which may call this machine."""
    with of_world(world, tmp_path, monkeypatch, outbound_allow="127.0.0.0/8") as made:
        yield made


async def test_an_addon_installs_from_its_descriptor_and_is_removed(world: World, beside: Terminal) -> None:
    room = await world.room("Engine Room")
    async with listening_addon(world) as addon:
        shown = await beside.beside("addon", "install", addon.descriptor_url, "--show")
        assert "would be allowed to" in shown.out
        assert "Post notifications to rooms" in shown.out
        assert "Note: It is told of messages over an unprotected connection" in shown.out
        assert addon.seen == []
        url = addon.descriptor_url
        made = (await beside.beside("addon", "install", url, "--room", "Engine Room", "--json")).json
        await noticed(world)
        assert made["oauth_id"] == addon.credentials["oauthId"]
        assert addon.credentials["roomId"] == room.id
        assert (await world.http.get(f"/v2/room/{room.id}", headers=addon.bearer)).status_code == 200
        again = (await beside.beside("addon", "install", url, "--room", "Engine Room", "--json")).json
        assert again["oauth_id"] == addon.credentials["oauthId"] != made["oauth_id"], "it was replaced"
        [listed] = [one for one in (await beside.beside("addon", "list", "--json")).json if one["room_id"]]
        assert listed["oauth_id"] == again["oauth_id"]
        assert (await beside.beside("addon", "remove", again["oauth_id"])).code == 0
        await noticed(world)
        assert (await world.http.get(f"/v2/room/{room.id}", headers=addon.bearer)).status_code == 401
        gone = [f"/installable/{one['oauth_id']}" for one in (made, again)]
        assert addon.calls("DELETE") == [(path, None) for path in gone]


async def test_what_cannot_be_installed_is_refused_with_a_sentence(world: World, beside: Terminal) -> None:
    async with listening_addon(world) as addon:
        addon.descriptor["capabilities"]["hipchatApiConsumer"]["scopes"] = ["rule_the_world"]
        said = await beside.beside("addon", "install", addon.descriptor_url)
        assert said.code == 1
        assert "rule_the_world" in said.err
    assert (await beside.beside("addon", "install", "http://10.0.0.1/x")).code == 1
