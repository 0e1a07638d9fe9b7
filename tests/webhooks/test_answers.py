"""What receivers answer: notifications are posted, everything else is only looked at."""

import gzip
import json
from typing import Any

import pytest
from aiohttp import web

from chinwag.scopes import Scope
from tests.webhooks.hooks import log_of, register, say, sent
from tests.webhooks.receiver import Receiver
from tests.world import MadeRoom, World, bearer

# How an answer is read: posting it is tested with messages.
pytestmark = pytest.mark.one_engine


async def test_a_notification_in_the_answer_is_posted_in_the_owners_name(
    hooked: World, receiver: Receiver
) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver)
    receiver.statuses = [200]
    receiver.reply = json.dumps(
        {"message": "<b>pong</b><script>x</script>", "color": "green", "notify": True}
    )
    await say(hooked, room, "ping")
    await sent(hooked)
    posted = (await hooked.history(room))[-1]
    assert posted["type"] == "notification"
    assert posted["message"] == "<b>pong</b>"
    assert (posted["color"], posted["from"]) == ("green", hooked.owner.name)


async def test_an_add_on_needs_send_notification_for_that(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    receiver.statuses, receiver.reply = [200], '{"message": "pong"}'
    posted = []
    for scopes in (frozenset({Scope.ADMIN_ROOM}), frozenset({Scope.ADMIN_ROOM, Scope.SEND_NOTIFICATION})):
        client = await hooked.client(*scopes, room=room, name="Release desk")
        token = await hooked.raw_token("addon", scopes, client_id=client.id, room_id=room.id)
        number = await register(hooked, room, receiver, headers=bearer(token))
        await say(hooked, room, "ping")
        await sent(hooked)
        posted.append([item for item in await hooked.history(room) if item["type"] == "notification"])
        if Scope.SEND_NOTIFICATION not in scopes:
            own = await hooked.http.get(f"/api/webhook/{number}/deliveries", headers=bearer(token))
            assert "send_notification" in own.json()["items"][0]["last"]["error"]
    assert posted[0] == []
    assert [item["from"] for item in posted[1]] == ["Release desk"]


@pytest.mark.parametrize(
    "reply",
    [
        "", "Completed", "null", "[]", "17", '"message"', "{}", '{"ok": true}', "{not json", '{"message": "x"',
        "[" * 100_000, '{"a":' * 50_000,
    ],
)  # fmt: skip
async def test_other_answers_mean_nothing(hooked: World, receiver: Receiver, reply: str) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    receiver.statuses, receiver.reply = [200], reply
    await say(hooked, room, "ping")
    await sent(hooked)
    assert [item["message"] for item in await hooked.history(room)] == ["ping"]
    (entry,) = await log_of(hooked, number)
    assert entry["state"] == "delivered"
    assert entry["last"]["error"] is None


@pytest.mark.parametrize(
    "answer",
    [
        {"message": ""},
        {"message": 7, "color": "mauve"},
        {"message": "x", "color": "mauve"},
        {"message": "x" * 10_001},
        {"message": "a\x00b"},
        {"message": "a\ud800b"},
        {"message": "x", "card": {"style": "nonsense", "id": "1", "title": "t"}},
    ],
)
async def test_a_notification_that_is_wrong_is_dropped_and_noted(
    hooked: World, receiver: Receiver, answer: dict[str, Any]
) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    receiver.statuses, receiver.reply = [200], json.dumps(answer)
    await say(hooked, room, "ping")
    await sent(hooked)
    assert [item["message"] for item in await hooked.history(room)] == ["ping"]
    (entry,) = await log_of(hooked, number)
    assert entry["state"] == "delivered"
    assert len(receiver.got) == 1


async def test_a_webhook_of_notifications_does_not_talk_to_itself(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver)
    await register(hooked, room, receiver, event="room_notification")
    receiver.statuses, receiver.reply = [200], '{"message": "again"}'
    await say(hooked, room, "ping")
    await sent(hooked)
    assert [got.body["event"] for got in receiver.got] == ["room_message", "room_notification"]
    assert len(await hooked.history(room)) == 2


async def test_an_archived_room_takes_no_answer(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver, event="room_archived")
    receiver.statuses, receiver.reply = [200], '{"message": "sad"}'
    change = {
        "name": room.name, "topic": "", "privacy": "public", "is_archived": True,
        "is_guest_accessible": False, "owner": {"id": hooked.owner.id},
    }  # fmt: skip
    await hooked.http.put(f"/v2/room/{room.id}", json=change, headers=await hooked.token())
    await sent(hooked)
    assert "archived" in (await log_of(hooked, number))[0]["last"]["error"]


async def _heard(hooked: World, room: MadeRoom, number: int) -> dict[str, Any]:
    await say(hooked, room, "ping")
    await sent(hooked)
    last: dict[str, Any] = (await log_of(hooked, number))[0]["last"]
    return last


async def test_giant_answers_are_read_to_a_limit(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    written = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal written
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(100_000):
            await response.write(b"x" * 10_000)
            written += 10_000
        return response

    receiver.answer = endless
    last = await _heard(hooked, room, number)
    assert last["status"] == 200
    assert len(last["answer"]) <= 1_000
    assert written < 8_000_000, "what the kernel buffers, and no more"


async def test_answers_are_not_unpacked(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    receiver.statuses, receiver.headers = [200], {"Content-Encoding": "gzip"}
    receiver.reply = gzip.compress(b" " * 10_000_000 + b'{"message": "boom"}')
    last = await _heard(hooked, room, number)
    assert last["status"] == 200
    assert len(await hooked.history(room)) == 1
    assert receiver.got[0].headers["accept-encoding"] == "identity"


async def test_what_the_log_shows_of_an_answer_is_harmless_text(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    receiver.statuses, receiver.reply = [500], b"no\x00\x1b[31m\xff " + "é\ud7ff".encode()
    last = await _heard(hooked, room, number)
    assert "\x00" not in last["answer"]
    assert "\x1b" not in last["answer"]
    assert last["answer"].startswith("no")
