"""Who is online, and who is in which room: kept in memory, fed by the sockets of every process.

Each process applies the changes of its own sockets, and those of the others as they come over the bus.
A process that comes late asks for the others' `snapshot`; one that is gone is dropped as a whole.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from chinwag.clock import Clock
from chinwag.presence.clients import Clients
from chinwag.presence.model import PresenceChange, PresenceState, Show, SocketState

__all__ = ["Presence", "PresenceChange", "PresenceState", "Show", "SocketState"]


class Presence:
    """The presence of everybody. No method waits, so a change is seen whole or not at all."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sockets: dict[str, SocketState] = {}
        self._of_user: dict[int, Clients] = {}
        self._in_room: dict[int, dict[int, int]] = {}  # room -> person -> number of clients there

    # ---- asking

    def of(self, user_id: int) -> PresenceState | None:
        """A person's presence; None while offline."""
        clients = self._of_user.get(user_id)
        return clients.state(self._clock.now()) if clients else None

    def is_active(self, user_id: int) -> bool:
        """Whether a client of the person is in use: it says how they are, and not that they are idle."""
        clients = self._of_user.get(user_id)
        return clients is not None and clients.active > 0

    def in_room(self, room_id: int) -> list[int]:
        """Ids of the people who have the room open, ascending."""
        people = self._in_room.get(room_id)
        return sorted(people) if people else []

    def is_in_room(self, user_id: int, room_id: int) -> bool:
        """Whether a person has the room open."""
        return user_id in self._in_room.get(room_id, ())

    def online(self) -> list[int]:
        """Ids of everybody who is online, over all groups."""
        return list(self._of_user)

    def socket(self, socket_id: str) -> SocketState | None:
        """The state of one client."""
        return self._sockets.get(socket_id)

    # ---- changes of this process's sockets; each returns what others should be told

    def connect(
        self,
        process: str,
        socket_id: str,
        user_id: int,
        *,
        client_type: str | None = None,
        client_version: str | None = None,
    ) -> PresenceChange:
        """A client opened its socket."""
        return self.apply(
            SocketState(socket_id, process, user_id, client_type=client_type, client_version=client_version)
        )

    def set(self, socket_id: str, show: Show | None, status: str, idle_s: int = 0) -> PresenceChange | None:
        """A client says how its person is. None: the socket is gone."""
        socket = self._sockets.get(socket_id)
        if socket is None:
            return None
        since = self._clock.now() - timedelta(seconds=idle_s) if idle_s > 0 else None
        return self.apply(replace(socket, show=show, status=status, idle_since=since))

    def set_user(self, user_id: int, show: Show | None, status: str) -> list[SocketState]:
        """Say for all clients of a person how they are; returns their new states, for the bus."""
        clients = self._of_user.get(user_id)
        sockets = clients.sockets.values() if clients else ()
        changed = [replace(socket, show=show, status=status) for socket in sockets]
        for socket in changed:
            self.apply(socket)
        return changed

    def enter(self, socket_id: str, room_id: int) -> PresenceChange | None:
        """A client opened a room that its person may see. None: the socket is gone."""
        socket = self._sockets.get(socket_id)
        return self.apply(replace(socket, rooms=socket.rooms | {room_id})) if socket else None

    def leave(self, socket_id: str, room_id: int) -> PresenceChange | None:
        """A client closed a room. None: the socket is gone."""
        socket = self._sockets.get(socket_id)
        return self.apply(replace(socket, rooms=socket.rooms - {room_id})) if socket else None

    # ---- states, whoever's they are

    def apply(self, socket: SocketState) -> PresenceChange:
        """Take a client's newest state, of this or another process."""
        before = self._seen(socket.user_id)
        old = self._sockets.get(socket.socket_id)
        self._sockets[socket.socket_id] = socket
        clients = self._of_user.get(socket.user_id)
        if clients is None:
            clients = self._of_user[socket.user_id] = Clients()
        clients.put(socket)
        return self._change(socket.user_id, before, old.rooms if old else frozenset(), socket.rooms)

    def drop(self, socket_id: str) -> PresenceChange | None:
        """A client's socket closed, here or elsewhere. None: it was gone already."""
        old = self._sockets.get(socket_id)
        if old is None:
            return None
        before = self._seen(old.user_id)
        del self._sockets[socket_id]
        clients = self._of_user[old.user_id]
        clients.take(socket_id)
        if not clients.sockets:
            del self._of_user[old.user_id]
        return self._change(old.user_id, before, old.rooms, frozenset())

    def drop_process(self, process: str) -> list[PresenceChange]:
        """A process is gone, and its sockets with it."""
        dead = [socket.socket_id for socket in self._sockets.values() if socket.process == process]
        return [change for change in map(self.drop, dead) if change is not None]

    def snapshot(self, process: str) -> list[SocketState]:
        """The sockets of one process, for processes that come late."""
        return [socket for socket in self._sockets.values() if socket.process == process]

    def apply_snapshot(self, process: str, sockets: Iterable[SocketState]) -> list[PresenceChange]:
        """Take another process's whole state: what it no longer names is dropped."""
        named = {socket.socket_id: socket for socket in sockets}
        gone = [socket.socket_id for socket in self.snapshot(process) if socket.socket_id not in named]
        changes = [change for change in map(self.drop, gone) if change is not None]
        return changes + [self.apply(socket) for socket in named.values()]

    # ----

    def _seen(self, user_id: int) -> tuple[object, ...] | None:
        """What others see of a person, without the seconds of idleness that pass by themselves."""
        state = self.of(user_id)
        return (state.show, state.status, state.idle > 0, state.client_type) if state else None

    def _change(
        self, user_id: int, before: tuple[object, ...] | None, old: frozenset[int], new: frozenset[int]
    ) -> PresenceChange:
        entered = frozenset(room_id for room_id in new - old if self._count(room_id, user_id, 1) == 1)
        left = frozenset(room_id for room_id in old - new if self._count(room_id, user_id, -1) == 0)
        return PresenceChange(user_id, self._seen(user_id) != before, entered, left)

    def _count(self, room_id: int, user_id: int, step: int) -> int:
        people = self._in_room.setdefault(room_id, {})
        count = people.get(user_id, 0) + step
        if count > 0:
            people[user_id] = count
        else:
            people.pop(user_id, None)
        if not people:
            del self._in_room[room_id]
        return count
