"""Presence over all processes: each tells what its own sockets do, and believes the others about theirs.

A process that has been silent for a while counts as gone. Whoever comes late, or was cut off, asks for all.
"""

import asyncio
import secrets
from collections.abc import Callable

import msgspec

from chinwag.clock import Clock
from chinwag.presence.model import PresenceChange, PresenceState, Show, SocketState
from chinwag.presence.service import Presence
from chinwag.realtime.bus import Bus
from chinwag.realtime.events import InRoom, LiveEvent, PresenceChanged, PresenceShown
from chinwag.realtime.listener import Listener

ALIVE_EVERY_S = 5.0
GONE_AFTER_S = 20.0
GRACE_S = 3.0
"""How long a person whose last socket closed stays online: reloading a page is not worth telling."""


class _Word(msgspec.Struct, array_like=True):
    """What one process says. `ask`: tell me all. `states` with `is_all`: these sockets and no others."""

    process: str
    states: list[tuple[int, SocketState]] = []
    gone: list[str] = []
    is_all: bool = False
    ask: bool = False


def shown(state: PresenceState | None) -> PresenceShown | None:
    """A presence as clients see it."""
    return PresenceShown(state.show, state.status, state.idle) if state else None


class RollCall:
    """Keeps `presence` right and tells listeners of this process what changed."""

    def __init__(
        self, presence: Presence, bus: Bus, clock: Clock, tell_here: Callable[[LiveEvent], None]
    ) -> None:
        self.process = secrets.token_hex(8)
        self._presence = presence
        self._bus = bus
        self._clock = clock
        self._tell_here = tell_here
        self.on_moved: Callable[[int, PresenceChange], None] = lambda group_id, change: None
        """Called with the group when somebody came into a room or left one: by one process alone."""
        self._group_of: dict[int, int] = {}
        self._heard_at: dict[str, float] = {}
        self._leaving: dict[str, asyncio.TimerHandle] = {}
        bus.listen("presence", self._hear)
        bus.on_rejoin(self._tell_all)

    # ---- sockets of this process

    def connect(self, listener: Listener) -> None:
        """A person's client is there."""
        user_id = listener.viewer.user_id
        if user_id is not None:
            self._group_of[user_id] = listener.viewer.group_id
            self._announce(listener.id, self._presence.connect(self.process, listener.id, user_id))

    def set(self, listener: Listener, show: Show | None, status: str, idle_s: int) -> None:
        """A client says how its person is."""
        self._announce(listener.id, self._presence.set(listener.id, show, status, idle_s))

    def set_user(self, user_id: int, show: Show | None, status: str) -> None:
        """Say for all clients of a person how they are."""
        before = shown(self._presence.of(user_id))
        states = self._presence.set_user(user_id, show, status)
        if shown(self._presence.of(user_id)) != before:
            self._tell(PresenceChange(user_id, True, frozenset(), frozenset()))
        self._say(states=[(self._group_of.get(user_id, 0), state) for state in states])

    def enter(self, listener: Listener, room_id: int) -> None:
        """A client opened a room."""
        self._announce(listener.id, self._presence.enter(listener.id, room_id))

    def count_rooms(self, listener: Listener) -> int:
        """How many rooms a client shows."""
        state = self._presence.socket(listener.id)
        return len(state.rooms) if state else 0

    def leave(self, listener: Listener, room_id: int) -> None:
        """A client closed a room, or lost it."""
        state = self._presence.socket(listener.id)
        if state is not None and room_id in state.rooms:
            self._announce(listener.id, self._presence.leave(listener.id, room_id))

    def disconnect(self, listener: Listener, *, at_once: bool = False) -> None:
        """A client is gone: soon, unless it comes back, or at once when it was sent away."""
        if listener.viewer.user_id is None or listener.id in self._leaving:
            return
        if at_once:
            self._drop(listener.id)
        else:
            loop = asyncio.get_running_loop()
            self._leaving[listener.id] = loop.call_later(GRACE_S, self._drop, listener.id)

    def _drop(self, socket_id: str) -> None:
        self._leaving.pop(socket_id, None)
        change = self._presence.drop(socket_id)
        if change is not None:
            self._tell(change, is_ours=True)
            self._say(gone=[socket_id])

    def _announce(self, socket_id: str, change: PresenceChange | None) -> None:
        state = self._presence.socket(socket_id)
        if change is not None and state is not None:
            self._tell(change, is_ours=True)
            self._say(states=[(self._group_of[state.user_id], state)])

    def _tell(self, change: PresenceChange, *, is_ours: bool = False) -> None:
        group_id, user_id = self._group_of.get(change.user_id), change.user_id
        if group_id is None:
            return
        if is_ours and (change.entered or change.left):
            self.on_moved(group_id, change)
        if change.is_visible:
            payload = PresenceChanged(user_id, shown(self._presence.of(user_id)))
            self._tell_here(LiveEvent("presence.changed", group_id, payload, durable=False))
        for room_id in change.entered:
            payload_in = InRoom(room_id, user_id)
            self._tell_here(LiveEvent("room.entered", group_id, payload_in, chat_id=room_id, durable=False))
        for room_id in change.left:
            payload_in = InRoom(room_id, user_id)
            self._tell_here(LiveEvent("room.left", group_id, payload_in, chat_id=room_id, durable=False))

    # ---- other processes

    async def run(self) -> None:
        """Say that this process lives, and notice which others do not."""
        self._say(ask=True)
        while True:
            await asyncio.sleep(ALIVE_EVERY_S)
            self._say()
            now = self._clock.monotonic()
            for process in [one for one, at in self._heard_at.items() if now - at > GONE_AFTER_S]:
                del self._heard_at[process]
                is_ours = self.process == min([self.process, *self._heard_at])
                for change in self._presence.drop_process(process):
                    self._tell(change, is_ours=is_ours)

    def stop(self) -> None:
        """Say good-bye for all sockets of this process."""
        for timer in self._leaving.values():
            timer.cancel()
        self._say(is_all=True)

    def _tell_all(self, *, ask: bool = True) -> None:
        """The bus was away: tell the others everything, and ask them for the same."""
        mine = self._presence.snapshot(self.process)
        states = [(self._group_of[state.user_id], state) for state in mine]
        self._say(states=states, is_all=True, ask=ask)

    def _say(
        self,
        *,
        states: list[tuple[int, SocketState]] | None = None,
        gone: list[str] | None = None,
        is_all: bool = False,
        ask: bool = False,
    ) -> None:
        if self._bus.is_shared:
            word = _Word(self.process, states or [], gone or [], is_all, ask)
            self._bus.send("presence", msgspec.msgpack.encode(word))

    def _hear(self, body: bytes) -> None:
        word = msgspec.msgpack.decode(body, type=_Word)
        is_new = word.process not in self._heard_at
        self._heard_at[word.process] = self._clock.monotonic()
        for group_id, state in word.states:
            self._group_of[state.user_id] = group_id
        states = [state for _, state in word.states]
        if word.is_all:
            changes = self._presence.apply_snapshot(word.process, states)
        else:
            dropped = map(self._presence.drop, word.gone)
            changes = [change for change in dropped if change is not None]
            changes += [self._presence.apply(state) for state in states]
        for change in changes:
            self._tell(change)
        if word.ask:
            self._tell_all(ask=False)
        elif is_new and not word.is_all:
            self._say(ask=True)
