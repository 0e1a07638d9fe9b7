"""What an importer sends."""

from typing import Any

from chinwag.scopes import Scope
from tests.world import MadeRoom, World

SAID: list[dict[str, Any]] = [
    {"date": "2016-05-26T15:32:43.700609+00:00", "from": 1, "message": "First"},
    {"date": "2016-05-27T08:00:00Z", "from": {"id": 1}, "message": "Second"},
]


async def importer(world: World) -> dict[str, str]:
    """The header of an add-on that may import."""
    return await world.addon_token(Scope.IMPORT_DATA)


async def bring(world: World, room: MadeRoom, *said: dict[str, Any]) -> Any:
    """Import into a room; returns the answer."""
    path = f"/v2/import/room/{room.id}/history"
    return await world.http.post(path, json={"messages": said or SAID}, headers=await importer(world))


async def brought(world: World, room: MadeRoom, *said: dict[str, Any]) -> dict[str, int]:
    """The same for an import that succeeds."""
    answer = await bring(world, room, *said)
    assert answer.status_code == 200, answer.text
    told: dict[str, int] = answer.json()
    return told
