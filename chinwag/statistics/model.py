"""What is counted, and by which hours and days. Days are those of UTC, as the log of a server has them."""

from dataclasses import dataclass, field

HOUR_MICROS = 3_600_000_000
HOURS_OF_DAY = 24


@dataclass(frozen=True, slots=True)
class Said:
    """One message, as far as it is counted. `sender`: of a notification, the name that the room saw."""

    seq: int
    sent_micros: int
    chat_id: int
    is_notification: bool
    user_id: int | None
    sender: str


@dataclass(slots=True)
class Tally:
    """What a batch of messages adds up to."""

    hours: dict[int, list[int]] = field(default_factory=dict)  # hour -> [messages, notifications]
    rooms: dict[tuple[int, int, str], int] = field(default_factory=dict)  # (day, chat, sender) -> messages
    people: set[tuple[int, int]] = field(default_factory=set)  # (day, person)

    def add(self, said: Said) -> None:
        """Count a message. What was imported counts for the day on which it was said."""
        hour = said.sent_micros // HOUR_MICROS
        day = hour // HOURS_OF_DAY
        figures = self.hours.setdefault(hour, [0, 0])
        figures[said.is_notification] += 1
        place = (day, said.chat_id, said.sender if said.is_notification else "")
        self.rooms[place] = self.rooms.get(place, 0) + 1
        if said.user_id is not None and not said.is_notification:
            self.people.add((day, said.user_id))


@dataclass(frozen=True, slots=True)
class HourFigures:
    """The messages of an hour."""

    hour: int
    messages: int
    notifications: int


@dataclass(frozen=True, slots=True)
class RoomFigures:
    """The messages of a chat over some days: of people (`sender` is empty), or of one integration."""

    chat_id: int
    sender: str
    messages: int
