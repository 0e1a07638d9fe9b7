"""Patterns of webhooks: what add-ons write works, what would take for ever is refused or soon done."""

import asyncio
import random
import threading
import time
import timeit

import pytest

from chinwag.errors import BadRequest
from chinwag.webhooks.patterns import compile_pattern
from tests.webhooks.hooks import notify, register, sent
from tests.webhooks.receiver import Receiver
from tests.world import World

_CHANCE = random.Random(7)
_AB = "".join(_CHANCE.choice("ab") for _ in range(10_000))

BOMBS = [
    "(a+)+$",
    "(a|aa)+$",
    "(a|a?)+$",
    "(.*)*$",
    "(.*a){20}",
    "(a*)*b",
    "((a|b)*)*c",
    "(((a|b)*a)*b)*c",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "(x+x+)+y",
    "(?:a?){30}a{30}",
    r"(\w+\s?)+$",
    r"^(\d+)*$",
    "[ab]*a[ab]{20}$",
    "[ab]*a[ab]{300}c",
    "([ab]*a){10}[ab]{100}c",
    "(a?){900}a{900}",
    "(?:[ab]?){900}c",
    r"(?i)(?:\w+\s?){100}!",
    "|".join(f"[ab]*a[ab]{{{n}}}c" for n in range(20, 60)),
]


@pytest.mark.parametrize(
    ("pattern", "text", "is_found"),
    [
        ("^/hello", "/hello there", True),
        ("^/hello", "say /hello", False),
        ("hello", "say hello", True),
        ("^/[hH]ello$", "/Hello", True),
        ("hello", "Hello", False),
        ("(?i)hello", "HeLLo", True),
        (r"\x{20ac}", "costs 5 €", True),
        (r"\x{20ac}", "costs 5 $", False),
        (r"\u20ac$", "costs 5 €", True),
        (r"\\u20ac", "costs 5 €", False),
        (r"\\u20ac", r"write \u20ac", True),
        (r"^/in\Z", "/in", True),
        (r"^/in\Z", "/into", False),
        (r"https?://[^\s]+", "see http://example.com/x now", True),
        (r"\b[A-Z]+-\d+\b", "fix ABC-12 soon", True),
        ("grün", "alles grün", True),
        (r"^\p{Lu}", "Übung", True),
        ("", "anything", True),
    ],
)
def test_patterns_of_add_ons_are_searched_anywhere_and_mind_case(
    pattern: str, text: str, is_found: bool
) -> None:
    assert compile_pattern(pattern).matches(text) is is_found


@pytest.mark.parametrize("pattern", ["(?=a)b", "a(?!b)", "(?<=a)b", "(?<!a)b"])
def test_look_around_is_refused_with_a_sentence(pattern: str) -> None:
    with pytest.raises(BadRequest, match="cannot look around") as refused:
        compile_pattern(pattern)
    assert refused.value.extra["field"] == "pattern"


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("[", "missing ]"),
        ("(", r"missing \)"),
        ("*a", "no argument for repetition"),
        (r"(a)\1", "refer back"),
        (r"\h+", "invalid escape"),
        ("a{1000}{1000}", "bad repetition"),
        (r"(?:\pL\pN?){900}", "too large"),
        (r"(?:\pL){8}", "too large"),
        ("a" * 2_001, "too long"),
    ],
)
def test_what_does_not_compile_says_why(pattern: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        compile_pattern(pattern)


@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_on_ten_thousand_characters_is_soon_over_or_known_to_be_heavy(bomb: str) -> None:
    pattern = compile_pattern(bomb)
    for text in ("a" * 10_000, _AB):
        if pattern.is_heavy(text):
            continue
        began = time.thread_time()
        pattern.matches(text)
        assert time.thread_time() - began < 0.1


def test_ordinary_patterns_are_not_heavy_on_ordinary_messages() -> None:
    assert not compile_pattern("^/hello").is_heavy("x" * 10_000)
    assert not compile_pattern(r"\b(ABC|XYZ)-\d+\b").is_heavy("x" * 10_000)
    assert not compile_pattern(r"(?i)\pL+").is_heavy("x" * 200)
    assert compile_pattern("(?:[ab]?){900}c").is_heavy("x" * 10_000)


def test_matches_release_the_interpreter_so_that_a_thread_holds_nobody_up() -> None:
    pattern = compile_pattern("(?:[ab]?){900}c")
    alone_s = min(timeit.repeat(lambda: pattern.matches(_AB), number=1, repeat=3))
    searching = threading.Thread(target=lambda: [pattern.matches(_AB) for _ in range(3)])
    searching.start()
    turns = 0
    while searching.is_alive():
        time.sleep(alone_s / 20)
        turns += 1
    assert turns > 10


async def test_twenty_bombs_in_a_room_hold_nobody_up(hooked: World, receiver: Receiver) -> None:
    room = await hooked.room()
    for who in ("Ada Quist", "Bob Wren"):
        admin = await hooked.token(await hooked.user(who, role="admin"))
        for bomb in BOMBS[-10:]:
            await register(hooked, room, receiver, headers=admin, event="room_notification", pattern=bomb)
    headers = await hooked.room_token(room)
    longest, last, is_over = 0.0, time.process_time(), False

    async def beat() -> None:
        nonlocal longest, last
        while not is_over:
            await asyncio.sleep(0.002)
            longest, last = max(longest, time.process_time() - last), time.process_time()

    beating = asyncio.create_task(beat())
    for text in ("a" * 10_000, _AB):
        await notify(hooked, room, text, headers, message_format="text")
    await sent(hooked)
    is_over = True
    await beating
    assert longest < 0.25
    assert {got.body["event"] for got in receiver.got} <= {"room_notification"}
