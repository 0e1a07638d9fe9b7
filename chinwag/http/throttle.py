"""Who has how many calls left: the overall limit of a token, and flood control of a recipient."""

from typing import TYPE_CHECKING, Any

from chinwag.callers import Caller, TokenKind
from chinwag.clock import Clock
from chinwag.http.limits import (
    CALLS_WINDOW_S,
    FLOOD_WINDOW_S,
    UNLIMITED,
    Count,
    Counters,
    headers_of,
    refusal,
)
from chinwag.policy import within
from chinwag.settings import Settings

if TYPE_CHECKING:
    from chinwag.http.endpoint import Call

Headers = list[tuple[bytes, bytes]]


class _Unlimited:
    """The headers that say «no limit», made once a second."""

    def __init__(self, prefix: str, limit: int, window_s: int, clock: Clock) -> None:
        self._prefix = prefix
        self._count = Count(limit, limit, window_s, is_allowed=True)
        self._clock = clock
        self._made: tuple[int, Headers] = (-1, [])

    def headers(self) -> Headers:
        """Nothing used, and a full window until the reset."""
        second = int(self._clock.monotonic())
        if self._made[0] != second:
            now = self._clock.now().timestamp()
            self._made = (second, headers_of(self._prefix, self._count, now))
        return self._made[1]


class CallLimits:
    """The overall limit: so many calls in five minutes for each token, refused calls not counted."""

    def __init__(self, settings: Settings, counters: Counters, clock: Clock) -> None:
        self._figures = {
            TokenKind.ADDON: settings.rate_limit_addon,
            TokenKind.USER: settings.rate_limit_user,
            TokenKind.PERSONAL: settings.rate_limit_user,
            TokenKind.ROOM: settings.rate_limit_user,
            TokenKind.SESSION: 0,
        }
        anonymous = settings.rate_limit_user or UNLIMITED
        self._anonymous = _Unlimited("X-Ratelimit", anonymous, CALLS_WINDOW_S, clock)
        self._off = _Unlimited("X-Ratelimit", UNLIMITED, CALLS_WINDOW_S, clock)
        self._counters = counters
        self._clock = clock

    async def count(self, caller: Caller, headers: Headers) -> Headers:
        """Count a call and return its headers; 429 when the window is used up (the headers are set before)."""
        limit = caller.rate_limit
        if limit is None:
            limit, own = self._figures[caller.kind], _own_figure(caller)
            if own is not None:
                limit = within(limit, own)
        if not limit:
            return self._off.headers()
        count = await self._counters.hit(f"calls:{caller.rate_key}", limit, CALLS_WINDOW_S)
        told = headers_of("X-Ratelimit", count, self._clock.now().timestamp())
        if not count.is_allowed:
            headers += told
            raise refusal("Rate Limit exceeded", count)
        return told

    def uncounted(self) -> Headers:
        """The headers for a call without a live token: HypChat needs them on every answer."""
        return self._anonymous.headers()


def _own_figure(caller: Caller) -> int | None:
    """What the caller's group decided for its kind of token; nothing holds people in the web client."""
    if caller.kind is TokenKind.SESSION:
        return None
    return caller.limits.rate_limit_addon if caller.kind is TokenKind.ADDON else caller.limits.rate_limit_user


class FloodControl:
    """So many messages a minute to one room or person, whoever sends them over the API (documented).

    People in the web client are not counted: the live connection has a brake of its own.
    """

    def __init__(self, settings: Settings, counters: Counters, clock: Clock) -> None:
        self._limit = settings.flood_limit
        self._off = _Unlimited("X-FloodControl", UNLIMITED, FLOOD_WINDOW_S, clock)
        self._counters = counters
        self._clock = clock

    async def count(self, call: "Call[Any]", recipient: str) -> None:
        """Count one message and set its headers; 429 when the recipient's minute is used up."""
        if call.caller.kind is TokenKind.SESSION:
            return
        own = call.caller.limits.flood_limit
        limit = self._limit if own is None else within(self._limit, own)
        if not limit:
            call.response_headers += self._off.headers()
            return
        count = await self._counters.hit(f"flood:{recipient}", limit, FLOOD_WINDOW_S)
        call.response_headers += headers_of("X-FloodControl", count, self._clock.now().timestamp())
        if not count.is_allowed:
            raise refusal("Rate Limit exceeded: too many messages to this recipient in a minute", count)
