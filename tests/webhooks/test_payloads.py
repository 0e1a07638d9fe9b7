"""Each event's body, as it was recorded from HipChat."""

import re
from typing import Any

import pytest

from chinwag.realtime import roll_call
from chinwag.scopes import Scope
from tests.files.uploads import share
from tests.realtime.sockets import listening, serving
from tests.webhooks.hooks import notify, register, register_everywhere, say, sent
from tests.webhooks.receiver import Receiver
from tests.world import BASE, MadeRoom, MadeUser, World

_API = f"{BASE}/v2"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def user_as_told(user: MadeUser) -> dict[str, Any]:
    return {
        "id": user.id,
        "mention_name": user.mention_name,
        "name": user.name,
        "version": "AAAA0001",
        "links": {"self": f"{_API}/user/{user.id}"},
    }


def room_as_told(room: MadeRoom, *, version: str = "AAAA0001", private: bool = False) -> dict[str, Any]:
    here = f"{_API}/room/{room.id}"
    links = {"self": here, "participants": f"{here}/participant", "webhooks": f"{here}/webhook"}
    return {
        "id": room.id,
        "name": room.name,
        "is_archived": False,
        "privacy": "private" if private else "public",
        "version": version,
        "links": {**links, "members": f"{here}/member"} if private else links,
    }


async def test_a_message_of_a_person(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room("Deploys", private=True)
    ada = await hooked.user("Ada Quist")
    await hooked.member(room, ada)
    number = await register(hooked, room, receiver)
    message_id = await say(hooked, room, "@AdaQuist /hello €", hooked.owner)
    await sent(hooked)
    body = receiver.got[0].body
    assert list(body) == ["event", "item", "webhook_id"], "no oauth_client_id for people"
    assert body["webhook_id"] == number
    assert isinstance(body["webhook_id"], int)
    message = body["item"].pop("message")
    assert _DATE.fullmatch(message.pop("date"))
    assert _UUID.fullmatch(message["id"])
    assert message == {
        "id": message_id,
        "from": user_as_told(hooked.owner),
        "mentions": [user_as_told(ada)],
        "message": "@AdaQuist /hello €",
        "type": "message",
    }
    assert body["item"] == {"room": room_as_told(room, private=True)}


async def test_a_message_told_to_an_add_on_names_its_client(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    client = await hooked.client(Scope.ADMIN_ROOM, room=room)
    token = await hooked.raw_token(
        "addon", frozenset({Scope.ADMIN_ROOM}), client_id=client.id, room_id=room.id
    )
    await register(hooked, room, receiver, headers={"Authorization": f"Bearer {token}"})
    await say(hooked, room, "hello")
    await sent(hooked)
    assert receiver.got[0].body["oauth_client_id"] == client.id


async def test_a_notification_says_who_sent_it_by_label(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver, event="room_notification")
    await register(hooked, room, receiver, event="room_message")
    await notify(hooked, room, "<b>Up</b>", await hooked.room_token(room, label="Kiln"), color="green")
    await sent(hooked)
    (got,) = receiver.got
    message = got.body["item"]["message"]
    assert got.body["event"] == "room_notification"
    assert _DATE.fullmatch(message.pop("date"))
    assert _UUID.fullmatch(message.pop("id"))
    assert message == {
        "from": "Kiln",
        "color": "green",
        "mentions": [],
        "message": "<b>Up</b>",
        "message_format": "html",
        "type": "notification",
    }


async def test_a_topic_set_by_a_person_and_by_an_add_on(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver, event="room_topic_change")
    client = await hooked.client(Scope.ADMIN_ROOM, name="Release desk")
    addon = await hooked.raw_token("addon", frozenset({Scope.ADMIN_ROOM}), client_id=client.id)
    for topic, headers in (
        ("Ship it", await hooked.token()),
        ("Shipped", {"Authorization": f"Bearer {addon}"}),
    ):
        answer = await hooked.http.put(f"/v2/room/{room.id}/topic", json={"topic": topic}, headers=headers)
        assert answer.status_code == 204
        await sent(hooked)
    by_person, by_addon = (got.body["item"] for got in receiver.got)
    assert by_person["topic"] == "Ship it"
    assert by_person["sender"] == user_as_told(hooked.owner)
    assert by_person["room"]["id"] == room.id
    assert by_addon["topic"] == "Shipped"
    assert by_addon["sender"]["id"] == client.id
    assert by_addon["sender"]["name"] == "Release desk"
    assert by_addon["sender"]["allowed_scopes"] == ["admin_room"]


async def test_going_into_the_archive_and_out_are_told_apart(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver, event="room_archived")
    await register(hooked, room, receiver, event="room_unarchived", name="other")
    for is_archived in (True, False):
        change = {
            "name": room.name, "topic": "", "privacy": "public", "is_archived": is_archived,
            "is_guest_accessible": False, "owner": {"id": hooked.owner.id},
        }  # fmt: skip
        answer = await hooked.http.put(f"/v2/room/{room.id}", json=change, headers=await hooked.token())
        assert answer.status_code == 204, answer.text
        await sent(hooked)
    assert [got.body["event"] for got in receiver.got] == ["room_archived", "room_unarchived"]
    first, second = (got.body["item"] for got in receiver.got)
    assert first["room"]["is_archived"]
    assert not second["room"]["is_archived"]
    assert first["sender"] == user_as_told(hooked.owner)


async def test_created_and_deleted_for_an_add_on_of_the_group(hooked: World, receiver: Receiver) -> None:
    headers = await hooked.addon_token(Scope.ADMIN_ROOM, Scope.ADMIN_GROUP)
    await register_everywhere(hooked, receiver, headers, "room_created")
    await register_everywhere(hooked, receiver, headers, "room_deleted")
    owner = await hooked.token()
    made = await hooked.http.post("/v2/room", json={"name": "New"}, headers=owner)
    await sent(hooked)
    answer = await hooked.http.delete(f"/v2/room/{made.json()['id']}", headers=owner)
    assert answer.status_code == 204
    await sent(hooked)
    assert [got.body["event"] for got in receiver.got] == ["room_created", "room_deleted"]
    for got in receiver.got:
        assert got.body["item"]["room"]["name"] == "New"
        assert got.body["item"]["sender"] == user_as_told(hooked.owner)


async def test_a_rooms_own_webhook_hears_that_it_is_deleted(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver, event="room_deleted")
    await hooked.http.delete(f"/v2/room/{room.id}", headers=await hooked.token())
    await sent(hooked)
    assert [got.body["event"] for got in receiver.got] == ["room_deleted"]


async def test_people_who_come_and_go(
    hooked: World, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roll_call, "GRACE_S", 0.05)
    room = await hooked.room()
    ada = await hooked.user("Ada Quist")
    await register(hooked, room, receiver, event="room_enter")
    await register(hooked, room, receiver, event="room_exit", name="other")
    async with serving(hooked.app) as port, listening(port, await hooked.token(ada)) as socket:
        await socket.say(type="enter", room_id=room.id)
        await socket.until("room.entered")
        await receiver.until(1)
        await socket.say(type="leave", room_id=room.id)
        await receiver.until(2)
    came, left = (got.body for got in receiver.got)
    assert (came["event"], left["event"]) == ("room_enter", "room_exit")
    assert came["item"] == {"room": room_as_told(room), "sender": user_as_told(ada)}
    assert left["item"] == came["item"]


async def test_a_shared_file_comes_with_its_address_and_its_message(
    hooked: World, receiver: Receiver
) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver, event="room_file_upload")
    await register(hooked, room, receiver, event="room_message", name="other")
    await share(hooked, room, b"some bytes", "plan.txt")
    await sent(hooked)
    by_event = {got.body["event"]: got.body["item"] for got in receiver.got}
    file = by_event["room_file_upload"]["file"]
    assert (file["name"], file["size"]) == ("plan.txt", 10)
    assert file["url"].startswith(BASE)
    fetched = await hooked.http.get(file["url"])
    assert fetched.content == b"some bytes"
    assert by_event["room_message"]["message"]["file"] == file
    assert by_event["room_file_upload"]["sender"] == user_as_told(hooked.owner)


async def test_one_to_one_messages_are_told_to_nobody(hooked: World, receiver: Receiver) -> None:
    headers = await hooked.addon_token(Scope.ADMIN_ROOM, Scope.ADMIN_GROUP)
    await register_everywhere(hooked, receiver, headers, "room_message")
    ada = await hooked.user("Ada Quist")
    answer = await hooked.http.post(
        f"/v2/user/{ada.id}/message", json={"message": "psst"}, headers=await hooked.token()
    )
    assert answer.status_code == 204
    await sent(hooked)
    assert receiver.got == []


async def test_only_messages_that_the_pattern_finds(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver, pattern=r"^/(?i)deploy\b|\x{20ac}")
    for text in ("/deploy now", "/DEPLOY", "do /deploy", "5 €", "nothing"):
        await say(hooked, room, text)
    await sent(hooked)
    assert [got.text for got in receiver.got] == ["/deploy now", "/DEPLOY", "5 €"]


async def test_a_heavy_pattern_is_searched_behind_the_message(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver, pattern="(?:[ab]?){900}c")
    token = await hooked.token()
    for text in ("ab" * 500, "ab" * 490 + "c"):
        answer = await hooked.http.post(f"/v2/room/{room.id}/message", json={"message": text}, headers=token)
        assert answer.status_code == 201
    await sent(hooked)
    assert [got.text[-1] for got in receiver.got] == ["c"]
    listed = await hooked.http.get(f"/api/webhook/{number}/deliveries", headers=token)
    assert [item["state"] for item in listed.json()["items"]] == ["delivered"]
