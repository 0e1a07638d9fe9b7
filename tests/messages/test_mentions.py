"""Mentions: who is meant by an @ in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinwag.messages.mentions import MAX_NAMES, parse_mentions

PEOPLE = {"ada": 1, "bob": 2, "bob-the-builder": 3, "mary.jane": 4, "zoë": 5, "x_y": 6}


def meant(text: str) -> list[int]:
    return parse_mentions(text).resolve(PEOPLE)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("@ada", [1]),
        ("hi @Ada!", [1]),
        ("@ADA, @bob: look", [1, 2]),
        ("@bob @ada @bob", [2, 1]),
        ("(@ada) [@bob]", [1, 2]),
        ("cc:@ada", [1]),
        ("@bob's turn", [2]),
        ("ask @bob.", [2]),
        ("ask @bob...", [2]),
        ("ask @bob-the-builder", [3]),
        ("@bob-the-plumber", [2]),
        ("@mary.jane.", [4]),
        ("@zoe\u0308", [5]),
        ("_@x_y_", [6]),
        ("*@ada*", [1]),
        ("first\n@ada", [1]),
        ("😀@ada", [1]),
        ("ada@bob.test", []),
        ("mail to ada@ada", []),
        ("https://example.com/@ada", []),
        ("@@ada", []),
        ("@ ada", []),
        ("@nobody", []),
        ("@adam", []),
        ("@", []),
        ("", []),
        ("/code @ada", []),
        ("/quote @ada", [1]),
    ],
)
def test_those_named_behind_an_at_sign_are_meant(text: str, ids: list[int]) -> None:
    assert meant(text) == ids


@pytest.mark.parametrize(
    ("text", "everyone"),
    [
        ("@all", "all"),
        ("look, @ALL!", "all"),
        ("@here @ada", "here"),
        ("@here and @all", "all"),
        ("me@all.test", None),
        ("@alliance", None),
        ("/code @all", None),
    ],
)
def test_calling_the_whole_room(text: str, everyone: str | None) -> None:
    assert parse_mentions(text).everyone == everyone


def test_calling_everybody_asks_for_no_name() -> None:
    assert parse_mentions("@all @here.").names == ()


def test_only_so_many_names_are_looked_up() -> None:
    assert len(parse_mentions(" ".join(f"@n{index}" for index in range(500))).names) == MAX_NAMES


@given(st.text(alphabet=st.sampled_from("@adbo._- é\u0301/\n")))
def test_every_text_can_be_read(text: str) -> None:
    ids = meant(text)
    assert len(set(ids)) == len(ids)
    assert set(ids) <= set(PEOPLE.values())


@given(st.text(max_size=50), st.sampled_from(sorted(PEOPLE)))
def test_a_name_after_a_blank_is_always_found(text: str, name: str) -> None:
    if not text.startswith("/code"):
        assert PEOPLE[name] in meant(f"{text} @{name} ")
