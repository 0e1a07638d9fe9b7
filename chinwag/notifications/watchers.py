"""Whom a message could wake: the people of a group who have a device, with what they chose. In memory, read anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo

import msgspec

from chinwag.db.tx import ReadTx
from chinwag.errors import BadRequest
from chinwag.messages.service import find_timezone
from chinwag.notifications import storage
from chinwag.notifications.attention_model import Person, Quiet
from chinwag.preferences.choice_schema import Preferences, QuietHours
from chinwag.preferences.model import Level

_decode = msgspec.json.Decoder(Preferences).decode
_LEVEL: dict[str, Level] = {"all": "all", "mentions": "mentions", "none": "none"}


@dataclass(frozen=True, slots=True)
class Watcher:
    """One person. `levels` are those of single chats; `show_text`: whether the text itself may be sent."""

    person: Person
    levels: dict[int, Level]
    show_text: bool

    @property
    def is_eager(self) -> bool:
        """Whether messages that do not call them may wake them all the same."""
        wishes = (self.person.level, *self.levels.values())
        return "all" in wishes or bool(self.person.keywords)


@dataclass(frozen=True, slots=True)
class Watchers:
    """All of a group. `read_at`: on the monotonic clock."""

    by_user: dict[int, Watcher]
    eager: frozenset[int]
    read_at: float

    def concerned(self, called: Iterable[int], *, is_all: bool) -> list[int]:
        """Those whom a message of a room could wake."""
        if is_all:
            return list(self.by_user)
        return [user_id for user_id in {*called, *self.eager} if user_id in self.by_user]


async def read_watchers(tx: ReadTx, group_id: int, now: float) -> Watchers:
    """Those of a group, two queries whatever their number."""
    levels: dict[int, dict[int, Level]] = {}
    for user_id, chat_id, level in await storage.list_levels(tx, group_id):
        levels.setdefault(user_id, {})[chat_id] = _LEVEL[level]
    by_user = {
        user_id: _watcher(_decode(chosen) if chosen else Preferences(), zone, levels.get(user_id, {}))
        for user_id, zone, chosen in await storage.list_people(tx, group_id)
    }
    eager = frozenset(user_id for user_id, watcher in by_user.items() if watcher.is_eager)
    return Watchers(by_user, eager, now)


def _watcher(chosen: Preferences, timezone: str, levels: dict[int, Level]) -> Watcher:
    hours = chosen.quiet_hours
    person = Person(
        level=chosen.level,
        keywords=tuple(chosen.keywords),
        quiet=None if hours is None else _quiet(hours),
        snoozed_until=_instant(chosen.snoozed_until),
        zone=zone_of(timezone),
    )
    return Watcher(person, levels, chosen.show_text)


def _quiet(hours: QuietHours) -> Quiet:
    start, end = time.fromisoformat(hours.start), time.fromisoformat(hours.end)
    return Quiet(start, end, frozenset[str](hours.days))


def _instant(text: str | None) -> datetime | None:
    try:
        return None if text is None else datetime.fromisoformat(text)
    except ValueError:  # the 31st of February passes the pattern
        return None


def zone_of(name: str) -> tzinfo:
    """A time zone by its name; UTC when nobody knows it."""
    try:
        return find_timezone(name)
    except BadRequest:
        return UTC
