"""Registering webhooks: who may, what is checked, whose they are, how many."""

import asyncio
from typing import Any

from chinwag.clock import iso_seconds
from chinwag.outbound.guard import parse_networks
from chinwag.scopes import Scope
from tests.world import World

HOOK = {"url": "https://hooks.example.com/in?token=abc", "event": "room_message", "pattern": "^/deploy"}


async def register(world: World, headers: dict[str, str], room: object, **fields: Any) -> Any:
    return await world.http.post(f"/v2/room/{room}/webhook", headers=headers, json={**HOOK, **fields})


async def put(world: World, headers: dict[str, str], path: str, **fields: Any) -> Any:
    return await world.http.put(f"/v2{path}", headers=headers, json={**HOOK, **fields})


async def names(world: World, headers: dict[str, str], room: object) -> list[str]:
    answer = await world.http.get(f"/v2/room/{room}/webhook", headers=headers)
    assert answer.status_code == 200, answer.text
    return [hook["name"] for hook in answer.json()["items"]]


async def test_a_webhook_comes_back_as_it_was_registered(world: World) -> None:
    room, admin = await world.room("Engine Room"), await world.token()
    made = await register(world, admin, room.id, name="Deploys", authentication="jwt", key="deploys")
    assert made.status_code == 201
    address = made.headers["Location"]
    assert address == made.json()["links"]["self"]
    assert address.endswith(f"/v2/room/{room.id}/webhook/{made.json()['id']}")
    hook = (await world.http.get(address, headers=admin)).json()
    expected = {**HOOK, "name": "Deploys", "authentication": "jwt", "key": "deploys", "id": made.json()["id"]}
    assert {name: hook[name] for name in expected} == expected
    assert (hook["room"]["id"], hook["creator"]["id"]) == (room.id, world.owner.id)
    assert hook["created"] == iso_seconds(world.clock.now())
    assert (await world.http.delete(address, headers=admin)).status_code == 204
    assert (await world.http.get(address, headers=admin)).status_code == 404
    assert (await world.http.delete(address, headers=admin)).status_code == 404


async def test_links_keep_the_room_as_the_caller_spelled_it(world: World) -> None:
    room, admin = await world.room("Engine Room"), await world.token()
    made = await register(world, admin, "Engine%20Room")
    assert made.json()["links"]["self"].endswith(f"/v2/room/Engine%20Room/webhook/{made.json()['id']}")
    listed = await world.http.get(f"/v2/room/{room.id}/webhook", headers=admin)
    (hook,) = listed.json()["items"]
    assert hook["links"]["self"].endswith(f"/v2/room/{room.id}/webhook/{hook['id']}")


async def test_expansion_opens_the_room_the_creator_and_the_items_of_a_list(world: World) -> None:
    room, admin = await world.room("Engine Room"), await world.token()
    address = (await register(world, admin, room.id)).headers["Location"]
    hook = (await world.http.get(f"{address}?expand=room,creator", headers=admin)).json()
    assert hook["room"]["topic"] == ""
    assert hook["creator"]["email"] == world.owner.email
    path = f"/v2/room/{room.id}/webhook?expand=items,items.creator"
    (item,) = (await world.http.get(path, headers=admin)).json()["items"]
    assert item["room"]["id"] == room.id
    assert item["creator"]["email"] == world.owner.email


async def test_nothing_is_none_for_pattern_and_name(world: World) -> None:
    room, admin = await world.room("Engine Room"), await world.token()
    address = (await register(world, admin, room.id, pattern=None, name=None, key="")).headers["Location"]
    hook = (await world.http.get(address, headers=admin)).json()
    assert (hook["pattern"], hook["name"], hook["key"], hook["authentication"]) == ("", "", None, "none")


WRONG = [
    ({"url": "/relative"}, "url", "Field url must be an absolute URL"),
    ({"url": "hooks.example.com"}, "url", "Field url must be an absolute URL"),
    ({"url": "ftp://hooks.example.com/"}, "url", "Field url must be an absolute URL"),
    ({"url": "javascript:alert(1)"}, "url", "Field url must be an absolute URL"),
    ({"url": "https://"}, "url", "Field url must be an absolute URL"),
    ({"url": "https://a:b@hooks.example.com/"}, "url", "must not contain a user name or password"),
    ({"url": "http://127.0.0.1/x"}, "url", "not a public address"),
    ({"url": "http://[::ffff:10.0.0.1]/x"}, "url", "not a public address"),
    ({"url": "http://2130706433/"}, "url", "Write an IP address in full"),
    ({"url": "http://0x7f.1/"}, "url", "Write an IP address in full"),
    ({"url": "http://169.254.169.254/latest"}, "url", "not a public address"),
    ({"event": "room_exploded"}, "event", "is not in the enumeration"),
    ({"pattern": "(?=x)"}, "pattern", "look around"),
    ({"pattern": "(["}, "pattern", "RE2"),
    ({"key": "with blank"}, "key", "regular expression"),
    ({"key": "k" * 41}, "key", "less than or equal to 40"),
    ({"authentication": "basic"}, "authentication", "is not in the enumeration"),
]


async def test_what_is_wrong_is_named_and_nothing_is_stored(world: World) -> None:
    room, admin = await world.room("Engine Room"), await world.token()
    addon = await world.addon_token(room=room)
    for fields, field, words in WRONG:
        answer = await register(world, admin, room.id, **fields)
        error = answer.json()["error"]
        assert (answer.status_code, error["field"]) == (400, field)
        assert words in error["message"]
        path = f"/room/{room.id}/extension/webhook/k"
        assert (await put(world, addon, path, **fields)).status_code == 400
    assert await names(world, admin, room.id) == []


async def test_a_name_that_resolves_to_a_private_address_is_refused(world: World) -> None:
    room, admin = await world.room("Engine Room"), await world.token()

    async def inside(host: str) -> list[str]:
        return ["10.1.2.3"]

    world.app.services.outbound.resolve = inside
    assert (await register(world, admin, room.id)).status_code == 400
    world.app.services.outbound.networks = parse_networks(["10.0.0.0/8"])
    assert (await register(world, admin, room.id)).status_code == 201


async def test_people_see_all_webhooks_of_their_room_and_an_addon_its_own(world: World) -> None:
    room, admin = await world.room("Engine Room"), await world.token()
    one, two = await world.addon_token(room=room), await world.addon_token()
    for headers, name in ((admin, "person's"), (one, "one's"), (two, "two's")):
        assert (await register(world, headers, room.id, name=name)).status_code == 201
    assert await names(world, admin, room.id) == ["person's", "one's", "two's"]
    assert await names(world, one, room.id) == ["one's"]
    assert await names(world, two, room.id) == ["two's"]
    foreign = (await world.http.get(f"/v2/room/{room.id}/webhook", headers=two)).json()["items"][0]["id"]
    for verb in ("GET", "DELETE"):
        path = f"/v2/room/{room.id}/webhook/{foreign}"
        assert (await world.http.request(verb, path, headers=one)).status_code == 404
    assert (
        await world.http.delete(f"/v2/room/{room.id}/webhook/{foreign}", headers=admin)
    ).status_code == 204


async def test_only_admins_of_the_room_register(world: World) -> None:
    member, guest, stranger = (
        await world.user("Member Quist"),
        await world.user("Guest Quist", is_guest=True),
        await world.user("Stranger Quist"),
    )
    room = await world.room("Engine Room", private=True, members=(member, guest))
    for person, status in ((member, 403), (guest, 403), (stranger, 404)):
        headers = await world.token(person)
        assert (await register(world, headers, room.id)).status_code == status
        assert (await world.http.get(f"/v2/room/{room.id}/webhook", headers=headers)).status_code == status
    without = await world.token(world.owner, *(set(Scope) - {Scope.ADMIN_ROOM, Scope.IMPORT_DATA}))
    assert (await register(world, without, room.id)).status_code == 403


async def test_a_webhook_of_one_room_is_missing_in_another(world: World) -> None:
    admin = await world.token()
    here, there = await world.room("Here"), await world.room("There")
    number = (await register(world, admin, here.id)).json()["id"]
    assert (await world.http.get(f"/v2/room/{there.id}/webhook/{number}", headers=admin)).status_code == 404
    assert (
        await world.http.delete(f"/v2/room/{there.id}/webhook/{number}", headers=admin)
    ).status_code == 404


async def test_an_archived_room_takes_no_new_webhook_and_lets_old_ones_go(world: World) -> None:
    admin = await world.token()
    room = await world.room("Attic")
    address = (await register(world, admin, room.id)).headers["Location"]
    change = {
        "name": "Attic",
        "topic": "",
        "privacy": "public",
        "is_archived": True,
        "is_guest_accessible": False,
    }
    body = {**change, "owner": {"id": world.owner.id}}
    assert (await world.http.put(f"/v2/room/{room.id}", headers=admin, json=body)).status_code == 204
    assert (await register(world, admin, room.id)).status_code == 409
    assert (await world.http.delete(address, headers=admin)).status_code == 204


async def test_ten_is_the_most_in_a_room_and_the_error_says_so(world: World) -> None:
    admin, room, other = await world.token(), await world.room("Engine Room"), await world.room("Other")
    answers = [await register(world, admin, room.id, name=str(number)) for number in range(11)]
    assert [answer.status_code for answer in answers] == [201] * 10 + [400]
    assert "10 webhooks in this room" in answers[-1].json()["error"]["message"]
    assert (await register(world, admin, other.id)).status_code == 201
    addon = await world.addon_token(room=room)
    assert (await register(world, addon, room.id)).status_code == 201, "each owner has its own"


async def test_ten_is_the_most_also_for_requests_at_the_same_time(world: World) -> None:
    addon, room = await world.addon_token(), await world.room("Engine Room")
    puts = [put(world, addon, f"/room/{room.id}/extension/webhook/k{number}") for number in range(16)]
    answers = await asyncio.gather(*puts)
    assert sorted(answer.status_code for answer in answers) == [201] * 10 + [400] * 6
    assert len(await names(world, addon, room.id)) == 10


async def test_a_put_replaces_and_a_race_of_puts_leaves_one(world: World) -> None:
    addon, room = await world.addon_token(), await world.room("Engine Room")
    path = f"/room/{room.id}/extension/webhook/deploys"
    answers = await asyncio.gather(*(put(world, addon, path, name=str(number)) for number in range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    again = await put(world, addon, path, name="Last", event="room_enter", pattern="")
    assert again.headers["Location"].endswith(path)
    hook = (await world.http.get(f"/v2{path}", headers=addon)).json()
    assert (hook["name"], hook["event"], hook["pattern"], hook["key"]) == (
        "Last",
        "room_enter",
        "",
        "deploys",
    )
    assert await names(world, addon, room.id) == ["Last"]


async def test_the_key_in_the_body_must_be_that_of_the_address(world: World) -> None:
    addon, room = await world.addon_token(), await world.room("Engine Room")
    answer = await put(world, addon, f"/room/{room.id}/extension/webhook/deploys", key="builds")
    assert answer.status_code == 400
    assert "deploys" in answer.json()["error"]["message"]
    assert (await register(world, addon, room.id, key="builds")).status_code == 201
    assert (await register(world, addon, room.id, key="builds")).status_code == 409


async def test_global_webhooks_belong_to_addons_of_the_group(world: World) -> None:
    addon, other = await world.addon_token(Scope.ADMIN_GROUP), await world.addon_token()
    path = "/extension/webhook/all"
    assert (await put(world, addon, path)).status_code == 201
    hook = (await world.http.get(f"/v2{path}", headers=addon)).json()
    assert (hook["key"], hook["room"], hook["creator"]["name"]) == ("all", None, "Release desk")
    assert (await world.http.get(f"/v2{path}", headers=other)).status_code == 404
    assert (await world.http.delete(f"/v2{path}", headers=other)).status_code == 404
    weak = await world.addon_token(Scope.SEND_NOTIFICATION)
    refused = await put(world, weak, path)
    assert refused.status_code == 403
    assert "admin_group" in refused.json()["error"]["message"]
    room = await world.room("Engine Room")
    in_room = await world.addon_token(room=room)
    assert (await put(world, in_room, path)).status_code == 403
    assert (await world.http.delete(f"/v2{path}", headers=addon)).status_code == 204


async def test_an_addon_of_another_group_finds_nothing(world: World) -> None:
    room = await world.room("Engine Room")
    addon = await world.addon_token()
    assert (await put(world, addon, f"/room/{room.id}/extension/webhook/deploys")).status_code == 201
    number = (await register(world, addon, room.id)).json()["id"]
    mine = world.group_id
    world.group_id, _ = await world.group("Rivals")
    rival = await world.addon_token()
    world.group_id = mine
    for path in (f"webhook/{number}", "extension/webhook/deploys", "webhook"):
        assert (await world.http.get(f"/v2/room/{room.id}/{path}", headers=rival)).status_code == 404
