"""Presence: what a person's open clients say together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Show = Literal["away", "chat", "dnd", "xa"]

STATUS_LENGTH = 50
"""Longest status text, in characters (documented)."""

_REACHABLE: dict[Show | None, int] = {"chat": 0, None: 1, "away": 2, "xa": 3}


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


def merge(sockets: Iterable[SocketState], now: datetime) -> PresenceState | None:
    """One presence of several clients: «do not disturb» on any wins, else the most reachable speaks."""
    clients = sorted(sockets, key=_order)
    if not clients:
        return None
    first = clients[0]
    idle = min(_idle_s(client, now) for client in clients)
    status = first.status or next((client.status for client in clients if client.status), "")
    return PresenceState(first.show, status, idle, first.client_type, first.client_version)


def _order(socket: SocketState) -> tuple[int, bool, str]:
    reach = -1 if socket.show == "dnd" else _REACHABLE[socket.show]
    return reach, socket.idle_since is not None, socket.socket_id


def _idle_s(socket: SocketState, now: datetime) -> int:
    return 0 if socket.idle_since is None else max(0, int((now - socket.idle_since).total_seconds()))
