"""Presence: what a person's open clients say together."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Show = Literal["away", "chat", "dnd", "xa"]

STATUS_LENGTH = 50
"""Longest status text, in characters (documented)."""


@dataclass(frozen=True, slots=True)
class SocketState:
    """One open client of a person. `process` names the server process that holds the socket."""

    socket_id: str
    process: str
    user_id: int
    show: Show | None = None
    """None: available."""
    status: str = ""
    idle_since: datetime | None = None
    client_type: str | None = None
    client_version: str | None = None
    rooms: frozenset[int] = frozenset()
    """Rooms that this client has open."""


@dataclass(frozen=True, slots=True)
class PresenceState:
    """A person who is online, over all of their clients. Offline people have no state at all."""

    show: Show | None
    status: str
    idle: int
    """Seconds since the person last did something; 0 while active."""
    client_type: str | None
    client_version: str | None


@dataclass(frozen=True, slots=True)
class PresenceChange:
    """What a change of one socket means to others. Empty when other clients of the person hide it."""

    user_id: int
    is_visible: bool
    """Whether others should be told the person's new presence."""
    entered: frozenset[int]
    left: frozenset[int]
