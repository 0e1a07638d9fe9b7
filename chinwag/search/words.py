"""Texts as words to search by: the same on every engine, because neither engine's own tokeniser is used.

A word is what stands between blanks and punctuation. Beside it count its parts: at `._-/@:`, at capitals inside
(`NullPointer`) and between letters and digits (`web01`). Chinese, Japanese and Korean texts, which have no blanks,
become pairs of neighbouring characters.
"""

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 64
"""Characters of a word that count."""

MOST_WORDS = 2_000
"""Different words of one text that count; the longest message has fewer."""

_CJK = (
    "\u2e80-\u2fdf\u3040-\u30ff\u3100-\u312f\u3131-\u318e\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_RUN = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\dA-Z_]+|\d+")
_IS_CJK = re.compile(rf"[{_CJK}]")
_ASCII_RUN = re.compile(r"[A-Za-z0-9]+")
_HAS_PARTS = re.compile(r"[a-z][A-Z0-9]|[A-Z][A-Z][a-z]|[0-9][A-Za-z]|[A-Z][0-9]")


def folded(text: str) -> str:
    """The text without regard to case, width and accents. Its length may differ from the original's."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    if plain.isascii():
        return plain
    return unicodedata.normalize("NFC", "".join(c for c in plain if unicodedata.category(c) != "Mn"))


def words_of(text: str) -> list[str]:
    """The words to find a text by, each once."""
    if text.isascii() and len(text) < LONGEST * MOST_WORDS:
        return _ascii_words(text)
    found: dict[str, None] = {}
    for run in _RUN.findall(unicodedata.normalize("NFKC", text)):
        found.update(dict.fromkeys(_words_of_run(run)))
        if len(found) >= MOST_WORDS:
            break
    return list(found)[:MOST_WORDS]


def _ascii_words(text: str) -> list[str]:
    """The same for most texts, in a fifth of the time."""
    words = dict.fromkeys(_ASCII_RUN.findall(text.lower()))
    if _HAS_PARTS.search(text):
        for run in _ASCII_RUN.findall(text):
            if _HAS_PARTS.search(run):
                words.update(dict.fromkeys(part.lower() for part in _PART.findall(run)))
    return [word[:LONGEST] for word in words][:MOST_WORDS]


def _words_of_run(run: str) -> Iterator[str]:
    if _IS_CJK.match(run):
        yield from _pairs(folded(run))
        return
    whole = folded(run)[:LONGEST]
    if not whole:
        return
    yield whole
    parts = _PART.findall(run)
    if len(parts) > 1:
        yield from (folded(part)[:LONGEST] for part in parts)


def _pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    yield from (run[at : at + 2] for at in range(len(run) - 1))


def asked_words(term: str) -> list[str]:
    """The words that a text must have to hold `term`; each may be the beginning of a longer one."""
    found: dict[str, None] = {}
    for run in _RUN.findall(unicodedata.normalize("NFKC", term)):
        is_cjk = _IS_CJK.match(run) is not None
        found.update(dict.fromkeys(_pairs(folded(run)) if is_cjk else [folded(run)[:LONGEST]]))
    return [word for word in found if word]


def is_compound(term: str) -> bool:
    """Whether a term is more than one word, so that its words in any order are not enough."""
    return len(asked_words(term)) > 1


def spans(text: str, terms: list[str]) -> list[tuple[int, int]]:
    """Where in `text` the terms stand: (start, end) in characters, in order, without overlaps."""
    found: list[tuple[int, int]] = []
    for term in terms:
        pattern = r"[\W_]+".join(re.escape(part) for part in _RUN.findall(term))
        if pattern:
            start = (
                "" if _IS_CJK.match(term) else r"(?<![^\W_])|(?<=[a-z])(?=[A-Z])|(?<=\D)(?=\d)|(?<=\d)(?=\D)"
            )
            found += [m.span() for m in re.finditer(f"(?:{start})(?:{pattern})", text, re.IGNORECASE)]
    return _merged(sorted(found))


def _merged(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
