"""Descriptors as frameworks and add-ons of HipChat's time write them: what was taken there is taken here."""

import base64
import copy
import json
from typing import Any
from urllib.parse import quote

import pytest

from chinwag.addons.descriptor import read_descriptor
from tests.accounts.browser import Browser, signed_in
from tests.addons.descriptors import HOST, MINIMAL
from tests.addons.fake_addon import listening_addon
from tests.world import World

# How a descriptor is read: no statement of a database is under test.
pytestmark = pytest.mark.one_engine


def with_(**changed: Any) -> dict[str, Any]:
    return {**copy.deepcopy(MINIMAL), **changed}


FLASK = with_(  # AC-Flask-HipChat 0.2.12, told nothing but key and name
    description="",
    vendor={"url": "", "name": ""},
    capabilities={
        "installable": {"allowRoom": True, "allowGlobal": False, "callbackUrl": f"{HOST}/addon/installable"},
        "hipchatApiConsumer": {"scopes": ["send_notification"], "avatar": {"url": f"{HOST}/a.png"}},
        "webhook": [{"event": "room_message", "url": f"{HOST}/event/room_message", "authentication": "jwt"}],
        "glance": [
            {
                "key": "shown",
                "name": {"value": "Shown"},
                "queryUrl": f"{HOST}/glance/shown",
                "target": "panel",
                "icon": {"url": f"{HOST}/i.png", "url@2x": f"{HOST}/i.png"},
                "conditions": [],
            }
        ],
    },
)
AIOHTTP = with_(  # aiohttp_ac_hipchat 0.4.5 writes the name for the address and the other way round
    description="",
    vendor={"url": "Quayside", "name": "https://quayside.example"},
    capabilities={
        "installable": {
            "allowRoom": True,
            "allowGlobal": False,
            "callbackUrl": f"{HOST}/installable/eyJzY29wZXMiOiBbXX0=",
        },
        "hipchatApiConsumer": {"fromName": None, "avatar": f"{HOST}/a.png", "scopes": ["view_room"]},
        "dialog": [
            {
                "key": "d",
                "title": {"value": "D"},
                "url": f"{HOST}/dialog",
                "options": {"size": {"width": "600px", "height": "240px"}},
            }
        ],
        "action": [
            {
                "key": "a",
                "name": {"value": "A"},
                "target": {"type": "dialog", "key": "d"},
                "location": "hipchat.input.action",
                "url": f"{HOST}/dialog",
            }
        ],
    },
)  # fmt: skip
BARE = with_(vendor={"url": None, "name": None})  # the same framework, told nothing
AIOHIPCHAT = with_(  # aiohipchat 0.0.2 puts `installable` beside the capabilities
    key="deploymon",
    description="",
    links={"homepage": "", "self": HOST},
    vendor={"name": "Matt", "url": "quayside.example"},
    capabilities={
        "webhook": [{"url": f"{HOST}/info", "pattern": "^/info", "event": "room_message", "name": "/info"}],
        "hipchatApiConsumer": {"fromName": "deploymon", "scopes": ["view_messages"]},
    },
    installable={"allowGlobal": False, "allowRoom": True, "callbackUrl": f"{HOST}/installed"},
)
PRINTED = with_(  # a program that prints the fields that it did not set, too
    vendor=None,
    apiVersion=None,
    capabilities={
        "hipchatApiConsumer": {"scopes": ["view_room"], "fromName": None, "avatar": None},
        "installable": {
            "allowGlobal": None,
            "allowRoom": True,
            "callbackUrl": f"{HOST}/in",
            "updatedUrl": "",
        },
        "configurable": {"url": f"{HOST}/config", "authentication": None, "allowAccessToRoomAdmins": None},
        "adminPage": None,
        "webhook": [
            {"event": "room_message", "url": f"{HOST}/w", "key": None, "name": None, "authentication": None}
        ],
        "dialog": None,
        "webPanel": [
            {
                "key": "p",
                "name": {"value": "P"},
                "url": f"{HOST}/p",
                "location": "hipchat.sidebar.right",
                "authentication": None,
                "weight": None,
                "conditions": None,
                "icon": None,
            }
        ],
    },
)
SINGLE = with_(capabilities={"webhook": {"event": "room_enter", "url": f"{HOST}/enter"}})


async def review(page: Browser, **fields: Any) -> Any:
    answer = await page.send("POST", "/api/addon/review", fields)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("descriptor", [FLASK, AIOHTTP, BARE, AIOHIPCHAT, SINGLE, PRINTED])
def test_descriptors_as_old_frameworks_write_them_are_understood(descriptor: dict[str, Any]) -> None:
    read = read_descriptor(json.dumps(descriptor).encode())
    assert read.said.key == descriptor["key"]
    assert len(read.webhooks) == (0 if descriptor is AIOHTTP else 1)


@pytest.mark.parametrize(
    ("vendor", "shown"),
    [
        ({"name": "Quayside", "url": "https://quayside.example"}, {"name": "Quayside", "url": "https://quayside.example"}),
        ({"name": "Quayside", "url": "quayside.example"}, {"name": "Quayside", "url": ""}),
        ({"name": "Quayside", "url": "javascript:alert(1)"}, {"name": "Quayside", "url": ""}),
        ({"name": "", "url": "Quayside"}, {"name": "Quayside", "url": ""}),
        ({"name": None, "url": None}, None),
    ],
)  # fmt: skip
async def test_only_an_address_of_the_web_becomes_a_link(
    world: World, vendor: dict[str, Any], shown: dict[str, Any] | None
) -> None:
    links = {**MINIMAL["links"], "homepage": "javascript:alert(1)"}
    async with signed_in(world) as page:
        told = await review(page, descriptor=with_(vendor=vendor, links=links))
    assert told["vendor"] == shown
    assert told["homepage"] is None


async def test_a_descriptor_in_a_link_whose_pluses_became_blanks_is_read(world: World) -> None:
    """`install?url=data:application/json;base64,...`, as an add-on wrote it: without encoding it for a query."""
    name = "~~~ ???>>> ÿþý"  # whose Base64 has pluses and slashes
    coded = base64.b64encode(json.dumps(with_(name=name), ensure_ascii=False).encode()).decode()
    assert "+" in coded
    async with signed_in(world) as page:
        for data in (coded.replace("+", " "), coded.rstrip("="), quote(coded, safe="")):
            told = await review(page, url=f"data:application/json;base64,{data}")
            assert told["name"] == name


async def test_one_installed_from_a_link_that_holds_it_is_updated_by_a_text(world: World) -> None:
    bare = {key: value for key, value in MINIMAL.items() if key != "capabilities"}
    coded = base64.b64encode(json.dumps(bare).encode()).decode()
    async with signed_in(world) as page:
        link = {"url": f"data:application/json;base64,{coded}", "scopes": []}
        made = await page.send("POST", "/api/addon", link)
        assert made.status_code == 201, made.text
        assert made.json()["addon"]["url"] is None
        path = f"/api/addon/{made.json()['addon']['oauth_id']}/update"
        assert (await page.send("POST", path, {})).status_code == 400
        newer = await page.send("POST", path, {"descriptor": {**bare, "name": "Newer"}})
        assert newer.status_code == 200, newer.text


async def test_the_review_says_what_its_author_will_look_for(world: World) -> None:
    odd = copy.deepcopy(AIOHTTP)
    odd["webhook"] = [{"event": "room_message", "url": f"{HOST}/hook"}]
    odd["capabilities"]["action"][0]["target"] = "nowhere"
    odd["capabilities"]["webhook"] = [{"event": "room_enter", "pattern": "^/in", "url": f"{HOST}/hook"}]
    del odd["capabilities"]["installable"]
    async with signed_in(world) as page:
        told = await review(page, descriptor=odd)
    said = "\n".join(told["warnings"])
    assert "webhook stands beside capabilities" in said
    assert "The action a opens nowhere" in said
    assert "neither a callbackUrl nor an installedUrl" in said
    assert "The pattern of capabilities.webhook[0] does nothing" in said


async def test_nothing_is_said_of_a_sound_descriptor(world: World) -> None:
    async with signed_in(world) as page:
        assert (await review(page, descriptor=MINIMAL))["warnings"] == []


async def test_a_descriptor_that_would_take_the_place_of_another_is_said_to(world: World) -> None:
    """Keys are public: anybody can write the key of an add-on that people trust into a descriptor of theirs."""
    room = await world.room("Engine Room")
    async with listening_addon(world) as addon, listening_addon(world) as stranger, signed_in(world) as page:
        fields = {"url": addon.descriptor_url, "room": room.id}
        scopes = ["send_notification", "view_room"]
        made = await page.send("POST", "/api/addon", {**fields, "scopes": scopes})
        assert made.status_code == 201, made.text
        assert "installed from" not in "\n".join((await review(page, **fields))["warnings"])
        told = await review(page, url=stranger.descriptor_url, room=room.id)
        assert f"installed from {addon.url}" in "\n".join(told["warnings"])
        coded = base64.b64encode(json.dumps(addon.descriptor).encode()).decode()
        told = await review(page, url=f"data:application/json;base64,{coded}", room=room.id)
        assert f"installed from {addon.url}" in "\n".join(told["warnings"])
