"""Looking up names beside the event loop."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable

from chinwag.outbound.model import Unreachable

Resolve = Callable[[str], Awaitable[list[str]]]
"""From a host name to its addresses; none = there is no such name now."""

MOST_LOOKUPS = 32
"""Look-ups at a time. A thread each: name servers that never answer must not hold up those that do."""

LOOKUP_TIMEOUT_S = 5.0


class SystemNames:
    """The system's resolver in threads of its own, which nobody waits for when the server stops."""

    def __init__(self, *, most: int = MOST_LOOKUPS, timeout_s: float = LOOKUP_TIMEOUT_S) -> None:
        self._most = most
        self._timeout_s = timeout_s
        self.running = 0

    async def __call__(self, host: str) -> list[str]:
        """The addresses of `host`; `Unreachable` when the look-up takes too long or too many hang."""
        if self.running >= self._most:
            raise Unreachable(f"{host} could not be looked up: too many look-ups are waiting.")
        loop = asyncio.get_running_loop()
        found: asyncio.Future[list[str]] = loop.create_future()
        self.running += 1
        threading.Thread(target=self._look_up, args=(host, found, loop), name="look-up", daemon=True).start()
        try:
            async with asyncio.timeout(self._timeout_s):
                return await found
        except TimeoutError:
            raise Unreachable(f"{host} could not be looked up in time.") from None

    def _look_up(
        self, host: str, found: "asyncio.Future[list[str]]", loop: asyncio.AbstractEventLoop
    ) -> None:
        addresses = _addresses(host)
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody asks any more
            loop.call_soon_threadsafe(self._done, found, addresses)

    def _done(self, found: "asyncio.Future[list[str]]", addresses: list[str]) -> None:
        self.running -= 1
        if not found.done():
            found.set_result(addresses)


def _addresses(host: str) -> list[str]:
    try:
        rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(row[4][0]) for row in rows))
