"""A message reaches its webhook: once, in order, again after a failure, until it is given up."""

import asyncio
import itertools

import pytest

from chinwag.webhooks.delivery_model import GIVE_UP_AFTER_S, LONGEST_GAP_S
from tests.webhooks.hooks import log_of, register, say, sent
from tests.webhooks.receiver import Receiver, listening
from tests.world import World


async def test_a_message_is_delivered_once_with_hipchats_headers(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    receiver.url += "?token=abc&name=Ears"
    await register(hooked, room, receiver)
    await say(hooked, room, "hello")
    await sent(hooked)
    hooked.clock.advance(days=1)
    await sent(hooked)
    (got,) = receiver.got
    assert got.text == "hello"
    assert got.query == "token=abc&name=Ears"
    assert got.headers["content-type"] == "application/json"
    assert got.headers["user-agent"] == "HipChat.com"
    assert "authorization" not in got.headers


async def test_all_messages_arrive_in_order_once_each(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver)
    for number in range(40):
        await say(hooked, room, f"message {number}")
    await sent(hooked)
    assert [got.text for got in receiver.got] == [f"message {number}" for number in range(40)]


async def test_one_failure_heals_with_exactly_two_calls(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver)
    receiver.statuses = [500, 204]
    await say(hooked, room, "hello")
    await sent(hooked)
    assert len(receiver.got) == 1
    hooked.clock.advance(seconds=2)
    await sent(hooked)
    hooked.clock.advance(hours=5)
    await sent(hooked)
    first, second = receiver.got
    assert (first.id, first.raw) == (second.id, second.raw)
    assert first.headers["webhook-signature"] != second.headers["webhook-signature"]


async def test_a_failure_is_tried_for_three_days_at_growing_gaps(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    receiver.statuses = [503]
    await say(hooked, room, "hello")
    times: list[float] = []
    passed = 0.0
    while passed < GIVE_UP_AFTER_S + 2 * LONGEST_GAP_S:
        await sent(hooked)
        while len(times) < len(receiver.got):
            times.append(passed)
        (entry,) = await log_of(hooked, number)
        if entry["state"] != "waiting":
            break
        step = max(0.25, passed / 50)
        hooked.clock.advance(seconds=step)
        passed += step
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert entry["state"] == "failed"
    assert 20 <= len(times) <= 40
    assert 2.5 * 86_400 < times[-1] < 3.3 * 86_400
    assert gaps[-1] > 100 * gaps[0]
    assert gaps[3] > 1.3 * gaps[0]
    assert len({got.id for got in receiver.got}) == 1
    assert len({got.raw for got in receiver.got}) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422])
async def test_a_refusal_is_not_tried_again(hooked: World, receiver: Receiver, status: int) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    receiver.statuses = [status]
    await say(hooked, room, "hello")
    await sent(hooked)
    hooked.clock.advance(days=2)
    await sent(hooked)
    assert len(receiver.got) == 1
    (entry,) = await log_of(hooked, number)
    assert (entry["state"], entry["last"]["status"]) == ("failed", status)
    assert entry["last"]["error"].endswith("It is not sent again by itself.")
    assert ("a secret of its own" in entry["last"]["error"]) == (status in {401, 403})


@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_is_honoured(hooked: World, receiver: Receiver, status: int) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver)
    receiver.statuses, receiver.headers = [status, 204], {"Retry-After": "120"}
    await say(hooked, room, "one")
    await sent(hooked)
    await say(hooked, room, "two")
    hooked.clock.advance(seconds=100)
    await asyncio.sleep(0.05)
    assert len(receiver.got) == 1, "neither of them is sent while the receiver wants to be left alone"
    hooked.clock.advance(seconds=30)
    await sent(hooked)
    assert sorted(got.text for got in receiver.got[1:]) == ["one", "two"]


async def test_redirects_are_not_followed(hooked: World, receiver: Receiver) -> None:
    async with listening() as elsewhere:
        room = await hooked.room()
        number = await register(hooked, room, receiver)
        receiver.statuses, receiver.headers = [302], {"Location": elsewhere.url}
        await say(hooked, room, "hello")
        await sent(hooked)
        assert elsewhere.got == []
    (entry,) = await log_of(hooked, number)
    assert "redirects" in entry["last"]["error"]


async def test_what_failed_does_not_hold_up_what_follows(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver)
    receiver.statuses = [500, 204]
    for text in ("one", "two", "three"):
        await say(hooked, room, text)
    await sent(hooked)
    assert [got.text for got in receiver.got] == ["one", "two", "three"]
    hooked.clock.advance(seconds=2)
    await sent(hooked)
    assert [got.text for got in receiver.got[3:]] == ["one"]


async def test_a_dead_receiver_is_left_alone_and_gets_everything_in_order_when_it_is_back(
    hooked: World, receiver: Receiver
) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver)
    receiver.statuses = [500]
    for number in range(20):
        await say(hooked, room, f"{number}")
    await receiver.until(5)
    await asyncio.sleep(0.1)
    assert len(receiver.got) == 5, "the breaker opens after five failures"
    receiver.statuses = [204]
    receiver.got.clear()
    hooked.clock.advance(seconds=70)
    await sent(hooked)
    got = [int(one.text) for one in receiver.got]
    assert sorted(got) == list(range(20))
    assert got[1:] == sorted(got[1:]), "the first was the probe"


async def test_the_wall_clock_may_jump(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver)
    count = 0
    for jump in ({"hours": -1}, {"days": 1}, {"days": -1}, {"days": -400}, {"days": 800}):
        receiver.statuses = [500, 204]
        hooked.clock.jump(**jump)
        await say(hooked, room, "hello")
        await sent(hooked)
        hooked.clock.advance(seconds=2)
        await sent(hooked)
        count += 2
        assert len(receiver.got) == count


async def test_a_due_time_of_a_wrong_clock_is_pulled_back(hooked: World, receiver: Receiver) -> None:
    """As after a start with the clock a year ahead, and another one with the clock set right."""
    room = await hooked.room()
    await register(hooked, room, receiver)
    receiver.statuses = [500, 204]
    hooked.clock.advance(days=365)
    await say(hooked, room, "hello")
    await sent(hooked)
    hooked.clock.advance(days=-365)
    await sent(hooked)
    assert len(receiver.got) == 2
