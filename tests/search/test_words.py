"""Which words a text is found by."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@given(st.text(alphabet=string.printable, max_size=200))
def test_plain_texts_take_a_short_cut_to_the_same_words(text: str) -> None:
    assert set(words_of(text)) == set(words_of(text + " 塔")) - {"塔"}
