"""Time: one clock for the program, and the two ways times leave it."""

import time
from datetime import UTC, datetime, timedelta
from functools import lru_cache

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Clock:
    """The machine's time. Tests hand in one that they move themselves."""

    def __init__(self) -> None:
        self._started_at = datetime.now(UTC) - timedelta(seconds=time.monotonic())

    def now(self) -> datetime:
        """The wall clock, aware, UTC. May jump; never used to measure how long something took."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that only grow; limits, sessions and time-outs count with these."""
        return time.monotonic()

    def steady(self) -> datetime:
        """The wall clock as it stood at the start, plus the time since: a jump of the clock ends no session."""
        return self._started_at + timedelta(seconds=self.monotonic())


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970 UTC, as the database keeps times."""
    return (moment - EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The inverse of `to_micros`."""
    return EPOCH + timedelta(microseconds=micros)


def iso(moment: datetime) -> str:
    """ISO 8601 with exactly six fractional digits and a numeric offset: the form of messages (recorded)."""
    return moment.isoformat(timespec="microseconds")


def iso_seconds(moment: datetime) -> str:
    """ISO 8601 to the second with a numeric offset: the form of everything but messages (recorded)."""
    return moment.isoformat(timespec="seconds")


def iso_micros(micros: int) -> str:
    """`iso` of a stored time, without the detour: histories print hundreds of these, many of the same second."""
    if micros < 1_000_000:
        return iso(from_micros(micros))
    digits = str(micros)
    return f"{_second(digits[:-6])}.{digits[-6:]}+00:00"


@lru_cache(maxsize=8192)
def _second(seconds: str) -> str:
    return (EPOCH + timedelta(seconds=int(seconds))).strftime("%Y-%m-%dT%H:%M:%S")
