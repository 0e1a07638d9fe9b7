"""The open clients of one person, kept in order, so that a thousand of them cost what one does."""

from bisect import bisect_left, insort
from datetime import datetime

from chinwag.presence.model import PresenceState, Show, SocketState

_REACHABLE: dict[Show | None, int] = {"dnd": -1, "chat": 0, None: 1, "away": 2, "xa": 3}

_Place = tuple[int, bool, str]


class Clients:
    """One presence of several clients: «do not disturb» on any wins, else the most reachable speaks."""

    __slots__ = ("_idle", "_order", "_with_status", "active", "sockets")

    def __init__(self) -> None:
        self.sockets: dict[str, SocketState] = {}
        self.active = 0
        """How many are in use: they say how their person is, and not that they are idle."""
        self._order: list[_Place] = []
        self._with_status: list[_Place] = []
        self._idle: list[datetime] = []

    def put(self, socket: SocketState) -> None:
        """Take a client's newest state."""
        self.take(socket.socket_id)
        self.sockets[socket.socket_id] = socket
        place = _place(socket)
        insort(self._order, place)
        if socket.status:
            insort(self._with_status, place)
        if socket.idle_since is not None:
            insort(self._idle, socket.idle_since)
        self.active += _is_active(socket)

    def take(self, socket_id: str) -> None:
        """Forget a client, if it is there."""
        old = self.sockets.pop(socket_id, None)
        if old is None:
            return
        place = _place(old)
        del self._order[bisect_left(self._order, place)]
        if old.status:
            del self._with_status[bisect_left(self._with_status, place)]
        if old.idle_since is not None:
            del self._idle[bisect_left(self._idle, old.idle_since)]
        self.active -= _is_active(old)

    def state(self, now: datetime) -> PresenceState | None:
        """What they say together; None when there are none."""
        if not self.sockets:
            return None
        first = self.sockets[self._order[0][2]]
        speaks = self.sockets[self._with_status[0][2]] if self._with_status else first
        is_idle = len(self._idle) == len(self.sockets)
        idle = max(0, int((now - self._idle[-1]).total_seconds())) if is_idle else 0
        return PresenceState(
            first.show, first.status or speaks.status, idle, first.client_type, first.client_version
        )


def _place(socket: SocketState) -> _Place:
    return _REACHABLE[socket.show], socket.idle_since is not None, socket.socket_id


def _is_active(socket: SocketState) -> bool:
    return socket.show is not None and socket.idle_since is None
