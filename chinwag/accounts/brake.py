"""The brake on guessing passwords: who fails often has to wait longer and longer.

Three counters, all on the monotonic clock, all bounded in memory:

* one account from one address: free for 10 failures, then a wait that doubles from 2 s to a minute;
* one address over all accounts: free for 30 failures, then a wait up to 10 s. An office behind one address keeps
  working: tries that are refused do not count, and who signed in from there before is not held up by it;
* one account from addresses that never signed in to it: the same. Its owner's addresses are not held up by it.

So a guesser gets a few thousand tries a day, and the owner is never locked out for good. Tries at the same moment
count as failures while they are many, so that a burst gets no further than a sequence.
"""

import hashlib
import ipaddress
import math
from collections import OrderedDict
from dataclasses import dataclass

from chinwag.clock import Clock
from chinwag.errors import TooManyRequests

_FORGET_AFTER_S = 900.0
_CAPACITY = 20_000
_KNOWN_CAPACITY = 50_000
_WRONG_CAPACITY = 1_000
_AT_ONCE = 35
"""Failures and tries still being looked at that one counter may have before tries are let through one by one."""


@dataclass(frozen=True, slots=True)
class _Rule:
    free: int
    first_wait_s: float
    longest_wait_s: float

    def wait_s(self, failures: int) -> float:
        """How long to wait after so many failures."""
        if failures < self.free:
            return 0.0
        return min(self.longest_wait_s, self.first_wait_s * 2.0 ** min(failures - self.free, 20))


_PAIR = _Rule(10, 2.0, 60.0)
_ADDRESS = _Rule(30, 2.0, 10.0)
_ACCOUNT = _Rule(30, 2.0, 10.0)


@dataclass(slots=True)
class _Entry:
    failures: int = 0
    pending: int = 0
    last_try: float = 0.0
    free_at: float = 0.0

    def wait_s(self, now: float) -> float:
        """How long a new try has to wait."""
        if self.free_at > now:
            return self.free_at - now
        return 1.0 if self.pending and self.failures + self.pending >= _AT_ONCE else 0.0


_Key = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try that was let through; `failed`, `succeeded` or `not_tried` must follow."""

    pair: _Key
    counters: tuple[tuple[_Key, _Rule], ...]


class WrongTries:
    """Wrong passwords since the last `take`, summed up for the audit log: a guesser must not fill it."""

    def __init__(self) -> None:
        self._tries: dict[tuple[int, int, str], int] = {}

    def note(self, group_id: int, user_id: int, address: str) -> None:
        """A try failed. Beyond a thousand accounts and addresses at once, only the security log tells."""
        key = (group_id, user_id, address)
        if key in self._tries or len(self._tries) < _WRONG_CAPACITY:
            self._tries[key] = self._tries.get(key, 0) + 1

    def take(self) -> dict[tuple[int, int, str], int]:
        """How many by (group, person, address)."""
        taken, self._tries = self._tries, {}
        return taken


class SignInBrake:
    """Holds up who guesses. One for the process; with N processes a guesser gets N times the tries."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: OrderedDict[_Key, _Entry] = OrderedDict()
        self._known: OrderedDict[_Key, None] = OrderedDict()
        self.wrong = WrongTries()

    def admit(self, account: str, address: str) -> Attempt:
        """Let a try through, or TooManyRequests with the seconds to wait; unknown accounts alike."""
        name, place = _digest(account), _digest(_network(address))
        pair = (name, place)
        counters = [(pair, _PAIR)]
        if pair not in self._known:
            counters += [((b"", place), _ADDRESS), ((name, b""), _ACCOUNT)]
        now = self._clock.monotonic()
        entries = [self._entry(key, now) for key, _ in counters]
        wait_s = max(entry.wait_s(now) for entry in entries)
        if wait_s > 0:
            seconds = math.ceil(wait_s)
            raise TooManyRequests(
                f"Too many failed sign-ins. Try again in {seconds} seconds.",
                headers={"Retry-After": str(seconds)},
            )
        for entry in entries:
            entry.pending += 1
        return Attempt(pair, tuple(counters))

    def failed(self, attempt: Attempt) -> None:
        """The password was wrong."""
        now = self._clock.monotonic()
        for key, rule in attempt.counters:
            entry = self._settle(key, now)
            entry.failures += 1
            entry.last_try = now
            entry.free_at = now + rule.wait_s(entry.failures)

    def succeeded(self, attempt: Attempt) -> None:
        """The password was right: the account is free again from this address, which is known from now on.

        The address keeps what it failed at other accounts: one good account must not free a guesser.
        """
        self.not_tried(attempt)
        self._entries.pop(attempt.pair, None)
        self._known[attempt.pair] = None
        self._known.move_to_end(attempt.pair)
        if len(self._known) > _KNOWN_CAPACITY:
            self._known.popitem(last=False)

    def not_tried(self, attempt: Attempt) -> None:
        """The password was never looked at (the server was busy): the try does not count."""
        for key, _ in attempt.counters:
            self._settle(key, self._clock.monotonic())

    def _settle(self, key: _Key, now: float) -> _Entry:
        entry = self._entry(key, now)
        entry.pending = max(0, entry.pending - 1)
        return entry

    def _entry(self, key: _Key, now: float) -> _Entry:
        entry = self._entries.get(key)
        if entry is None or (not entry.pending and now - entry.last_try > _FORGET_AFTER_S):
            entry = self._entries[key] = _Entry(last_try=now)
        self._entries.move_to_end(key)
        if len(self._entries) > _CAPACITY:
            self._entries.popitem(last=False)
        return entry


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.casefold().encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _network(address: str) -> str:
    """IPv4 addresses as they are; IPv6 by /64, of which one customer has 2^64 addresses."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return address
