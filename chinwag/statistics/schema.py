"""JSON shapes of figures."""

from typing import Annotated

import msgspec


class StatisticsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """How many days, with today as the last."""

    days: Annotated[int, msgspec.Meta(ge=1, le=366)] = 30


class DayFigures(msgspec.Struct, frozen=True):
    """One day of UTC. `people`: who wrote something or used the web client."""

    date: str
    messages: int
    notifications: int
    people: int


class RoomLine(msgspec.Struct, frozen=True):
    """A room that the reader may know of."""

    id: int
    name: str
    messages: int
    notifications: int


class IntegrationLine(msgspec.Struct, frozen=True):
    """What one integration posted, by the name that rooms saw; only rooms that the reader may know of count."""

    name: str
    notifications: int


class Totals(msgspec.Struct, frozen=True):
    """The whole of some days. `people` of `people_in_group` were active."""

    messages: int
    notifications: int
    people: int


class StatisticsOut(msgspec.Struct, frozen=True):
    """Figures of the group. `before`: of as many days before these. `hours`: messages by hour of the day (UTC)."""

    days: list[DayFigures]
    hours: list[int]
    total: Totals
    before: Totals
    people_in_group: int
    file_bytes: int
    file_space: int
    rooms: list[RoomLine]
    integrations: list[IntegrationLine]
