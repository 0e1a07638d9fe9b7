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
from chinwag.settings import Settings

if TYPE_CHECKING:
    from chinwag.http.endpoint import Call

Headers = list[tuple[bytes, bytes]]


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
        self._anonymous = settings.rate_limit_user
        self._counters = counters
        self._clock = clock

    async def count(self, caller: Caller, headers: Headers) -> Headers:
        """Count a call and return its headers; 429 when the window is used up (the headers are set before)."""
        limit = self._figures[caller.kind] if caller.rate_limit is None else caller.rate_limit
        if not limit:
            return self._off()
        count = await self._counters.hit(f"calls:{caller.rate_key}", limit, CALLS_WINDOW_S)
        told = headers_of("X-Ratelimit", count, self._clock.now().timestamp())
        if not count.is_allowed:
            headers += told
            raise refusal("Rate Limit exceeded", count)
        return told

    def uncounted(self) -> Headers:
        """The headers for a call without a live token: HypChat needs them on every answer."""
        if not self._anonymous:
            return self._off()
        count = Count(self._anonymous, self._anonymous, CALLS_WINDOW_S, is_allowed=True)
        return headers_of("X-Ratelimit", count, self._clock.now().timestamp())

    def _off(self) -> Headers:
        count = Count(UNLIMITED, UNLIMITED, CALLS_WINDOW_S, is_allowed=True)
        return headers_of("X-Ratelimit", count, self._clock.now().timestamp())


class FloodControl:
    """So many messages a minute to one room or person, whoever sends them over the API (documented).

    People in the web client are not counted: the live connection has a brake of its own.
    """

    def __init__(self, settings: Settings, counters: Counters, clock: Clock) -> None:
        self._limit = settings.flood_limit
        self._counters = counters
        self._clock = clock

    async def count(self, call: "Call[Any]", recipient: str) -> None:
        """Count one message and set its headers; 429 when the recipient's minute is used up."""
        if call.caller.kind is TokenKind.SESSION:
            return
        if not self._limit:
            count = Count(UNLIMITED, UNLIMITED, FLOOD_WINDOW_S, is_allowed=True)
        else:
            count = await self._counters.hit(f"flood:{recipient}", self._limit, FLOOD_WINDOW_S)
        call.response_headers += headers_of("X-FloodControl", count, self._clock.now().timestamp())
        if not count.is_allowed:
            raise refusal("Rate Limit exceeded: too many messages to this recipient in a minute", count)
