"""The running program: an ASGI application that sends each request to its door, and what it does by itself."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from chinwag.addons.upkeep import keep_addons
from chinwag.guests.service import sweep as sweep_guests
from chinwag.pictures.service import sweep as sweep_pictures
from chinwag.services import Services

_USAGE_EVERY_S = 10.0
_OUTSIDE_EVERY_S = 0.5
_COUNT_EVERY_S = 300.0
_SWEEP_EVERY_S = 600.0

Asgi = Callable[[Any, Any, Any], Awaitable[None]]


class App:
    """The program as an ASGI application. `start` before the first request, `stop` after the last."""

    def __init__(
        self,
        services: Services,
        *,
        api: Asgi,
        v1: Asgi,
        files: Asgi,
        pages: Asgi,
        live: Asgi,
        stream: Asgi,
    ) -> None:
        self.services = services
        self._doors = {b"v2": api, b"api": api, b"v1": v1, b"files": files}
        self._pages = pages
        self._live = live
        self._stream = stream
        self._tasks: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Send a request to the API or to the pages, a socket to the hub."""
        if scope["type"] == "http":
            path: bytes = scope["raw_path"]
            answer = self._doors.get(path.lstrip(b"/").partition(b"/")[0], self._pages)
            if path == b"/api/events" and scope["method"] == "GET":
                answer = self._stream
            await answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._live(scope, receive, send)
        else:
            await self._lifespan(receive, send)

    async def _lifespan(self, receive: Any, send: Any) -> None:
        await receive()
        await self.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def start(self) -> None:
        """Begin to listen to other processes and to write down what is written down later."""
        await self.services.hub.start()
        await self.services.reception.start()
        await self.services.previews.start()
        await self.services.pusher.start()
        await self.services.dispatcher.start()
        await self.services.indexer.start()
        self._tasks = [
            asyncio.create_task(_repeat(_USAGE_EVERY_S, self.services.usage.flush)),
            asyncio.create_task(_repeat(_OUTSIDE_EVERY_S, self._look_outside)),
            asyncio.create_task(_repeat(_USAGE_EVERY_S, self.services.upkeep.often)),
            asyncio.create_task(_repeat(_COUNT_EVERY_S, self.services.upkeep.seldom)),
            asyncio.create_task(_repeat(_SWEEP_EVERY_S, lambda: sweep_pictures(self.services))),
            asyncio.create_task(_repeat(_SWEEP_EVERY_S, lambda: sweep_guests(self.services))),
            asyncio.create_task(_repeat(_SWEEP_EVERY_S, lambda: keep_addons(self.services))),
        ]

    async def stop(self) -> None:
        """Write down what is left and let go of everything, the database last."""
        self.services.is_stopping = True
        for task in self._tasks:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*self._tasks)
        await self.services.mail.stop()
        await self.services.reception.stop()
        await self.services.hub.stop()
        await self.services.usage.flush()
        self.services.passwords.close()
        await self.services.workshop.close()
        await self.services.dispatcher.stop()
        await self.services.previews.stop()
        await self.services.pusher.stop()
        await self.services.outbound.close()
        await self.services.indexer.stop()
        await self.services.counters.close()
        await self.services.db.close()

    async def _look_outside(self) -> None:
        """A command beside the server wrote to the same file: caches are void, its events are to be told."""
        if self.services.db.changed_outside():
            self.services.callers.forget(["callers"])
            await self.services.hub.catch_up()


async def _repeat(every_s: float, work: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(every_s)
        with contextlib.suppress(
            Exception
        ):  # the next round tries again; faults of the database log themselves
            await work()
