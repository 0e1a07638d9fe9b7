"""Who is not there is woken: only for what wants their attention, only on devices that are still theirs."""

import asyncio

from chinwag.scopes import Scope
from tests.accounts.browser import signed_in
from tests.notifications.device import Device, claims_of, devices, settled
from tests.world import MadeUser, World


async def say(world: World, who: MadeUser, path: str, text: str) -> None:
    headers = await world.token(who)
    answer = await world.http.post(f"/api/{path}/message", json={"message": text}, headers=headers)
    assert answer.status_code == 201, answer.text
    await settled(world)


def here(world: World, who: MadeUser, show: str = "chat", idle_s: int = 0) -> None:
    presence = world.app.services.presence
    presence.connect("this", f"socket {who.id}", who.id)
    presence.set(f"socket {who.id}", show, "", idle_s)  # type: ignore[arg-type]


async def test_a_mention_wakes_who_is_away_and_only_their_device_can_read_it(world: World) -> None:
    bo, room = await world.user("Bo Tamm"), await world.room("Deploys")
    async with devices(world) as service:
        device = Device(service)
        await device.subscribe(world, bo)
        await say(world, world.owner, f"room/{room.id}", "the boat is in")
        assert service.got == []

        await say(world, world.owner, f"room/{room.id}", "@BoTamm the **boat** is in")

        (got,) = service.got
    told = device.read(got)
    assert (told["title"], told["sender"]) == ("Deploys", world.owner.name)
    assert (told["type"], told["key"], told["path"]) == ("message", f"room/{room.id}", f"/room/{room.id}")
    assert told["text"] == "@BoTamm the **boat** is in"
    assert (told["position"], len(told["message_id"])) == (2, 36)
    assert b"boat" not in got.raw
    assert (got.headers["urgency"], got.headers["ttl"]) == ("high", "43200")
    assert claims_of(got.headers["authorization"])["aud"] == service.url.removesuffix("/hook")


async def test_messages_of_one_chat_take_each_others_place(world: World) -> None:
    bo, room = await world.user("Bo Tamm"), await world.room("Deploys")
    other = await world.room("Lunch")
    async with devices(world) as service:
        await Device(service).subscribe(world, bo)
        for place in (room, room, other):
            await say(world, world.owner, f"room/{place.id}", "@all soup")
        one, two, three = (got.headers["topic"] for got in service.got)
    assert one == two != three
    assert len(one) == 32


async def test_one_to_one_wakes_the_other_and_never_the_writer(world: World) -> None:
    bo = await world.user("Bo Tamm")
    async with devices(world) as service:
        mine, theirs = Device(service), Device(service)
        await mine.subscribe(world, world.owner)
        await theirs.subscribe(world, bo)
        await say(world, world.owner, f"user/{bo.id}", "are you there?")
        (got,) = service.got
        told = theirs.read(got)
    assert (told["title"], told["key"]) == (world.owner.name, f"user/{world.owner.id}")
    assert told["path"] == f"/chat/{world.owner.id}"


async def test_who_is_there_is_not_woken_who_is_idle_is(world: World) -> None:
    bo = await world.user("Bo Tamm")
    async with devices(world) as service:
        await Device(service).subscribe(world, bo)
        here(world, bo)
        await say(world, world.owner, f"user/{bo.id}", "one")
        assert service.got == []
        here(world, bo, "away", idle_s=600)
        await say(world, world.owner, f"user/{bo.id}", "two")
        assert len(service.got) == 1
        here(world, bo, "dnd", idle_s=600)
        await say(world, world.owner, f"user/{bo.id}", "three")
        assert len(service.got) == 1


async def test_what_a_person_chose_counts_from_then_on(world: World) -> None:
    bo, room = await world.user("Bo Tamm"), await world.room("Deploys")
    token = await world.token(bo)

    async def choose(**chosen: object) -> None:
        assert (
            await world.http.put("/api/account/preferences", json=chosen, headers=token)
        ).status_code == 204

    async with devices(world) as service:
        device = Device(service)
        await device.subscribe(world, bo)
        await choose(keywords=["kiln"])
        await say(world, world.owner, f"room/{room.id}", "the Kiln is hot")
        assert len(service.got) == 1
        await choose(level="all", show_text=False)
        await say(world, world.owner, f"room/{room.id}", "the password is 1234")
        told = device.read(service.got[1])
        assert (told["title"], told["text"], told["sender"]) == ("Deploys", None, None)
        assert service.got[1].headers["urgency"] == "normal"
        await choose(level="all", snoozed_until="2026-03-01T13:00:00Z")
        await say(world, world.owner, f"room/{room.id}", "@BoTamm now")
        assert len(service.got) == 2
        world.clock.advance(hours=2)
        await say(world, world.owner, f"room/{room.id}", "@BoTamm now")
        assert len(service.got) == 3
        path = f"/api/room/{room.id}/preference"
        assert (await world.http.put(path, json={"level": "none"}, headers=token)).status_code == 204
        await say(world, world.owner, f"room/{room.id}", "@BoTamm now")
        assert len(service.got) == 3


async def test_who_lost_the_room_hears_nothing_of_it(world: World) -> None:
    bo = await world.user("Bo Tamm")
    room = await world.room("Secret", private=True, members=(bo,))
    async with devices(world) as service:
        await Device(service).subscribe(world, bo)
        await say(world, world.owner, f"room/{room.id}", "@all one")
        assert len(service.got) == 1
        path = f"/v2/room/{room.id}/member/{bo.id}"
        assert (await world.http.delete(path, headers=await world.token())).status_code == 204
        await say(world, world.owner, f"room/{room.id}", "@all @BoTamm two")
        assert len(service.got) == 1


async def test_others_hear_nothing_of_a_private_room_or_of_another_group(world: World) -> None:
    bo, room = await world.user("Bo Tamm"), await world.room("Secret", private=True)
    _, rival = await world.group("Rivals")
    async with devices(world) as service:
        await Device(service).subscribe(world, bo)
        await Device(service).subscribe(world, rival)
        token = await world.token(bo)
        await world.http.put("/api/account/preferences", json={"level": "all"}, headers=token)
        await say(world, world.owner, f"room/{room.id}", "@all @BoTamm hidden")
        assert service.got == []


async def test_guests_hear_of_their_rooms_alone(world: World) -> None:
    gus, room = await world.user("Gus Guest", is_guest=True), await world.room("Open")
    own = await world.room("Shown", members=(gus,))
    async with devices(world) as service:
        await Device(service).subscribe(world, gus)
        await say(world, world.owner, f"room/{room.id}", "@GusGuest here")
        assert service.got == []
        await say(world, world.owner, f"room/{own.id}", "@GusGuest here")
        assert len(service.got) == 1


async def test_a_device_ends_with_its_session(world: World) -> None:
    bo = await world.user("Bo Tamm")
    async with devices(world) as service, signed_in(world, bo) as page:
        assert (
            await page.send("POST", "/api/account/push", Device(service).subscription())
        ).status_code == 201
        await say(world, world.owner, f"user/{bo.id}", "one")
        assert len(service.got) == 1
        assert (await page.send("DELETE", "/api/session")).status_code == 204
        await say(world, world.owner, f"user/{bo.id}", "two")
        assert len(service.got) == 1
        left = await world.http.get("/api/account/push", headers=await world.token(bo))
        assert left.json()["items"] == []


async def test_a_device_ends_with_its_token_and_with_its_person(world: World) -> None:
    bo = await world.user("Bo Tamm")
    raw = await world.raw_token("personal", frozenset({Scope.VIEW_MESSAGES}), user_id=bo.id, expires_in_s=60)
    async with devices(world) as service:
        await Device(service).subscribe(world, bo, {"Authorization": f"Bearer {raw}"})
        await Device(service).subscribe(world, bo)
        await say(world, world.owner, f"user/{bo.id}", "one")
        assert len(service.got) == 2
        world.clock.advance(seconds=61)
        await say(world, world.owner, f"user/{bo.id}", "two")
        assert len(service.got) == 3
        assert (await world.http.delete(f"/v2/user/{bo.id}", headers=await world.token())).status_code == 204
        await say(world, world.owner, f"room/{(await world.room()).id}", "@all three")
        assert len(service.got) == 3


async def test_a_push_service_that_says_gone_is_not_asked_again(world: World) -> None:
    bo = await world.user("Bo Tamm")
    async with devices(world, status=410) as service:
        await Device(service).subscribe(world, bo)
        await say(world, world.owner, f"user/{bo.id}", "one")
        await say(world, world.owner, f"user/{bo.id}", "two")
        assert len(service.got) == 1
        left = await world.http.get("/api/account/push", headers=await world.token(bo))
        assert left.json()["items"] == []


async def test_what_fails_is_tried_again_a_few_times_and_others_are_not_held_up(world: World) -> None:
    bo = await world.user("Bo Tamm")
    async with devices(world, status=503) as failing, devices(world) as healthy:
        await Device(failing).subscribe(world, bo)
        await Device(healthy).subscribe(world, bo)
        failing.statuses = [503, 429, 201]
        await say(world, world.owner, f"user/{bo.id}", "one")
        assert (len(failing.got), len(healthy.got)) == (3, 1)
        failing.statuses = [500]
        await say(world, world.owner, f"user/{bo.id}", "two")
        assert (len(failing.got), len(healthy.got)) == (6, 2)
        left = await world.http.get("/api/account/push", headers=await world.token(bo))
        assert len(left.json()["items"]) == 2


async def test_a_push_service_that_hangs_holds_up_nobodys_message(world: World) -> None:
    bo = await world.user("Bo Tamm")
    async with devices(world) as hanging, devices(world) as healthy:
        hanging.delay_s = 60
        for _ in range(12):
            await Device(hanging).subscribe(world, bo)
        await Device(healthy).subscribe(world, bo)
        headers = await world.token()
        async with asyncio.timeout(20):
            path = f"/api/user/{bo.id}/message"
            assert (await world.http.post(path, json={"message": "hi"}, headers=headers)).status_code == 201
            await healthy.until(1)
        assert hanging.most_at_once <= 4
        await world.app.services.pusher.carriage.stop()


async def test_a_device_can_be_tried(world: World) -> None:
    async with devices(world) as service:
        device = Device(service)
        made = await device.subscribe(world, world.owner)
        path = f"/api/account/push/{made}/test"
        assert (await world.http.post(path, headers=await world.token())).status_code == 204
        await settled(world)
        assert device.read(service.got[0])["type"] == "test"
