"""The live events of one group: put in order, gaps filled from the database, handed to each listener once."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable

import structlog

from chinwag.db.tx import Database, DatabaseUnavailable
from chinwag.realtime import missed, storage
from chinwag.realtime.audience import Audience
from chinwag.realtime.audiences import Audiences
from chinwag.realtime.events import ACCESS_CHANGES, MESSAGE_CHANGES, LiveEvent, TypingStarted, read_payload
from chinwag.realtime.listener import Listener
from chinwag.realtime.missed import MOST, ReadMessages, Replay
from chinwag.realtime.outbox import Frame

_log = structlog.get_logger("chinwag.live")

GAP_PATIENCE_S = 0.15
"""How long an event may be overtaken by a later one before the database is asked for it."""
_RETRY_S = 0.5
_SLICE = 25
_QUEUE_LIMIT = 10_000
_RECENT = 2_000
"""Events kept in memory, for clients that were away for a moment."""

LostRoom = Callable[[Listener, int], None]
"""Called for a listener that may no longer see a room."""


class GroupFeed:
    """Delivers in the order of `seq`, from whatever source the events come and how often.

    `taken` counts what is queued, `current` what is being delivered, `delivered` what everybody has.
    """

    def __init__(self, group_id: int, db: Database, read_messages: ReadMessages, lost_room: LostRoom) -> None:
        self.group_id = group_id
        self.audiences = Audiences(db, group_id)
        self.listeners: dict[str, Listener] = {}
        self.delivered = 0
        self._db = db
        self._read_messages = read_messages
        self._lost_room = lost_room
        self._taken = 0
        self._current = 0
        self._known = 0
        self._early: dict[int, LiveEvent] = {}
        self._queue: deque[LiveEvent] = deque()
        self._recent: deque[LiveEvent] = deque(maxlen=_RECENT)
        self._of_user: dict[int, dict[str, Listener]] = {}
        self._opened = asyncio.Event()
        self._wake = asyncio.Event()
        self._gap_timer: asyncio.TimerHandle | None = None
        self._is_gap_due = False
        self._task = asyncio.create_task(self._run())

    # ---- listeners

    async def opened(self) -> None:
        """Wait until the feed knows where the group is and who may see what."""
        await self._opened.wait()

    def add(self, listener: Listener) -> int:
        """From now on the listener gets what comes; up to the returned `seq` it must be told otherwise."""
        self.listeners[listener.id] = listener
        if listener.viewer.user_id is not None:
            self._of_user.setdefault(listener.viewer.user_id, {})[listener.id] = listener
        return self._current

    def remove(self, listener: Listener) -> None:
        """The connection is gone."""
        self.listeners.pop(listener.id, None)
        of_user = self._of_user.get(listener.viewer.user_id or 0, {})
        of_user.pop(listener.id, None)
        if not of_user:
            self._of_user.pop(listener.viewer.user_id or 0, None)

    def listeners_of(self, user_id: int) -> list[Listener]:
        """The connections of one person."""
        return list(self._of_user.get(user_id, {}).values())

    async def missed(self, listener: Listener, cursor: int, upto: int) -> list[Frame] | None:
        """The frames between a client's cursor and `upto`; None when that is too much, or not kept."""
        if cursor >= upto:
            async with self._db.read() as tx:
                is_known = cursor <= max(upto, await storage.get_last_seq(tx, self.group_id))
            return [] if is_known else None
        recent = [event for event in self._recent if cursor < (event.seq or 0) <= upto]
        if len(recent) == upto - cursor:
            viewer_id = listener.viewer.user_id
            recent = [event for event in recent if event.user_id in (None, viewer_id)]
        else:
            if not await missed.is_complete(self._db, self.group_id, cursor, upto):
                return None
            recent = await missed.read_events(
                self._db,
                self._read_messages,
                self.group_id,
                cursor,
                upto,
                limit=MOST + 1,
                viewer_id=listener.viewer.user_id or 0,
            )
        if len(recent) > MOST:
            return None
        return await Replay(listener.viewer, self.audiences).frames(recent)

    # ---- events in

    def offer(self, event: LiveEvent) -> None:
        """An event of this or another process; durable ones in any order and any number of times."""
        if event.seq is None:
            self._queue.append(event)
            self._wake.set()
            return
        if event.seq <= self._taken and self._opened.is_set():
            return
        self._known = max(self._known, event.seq)
        if event.seq == self._taken + 1 and self._opened.is_set():
            self._take(event)
        elif len(self._early) < MOST:
            self._early[event.seq] = event
        self._look_for_gap()

    def expect(self, last_seq: int) -> None:
        """The database has events up to this one; those that do not come are read."""
        self._known = max(self._known, last_seq)
        self._look_for_gap()

    def close(self) -> None:
        """Stop for good."""
        self._task.cancel()
        if self._gap_timer is not None:
            self._gap_timer.cancel()

    def _take(self, event: LiveEvent) -> None:
        following: LiveEvent | None = event
        while following is not None:
            if len(self._queue) < _QUEUE_LIMIT:  # else it is read again later
                self._taken += 1
                self._queue.append(following)
            following = self._early.pop(self._taken + 1, None)
        self._wake.set()

    def _look_for_gap(self) -> None:
        if self._known > self._taken and self._gap_timer is None and self._opened.is_set():
            self._gap_timer = asyncio.get_running_loop().call_later(GAP_PATIENCE_S, self._gap_is_due)

    def _gap_is_due(self) -> None:
        self._gap_timer = None
        if self._known > self._taken:
            self._is_gap_due = True
            self._wake.set()

    # ---- events out

    async def _run(self) -> None:
        await self._until_it_works(self._open)
        self._opened.set()
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._queue:
                event = self._queue.popleft()
                await self._until_it_works(lambda: self._deliver(event))  # noqa: B023 - awaited at once
            if self._is_gap_due:
                self._is_gap_due = False
                await self._until_it_works(self._fill_gap)

    async def _until_it_works(self, work: "Callable[[], object]") -> None:
        while True:
            try:
                await work()  # type: ignore[misc]
                return
            except DatabaseUnavailable:
                await asyncio.sleep(_RETRY_S)
            except Exception:  # noqa: BLE001 - one bad event must not end the feed
                _log.exception("live delivery failed", group_id=self.group_id)
                return

    async def _open(self) -> None:
        async with self._db.read() as tx:
            last = await storage.get_last_seq(tx, self.group_id)
            await self.audiences.load(tx)
        self._taken = self._current = self.delivered = last
        self._early = {seq: event for seq, event in self._early.items() if seq > last}
        following = self._early.pop(last + 1, None)
        if following is not None:
            self._take(following)
        if self._known > self._taken:
            self._is_gap_due = True
            self._wake.set()

    async def _fill_gap(self) -> None:
        """Read what is missing, in parts; what came meanwhile in order follows."""
        while self._known > self._taken:
            upto = self._known
            events = await self._read(self._taken, upto)
            for event in events:
                self._taken = max(self._taken, event.seq or 0)
                await self._deliver(event)
            if len(events) < MOST:
                self._taken = max(self._taken, upto)
        self._early = {seq: event for seq, event in self._early.items() if seq > self._taken}

    async def _read(self, after: int, upto: int) -> list[LiveEvent]:
        return await missed.read_events(self._db, self._read_messages, self.group_id, after, upto)

    async def _deliver(self, event: LiveEvent) -> None:
        if event.seq is not None:
            if event.seq <= self.delivered:
                return
            self._current = event.seq
        lost: list[Listener] = []
        audience = await self.audiences.of(event.chat_id) if event.chat_id is not None else None
        if event.type in ACCESS_CHANGES and event.chat_id is not None:
            before, after = await self.audiences.renew(event.chat_id)
            audience = before if event.type == "room.deleted" else after
            lost = [one for one in self._of_audience(before) if not after.includes(one.viewer)]
        frame = missed.as_frame(event, audience)
        await self._broadcast(self._targets(event, audience), frame)
        if lost and event.chat_id is not None:
            if event.type != "room.deleted":
                await self._broadcast(lost, missed.removed(event.chat_id, event.seq))
            for listener in lost:
                self._lost_room(listener, event.chat_id)
        if event.seq is not None:
            if event.type in MESSAGE_CHANGES:  # what is in memory may tell what nobody shall read any more
                self._recent.clear()
            self._recent.append(event)
            self.delivered = event.seq

    def _targets(self, event: LiveEvent, audience: Audience | None) -> list[Listener]:
        if audience is not None:
            in_reach = self._of_audience(audience)
        elif event.user_id is not None:
            in_reach = self.listeners_of(event.user_id)
        else:
            in_reach = [
                one for one in self.listeners.values() if missed.reaches(one.viewer, event, self.audiences)
            ]
        typing = read_payload(event, TypingStarted).user_id if event.type == "typing.started" else 0
        family = missed.family(event)
        return [
            one
            for one in in_reach
            if family in one.viewer.hears
            and one.viewer.user_id != typing
            and not (one.viewer.sees_after and missed.is_from_before(event, one.viewer))
        ]

    def _of_audience(self, audience: Audience) -> list[Listener]:
        if audience.is_open or audience.to_admins or audience.to_clients:
            return [one for one in self.listeners.values() if audience.includes(one.viewer)]
        return [one for user_id in audience.members for one in self.listeners_of(user_id)]

    async def _broadcast(self, targets: list[Listener], frame: Frame) -> None:
        """Send in slices, so that requests get their turn in between."""
        for start in range(0, len(targets), _SLICE):
            if start:
                await asyncio.sleep(0)
            for listener in targets[start : start + _SLICE]:
                with contextlib.suppress(OSError, RuntimeError):  # one that is just breaking off
                    listener.send(frame)
