"""From a request's credentials to a `Caller`: token in the header or the query, or the browser's session."""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from chinwag.callers import Caller
from chinwag.clock import Clock
from chinwag.errors import ApiError, Forbidden, Unauthorized

NO_TOKEN = "Authenticated requests only. See {docs} for more information."  # noqa: S105
BAD_TOKEN = "Invalid OAuth session"  # noqa: S105
_V1_TOKEN = re.compile(r"[0-9a-f]{30}")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request brought: at most one of a token and a session cookie counts, the token first."""

    token: str | None = None
    session: str | None = None


def hash_of(secret: str) -> str:
    """SHA-256, hex: the only form in which tokens and sessions are stored."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def bearer_of(header: str) -> str | None:
    """The token of an Authorization header; None for another scheme or an empty token."""
    scheme, _, token = header.partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


class CallerCache:
    """Callers by hash, so that the hot path needs no query. Commits drop what they change, here and elsewhere.

    `max_age_s` bounds how long a process may miss a change when the bus is down.
    """

    def __init__(self, clock: Clock, capacity: int = 10_000, max_age_s: float = 5.0) -> None:
        self._clock = clock
        self._capacity = capacity
        self._max_age_s = max_age_s
        self._callers: OrderedDict[str, tuple[float, Caller]] = OrderedDict()
        self.generation = 0
        """Grows with every drop: a caller looked up before a drop must not be kept after it."""

    def get(self, key: str) -> Caller | None:
        """The caller kept under a key, unless it is too old."""
        kept = self._callers.get(key)
        if kept is None or self._clock.monotonic() - kept[0] > self._max_age_s:
            return None
        return kept[1]

    def keep(self, key: str, caller: Caller, generation: int) -> None:
        """Keep a caller that was looked up when the cache was at `generation`."""
        if generation != self.generation:
            return
        if len(self._callers) >= self._capacity:
            self._callers.popitem(last=False)
        self._callers[key] = (self._clock.monotonic(), caller)

    def forget(self, keys: list[str]) -> None:
        """Drop keys ("token:<hash>", "session:<hash>"); "callers" drops all."""
        self.generation += 1
        if "callers" in keys:
            self._callers.clear()
        for key in keys:
            self._callers.pop(key, None)


Lookup = Callable[[str], Awaitable[Caller | None]]


class Authenticator:
    """Finds callers. The two look-ups ask the database by hash, which also compares in constant time."""

    def __init__(
        self, clock: Clock, cache: CallerCache, find_token: Lookup, find_session: Lookup, docs: str
    ) -> None:
        self._clock = clock
        self._cache = cache
        self._find = {"token": find_token, "session": find_session}
        self._no_token = NO_TOKEN.format(docs=docs)

    async def caller_of(self, credentials: Credentials) -> Caller:
        """The caller; Unauthorized with HipChat's recorded sentence when there is none."""
        if credentials.token is not None:
            key = f"token:{hash_of(credentials.token)}"
            caller = self._cache.get(key) or await self._looked_up("token", key)
            if caller is None:
                raise Unauthorized(_why_dead(credentials.token))
            if caller.expires_at is not None and caller.is_expired(self._clock.steady()):
                when = caller.expires_at.date().isoformat()
                raise _refused(
                    caller, Unauthorized(f"{BAD_TOKEN}: this token expired on {when}. Make a new one.")
                )
            if caller.is_disabled:
                raise _refused(
                    caller,
                    Forbidden("This add-on is disabled. An admin can enable it on the page of integrations."),
                )
            return caller
        if credentials.session is not None:
            key = f"session:{hash_of(credentials.session)}"
            caller = self._cache.get(key) or await self._looked_up("session", key)
            if caller is not None and not caller.is_expired(self._clock.steady()):
                return caller
        raise Unauthorized(self._no_token)

    async def _looked_up(self, kind: str, key: str) -> Caller | None:
        generation = self._cache.generation
        caller = await self._find[kind](key.partition(":")[2])
        if caller is not None:
            self._cache.keep(key, caller, generation)
        return caller


def _refused(caller: Caller, refusal: ApiError) -> ApiError:
    refusal.token_id = caller.token_id
    return refusal


def _why_dead(token: str) -> str:
    if _V1_TOKEN.fullmatch(token):
        return f"{BAD_TOKEN}: this looks like a token of API v1, which does not work on /v2. Make a v2 token."
    return BAD_TOKEN


def missing_scope(scopes: frozenset[str]) -> Forbidden:
    """The recorded 403, with the list printed as Python 2 printed it."""
    names = ", ".join(f"u'{scope}'" for scope in sorted(scopes))
    return Forbidden(f"This action requires one of the following scopes: [{names}]")
