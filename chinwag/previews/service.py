"""Previews of links, beside the requests: nobody's message waits for somebody else's server."""

import asyncio
from collections import deque
from collections.abc import Iterable
from datetime import timedelta

import msgspec
import structlog

from chinwag.clock import Clock, to_micros
from chinwag.db.tx import Database, DatabaseUnavailable
from chinwag.messages.model import Message
from chinwag.messages.service import attach_links, last_link, posted_message
from chinwag.outbound.client import Outbound, Refused, Unreachable
from chinwag.previews import storage
from chinwag.previews.fetch import TIMEOUT_S, find_out
from chinwag.realtime.events import LiveEvent

_log = structlog.get_logger("chinwag.previews")

MOST_WAITING = 1_000
"""Messages that may wait for a preview; when more come, the oldest get none."""

KEEP = timedelta(days=1)
KEEP_FAILURE = timedelta(hours=1)
_WORKERS = 4
_LONGEST_LINK = 2_000
_PRUNE_EVERY_S = 3_600.0


class Previews:
    """Looks at what was committed; fetches the last link of what people say; tells the listeners.

    For messages of people and links that they share. Notifications have HTML and cards of their own. What waits
    when the server stops gets no preview.
    """

    def __init__(
        self, db: Database, outbound: Outbound, clock: Clock, *, own_url: str, is_on: bool = True
    ) -> None:
        self._db = db
        self._outbound = outbound
        self._clock = clock
        self._own_url = own_url.rstrip("/") + "/"
        self._is_on = is_on
        self._waiting: deque[Message] = deque(maxlen=MOST_WAITING)
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._busy = 0
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin to work."""
        if self._is_on:
            workers = [asyncio.create_task(self._work()) for _ in range(_WORKERS)]
            self._tasks = [*workers, asyncio.create_task(self._prune_now_and_then())]

    async def stop(self) -> None:
        """Give up what waits."""
        self._is_on = False
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        self._waiting.clear()

    def notice(self, events: Iterable[LiveEvent]) -> None:
        """What a commit told of: messages with a link are looked at later. Never waits."""
        for event in events:
            if event.type == "message.sent" and (message := posted_message(event)) is not None:
                self.want(message)

    def want(self, message: Message) -> None:
        """Look at the link of a message that was said or edited just now, if it has one."""
        if (
            self._is_on
            and message.type == "message"
            and message.links is None
            and "://" in (message.body or "")
        ):
            self._waiting.append(message)
            self._idle.clear()
            self._wake.set()

    @property
    def waiting(self) -> int:
        """How many messages wait to be looked at."""
        return len(self._waiting)

    async def settled(self) -> None:
        """Wait until nothing waits and nothing is fetched."""
        await self._idle.wait()

    async def _work(self) -> None:
        while True:
            while self._waiting:
                self._busy += 1
                try:
                    await self._look_at(self._waiting.popleft())
                except DatabaseUnavailable:
                    pass
                except Exception:  # noqa: BLE001 - one odd page must not end all previews
                    _log.exception("a link could not be looked at")
                finally:
                    self._busy -= 1
            if self._busy == 0:
                self._idle.set()
            self._wake.clear()
            await self._wake.wait()

    async def _look_at(self, message: Message) -> None:
        url = last_link(message.body or "", is_html=message.format == "html")
        if url is None or len(url) > _LONGEST_LINK or f"{url}/".startswith(self._own_url):
            return
        preview = await self._preview_of(url)
        if preview is not None:
            async with self._db.begin() as tx:
                await attach_links(tx, message, f"[{preview}]")

    async def _preview_of(self, url: str) -> str | None:
        """What is behind an address, as JSON: remembered for a day, for an hour that there was nothing."""
        async with self._db.read() as tx:
            kept = await storage.get_preview(tx, url)
        if kept is not None:
            keep = KEEP_FAILURE if kept.preview is None else KEEP
            if to_micros(self._clock.now() - keep) < kept.fetched_micros:
                return kept.preview
        preview = await self._fetch(url)
        async with self._db.begin() as writing:
            await storage.put_preview(writing, url, preview)
        return preview

    async def _fetch(self, url: str) -> str | None:
        try:
            async with asyncio.timeout(TIMEOUT_S):
                found = await find_out(self._outbound, url)
        except (Refused, Unreachable, TimeoutError):
            return None
        return None if found is None else msgspec.json.encode(found).decode()

    async def _prune_now_and_then(self) -> None:
        while True:
            try:
                async with self._db.begin() as tx:
                    await storage.prune_previews(tx, to_micros(self._clock.now() - KEEP))
            except DatabaseUnavailable:
                pass
            await asyncio.sleep(_PRUNE_EVERY_S)
