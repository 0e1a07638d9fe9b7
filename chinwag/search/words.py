"""Texts as words to search by: the same on every engine, because neither engine's own tokeniser is used.

A word is what stands between blanks and punctuation. Beside it count its parts: at `._-/@:`, at capitals inside
(`NullPointer`) and between letters and digits (`web01`). Chinese, Japanese and Korean texts, which have no blanks,
become pairs of neighbouring characters. An emoji is a word.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

LONGEST = 64
"""Characters of a word that count."""

MOST_WORDS = 2_000
"""Different words of one text that count; the longest message has fewer."""

_BEGINNING = r"(?<![^\W_])|(?<=[a-z])(?=[A-Z])|(?<=\D)(?=\d)|(?<=\d)(?=\D)"
_MOST_MARKED = 4_000
_MOST_PARTS = 16

_CJK = (
    "\u2e80-\u2fdf\u3040-\u30ff\u3100-\u312f\u3131-\u318e\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_RUN = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\dA-Z_]+|\d+")
_IS_CJK = re.compile(rf"[{_CJK}]")
_ASCII_RUN = re.compile(r"[A-Za-z0-9]+")
_EMOJI = re.compile("[\u231a-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001fbff]")
_EMOJI_SIGN = "\ue009"
"""Begins the word of an emoji, which neither engine takes for a letter; see `SIGNS` in the model."""
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "’": "'", "‘": "'"}
)
"""Letters that are no letter with an accent, and the quotes that keyboards of phones make."""
_EXACT = re.compile(r"[^\W_][+#%]+$|^#[^\W_]")
"""Terms that a word is not enough for: `C++`, `C#`, `50%`, `#42`."""
_HAS_PARTS = re.compile(r"[a-z][A-Z0-9]|[A-Z][A-Z][a-z]|[0-9][A-Za-z]|[A-Z][0-9]")


def folded(text: str) -> str:
    """The text without regard to case, width and accents. Its length may differ from the original's."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    if plain.isascii():
        return plain
    bare = "".join(c for c in plain if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", bare).translate(_PLAIN)


def words_of(text: str) -> list[str]:
    """The words to find a text by, each once."""
    if text.isascii() and len(text) < LONGEST * MOST_WORDS:
        return _ascii_words(text)
    found: dict[str, None] = {}
    for run in _RUN.findall(unicodedata.normalize("NFKC", text)):
        found.update(dict.fromkeys(_words_of_run(run)))
        if len(found) >= MOST_WORDS:
            break
    found.update(dict.fromkeys(_emoji_words(text)))
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


def _emoji_words(text: str) -> list[str]:
    return [f"{_EMOJI_SIGN}{ord(emoji):x}" for emoji in _EMOJI.findall(text)]


def asked_words(term: str) -> list[str]:
    """The words that a text must have to hold `term`; each may be the beginning of a longer one."""
    found: dict[str, None] = {}
    for run in _RUN.findall(unicodedata.normalize("NFKC", term)):
        is_cjk = _IS_CJK.match(run) is not None
        found.update(dict.fromkeys(_pairs(folded(run)) if is_cjk else [folded(run)[:LONGEST]]))
    found.update(dict.fromkeys(_emoji_words(term)))
    return [word for word in found if word]


def is_compound(term: str) -> bool:
    """Whether a term is more than one word, so that its words in any order are not enough."""
    return len(asked_words(term)) > 1 or len(_RUN.findall(term)) > 1 or _EXACT.search(term) is not None


def spans(text: str, terms: list[str], *, anywhere: bool = False) -> list[tuple[int, int]]:
    """Where in `text` the terms stand: (start, end) in characters, in order, without overlaps.

    At the beginning of words and of their parts, or `anywhere`. Bounded: a term of many parts is sought by its first
    ones, a long text is marked at its beginning.
    """
    found: list[tuple[int, int]] = []
    plain, places = _without_accents(text[:_MOST_MARKED])
    for term in terms:
        parts = _RUN.findall(_without_accents(term)[0])[:_MOST_PARTS]
        pattern = r"[\W_]+".join(map(re.escape, parts)) or "".join(_EMOJI.findall(term)[:_MOST_PARTS])
        if pattern:
            start = "" if anywhere or not parts or _IS_CJK.match(term) else _BEGINNING
            matches = re.finditer(f"(?:{start})(?:{pattern})", plain, re.IGNORECASE)
            found += [(places[one.start()], places[one.end()]) for one in matches]
    return _merged(sorted(found))


def _without_accents(text: str) -> tuple[str, Sequence[int]]:
    """The text with plain letters in the same case, and where each of them stood; one place more for the end."""
    if text.isascii():
        return text, range(len(text) + 1)
    plain: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character):
            if unicodedata.category(letter) != "Mn" and not _is_jamo(letter):
                plain.append(letter)
                places.append(at)
        if places[-1:] != [at] and _IS_CJK.match(character):
            plain.append(character)
            places.append(at)
    return "".join(plain), [*places, len(text)]


def _is_jamo(letter: str) -> bool:
    """A part of a Korean syllable, which stays whole."""
    return "\u1100" <= letter <= "\u11ff"


def _merged(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
