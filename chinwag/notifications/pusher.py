"""Looks at what was committed and wakes those whom it concerns and who are not there. Beside the requests."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Iterable
from dataclasses import replace

import structlog

from chinwag.callers import Caller
from chinwag.clock import Clock
from chinwag.db.tx import Database, DatabaseUnavailable, ReadTx
from chinwag.messages.mentions import Everyone, parse_mentions
from chinwag.messages.model import Message
from chinwag.messages.service import plain_text, posted_message
from chinwag.notifications import service, storage
from chinwag.notifications.attention_model import Person, Reason, Said, reason
from chinwag.notifications.delivery import Carriage, Parcel
from chinwag.notifications.model import Subscription
from chinwag.notifications.packing import Packer
from chinwag.notifications.schema import PushMessage, message_of
from chinwag.notifications.watchers import Watcher, Watchers, read_watchers
from chinwag.outbound.client import Outbound
from chinwag.presence.service import Presence
from chinwag.realtime.events import LiveEvent
from chinwag.rooms.service import get_visible_rooms
from chinwag.scopes import Scope
from chinwag.sealing import Sealer
from chinwag.users.service import get_users

_log = structlog.get_logger("chinwag.push")

MOST_NOTICED = 1_000
"""Messages that may wait to be looked at; when more come at once, the oldest wake nobody."""

KEEP_S = 60.0
"""What people chose is read again so often at least: another process may have changed it unheard."""

_MOST_PAIRS = 5_000
_REACHABLE = {None, "chat"}


class Pusher:
    """`notice` is called after each commit. Where nobody has a device it costs one look."""

    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        outbound: Outbound,
        sealer: Sealer,
        presence: Presence,
        server_key: bytes,
        contact: str,
    ) -> None:
        self.carriage = Carriage(outbound, self._gone)
        self._packer = Packer(server_key, contact, sealer, clock)
        self._db = db
        self._clock = clock
        self._presence = presence
        self._groups: set[int] = set()
        self._known: dict[int, Watchers] = {}
        self._pairs: dict[int, tuple[int, int] | None] = {}
        self._noticed: deque[Message] = deque(maxlen=MOST_NOTICED)
        self._forgotten = 0
        self._work: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Learn where somebody wants to be woken."""
        async with self._db.read() as tx:
            self._groups = set(await storage.list_groups(tx))

    async def stop(self) -> None:
        """Give up what waits."""
        self._groups = set()
        if self._work is not None:
            self._work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._work
        await self.carriage.stop()

    @property
    def public_key(self) -> str:
        """The key with which this server signs, as browsers want it."""
        return self._packer.public_key

    def forget(self, keys: list[str]) -> None:
        """Somebody got a device or chose otherwise, here or in another process."""
        self._forgotten += 1
        for key in keys:
            if key == "callers":
                self._known.clear()
            elif key.startswith("push:"):
                group_id = int(key[5:])
                self._known.pop(group_id, None)
                self._groups.add(group_id)

    def notice(self, events: Iterable[LiveEvent]) -> None:
        """What a commit told of. Never waits."""
        if not self._groups:
            return
        for event in events:
            if event.group_id in self._groups and (message := posted_message(event)) is not None:
                self._noticed.append(message)
        if self._noticed and (self._work is None or self._work.done()):
            self._work = asyncio.create_task(self._look_at_all(), name="push-noticed")

    @property
    def is_busy(self) -> bool:
        """Whether something waits to be looked at or to be sent."""
        return (self._work is not None and not self._work.done()) or self.carriage.count > 0

    # ---- whom a message concerns

    async def _look_at_all(self) -> None:
        while self._noticed:
            message = self._noticed.popleft()
            try:
                await self._look_at(message)
            except DatabaseUnavailable:
                continue
            except Exception:  # noqa: BLE001 - one odd message must not end all waking
                _log.exception("nobody could be woken by a message")
            await asyncio.sleep(0)

    async def _look_at(self, message: Message) -> None:
        watchers = await self._watchers(message.group_id)
        if not watchers.by_user:
            return
        pair = await self._pair(message.chat_id)
        text = message.body or ""
        everyone = None if message.format == "html" else parse_mentions(text).everyone
        mentioned = message.mentioned()
        called = mentioned if pair is None else [one for one in pair if one in watchers.by_user]
        people = watchers.concerned(called, is_all=everyone is not None) if pair is None else called
        said: Said | None = None
        for user_id in people:
            if self._presence.is_active(user_id):
                continue  # their client is there, and speaks for itself
            said = said or _said(message, is_private=pair is not None, everyone=everyone)
            watcher = watchers.by_user[user_id]
            found = reason(
                replace(
                    said,
                    is_own=message.is_by_person and user_id == message.sender_id,
                    names_me=user_id in mentioned,
                ),
                self._person(user_id, message.chat_id, watcher),
                self._clock.now(),
            )
            if found is not None:
                await self._wake(user_id, watcher, message, pair, found)
                await asyncio.sleep(0)  # @all may wake a thousand: requests get their turn in between

    def _person(self, user_id: int, chat_id: int, watcher: Watcher) -> Person:
        state = self._presence.of(user_id)
        is_here = state is not None and state.show in _REACHABLE
        return replace(
            watcher.person,
            chat_level=watcher.levels.get(chat_id),
            is_dnd=state is not None and state.show == "dnd",
            is_here=is_here and self._presence.is_in_room(user_id, chat_id),
        )

    async def _watchers(self, group_id: int) -> Watchers:
        now = self._clock.monotonic()
        known = self._known.get(group_id)
        if known is None or now - known.read_at > KEEP_S:
            forgotten = self._forgotten
            async with self._db.read() as tx:
                known = await read_watchers(tx, group_id, now)
            if forgotten == self._forgotten:
                self._known[group_id] = known
                if not known.by_user:
                    self._groups.discard(group_id)
        return known

    async def _pair(self, chat_id: int) -> tuple[int, int] | None:
        if chat_id not in self._pairs:
            if len(self._pairs) >= _MOST_PAIRS:
                self._pairs.clear()
            async with self._db.read() as tx:
                self._pairs[chat_id] = await storage.get_pair(tx, chat_id)
        return self._pairs[chat_id]

    # ---- what their devices are told

    async def _wake(
        self, user_id: int, watcher: Watcher, message: Message, pair: tuple[int, int] | None, why: Reason
    ) -> None:
        ended, told = [], []
        async with self._db.read() as tx:
            sender = await _sender(tx, message)
            for device in await storage.list_of_user(tx, user_id):
                caller = await service.caller_of(tx, self._clock, device)
                if caller is None:
                    ended.append(device)
                    continue
                title = await _title(tx, caller, message.chat_id, pair, sender)
                if title is not None:
                    told.append((device, title))
        for device in ended:
            await self._remove(message.group_id, device.id)
        for device, title in told:
            other = None if pair is None else next((one for one in pair if one != user_id), user_id)
            body = message_of(message, title, sender, other, show_text=watcher.show_text)
            self._send(message.group_id, device, body, is_urgent=why != "message")

    def try_out(self, group_id: int, device: Subscription) -> None:
        """Tell a device that it can be told something."""
        body = PushMessage(type="test", key="test", path="/account/notifications", title="Chinwag")
        self._send(group_id, device, body, is_urgent=True)

    def _send(self, group_id: int, device: Subscription, body: PushMessage, *, is_urgent: bool) -> None:
        parcel = self._packer.pack(group_id, device, body, is_urgent=is_urgent)
        if parcel is not None:
            self.carriage.send(parcel)

    async def _gone(self, parcel: Parcel) -> None:
        await self._remove(parcel.group_id, parcel.device_id)

    async def _remove(self, group_id: int, device_id: int) -> None:
        async with self._db.begin() as tx:
            await service.remove_device(tx, group_id, device_id)


async def _sender(tx: ReadTx, message: Message) -> str:
    if message.sender_id is None or not message.is_by_person:
        return message.sender_label or ""
    found = (await get_users(tx, message.group_id, [message.sender_id])).get(message.sender_id)
    return found.name if found else ""


async def _title(
    tx: ReadTx, caller: Caller, chat_id: int, pair: tuple[int, int] | None, sender: str
) -> str | None:
    """What the chat is called; None when the device's session or token may not read it."""
    if Scope.VIEW_MESSAGES not in caller.scopes:
        return None
    if pair is not None:
        return sender if caller.user_id in pair else None
    room = (await get_visible_rooms(tx, caller, [chat_id])).get(chat_id)
    return None if room is None else room.name


def _said(message: Message, *, is_private: bool, everyone: Everyone | None) -> Said:
    body = message.body or ""
    return Said(
        text=plain_text(body) if message.format == "html" else body,
        type=message.type,
        is_private=is_private,
        notify=bool(message.notify),
        everyone=everyone,
    )
