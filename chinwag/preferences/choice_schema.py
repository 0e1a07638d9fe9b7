"""JSON shapes of preferences."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from chinwag.preferences.model import Level

TimeOfDay = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="A time of day, HH:MM.")]
Instant = Annotated[
    str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$", max_length=40)
]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Keyword = Annotated[str, Meta(min_length=2, max_length=50, pattern=r"\S")]


class QuietHours(msgspec.Struct, frozen=True):
    """When nothing rings. `days`: those on which the hours begin; over midnight when `end` is before `start`."""

    start: TimeOfDay
    end: TimeOfDay
    days: list[Weekday]


class Preferences(msgspec.Struct, frozen=True):
    """What a person chose for all chats. `snoozed_until`: an instant, until which nothing rings."""

    level: Annotated[Level, Meta(description="Of rooms that say nothing else.")] = "mentions"
    keywords: Annotated[list[Keyword], Meta(max_length=50, description="Words that count as a mention.")] = []
    quiet_hours: QuietHours | None = None
    snoozed_until: Instant | None = None
    sounds: bool = True
    sound: Annotated[Literal["drop", "bell", "knock"], Meta(description="Which sound calls.")] = "drop"
    desktop: Annotated[bool, Meta(description="Show notifications of the system.")] = True
    show_text: Annotated[bool, Meta(description="Show in notifications what was said, and by whom.")] = True
    theme: Literal["system", "light", "dark"] = "system"
    density: Literal["cosy", "compact"] = "cosy"
    room_order: Literal["unread", "name", "recent"] = "name"
    language: Annotated[
        str, Meta(max_length=20, pattern=r"^[A-Za-z-]*$", description="Empty: the browser's.")
    ] = ""


class ChatChoice(msgspec.Struct, frozen=True):
    """How a person has one chat; `level` null: as the person has rooms."""

    is_favourite: bool = False
    level: Level | None = None


class ChosenChat(ChatChoice, frozen=True, kw_only=True):
    """The choice for one chat, by its id."""

    chat_id: int


class PreferencesOut(msgspec.Struct, frozen=True):
    """Everything that a person chose. Chats without a choice are not listed."""

    preferences: Preferences
    chats: list[ChosenChat]
