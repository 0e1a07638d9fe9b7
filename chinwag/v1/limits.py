"""How many calls a token of API v1 has left, in the words and with the header names of v1."""

from chinwag.callers import Caller
from chinwag.clock import Clock
from chinwag.http.limits import CALLS_WINDOW_S, UNLIMITED, Count, Counters, headers_of, refusal
from chinwag.policy import within
from chinwag.settings import Settings

OVER = "You have exceeded the rate limit. See https://www.hipchat.com/docs/api/rate_limiting"
"""Letter for letter: an early client compares it, and then sleeps until the reset."""

_PREFIX = "X-RateLimit"
Headers = list[tuple[bytes, bytes]]


class V1Limits:
    """So many calls in five minutes for each token."""

    def __init__(self, settings: Settings, counters: Counters, clock: Clock) -> None:
        self._limit = settings.rate_limit_v1
        self._counters = counters
        self._clock = clock

    async def count(self, caller: Caller, headers: Headers) -> None:
        """Count a call and add its headers; TooManyRequests when the window is used up."""
        limit = caller.rate_limit
        if limit is None:
            limit = within(self._limit, caller.limits.rate_limit_v1)
        if not limit:
            headers += self._headers(_unused(UNLIMITED))
            return
        count = await self._counters.hit(f"calls:{caller.rate_key}", limit, CALLS_WINDOW_S)
        headers += self._headers(count)
        if not count.is_allowed:
            raise refusal(OVER, count)

    def uncounted(self) -> Headers:
        """The headers of a call without a live token."""
        return self._headers(_unused(self._limit or UNLIMITED))

    def _headers(self, count: Count) -> Headers:
        return headers_of(_PREFIX, count, self._clock.now().timestamp())


def _unused(limit: int) -> Count:
    return Count(limit, limit, CALLS_WINDOW_S, is_allowed=True)
