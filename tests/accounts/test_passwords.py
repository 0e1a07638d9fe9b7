"""The pool that hashes passwords: off the event loop, and bounded."""

import asyncio

import pytest

from chinwag.accounts.passwords import PasswordHasher
from chinwag.errors import TooManyRequests


async def test_a_password_matches_its_hash_and_no_other() -> None:
    passwords = PasswordHasher(threads=1)
    stored = await passwords.hash("sesame")

    assert await passwords.matches("sesame", stored)
    assert not await passwords.matches("Sesame", stored)
    assert not await passwords.matches("sesame", None)
    assert not await passwords.matches("sesame", "no hash at all")
    passwords.close()


async def test_a_full_queue_refuses_with_a_time_to_come_back() -> None:
    passwords = PasswordHasher(threads=1, queue=2)

    answers = await asyncio.gather(*[passwords.hash("sesame") for _ in range(6)], return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, TooManyRequests)]

    assert len(refused) == 3
    assert refused[0].headers["Retry-After"] == "1"
    assert (await passwords.hash("sesame")).startswith("$argon2id$")
    passwords.close()


async def test_who_hangs_up_still_counts_until_the_hash_is_done() -> None:
    passwords = PasswordHasher(threads=1, queue=0)
    gone = asyncio.create_task(passwords.hash("sesame"))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)

    with pytest.raises(TooManyRequests):
        await passwords.hash("sesame")
    passwords.close()


async def test_the_event_loop_runs_on_while_passwords_are_hashed() -> None:
    passwords = PasswordHasher(threads=1)

    async def hash_ten() -> None:
        for _ in range(10):
            await passwords.hash("sesame")

    hashing = asyncio.create_task(hash_ten())
    turns = 0
    while not hashing.done():
        turns += 1
        await asyncio.sleep(0.001)

    assert turns > 12
    passwords.close()
