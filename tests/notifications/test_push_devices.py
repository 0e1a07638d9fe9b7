"""Devices are their person's alone, few, and at addresses that may be called."""

import pytest

from chinwag.notifications.model import MOST_DEVICES
from chinwag.outbound.guard import parse_networks
from tests.notifications.device import Device, devices, settled
from tests.webhooks.receiver import Receiver
from tests.world import World


def device_at(url: str) -> Device:
    return Device(Receiver(url=url))


async def test_people_see_and_remove_their_own_devices_only(world: World) -> None:
    bo, eve = await world.user("Bo Tamm"), await world.user("Eve Stone")
    bos, eves = await world.token(bo), await world.token(eve)
    async with devices(world) as service:
        made = await Device(service).subscribe(world, bo, bos)
    listed = (await world.http.get("/api/account/push", headers=bos)).json()
    assert len(listed["public_key"]) == 87
    (item,) = listed["items"]
    assert (item["id"], item["host"], item["label"]) == (made, "127.0.0.1", "Firefox on Linux")
    assert item["is_current"]
    assert (await world.http.get("/api/account/push", headers=eves)).json()["items"] == []
    for verb, path in (("DELETE", f"{made}"), ("POST", f"{made}/test")):
        for token in (eves, await world.token()):
            answer = await world.http.request(verb, f"/api/account/push/{path}", headers=token)
            assert answer.status_code == 404, (verb, answer.text)
    assert (await world.http.delete(f"/api/account/push/{made}", headers=bos)).status_code == 204
    assert (await world.http.delete(f"/api/account/push/{made}", headers=bos)).status_code == 404


async def test_addresses_inside_are_refused_and_never_called(world: World) -> None:
    token = await world.token()
    for url in (
        "http://push.example/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://169.254.169.254/x",
        "https://2130706433/x",
        "https://user@push.example/x",
        "ftp://push.example/x",
        "//push.example/xxxx",
    ):
        body = device_at(url).subscription()
        answer = await world.http.post("/api/account/push", json=body, headers=token)
        assert answer.status_code == 400, url
        assert answer.json()["error"]["field"] == "endpoint"


async def test_plain_http_is_for_the_networks_that_the_admin_lists(world: World) -> None:
    world.app.services.outbound.networks = parse_networks(["10.0.0.0/8"])
    token = await world.token()
    for url, status in (
        ("http://10.1.2.3/up", 201),
        ("http://push.example/up", 400),
        ("http://9.9.9.9/up", 400),
    ):
        body = device_at(url).subscription()
        assert (await world.http.post("/api/account/push", json=body, headers=token)).status_code == status


async def test_an_address_is_judged_again_at_each_message(world: World) -> None:
    bo = await world.user("Bo Tamm")
    async with devices(world) as service:
        await Device(service).subscribe(world, bo)
        world.app.services.outbound.networks = ()
        path = f"/api/user/{bo.id}/message"
        await world.http.post(path, json={"message": "hi"}, headers=await world.token())
        await settled(world)
        assert service.got == []


@pytest.mark.parametrize(
    "keys",
    [
        {"p256dh": "B" + "A" * 86, "auth": "A" * 22},
        {"p256dh": "", "auth": ""},
        {"auth": "A" * 22},
        None,
    ],
)
async def test_keys_that_no_device_has_are_refused(world: World, keys: object) -> None:
    body = {**device_at("https://push.example/x").subscription(), "keys": keys}
    answer = await world.http.post("/api/account/push", json=body, headers=await world.token())
    assert answer.status_code == 400


async def test_nobody_has_more_devices_than_so_many(world: World) -> None:
    token = await world.token()
    bodies = [
        device_at(f"https://push.example/{number}").subscription() for number in range(MOST_DEVICES + 1)
    ]
    for body in bodies[:-1]:
        assert (await world.http.post("/api/account/push", json=body, headers=token)).status_code == 201
    refused = await world.http.post("/api/account/push", json=bodies[-1], headers=token)
    assert refused.status_code == 400
    assert "Remove one first" in refused.json()["error"]["message"]
    again = await world.http.post("/api/account/push", json=bodies[0], headers=token)
    assert again.status_code == 201, "the same device once more is none more"
    assert len((await world.http.get("/api/account/push", headers=token)).json()["items"]) == MOST_DEVICES


async def test_a_browser_belongs_to_who_signed_in_last(world: World) -> None:
    bo = await world.user("Bo Tamm")
    async with devices(world) as service:
        device = Device(service)
        await device.subscribe(world, world.owner)
        await device.subscribe(world, bo)
        assert (await world.http.get("/api/account/push", headers=await world.token())).json()["items"] == []


async def test_what_is_stored_does_not_lead_to_the_device(world: World) -> None:
    async with devices(world) as service:
        device = Device(service)
        await device.subscribe(world, world.owner)
    async with world.app.services.db.read() as tx:
        from chinwag.notifications import storage

        (stored,) = await storage.list_of_user(tx, world.owner.id)
    assert device.path not in repr(stored)
    assert device.subscription()["keys"]["auth"] not in repr(stored)
