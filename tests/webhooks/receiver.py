"""A receiver of webhooks that really listens, on a free port of 127.0.0.1, and remembers what it got."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Got:
    """One call."""

    headers: dict[str, str]
    query: str
    raw: bytes
    at: float

    @property
    def body(self) -> dict[str, Any]:
        decoded: dict[str, Any] = json.loads(self.raw)
        return decoded

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def text(self) -> str:
        text: str = self.body["item"]["message"]["message"]
        return text


@dataclass
class Receiver:
    """`statuses` are answered in turn, the last for ever; `answer` decides instead when set."""

    url: str = ""
    statuses: list[int] = field(default_factory=lambda: [204])
    headers: dict[str, str] = field(default_factory=dict)
    reply: str | bytes = ""
    delay_s: float = 0.0
    answer: Answer | None = None
    got: list[Got] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    async def hear(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            raw = await request.read()
            headers = {name.lower(): value for name, value in request.headers.items()}
            loop = asyncio.get_running_loop()
            self.got.append(Got(headers, request.query_string, raw, loop.time()))
            if self.answer is not None:
                return await self.answer(request)
            if self.delay_s:
                await asyncio.sleep(self.delay_s)
            status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
            body = self.reply.encode() if isinstance(self.reply, str) else self.reply
            return web.Response(status=status, body=body or None, headers=self.headers)
        finally:
            self.at_once -= 1

    async def until(self, count: int, within_s: float = 10.0) -> list[Got]:
        """Wait for so many calls."""
        async with asyncio.timeout(within_s):
            while len(self.got) < count:
                await asyncio.sleep(0.005)
        return self.got


@contextlib.asynccontextmanager
async def listening(receiver: Receiver | None = None, port: int = 0) -> AsyncIterator[Receiver]:
    """A receiver that listens until the block is left."""
    receiver = receiver or Receiver()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", receiver.hear)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    port = runner.addresses[0][1]
    receiver.url = f"http://127.0.0.1:{port}/hook"
    try:
        yield receiver
    finally:
        await runner.cleanup()
        await asyncio.sleep(0.01)  # a connection that was cut is let go in the next rounds of the loop
