"""How far a person is in their chats."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrivateChat:
    """A one-to-one chat as one of the two sees it. With oneself, `other_id` is one's own."""

    id: int
    other_id: int
    last_position: int
    last_micros: int | None
    """When the last message was sent."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person has read, by chat. A chat without an entry was never read: its position is 0."""

    positions: dict[int, int]
    mentions: dict[int, int]
    """How many mentions of the person wait unread."""
