"""Counting calls: fixed windows, in the process or in Redis, and the headers that tell of them.

HipChat gave one reset time for a window, so windows are fixed; a refused call does not count (our choice).
Windows run on the monotonic clock: a jump of the wall clock neither frees nor locks anybody.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

from chinwag.clock import Clock
from chinwag.errors import TooManyRequests

CALLS_WINDOW_S = 300
FLOOD_WINDOW_S = 60
UNLIMITED = 1_000_000
"""What the headers say when a limit is off: HypChat needs the headers on every answer all the same."""


@dataclass(frozen=True, slots=True)
class Count:
    """The state of one counter after a call. `resets_in_s` is seconds from now."""

    limit: int
    remaining: int
    resets_in_s: float
    is_allowed: bool


class Counters(Protocol):
    """Where windows are counted."""

    async def hit(self, key: str, limit: int, window_s: int) -> Count:
        """Count one call unless the window is used up."""

    async def close(self) -> None:
        """Let go of connections."""


class MemoryCounters:
    """Windows of one process. At most `capacity` keys: the ones that ended first go first."""

    def __init__(self, clock: Clock, capacity: int = 100_000) -> None:
        self._clock = clock
        self._capacity = capacity
        self._windows: dict[str, list[float]] = {}  # key -> [end, used]

    async def hit(self, key: str, limit: int, window_s: int) -> Count:
        """Count one call unless the window is used up."""
        now = self._clock.monotonic()
        window = self._windows.get(key)
        if window is None or window[0] <= now:
            if len(self._windows) >= self._capacity:
                self._drop_ended(now)
            window = self._windows[key] = [now + window_s, 0]
        if window[1] >= limit:
            return Count(limit, 0, window[0] - now, is_allowed=False)
        window[1] += 1
        return Count(limit, limit - int(window[1]), window[0] - now, is_allowed=True)

    async def close(self) -> None:
        """Nothing to let go of."""

    def _drop_ended(self, now: float) -> None:
        self._windows = {key: window for key, window in self._windows.items() if window[0] > now}
        while len(self._windows) >= self._capacity:
            del self._windows[next(iter(self._windows))]


_HIT = """
local used = tonumber(redis.call('GET', KEYS[1]) or '0')
local left = redis.call('PTTL', KEYS[1])
if left < 0 then left = tonumber(ARGV[2]); used = 0 end
if used >= tonumber(ARGV[1]) then return {used, left, 0} end
if used == 0 then redis.call('SET', KEYS[1], 1, 'PX', left) else redis.call('INCR', KEYS[1]) end
return {used + 1, left, 1}
"""


class RedisCounters:
    """Windows shared by all processes; counts in the process while Redis is away."""

    def __init__(self, redis: Any, clock: Clock) -> None:
        self._redis = redis
        self._script: Callable[..., Awaitable[Any]] = redis.register_script(_HIT)
        self._own = MemoryCounters(clock)

    async def hit(self, key: str, limit: int, window_s: int) -> Count:
        """Count one call unless the window is used up."""
        try:
            used, left_ms, allowed = await self._script(
                keys=[f"chinwag:{key}"], args=[limit, window_s * 1000]
            )
        except (OSError, self._redis_error()):
            return await self._own.hit(key, limit, window_s)
        return Count(limit, max(0, limit - int(used)), int(left_ms) / 1000, is_allowed=bool(allowed))

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    @staticmethod
    def _redis_error() -> type[Exception]:
        from redis.exceptions import RedisError

        return RedisError


def open_counters(bus_url: str, clock: Clock) -> Counters:
    """Counters in Redis when there is a bus, else in the process."""
    if not bus_url:
        return MemoryCounters(clock)
    import redis.asyncio  # the extra `redis` may be absent

    client = redis.asyncio.Redis.from_url(bus_url, socket_timeout=1, socket_connect_timeout=1)
    return RedisCounters(client, clock)


def headers_of(prefix: str, count: Count, now_unix: float) -> list[tuple[bytes, bytes]]:
    """`<prefix>-Limit`, `-Remaining` and `-Reset` (Unix seconds, whole)."""
    name = prefix.encode()
    return [
        (name + b"-Limit", b"%d" % count.limit),
        (name + b"-Remaining", b"%d" % count.remaining),
        (name + b"-Reset", b"%d" % int(now_unix + count.resets_in_s + 0.999)),
    ]


def refusal(message: str, count: Count) -> TooManyRequests:
    """The 429 of a used-up window, with `Retry-After` in whole seconds."""
    return TooManyRequests(message, headers={"Retry-After": str(int(count.resets_in_s) + 1)})
