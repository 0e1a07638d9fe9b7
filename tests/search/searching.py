"""Searching with an index that the tests bring up to date themselves."""

from typing import Any

from tests.world import MadeRoom, MadeUser, World


async def find(world: World, q: str, headers: dict[str, str] | None = None, **query: Any) -> list[str]:
    """The texts of what a search finds, newest first, with everything that was said until now in the index."""
    await world.app.services.indexer.catch_up()
    answer = await world.http.get(
        "/api/search", params={"q": q, **query}, headers=headers or await world.token()
    )
    assert answer.status_code == 200, answer.text
    return [item["text"] for item in answer.json()["items"]]


async def say(world: World, room: MadeRoom, text: str, by: MadeUser | None = None) -> str:
    """Say something in a room; returns the message's id."""
    answer = await world.http.post(
        f"/api/room/{room.id}/message", json={"message": text}, headers=await world.token(by or world.owner)
    )
    assert answer.status_code == 201, answer.text
    message_id: str = answer.json()["id"]
    return message_id
