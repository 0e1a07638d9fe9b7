"""What rooms tell to live listeners, and people who are in rooms, for the tests of this folder."""

import json
from typing import Any

import sqlalchemy as sa

from chinwag.db.statements import statement
from chinwag.db.tables import events
from tests.world import MadeRoom, MadeUser, World

_EVENTS = statement(
    sa.select(events.c.type, events.c.chat_id, events.c.user_id, events.c.payload).order_by(events.c.seq)
)


async def told(world: World, kind: str) -> list[dict[str, Any]]:
    """The payloads of all durable events of a type, with their audience, oldest first."""
    async with world.app.services.db.read() as tx:
        rows = await tx.all(_EVENTS)
    return [
        {"chat_id": chat, "to": user, **json.loads(payload)}
        for name, chat, user, payload in rows
        if name == kind
    ]


def enter(world: World, room: MadeRoom, *people: MadeUser) -> None:
    """Let people open a room in a client."""
    for person in people:
        socket = f"socket-{person.id}"
        world.app.services.presence.connect("here", socket, person.id)
        world.app.services.presence.enter(socket, room.id)
