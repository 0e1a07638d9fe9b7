"""The one way out: every call to an address that somebody else chose goes through `Outbound`."""

import asyncio
import contextlib
import importlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from chinwag.outbound.guard import is_allowed, is_literal, parse_networks, read_url, refusal
from chinwag.outbound.model import Answer, Refused, Unreachable
from chinwag.outbound.names import Resolve, SystemNames

if TYPE_CHECKING:
    from chinwag.outbound.session import GuardedSession

__all__ = ["Answer", "Outbound", "Refused", "Unreachable"]

USER_AGENT = "Chinwag"
_SESSION = "chinwag.outbound.session"
"""The module that loads the client."""


class Outbound:
    """Calls hosts on the internet, and those of `allow` (networks), never others.

    `resolve` and `networks` are read at each call, so that tests may set them.
    """

    def __init__(self, *, allow: Iterable[str] = (), resolve: Resolve | None = None) -> None:
        self.networks = parse_networks(allow)
        self.resolve: Resolve = resolve or SystemNames()
        self._session: GuardedSession | None = None
        self._opening = asyncio.Lock()
        self._is_closed = False

    async def call(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        limit: int = 65_536,
        timeout_s: float = 10.0,
    ) -> Answer:
        """One request, one answer of at most `limit` bytes, all of it (names, TLS, body) within `timeout_s`.

        Redirects are answers like others. Raises `Refused` or `Unreachable`, nothing else.
        """
        target = read_url(url, self.networks)
        sent = {"User-Agent": USER_AGENT, **(headers or {})}
        for name in [name for name in sent if name.lower() == "accept-encoding"]:
            del sent[name]
        sent["Accept-Encoding"] = "identity"
        try:
            async with asyncio.timeout(timeout_s):
                session = await self._open()
                return await session.fetch(method, target, sent, body, limit)
        except TimeoutError:
            raise Unreachable(f"{target.host} did not answer within {timeout_s:g} seconds.") from None

    def check(self, url: str) -> None:
        """Refuse what can be refused without a look-up: see `guard.read_url`."""
        read_url(url, self.networks)

    async def check_resolved(self, url: str) -> None:
        """As `check`; also refuse a name with an address that may not be called.

        A name that cannot be looked up now passes: every call is judged again. Who asks is about to keep the
        address and to call it later, so the client is loaded now, while nobody waits for it.
        """
        host = read_url(url, self.networks).raw_host or ""
        if self._session is None:
            asyncio.get_running_loop().run_in_executor(None, importlib.import_module, _SESSION)
        if not is_literal(host):
            with contextlib.suppress(Unreachable):
                await self._look_up(host)

    async def close(self) -> None:
        """Cut what is running; later calls are `Unreachable`."""
        self._is_closed = True
        if self._session is not None:
            await self._session.close()

    async def _look_up(self, host: str) -> list[str]:
        """The addresses of a name, refused together when one of them may not be called."""
        addresses = await self.resolve(host)
        if not addresses:
            raise Unreachable(f"There is no host {host}.")
        if not all(is_allowed(address, self.networks) for address in addresses):
            raise refusal(host)
        return addresses

    async def _open(self) -> "GuardedSession":
        if self._is_closed:
            raise Unreachable("The server is stopping.")
        if self._session is None:
            async with self._opening:
                if self._session is None:
                    await asyncio.to_thread(importlib.import_module, _SESSION)
                    from chinwag.outbound.session import GuardedSession

                    self._session = GuardedSession(
                        look_up=self._look_up,
                        is_allowed=lambda address: is_allowed(address, self.networks),
                    )
        return self._session
