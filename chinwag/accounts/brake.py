"""The brake on guessing passwords: who fails often has to wait longer and longer.

Three counters, all on the monotonic clock, all bounded in memory:

* one account from one address: free for 10 failures, then a wait that doubles from 2 s to a minute;
* one address over all accounts: free for 30 failures, then the same. An office behind one address keeps
  working, because tries that are refused do not count;
* one account from addresses that never signed in to it: free for 30 failures, then one try at a time, with a
  wait up to 10 s. Addresses from which the owner signed in before are not held up by it.

So a guesser gets at most a few thousand tries a day, and the owner is never locked out for good.
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
_ADDRESS = _Rule(30, 2.0, 60.0)
_ACCOUNT = _Rule(30, 2.0, 10.0)


@dataclass(slots=True)
class _Entry:
    failures: int = 0
    last_try: float = 0.0
    free_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try that was let through and counts as failed until `succeeded` says otherwise."""

    account: bytes
    address: bytes
    is_known: bool


class SignInBrake:
    """Holds up who guesses. One for the process; with N processes a guesser gets N times the tries."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: OrderedDict[tuple[bytes, bytes], _Entry] = OrderedDict()
        self._known: OrderedDict[tuple[bytes, bytes], None] = OrderedDict()

    def admit(self, account: str, address: str) -> Attempt:
        """Let a try through, or TooManyRequests with the seconds to wait; unknown accounts alike."""
        name, place = _digest(account), _digest(_network(address))
        is_known = (name, place) in self._known
        now = self._clock.monotonic()
        counted = [(self._entry(name, place, now), _PAIR), (self._entry(b"", place, now), _ADDRESS)]
        if not is_known:
            counted.append((self._entry(name, b"", now), _ACCOUNT))
        free_at = max(entry.free_at for entry, _ in counted)
        if free_at > now:
            seconds = math.ceil(free_at - now)
            raise TooManyRequests(
                f"Too many failed sign-ins. Try again in {seconds} seconds.",
                headers={"Retry-After": str(seconds)},
            )
        for entry, rule in counted:
            entry.failures += 1
            entry.last_try = now
            entry.free_at = now + rule.wait_s(entry.failures)
        return Attempt(name, place, is_known)

    def succeeded(self, attempt: Attempt) -> None:
        """The password was right: the account is free again from this address, which is known from now on.

        The address keeps what it failed at other accounts: one good account must not free a guesser.
        """
        pair = (attempt.account, attempt.address)
        self._entries.pop(pair, None)
        self._known[pair] = None
        self._known.move_to_end(pair)
        if len(self._known) > _KNOWN_CAPACITY:
            self._known.popitem(last=False)
        self._take_back((b"", attempt.address), _ADDRESS)
        if not attempt.is_known:
            self._take_back((attempt.account, b""), _ACCOUNT)

    def not_tried(self, attempt: Attempt) -> None:
        """The password was never looked at (the server was busy): the try does not count."""
        self._take_back((attempt.account, attempt.address), _PAIR)
        self._take_back((b"", attempt.address), _ADDRESS)
        if not attempt.is_known:
            self._take_back((attempt.account, b""), _ACCOUNT)

    def _take_back(self, key: tuple[bytes, bytes], rule: _Rule) -> None:
        entry = self._entries.get(key)
        if entry is not None:
            entry.failures = max(0, entry.failures - 1)
            entry.free_at = entry.last_try + rule.wait_s(entry.failures)

    def _entry(self, account: bytes, address: bytes, now: float) -> _Entry:
        key = (account, address)
        entry = self._entries.get(key)
        if entry is None or now - entry.last_try > _FORGET_AFTER_S:
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
