"""Passwords: argon2id in a bounded pool of threads, so that no sign-in ever stops the event loop."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import argon2
from argon2.exceptions import Argon2Error, InvalidHashError

from chinwag.errors import TooManyRequests

MEMORY_KIB = 19 * 1024
TIME_COST = 2
_QUEUE = 32
"""How many hashes may wait; one takes about 30 ms, so the last in the queue waits about a second."""

T = TypeVar("T")


class PasswordHasher:
    """Hashes and checks passwords. Refuses with 429 when more than `queue` wait: a flood must not pile up."""

    def __init__(self, *, threads: int | None = None, queue: int = _QUEUE) -> None:
        count = threads or max(1, (os.cpu_count() or 2) // 2)
        self._argon = argon2.PasswordHasher(time_cost=TIME_COST, memory_cost=MEMORY_KIB, parallelism=1)
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="password")
        self._limit = count + queue
        self._running = 0
        self._decoy: str | None = None

    async def hash(self, password: str) -> str:
        """The text to store: algorithm, cost, salt and hash."""
        return await self._run(lambda: self._argon.hash(_bytes(password)))

    async def matches(self, password: str, stored: str | None) -> bool:
        """Whether the password is right. Takes as long when there is nothing stored to compare with."""
        return await self._run(lambda: self._verify(password, stored))

    def close(self) -> None:
        """Let the threads end; what waits is given up."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _run(self, work: Callable[[], T]) -> T:
        if self._running >= self._limit:
            raise TooManyRequests(
                "Too many sign-ins at this moment. Try again in a second.", headers={"Retry-After": "1"}
            )
        self._running += 1
        future = asyncio.get_running_loop().run_in_executor(self._pool, work)
        future.add_done_callback(self._done)
        return await asyncio.shield(future)

    def _done(self, future: "asyncio.Future[T]") -> None:
        self._running -= 1
        if not future.cancelled():
            future.exception()  # seen: whoever asked may be gone

    def _verify(self, password: str, stored: str | None) -> bool:
        if stored is None:
            if self._decoy is None:
                self._decoy = self._argon.hash(b"nobody's password")
            self._check(self._decoy, password)
            return False
        return self._check(stored, password)

    def _check(self, stored: str, password: str) -> bool:
        try:
            return self._argon.verify(stored, _bytes(password))
        except (Argon2Error, InvalidHashError):
            return False


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
