"""Guest: somebody without an account who came into one room by its link, for a while."""

from dataclasses import dataclass
from datetime import timedelta

from chinwag.rooms.model import Room

VISIT_LIFETIME = timedelta(hours=24)
"""A visit is not extended by use: who comes again the next day says their name again."""

MOST_GUESTS = 50
"""In one room at once."""

COMINGS_AN_HOUR = 100
"""Into one room, by all."""

COMINGS_FROM_ONE_ADDRESS = 20
"""In an hour, into all rooms together."""

TRIES_FROM_ONE_ADDRESS = 120
"""Looks at guest links in an hour, good or bad ones. A link has 192 bits: this is against load, not against luck."""


@dataclass(frozen=True, slots=True)
class GuestLink:
    """A link that works, with the room and the group that it leads to."""

    room: Room
    group_name: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A guest's stay in a room; `sees_after` is the position of the last message that was there before."""

    user_id: int
    group_id: int
    room_id: int
    sees_after: int
