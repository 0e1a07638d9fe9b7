"""Preferences of a person: of all chats together, and of one chat."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["all", "mentions", "none"]
"""What of a chat calls for attention: everything, what mentions the person, nothing."""


@dataclass(frozen=True, slots=True)
class ChatPreference:
    """How one person has one chat."""

    is_favourite: bool = False
    level: Level | None = None
    """None: as the person has chats of this kind: rooms by mentions, one-to-one chats by everything."""
