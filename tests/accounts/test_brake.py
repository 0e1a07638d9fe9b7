"""The brake on guessing passwords."""

import contextlib

from chinwag.accounts.brake import Attempt, SignInBrake
from chinwag.errors import TooManyRequests
from tests.accounts.browser import browser, with_password
from tests.world import FakeClock, World


def wait_s(brake: SignInBrake, account: str, address: str) -> int:
    """The seconds to wait that a wrong try is told; 0 = it is let through."""
    try:
        brake.failed(brake.admit(account, address))
    except TooManyRequests as refusal:
        return int(refusal.headers["Retry-After"])
    return 0


def first_braked(brake: SignInBrake, tries: list[tuple[str, str]]) -> int:
    """Which of the tries is the first that has to wait."""
    return next(number for number, (account, address) in enumerate(tries) if wait_s(brake, account, address))


GUESSES = [("ada@example.com", "192.0.2.1")] * 40


def test_one_account_from_one_address_is_braked_within_forty_tries() -> None:
    assert first_braked(SignInBrake(FakeClock()), GUESSES) == 10


def test_one_address_trying_many_accounts_is_braked_within_forty_tries() -> None:
    tries = [(f"user{number}@example.com", "192.0.2.1") for number in range(40)]

    assert first_braked(SignInBrake(FakeClock()), tries) == 30


def test_many_addresses_trying_one_account_are_braked_within_forty_tries() -> None:
    tries = [("ada@example.com", f"192.0.2.{number}") for number in range(40)]

    assert first_braked(SignInBrake(FakeClock()), tries) == 30


def test_addresses_of_one_ipv6_network_count_as_one() -> None:
    tries = [("ada@example.com", f"2001:db8::{number:x}") for number in range(40)]

    assert first_braked(SignInBrake(FakeClock()), tries) == 10


def test_the_wait_grows_and_ends() -> None:
    clock = FakeClock()
    brake = SignInBrake(clock)
    waits = []
    for account, address in GUESSES:
        waits.append(wait_s(brake, account, address))
        clock.advance(seconds=waits[-1])

    assert [wait for wait in waits if wait][:8] == [2, 4, 8, 16, 32, 60, 60, 60]


def test_the_owner_still_gets_in_from_another_address() -> None:
    brake = SignInBrake(FakeClock())
    first_braked(brake, GUESSES)

    assert isinstance(brake.admit("ada@example.com", "198.51.100.9"), Attempt)


def test_the_owner_gets_in_from_a_known_address_while_the_whole_world_guesses() -> None:
    clock = FakeClock()
    brake = SignInBrake(clock)
    brake.succeeded(brake.admit("ada@example.com", "198.51.100.9"))
    for number in range(200):
        clock.advance(seconds=1)
        wait_s(brake, "ada@example.com", f"192.0.2.{number}")

    assert isinstance(brake.admit("ada@example.com", "198.51.100.9"), Attempt)


def test_others_behind_the_same_address_are_not_locked_out() -> None:
    brake = SignInBrake(FakeClock())
    first_braked(brake, GUESSES)

    assert isinstance(brake.admit("bo@example.com", "192.0.2.1"), Attempt)


def test_who_signed_in_before_is_not_held_up_by_a_guesser_at_the_same_address() -> None:
    brake = SignInBrake(FakeClock())
    brake.succeeded(brake.admit("bo@example.com", "192.0.2.1"))
    first_braked(brake, [(f"user{number}@example.com", "192.0.2.1") for number in range(40)])

    assert isinstance(brake.admit("bo@example.com", "192.0.2.1"), Attempt)


def test_a_burst_gets_no_further_than_a_sequence() -> None:
    brake = SignInBrake(FakeClock())
    let_through: list[Attempt] = []
    with contextlib.suppress(TooManyRequests):
        while len(let_through) < 100:
            let_through.append(brake.admit(*GUESSES[0]))
    for attempt in let_through:
        brake.failed(attempt)

    assert len(let_through) == 35
    assert wait_s(brake, *GUESSES[0]) == 60


def test_right_passwords_at_the_same_moment_are_all_let_through() -> None:
    brake = SignInBrake(FakeClock())
    attempts = [brake.admit(*GUESSES[0]) for _ in range(30)]
    for attempt in attempts:
        brake.succeeded(attempt)

    assert isinstance(brake.admit(*GUESSES[0]), Attempt)


def test_a_try_that_the_server_was_too_busy_for_does_not_count() -> None:
    brake = SignInBrake(FakeClock())
    for account, address in GUESSES:
        brake.not_tried(brake.admit(account, address))

    assert first_braked(brake, GUESSES) == 10


def test_a_jump_of_the_wall_clock_frees_nobody() -> None:
    clock = FakeClock()
    brake = SignInBrake(clock)
    first_braked(brake, GUESSES)
    clock.jump(days=1)

    assert wait_s(brake, *GUESSES[0]) > 0


def test_guessing_from_many_addresses_fills_no_memory() -> None:
    brake = SignInBrake(FakeClock())
    for number in range(30_000):
        brake.succeeded(brake.admit(f"user{number}@example.com", f"10.0.{number % 200}.{number // 200}"))
    for number in range(30_000):
        brake.failed(brake.admit(f"user{number}@example.com", f"10.1.{number % 200}.{number // 200}"))

    assert len(brake._entries) <= 20_000
    assert len(brake._known) <= 50_000


async def test_guessing_over_http_is_answered_429_and_the_owner_gets_in_later(world: World) -> None:
    ada = await with_password(world)

    async with browser(world, "192.0.2.1") as guesser, browser(world, "198.51.100.9") as owner:
        answers = [await guesser.sign_in(ada.email, f"guess {number}") for number in range(12)]
        assert [answer.status_code for answer in answers[:10]] == [401] * 10
        assert answers[-1].status_code == 429
        assert (await owner.sign_in(ada.email)).status_code == 200
        world.clock.advance(seconds=int(answers[-1].headers["Retry-After"]))
        assert (await guesser.sign_in(ada.email)).status_code == 200


async def test_the_password_grant_shares_the_brake(world: World) -> None:
    ada = await with_password(world)
    form = {"grant_type": "password", "username": ada.email, "password": "guess"}

    answers = [(await world.http.post("/v2/oauth/token", data=form)).status_code for _ in range(11)]

    assert answers == [400] * 10 + [429]
