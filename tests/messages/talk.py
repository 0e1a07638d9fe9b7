"""What the tests of messages say and read, in few words."""

from typing import Any

import sqlalchemy as sa

from chinwag.db.statements import statement
from chinwag.db.tables import mentions, messages, metadata, read_positions
from tests.world import MadeRoom, MadeUser, World

_DELETE = statement(
    messages.update().where(messages.c.id == sa.bindparam("message_id")).values(body=None, mentions=None)
)
_WAITING = statement(
    sa.select(mentions.c.user_id, mentions.c.position)
    .where(mentions.c.chat_id == sa.bindparam("chat"))
    .order_by(mentions.c.position, mentions.c.user_id)
)
_READ = statement(sa.select(read_positions.c.user_id, read_positions.c.position))
_PLACES = statement(
    sa.select(messages.c.position, messages.c.seq)
    .where(messages.c.chat_id == sa.bindparam("chat"))
    .order_by(messages.c.position)
)


async def notify(
    world: World, room: MadeRoom, headers: dict[str, str] | None = None, /, **body: Any
) -> dict[str, Any]:
    """Post a notification and give its entry in the history."""
    headers = headers or await world.room_token(room)
    response = await world.http.post(f"/v2/room/{room.id}/notification", json=body, headers=headers)
    assert response.status_code == 204, response.text
    return (await world.history(room))[-1]


async def say(world: World, room: MadeRoom, text: str, user: MadeUser | None = None) -> str:
    """Send a message to a room; gives its id."""
    headers = await world.token(user)
    response = await world.http.post(f"/v2/room/{room.id}/message", json={"message": text}, headers=headers)
    assert response.status_code == 201, response.text
    message_id: str = response.json()["id"]
    return message_id


async def say_many(world: World, room: MadeRoom, count: int, *, minutes: float = 1) -> list[str]:
    """Send `1` to `count` to a room, some minutes apart; gives the ids."""
    headers, ids = await world.token(), []
    for number in range(1, count + 1):
        world.clock.advance(minutes=minutes)
        response = await world.http.post(
            f"/v2/room/{room.id}/message", json={"message": str(number)}, headers=headers
        )
        ids.append(response.json()["id"])
    return ids


async def read(
    world: World, path: str, headers: dict[str, str] | None = None, /, **query: Any
) -> dict[str, Any]:
    """Get a page."""
    response = await world.http.get(path, params=query, headers=headers or await world.token())
    assert response.status_code == 200, response.text
    page: dict[str, Any] = response.json()
    return page


def texts(page: dict[str, Any]) -> list[Any]:
    """The messages of a page."""
    return [item["message"] for item in page["items"]]


async def delete(world: World, message_id: str) -> None:
    """Delete a message, as the tables know it."""
    async with world.app.services.db.begin() as tx:
        await tx.run(_DELETE, {"message_id": message_id})


async def waiting(world: World, room: MadeRoom) -> list[tuple[int, int]]:
    """For whom which messages of a room wait: (user, position)."""
    async with world.app.services.db.read() as tx:
        return [(row[0], row[1]) for row in await tx.all(_WAITING, {"chat": room.id})]


async def read_positions_of(world: World) -> dict[int, int]:
    """How far people have read, in a world of one chat."""
    async with world.app.services.db.read() as tx:
        return {row[0]: row[1] for row in await tx.all(_READ)}


async def places(world: World, room: MadeRoom) -> list[tuple[int, int]]:
    """Position and seq of every message of a room."""
    async with world.app.services.db.read() as tx:
        return [(row[0], row[1]) for row in await tx.all(_PLACES, {"chat": room.id})]


async def whole_database(world: World) -> str:
    """Every row of every table, as text."""
    async with world.app.services.db.read() as tx:
        rows = [await tx.all(statement(sa.select(table))) for table in metadata.sorted_tables]
    return repr(rows)
