"""Which words a text is found by."""

import string
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinwag.clock import to_micros
from chinwag.search.days_model import NEVER, words_between, words_of_day
from chinwag.search.words import asked_words, folded, spans, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Deploy failed", {"deploy", "failed"}),
        ("web-01.prod.example.com:8080", {"web", "01", "prod", "example", "com", "8080"}),
        ("NullPointerException", {"nullpointerexception", "null", "pointer", "exception"}),
        ("HTTPServer", {"httpserver", "http", "server"}),
        ("ERR404x", {"err404x", "err", "404", "x"}),
        ("snake_case", {"snake", "case"}),
        ("Crème Straße ＷＩＤＥ", {"creme", "strasse", "wide"}),
        ("東京タワー", {"東京", "京タ", "タワ", "ワー"}),
        ("塔", {"塔"}),
        ("한국어", {"한국", "국어"}),
        ("(shrug) :-) !!!", {"shrug"}),
        ("Łódź fjørd", {"lodz", "fjord"}),
        ("done 🎉🎉 ❤️", {"done", "\ue0091f389", "\ue0092764"}),
        ("", set()),
    ],
)
def test_a_text_is_found_by_its_words_and_their_parts(text: str, words: set[str]) -> None:
    assert set(words_of(text)) == words


def test_what_is_asked_for_is_not_split_at_capitals() -> None:
    assert asked_words("NullPointer") == ["nullpointer"]
    assert asked_words("web-01") == ["web", "01"]
    assert asked_words("***") == []


def test_a_very_long_word_counts_with_its_beginning() -> None:
    assert [len(word) for word in words_of("a" * 10_000)] == [64]


def test_folding_forgets_case_width_and_accents() -> None:
    assert folded("ÉCOLE ｗｅｂ ﬁle") == "ecole web file"


def test_highlights_are_where_the_terms_stand() -> None:
    text = "Disk full on web-01.prod: NullPointerException"
    assert [text[start:end] for start, end in spans(text, ["disk", "web-01", "pointer"])] == [
        "Disk",
        "web-01",
        "Pointer",
    ]
    assert spans("nothing here", ["***"]) == []
    assert spans("done 🎉 well", ["🎉"]) == [(5, 6)]


@given(st.text(alphabet=string.printable, max_size=200))
def test_plain_texts_take_a_short_cut_to_the_same_words(text: str) -> None:
    assert set(words_of(text)) == set(words_of(text + " 塔")) - {"塔"}


@pytest.mark.parametrize(
    ("after", "before"),
    [
        ("2026-03-01", "2026-03-02"),
        ("2025-11-30", "2026-01-01"),
        ("2020-05-05", "2026-03-02"),
        (None, "2026-03-02"),
        (None, "2027-01-01"),
        ("2026-01-01", None),
        ("2019-12-31", None),
    ],
)
def test_what_was_said_between_two_days_has_one_of_their_words(after: str | None, before: str | None) -> None:
    first, last = _micros(after) if after else 0, _micros(before) if before else NEVER
    words = set(words_between(first, last))
    assert len(words) < 100
    for day in ("2019-12-31", "2020-05-06", "2025-12-31", "2026-01-01", "2026-03-01", "2027-02-01"):
        if first <= _micros(day) < last:
            assert words & set(words_of_day(_micros(day))), day
    assert words_between(0, NEVER) == []


def _micros(day: str) -> int:
    return to_micros(datetime.fromisoformat(f"{day}T00:00:00+00:00"))
