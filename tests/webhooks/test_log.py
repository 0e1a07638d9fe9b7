"""The log of a webhook: who reads it, what it says, sending again, switching on."""

import time
from typing import Any

import pytest

from chinwag.db.statements import insert, statement
from chinwag.db.tables import deliveries, delivery_attempts
from chinwag.scopes import Scope
from chinwag.webhooks.delivery_model import GIVE_UP_AFTER_S
from tests.webhooks.hooks import log_of, register, register_everywhere, say, sent
from tests.webhooks.receiver import Receiver
from tests.world import World

_INSERT = statement(insert(deliveries))
_COUNT_ATTEMPTS = statement(delivery_attempts.select())


async def call(world: World, verb: str, path: str, headers: dict[str, str] | None = None) -> Any:
    """The JSON of an answer that is a success."""
    answer = await world.http.request(verb, path, headers=headers or await world.token())
    assert answer.status_code < 300, answer.text
    return answer.json() if answer.content else None


async def test_every_try_is_shown(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    receiver.statuses, receiver.reply = [500, 200], "oh no"
    message_id = await say(hooked, room, "hello")
    await sent(hooked)
    (entry,) = await log_of(hooked, number)
    assert (entry["state"], entry["attempts"], entry["last"]["status"]) == ("waiting", 1, 500)
    assert entry["due"] > entry["created"]
    hooked.clock.advance(seconds=2)
    await sent(hooked)
    (entry,) = await log_of(hooked, number)
    shown = await call(hooked, "GET", f"/api/delivery/{entry['id']}")
    assert shown["state"] == "delivered"
    assert shown["due"] is None
    assert shown["finished"] >= shown["created"]
    assert [one["status"] for one in shown["tries"]] == [500, 200]
    assert [one["answer"] for one in shown["tries"]] == ["oh no", "oh no"]
    assert shown["request"]["url"] == receiver.url
    assert shown["request"]["headers"]["Webhook-Id"] == receiver.got[0].id == shown["delivery_id"]
    assert shown["request"]["body"]["item"]["message"]["id"] == message_id
    health = await call(hooked, "GET", f"/api/webhook/{number}")
    assert (health["waiting"], health["failed"], health["last"]["status"]) == (0, 0, 200)


async def test_a_receiver_that_cannot_be_reached_is_said_to_be(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    receiver.url = "http://127.0.0.1:9/nobody"
    number = await register(hooked, room, receiver)
    await say(hooked, room, "hello")
    await sent(hooked)
    (entry,) = await log_of(hooked, number)
    assert entry["last"]["status"] is None
    assert entry["last"]["error"]


async def test_an_address_that_became_forbidden_is_not_called(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    hooked.app.services.outbound.networks = ()
    await say(hooked, room, "hello")
    await sent(hooked)
    assert receiver.got == []
    (entry,) = await log_of(hooked, number)
    assert entry["state"] == "failed"
    assert entry["last"]["error"].startswith("Not allowed")


async def test_the_log_is_read_by_pages_and_by_state(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    receiver.statuses = [404, 204, 204, 404, 204]
    for text in "abcde":
        await say(hooked, room, text)
    await sent(hooked)
    everything = await log_of(hooked, number)
    assert [entry["state"] for entry in everything] == [
        "delivered", "failed", "delivered", "delivered", "failed"
    ]  # fmt: skip
    assert len(await log_of(hooked, number, state="failed")) == 2
    paged: list[dict[str, Any]] = []
    before: int | None = 2**53
    while before is not None:
        page = await call(hooked, "GET", f"/api/webhook/{number}/deliveries?limit=2&before={before}")
        paged += page["items"]
        before = page["before"]
    assert paged == everything


async def test_what_failed_is_sent_again_under_the_same_id(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    receiver.statuses = [404]
    for text in ("one", "two", "three"):
        await say(hooked, room, text)
    await sent(hooked)
    first = {got.text: got.id for got in receiver.got}
    receiver.statuses = [204]
    receiver.got.clear()
    entries = await log_of(hooked, number)
    await call(hooked, "POST", f"/api/delivery/{entries[-1]['id']}/resend")
    await sent(hooked)
    assert [(got.text, got.id) for got in receiver.got] == [("one", first["one"])]
    assert await call(hooked, "POST", f"/api/webhook/{number}/resend") == {"count": 2}
    await sent(hooked)
    assert [got.text for got in receiver.got[1:]] == ["two", "three"]
    assert {got.text: got.id for got in receiver.got} == first
    assert await call(hooked, "POST", f"/api/webhook/{number}/resend") == {"count": 0}


async def test_what_is_on_its_way_is_not_sent_twice(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    receiver.statuses = [500]
    await say(hooked, room, "hello")
    await sent(hooked)
    (entry,) = await log_of(hooked, number)
    answer = await hooked.http.post(f"/api/delivery/{entry['id']}/resend", headers=await hooked.token())
    assert answer.status_code == 409


@pytest.mark.parametrize("event", ["room_message", "room_notification", "room_topic_change", "room_enter"])
async def test_a_test_event_looks_like_a_real_one(hooked: World, receiver: Receiver, event: str) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver, event=event)
    made = await call(hooked, "POST", f"/api/webhook/{number}/test")
    await sent(hooked)
    (got,) = receiver.got
    assert got.id == made["delivery_id"]
    assert (got.body["event"], got.body["webhook_id"]) == (event, number)
    assert got.body["item"]["room"]["id"] == room.id
    assert await hooked.history(room) == []


async def test_a_test_goes_out_whatever_the_pattern(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver, pattern="^/never")
    await call(hooked, "POST", f"/api/webhook/{number}/test")
    await sent(hooked)
    assert len(receiver.got) == 1


async def test_a_test_of_a_webhook_of_all_rooms_is_about_one_that_its_caller_sees(
    hooked: World, receiver: Receiver
) -> None:
    """Otherwise it would stand in the log of a room that they may not look into, as if nothing had happened."""
    ada = await hooked.user("Ada Quist")
    await hooked.room("Secret", owner=ada, private=True)
    public = await hooked.room("Public")
    headers = await hooked.addon_token(Scope.ADMIN_ROOM, Scope.ADMIN_GROUP)
    number = await register_everywhere(hooked, receiver, headers, "room_message")
    await call(hooked, "POST", f"/api/webhook/{number}/test")
    await sent(hooked)
    assert [entry["room_id"] for entry in await log_of(hooked, number)] == [public.id]
    assert receiver.got[-1].body["item"]["room"]["name"] == "Public"


async def test_who_may_read_the_log(hooked: World, receiver: Receiver) -> None:
    ada, bob, eve = [await hooked.user(name) for name in ("Ada Quist", "Bob Wren", "Eve Thorn")]
    room = await hooked.room("Secret", owner=ada, private=True, members=(bob,))
    number = await register(hooked, room, receiver, headers=await hooked.token(ada))
    await say(hooked, room, "hello", ada)
    await sent(hooked)
    (entry,) = (await call(hooked, "GET", f"/api/webhook/{number}/deliveries", await hooked.token(ada)))[
        "items"
    ]
    other_addon = await hooked.addon_token(Scope.ADMIN_ROOM, room=room)
    _, stranger = await hooked.group("Elsewhere")
    for headers, status in (
        (await hooked.token(ada), 200),
        (await hooked.token(bob), 403),
        (await hooked.token(eve), 404),
        (await hooked.token(), 404),
        (other_addon, 404),
        (await hooked.token(ada, Scope.VIEW_ROOM), 403),
        (await hooked.token_of(stranger.id), 404),
    ):
        for path in (
            f"/api/webhook/{number}", f"/api/webhook/{number}/deliveries", f"/api/delivery/{entry['id']}"
        ):  # fmt: skip
            answer = await hooked.http.get(path, headers=headers)
            assert answer.status_code == status, (path, answer.text)
        if status != 200:
            for path in (
                f"/api/webhook/{number}/test", f"/api/webhook/{number}/resend",
                f"/api/webhook/{number}/switch_on", f"/api/delivery/{entry['id']}/resend",
            ):  # fmt: skip
                answer = await hooked.http.post(path, headers=headers)
                assert answer.status_code == status, (path, answer.text)


async def test_group_admins_read_nothing_of_private_rooms_in_the_log_of_an_add_on(
    hooked: World, receiver: Receiver
) -> None:
    ada = await hooked.user("Ada Quist")
    secret, public = await hooked.room("Secret", owner=ada, private=True), await hooked.room("Public")
    headers = await hooked.addon_token(Scope.ADMIN_ROOM, Scope.ADMIN_GROUP)
    number = await register_everywhere(hooked, receiver, headers, "room_message")
    await say(hooked, secret, "psst", ada)
    await say(hooked, public, "hello", ada)
    await sent(hooked)
    own = (await call(hooked, "GET", f"/api/webhook/{number}/deliveries", headers))["items"]
    assert {entry["room_id"] for entry in own} == {secret.id, public.id}
    assert {entry["room_id"] for entry in await log_of(hooked, number)} == {public.id}
    hidden = next(entry["id"] for entry in own if entry["room_id"] == secret.id)
    answer = await hooked.http.get(f"/api/delivery/{hidden}", headers=await hooked.token())
    assert answer.status_code == 404


async def test_a_webhook_whose_receiver_is_away_for_three_days_is_switched_off_with_a_word(
    hooked: World, receiver: Receiver
) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    receiver.statuses = [500]
    await say(hooked, room, "lost?")
    await sent(hooked)
    hooked.clock.advance(seconds=GIVE_UP_AFTER_S + 1)
    await sent(hooked)
    health = await call(hooked, "GET", f"/api/webhook/{number}")
    assert "three days" in health["switched_off"]
    assert health["failed"] == 1
    told = [item for item in await hooked.history(room) if item["type"] == "notification"]
    assert len(told) == 1
    assert "switched off" in told[0]["message"]
    assert told[0]["color"] == "red"
    assert f'/rooms/addons/{room.id}"' in told[0]["message"]
    assert [person["id"] for person in told[0]["mentions"]] == [hooked.owner.id], (
        "who registered it is called"
    )

    await say(hooked, room, "not noted")
    hooked.clock.advance(hours=1)
    await sent(hooked)
    assert len(receiver.got) == 2
    assert len(await log_of(hooked, number)) == 1

    answer = await hooked.http.post(f"/api/webhook/{number}/test", headers=await hooked.token())
    assert answer.status_code == 409
    await call(hooked, "POST", f"/api/webhook/{number}/switch_on")
    receiver.statuses = [204]
    await say(hooked, room, "back")
    await call(hooked, "POST", f"/api/webhook/{number}/resend")
    await sent(hooked)
    assert sorted(got.text for got in receiver.got[2:]) == ["back", "lost?"]
    assert (await call(hooked, "GET", f"/api/webhook/{number}"))["switched_off"] is None


async def test_one_that_takes_most_is_not_switched_off(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    receiver.statuses = [500, 204, 500]
    await say(hooked, room, "unlucky")
    await sent(hooked)
    await say(hooked, room, "lucky")
    await sent(hooked)
    hooked.clock.advance(seconds=GIVE_UP_AFTER_S + 1)
    await sent(hooked)
    health = await call(hooked, "GET", f"/api/webhook/{number}")
    assert health["switched_off"] is None
    assert health["failed"] == 1


async def test_old_deliveries_are_forgotten_and_waiting_ones_are_not(
    hooked: World, receiver: Receiver
) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    receiver.statuses = [204, 404, 503]
    for text in ("taken", "refused", "waits"):
        await say(hooked, room, text)
    await sent(hooked)
    retention = hooked.app.services.dispatcher.retention
    hooked.clock.advance(days=13)
    assert await retention.forget_old() == 0
    hooked.clock.advance(days=2)
    assert await retention.forget_old() == 2
    (left,) = await log_of(hooked, number)
    assert left["state"] == "waiting"
    async with hooked.app.services.db.read() as tx:
        assert len(await tx.all(_COUNT_ATTEMPTS)) == 1


@pytest.mark.slow
@pytest.mark.quiet
async def test_the_log_answers_soon_beside_a_hundred_thousand_deliveries(
    hooked: World, receiver: Receiver
) -> None:
    room = await hooked.room()
    receiver.statuses = [500]
    number = await register(hooked, room, receiver)
    first_at = 1_800_000_000_000_000
    rows = [
        {
            "group_id": 1, "webhook_id": number, "room_id": room.id, "uuid": f"{place}",
            "receiver": "http://127.0.0.1:9", "event": "room_message", "body": "{}", "user_id": None,
            "state": "waiting" if place % 1000 else "failed", "attempts": 0, "claimed_by": None,
            "claimed_until": None, "due_at": first_at + place, "created_at": first_at + place, "finished_at": None,
        }
        for place in range(100_000)
    ]  # fmt: skip
    for start in range(0, len(rows), 10_000):  # a transaction may not take as long as all of them can
        async with hooked.app.services.db.begin() as tx:
            await tx.run_many(_INSERT, rows[start : start + 10_000])
    token = await hooked.token()
    slowest = 0.0
    for path in (
        f"/api/webhook/{number}/deliveries",
        f"/api/webhook/{number}/deliveries?state=failed",
        f"/api/webhook/{number}/deliveries?state=delivered",
        f"/api/webhook/{number}/deliveries?before=50000",
        f"/api/webhook/{number}",
    ):
        times = []
        for _ in range(3):
            began = time.perf_counter()
            await call(hooked, "GET", path, token)
            times.append(time.perf_counter() - began)
        slowest = max(slowest, min(times))
    assert slowest < 0.1
