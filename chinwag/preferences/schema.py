"""JSON shapes of people's preferences."""

from typing import Annotated

import msgspec

MOST_ROOMS = 200

_RoomId = Annotated[int, msgspec.Meta(ge=1, le=2**53)]


class AutoJoinIn(msgspec.Struct, frozen=True):
    """Ids of the rooms that a client opens at its start, in this order."""

    rooms: Annotated[list[_RoomId], msgspec.Meta(max_length=MOST_ROOMS)]


class AutoJoinOut(msgspec.Struct, frozen=True):
    """What was kept: each room once, without those that the person may not see."""

    rooms: list[int]
