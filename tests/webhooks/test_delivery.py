"""A message reaches its webhook: once, signed, again after a failure."""

from typing import Any

from tests.webhooks.receiver import Receiver
from tests.world import MadeRoom, World


async def register(world: World, room: MadeRoom, receiver: Receiver, **more: Any) -> int:
    """A webhook of the owner in a room; returns its number."""
    body = {"url": receiver.url, "event": "room_message", "name": "Ears", **more}
    headers = more.pop("headers", None) or await world.token()
    body.pop("headers", None)
    answer = await world.http.post(f"/v2/room/{room.id}/webhook", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    number: int = answer.json()["id"]
    return number


async def say(world: World, room: MadeRoom, text: str) -> None:
    """The owner writes in a room."""
    answer = await world.http.post(
        f"/v2/room/{room.id}/message", json={"message": text}, headers=await world.token()
    )
    assert answer.status_code == 201, answer.text


async def test_a_message_is_delivered_once(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    number = await register(hooked, room, receiver)
    await say(hooked, room, "hello")
    await hooked.app.services.dispatcher.settle()
    (got,) = receiver.got
    assert got.body["event"] == "room_message"
    assert got.body["webhook_id"] == number
    assert got.text == "hello"


async def test_one_failure_heals(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    await register(hooked, room, receiver)
    receiver.statuses = [500, 204]
    await say(hooked, room, "hello")
    await hooked.app.services.dispatcher.settle()
    assert len(receiver.got) == 1
    hooked.clock.advance(seconds=2)
    await hooked.app.services.dispatcher.settle()
    hooked.clock.advance(hours=5)
    await hooked.app.services.dispatcher.settle()
    first, second = receiver.got
    assert first.id == second.id
    assert first.raw == second.raw
