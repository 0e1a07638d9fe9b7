"""The figures of a group over some days."""

from datetime import date, timedelta

from chinwag.callers import Caller
from chinwag.clock import to_micros
from chinwag.db.tx import ReadTx, Tx
from chinwag.groups.service import count_users
from chinwag.rooms.service import get_visible_rooms
from chinwag.statistics import storage
from chinwag.statistics.model import HOUR_MICROS, HOURS_OF_DAY, HourFigures, RoomFigures
from chinwag.statistics.schema import DayFigures, IntegrationLine, RoomLine, StatisticsOut, Totals

_EPOCH = date(1970, 1, 1)
_MOST_LINES = 20


async def note_seen(tx: Tx, user_ids: list[int]) -> None:
    """These people used the web client today."""
    await storage.add_seen(tx, to_micros(tx.now) // HOUR_MICROS // HOURS_OF_DAY, user_ids)


async def group_figures(tx: ReadTx, caller: Caller, days: int, file_space: int) -> StatisticsOut:
    """Figures of the caller's group up to today.

    Sums count everything, one-to-one chats as well; lines with names hold only rooms that the caller may know of.
    """
    group_id = caller.group_id
    last = to_micros(tx.now) // HOUR_MICROS // HOURS_OF_DAY
    first = last - days + 1
    hours = await _hours(tx, group_id, first, last)
    people = await storage.count_people_by_day(tx, group_id, first, last)
    earlier = (first - days, first - 1)
    rooms = await storage.list_rooms(tx, group_id, first, last)
    seen = await get_visible_rooms(tx, caller, sorted({one.chat_id for one in rooms}))
    shown = [one for one in rooms if one.chat_id in seen]
    return StatisticsOut(
        days=_days(hours, people, first, last),
        hours=_by_hour_of_day(hours),
        total=await _totals(tx, group_id, first, last),
        before=await _totals(tx, group_id, *earlier),
        people_in_group=await count_users(tx, group_id),
        file_bytes=await storage.get_file_bytes(tx, group_id),
        file_space=file_space,
        rooms=_room_lines(shown, {room.id: room.name for room in seen.values()}),
        integrations=_integration_lines(shown),
    )


async def _hours(tx: ReadTx, group_id: int, first: int, last: int) -> list[HourFigures]:
    return await storage.list_hours(tx, group_id, first * HOURS_OF_DAY, (last + 1) * HOURS_OF_DAY - 1)


async def _totals(tx: ReadTx, group_id: int, first: int, last: int) -> Totals:
    hours = await _hours(tx, group_id, first, last)
    return Totals(
        messages=sum(hour.messages for hour in hours),
        notifications=sum(hour.notifications for hour in hours),
        people=await storage.count_people(tx, group_id, first, last),
    )


def _days(hours: list[HourFigures], people: dict[int, int], first: int, last: int) -> list[DayFigures]:
    sums = {day: [0, 0] for day in range(first, last + 1)}
    for hour in hours:
        figures = sums[hour.hour // HOURS_OF_DAY]
        figures[0] += hour.messages
        figures[1] += hour.notifications
    return [
        DayFigures((_EPOCH + timedelta(days=day)).isoformat(), said, notified, people.get(day, 0))
        for day, (said, notified) in sums.items()
    ]


def _by_hour_of_day(hours: list[HourFigures]) -> list[int]:
    """Messages of people in each hour of the day, summed over the days."""
    sums = [0] * HOURS_OF_DAY
    for hour in hours:
        sums[hour.hour % HOURS_OF_DAY] += hour.messages
    return sums


def _room_lines(figures: list[RoomFigures], names: dict[int, str]) -> list[RoomLine]:
    sums: dict[int, list[int]] = {}
    for one in figures:
        sums.setdefault(one.chat_id, [0, 0])[bool(one.sender)] += one.messages
    lines = [RoomLine(chat_id, names[chat_id], said, notified) for chat_id, (said, notified) in sums.items()]
    lines.sort(key=lambda line: (-line.messages - line.notifications, line.name))
    return lines[:_MOST_LINES]


def _integration_lines(figures: list[RoomFigures]) -> list[IntegrationLine]:
    sums: dict[str, int] = {}
    for one in figures:
        if one.sender:
            sums[one.sender] = sums.get(one.sender, 0) + one.messages
    lines = [IntegrationLine(name, count) for name, count in sums.items()]
    lines.sort(key=lambda line: (-line.notifications, line.name))
    return lines[:_MOST_LINES]
