"""Whom a text calls: the people it names, and those for whom the message waits until they read it."""

from dataclasses import dataclass

from chinwag.db.tx import ReadTx
from chinwag.messages import storage
from chinwag.messages.mentions import Everyone, parse_mentions
from chinwag.presence.service import Presence
from chinwag.rooms.access import room_audience
from chinwag.rooms.model import Room

_REACHABLE = {None, "chat"}


@dataclass(frozen=True, slots=True)
class Pings:
    """`named` is part of the message; `waiting` get a row that counts as an unread mention."""

    named: list[int]
    waiting: list[int]


NOBODY = Pings([], [])


async def find_room_pings(tx: ReadTx, room: Room, text: str, presence: Presence | None) -> Pings:
    """Whom a text in a room calls.

    @here means those who have the room open and are not away. @all means them all in a public room, as in
    HipChat, and every member of a private one. People who may not see the room are named, but not called.
    """
    mentions = parse_mentions(text)
    if not mentions.names and mentions.everyone is None:
        return NOBODY
    named = mentions.resolve(await storage.list_mentioned(tx, room.group_id, mentions.keys()))
    if not named and mentions.everyone is None:
        return NOBODY
    audience = await room_audience(tx, room.id)
    waiting = {person for person in named if audience is None or person in audience}
    if mentions.everyone == "all" and audience is not None:
        waiting |= audience
    elif mentions.everyone is not None:
        waiting |= _present(room, mentions.everyone, presence)
    return Pings(named, sorted(waiting))


def _present(room: Room, everyone: Everyone, presence: Presence | None) -> set[int]:
    people = set() if presence is None else set(presence.in_room(room.id))
    if presence is None or everyone == "all":
        return people
    states = {person: presence.of(person) for person in people}
    return {person for person, state in states.items() if state is not None and state.show in _REACHABLE}


async def find_private_pings(tx: ReadTx, group_id: int, text: str, other_id: int) -> Pings:
    """Whom a text in a one-to-one chat calls: the other one, when named."""
    mentions = parse_mentions(text)
    if not mentions.names:
        return NOBODY
    named = mentions.resolve(await storage.list_mentioned(tx, group_id, mentions.keys()))
    return Pings(named, [other_id] if other_id in named else [])
