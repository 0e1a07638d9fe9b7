"""The patterns of webhooks: regular expressions that are searched anywhere in a message, in linear time.

The engine is RE2: it has what add-ons use (`^/cmd`, `[eE]`, `(?i)`, `\\x{20ac}`), and neither look-around nor
back-references, which no engine can search in bounded time. What others write for the same is translated.
"""

import re
from functools import lru_cache

import re2

from chinwag.errors import BadRequest, invalid

MOST_CHARACTERS = 2_000
"""Length of a pattern (our choice: «up to some kB»)."""
_MOST_MEMORY = 1 << 20
_MOST_STATES = 5_000
_MOST_KEPT = 256
_HEAVY = 400_000
"""Steps that a search may take at worst (states times bytes) to be done at once: a few milliseconds."""
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|.)", re.DOTALL)
_LOOK_AROUND = re.compile(r"\(\?(?:[=!]|<[=!])")
_BACK_REFERENCE = re.compile(r"\\[1-9]|\(\?P=|\\k")


class Pattern:
    """A pattern that compiled."""

    __slots__ = ("_search", "states", "text")

    def __init__(self, text: str, options: "re2.Options") -> None:
        compiled = re2.compile(text.encode(), options)
        self.text = text
        self._search = compiled.search
        self.states: int = compiled._regexp.ProgramSize()

    def matches(self, text: str) -> bool:
        """Whether the pattern is found anywhere in the text; case counts unless the pattern says otherwise."""
        return self._search(text.encode()) is not None

    def is_heavy(self, text: str) -> bool:
        """Whether the search may take so long that it belongs in a thread (where others are not held up)."""
        return self.states * len(text) > _HEAVY


def compile_pattern(text: str) -> Pattern:
    """The pattern; BadRequest for the field `pattern` when it is too long, or RE2 does not take it."""
    if len(text) > MOST_CHARACTERS:
        raise _refused(f"The pattern is too long. Use at most {MOST_CHARACTERS:,} characters.", text)
    try:
        pattern = _compiled(text)
    except re2.error as fault:
        raise _refused(_why(text, fault), text) from None
    if pattern.states > _MOST_STATES:
        raise _refused("The pattern is too large. Use fewer or shorter repetitions.", text)
    return pattern


@lru_cache(maxsize=_MOST_KEPT)
def _compiled(text: str) -> Pattern:
    options = re2.Options()
    options.max_mem = _MOST_MEMORY
    options.log_errors = False
    options.never_capture = True
    return Pattern(_ESCAPE.sub(_translated, text), options)


def _translated(escape: re.Match[str]) -> str:
    """What other engines write: `\\u20ac` of JavaScript, and `\\Z` for the end of the text."""
    if escape[1]:
        return rf"\x{{{escape[1]}}}"
    return r"\z" if escape[0] == r"\Z" else escape[0]


def _why(text: str, fault: Exception) -> str:
    if _LOOK_AROUND.search(text):
        return (
            "Patterns cannot look around: leave out (?=...), (?!...), (?<=...) and (?<!...). "
            "Patterns are searched with RE2, whose time is bounded."
        )
    if _BACK_REFERENCE.search(text):
        return r"Patterns cannot refer back to a group: leave out \1 and the like (patterns are searched with RE2)."
    reason = fault.args[0] if fault.args else "it does not compile"
    said = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    return f"The pattern is no regular expression that RE2 understands: {said[:200]}"


def _refused(sentence: str, text: str) -> BadRequest:
    return invalid(sentence, field="pattern", validation="pattern", value=text[:100])
