"""Names that would be taken for those of others: letters of other scripts that look alike, and what nobody sees.

Pure rules. The letters are those of Unicode's list of confusables (UTS 39) that are alike in ordinary type; a number in
place of a letter (`l` and `1`) is left to the eye, as everywhere.
"""

import unicodedata

_LATIN = "ABESIJKMHOPCTYXaesijopcyxhdqw"
_CYRILLIC = "АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝ"
_LATIN_AND_GREEK = "ABEZHIKMNOPTYXoviapuk"
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιαρυκ"
_ODD = {"ɑ": "a", "ɡ": "g", "ӏ": "l", "Ӏ": "I"}

_TO_LATIN = str.maketrans({**dict(zip(_CYRILLIC + _GREEK, _LATIN + _LATIN_AND_GREEK, strict=True)), **_ODD})
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_GREEK = str.maketrans(_LATIN_AND_GREEK, _GREEK)

_JOINERS = "\u200c\u200d"
_FIRST_JOINED = 0x0590
"""Hebrew. No script before it joins letters, so that a joiner among them is there to be not seen."""

_FLAG = "\U0001f3f4"
_TAGS = range(0xE0020, 0xE0080)
_NO_LETTERS = frozenset("\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f")
"""Marks without a shape."""

EMPTY_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Fillers of Hangul and the Braille pattern without dots: letters to Unicode, nothing to the eye."""


def latin_of(name: str) -> str:
    """A name with Latin letters in place of those that look like them."""
    return unicodedata.normalize("NFKC", name).translate(_TO_LATIN)


def lookalikes(mention_name: str) -> tuple[str, ...]:
    """How the same name may be spelt in Latin, Cyrillic and Greek letters."""
    plain = unicodedata.normalize("NFKC", mention_name)
    latin = latin_of(mention_name)
    return plain, latin, latin.translate(_TO_CYRILLIC), latin.translate(_TO_GREEK)


def is_disguised(mention_name: str) -> bool:
    """Whether a name passes for a Latin one and is neither that nor a word of one other script."""
    plain = unicodedata.normalize("NFKC", mention_name)
    if mention_name.isascii() or not latin_of(mention_name).isascii():
        return False
    scripts = {_script(letter) for letter in plain if letter.isalpha()}
    return len(scripts) > 1 or plain != unicodedata.normalize("NFC", mention_name)


def _script(letter: str) -> str:
    if letter.isascii():
        return "Latin"
    return "Cyrillic" if letter in _CYRILLIC else "Greek" if letter in _GREEK else "other"


def hidden_letter(name: str) -> str | None:
    """The first character of a name that nobody sees, or that turns others around: U+202E; None when all are seen.

    Joiners stay where scripts and pictures need them, marks of direction nowhere: a name is one piece of text.
    """
    before = ""
    for at, letter in enumerate(name):
        if letter in _JOINERS:
            is_hidden = not before or ord(before) < _FIRST_JOINED or at + 1 == len(name)
        elif ord(letter) in _TAGS:
            is_hidden = before != _FLAG and ord(before or " ") not in _TAGS
        else:
            is_control = unicodedata.category(letter) in {"Cc", "Cf"} and letter not in "\t\n\r"
            is_hidden = is_control or letter in _NO_LETTERS or letter in EMPTY_LETTERS
        if is_hidden:
            return f"U+{ord(letter):04X}"
        before = letter
    return None
