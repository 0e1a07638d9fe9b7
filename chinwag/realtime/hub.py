"""The hub of the live connections of this process: events come in, from here or elsewhere; frames go out."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from datetime import timedelta
from typing import Any, Literal

import msgspec
import structlog

from chinwag.callers import Caller
from chinwag.clock import Clock, to_micros
from chinwag.db.tx import Database, DatabaseUnavailable
from chinwag.messages.service import message_events
from chinwag.presence.service import Presence
from chinwag.realtime import credentials, storage
from chinwag.realtime.bus import Bus
from chinwag.realtime.events import LiveEvent
from chinwag.realtime.feed import GroupFeed
from chinwag.realtime.listener import RESTART, REVOKED, Listener
from chinwag.realtime.outbox import Frame
from chinwag.realtime.roll_call import RollCall

_log = structlog.get_logger("chinwag.live")

HEARTBEAT_S = 25
KEEP_EVENTS = timedelta(days=7)
_POLL_S = 1.0
_SWEEP_S = 2.0
_PRUNE_S = 3600.0
_OPEN_WITHIN_S = 10.0
_SETTLE_S = 0.5
_ENDED = "This token or session has ended. Sign in again."

Forget = Callable[[list[str]], None]


class _Carried(msgspec.Struct):
    """A live event as another process sent it."""

    type: str
    group_id: int
    payload: msgspec.Raw
    chat_id: int | None = None
    user_id: int | None = None
    seq: int | None = None
    durable: bool = True


class _Hello(msgspec.Struct, frozen=True):
    type: str
    cursor: int
    reload: bool
    user_id: int | None
    heartbeat_s: int = HEARTBEAT_S


class Hub:
    """`publish` is called after each commit; `join` and `leave` by each connection."""

    def __init__(self, *, db: Database, bus: Bus, presence: Presence, clock: Clock) -> None:
        self._db = db
        self._bus = bus
        self._clock = clock
        self._feeds: dict[int, GroupFeed] = {}
        self._of_credential: dict[str, dict[str, Listener]] = {}
        self._forgets: list[Forget] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._checks: set[asyncio.Task[None]] = set()
        self._forgotten = self._settled = 0
        self.roll_call = RollCall(presence, bus, clock, self._offer)
        bus.listen("events", self._hear_events)
        bus.listen("forget", self._hear_forgotten)
        bus.on_rejoin(self._rejoined)

    # ---- the program

    async def start(self) -> None:
        """Begin to hear other processes."""
        await self._bus.start()
        loops = [self._repeat(_SWEEP_S, self._sweep), self._repeat(_PRUNE_S, self.prune)]
        if self._db.dialect == "postgresql":
            loops.append(self._repeat(_POLL_S, self._poll))
        if self._bus.is_shared:
            loops.append(self.roll_call.run())
        self._tasks = [asyncio.create_task(loop) for loop in loops]

    async def stop(self) -> None:
        """Close every connection with «the server restarts» and let go."""
        for listener in self._listeners():
            listener.end(RESTART, "The server restarts. Connect again.")
        self.roll_call.stop()
        await asyncio.sleep(0)
        tasks = [*self._tasks, *self._checks]
        for task in tasks:
            task.cancel()
        for feed in self._feeds.values():
            feed.close()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._bus.stop()

    def on_forget(self, call: Forget) -> None:
        """Call with cache keys that became void, here or in another process; "callers" = all."""
        self._forgets.append(call)

    async def catch_up(self) -> None:
        """Something may have happened unheard: read events that are missing, check every credential."""
        self._forget_here(["callers"])
        await self._poll()

    # ---- events

    def publish(self, events: Sequence[LiveEvent], forgotten: Sequence[str]) -> None:
        """What a commit leaves to be told, here and elsewhere. Never waits."""
        if forgotten:
            self._forget_here(list(forgotten))
            self._send("forget", list(forgotten))
            self._forgotten += 1
        if events and (self._feeds or self._bus.is_shared):
            for event in sorted(events, key=_place):
                self._offer(event)
            self._carry(events)

    async def settle(self) -> None:
        """Wait until the other processes have forgotten what is void, so that a right that was taken is gone
        everywhere when the answer says so. Does not wait long for a bus that is away."""
        if self._bus.is_shared and self._settled < self._forgotten:
            upto = self._forgotten
            await self._bus.flush(_SETTLE_S)
            self._settled = max(self._settled, upto)

    def tell(self, event: LiveEvent) -> None:
        """Send an event that is not stored, here and elsewhere."""
        self._offer(event)
        self._carry([event])

    def _carry(self, events: Sequence[LiveEvent]) -> None:
        if self._bus.is_shared:
            self._send("events", [event.encoded() for event in events])

    def _send(self, topic: Literal["events", "forget"], body: object) -> None:
        if self._bus.is_shared:
            self._bus.send(topic, msgspec.json.encode(body))

    def _offer(self, event: LiveEvent) -> None:
        feed = self._feeds.get(event.group_id)
        if feed is not None:
            feed.offer(event)

    def _hear_events(self, body: bytes) -> None:
        for one in msgspec.json.decode(body, type=list[_Carried]):
            self._offer(
                LiveEvent(
                    one.type,  # type: ignore[arg-type]
                    one.group_id,
                    one.payload.copy(),
                    one.chat_id,
                    one.user_id,
                    one.seq,
                    one.durable,
                )
            )

    def _hear_forgotten(self, body: bytes) -> None:
        self._forget_here(msgspec.json.decode(body, type=list[str]))

    def _rejoined(self) -> None:
        self._start_check(self.catch_up())

    async def _poll(self) -> None:
        """Ask the database where the groups are: the bus may have lost something."""
        if not self._feeds:
            return
        async with self._db.read() as tx:
            last_seqs = await storage.list_last_seqs(tx, self._feeds)
        for group_id, last_seq in last_seqs.items():
            self._feeds[group_id].expect(last_seq)

    # ---- connections

    async def feed(self, group_id: int) -> GroupFeed:
        """The group's feed, opened with its first listener."""
        feed = self._feeds.get(group_id)
        if feed is None:
            feed = GroupFeed(group_id, self._db, message_events, self.roll_call.leave)
            self._feeds[group_id] = feed
        await feed.opened()
        return feed

    async def join(self, listener: Listener, cursor: int | None, *, is_known: bool = True) -> GroupFeed:
        """Greet a connection, send what it missed after `cursor`, and keep sending.

        No cursor: from now on. `is_known` False: the client has a cursor that means nothing to us.
        DatabaseUnavailable or TimeoutError when the database is away.
        """
        async with asyncio.timeout(_OPEN_WITHIN_S):
            feed = await self.feed(listener.viewer.group_id)
        self._of_credential.setdefault(listener.credential, {})[listener.id] = listener
        upto = feed.add(listener)
        self.roll_call.connect(listener)
        # it may have ended while the connection was made
        self._judge(listener, await credentials.find_caller_of(self._db, listener.credential))
        missed = None
        if is_known:
            missed = await feed.missed(listener, upto if cursor is None else cursor, upto)
        start = upto if cursor is None or missed is None else cursor
        greeting = _Hello("hello", start, reload=missed is None, user_id=listener.viewer.user_id)
        hello = Frame(msgspec.json.encode(greeting))
        listener.begin([hello, *(missed or [])], upto if missed is None else max(upto, start))
        return feed

    def leave(self, listener: Listener) -> None:
        """The connection is gone."""
        feed = self._feeds.get(listener.viewer.group_id)
        if feed is not None:
            feed.remove(listener)
        of_credential = self._of_credential.get(listener.credential, {})
        of_credential.pop(listener.id, None)
        if not of_credential:
            self._of_credential.pop(listener.credential, None)
        self.roll_call.disconnect(listener, at_once=listener.is_ended)

    def count_listeners(self) -> int:
        """How many connections this process holds."""
        return sum(len(feed.listeners) for feed in self._feeds.values())

    def _listeners(self) -> list[Listener]:
        return [one for feed in self._feeds.values() for one in feed.listeners.values()]

    # ---- credentials

    def _forget_here(self, keys: list[str]) -> None:
        for forget in self._forgets:
            forget(keys)
        concerned = set(self._of_credential) if "callers" in keys else self._of_credential.keys() & keys
        if concerned:
            self._start_check(self._check(concerned))

    def _start_check(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_logged(work))
        self._checks.add(task)
        task.add_done_callback(self._checks.discard)

    async def _check(self, concerned: Iterable[str]) -> None:
        """Look the callers up again: who is gone is sent away, who changed is judged anew."""
        for count, credential in enumerate(list(concerned)):
            if count % 20 == 19:
                await asyncio.sleep(0)
            while True:
                try:
                    caller = await credentials.find_caller_of(self._db, credential)
                    break
                except DatabaseUnavailable:
                    await asyncio.sleep(_POLL_S)
            for listener in list(self._of_credential.get(credential, {}).values()):
                self._judge(listener, caller)

    def _judge(self, listener: Listener, caller: Caller | None) -> None:
        if caller is None or caller.is_disabled or caller.is_expired(self._clock.steady()):
            listener.end(REVOKED, _ENDED)
        else:
            listener.judge_anew(caller)

    async def _sweep(self) -> None:
        """Cut who reads too slowly or whose time is over; on PostgreSQL also whom nobody told us of."""
        now = self._clock.steady()
        for count, listener in enumerate(self._listeners()):
            if count % 200 == 199:
                await asyncio.sleep(0)
            listener.end_if_stuck()
            if listener.caller.is_expired(now):
                listener.end(REVOKED, _ENDED)
        if self._db.dialect == "postgresql" and self._of_credential:
            await self._check(await credentials.list_suspects(self._db, self._of_credential))

    async def prune(self) -> None:
        """Forget events that nobody resumes from any more."""
        before = to_micros(self._clock.now() - KEEP_EVENTS)
        async with self._db.begin() as tx:
            await storage.prune_events(tx, before)

    async def _repeat(self, every_s: float, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        while True:
            await asyncio.sleep(every_s)
            await _logged(work())


def _place(event: LiveEvent) -> int:
    return event.seq or 0


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    """Do it; a database that is away is no news, and the next round tries again."""
    try:
        await work
    except DatabaseUnavailable:
        return
    except Exception:  # noqa: BLE001 - upkeep goes on
        _log.exception("live upkeep failed")
