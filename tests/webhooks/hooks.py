"""What the tests of delivery share: registering, writing, and waiting until nothing is left to send."""

from typing import Any

from tests.webhooks.receiver import Receiver
from tests.world import MadeRoom, MadeUser, World


async def register(
    world: World, room: MadeRoom, receiver: Receiver, *, headers: dict[str, str] | None = None, **more: Any
) -> int:
    """A webhook in a room, of the owner unless `headers` say otherwise; returns its number."""
    body = {"url": receiver.url, "event": "room_message", "name": "Ears", **more}
    answer = await world.http.post(
        f"/v2/room/{room.id}/webhook", json=body, headers=headers or await world.token()
    )
    assert answer.status_code == 201, answer.text
    number: int = answer.json()["id"]
    return number


async def register_everywhere(
    world: World, receiver: Receiver, headers: dict[str, str], event: str, **more: Any
) -> int:
    """A webhook of an add-on for all rooms of the group."""
    body = {"url": receiver.url, "event": event, "name": "Ears", **more}
    answer = await world.http.put(f"/v2/extension/webhook/{event}", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    number: int = answer.json()["id"]
    return number


async def say(world: World, room: MadeRoom, text: str, user: MadeUser | None = None) -> str:
    """A person, the owner by default, writes in a room; returns the message's id."""
    answer = await world.http.post(
        f"/v2/room/{room.id}/message", json={"message": text}, headers=await world.token(user)
    )
    assert answer.status_code == 201, answer.text
    number: str = answer.json()["id"]
    return number


async def notify(world: World, room: MadeRoom, text: str, headers: dict[str, str], **more: Any) -> None:
    """An integration posts a notification."""
    answer = await world.http.post(
        f"/v2/room/{room.id}/notification", json={"message": text, **more}, headers=headers
    )
    assert answer.status_code == 204, answer.text


async def sent(world: World) -> None:
    """Wait until nothing that is due now is left to send."""
    await world.app.services.dispatcher.settle()


async def log_of(world: World, number: int, **query: Any) -> list[dict[str, Any]]:
    """The log of a webhook, newest first."""
    answer = await world.http.get(
        f"/api/webhook/{number}/deliveries", params=query, headers=await world.token()
    )
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items
