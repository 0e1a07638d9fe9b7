"""Adopting tokens of the HipChat days: a script keeps the one that it has, and only its host changes.

Whoever made the token once knows it, as do the files that it stands in: adopting is for group admins, and a
text that somebody could guess is refused.
"""

import itertools
import re

from chinwag.callers import V1_KINDS, TokenKind
from chinwag.errors import BadRequest, invalid

_V2 = re.compile(r"[A-Za-z0-9]{40}")
_V1 = re.compile(r"[0-9A-Fa-f]{30}")
_FEWEST_LETTERS = {40: 14, 30: 7}
"""How many different characters a random one has at least, but for one in many millions."""


def check_old_token(secret: str, kind: TokenKind) -> str:
    """The token without blanks around it; BadRequest when it is not of HipChat's form, or was made up by hand."""
    plain = secret.strip()
    if kind in V1_KINDS:
        if not _V1.fullmatch(plain):
            raise _refused("A token of API v1 has 30 hexadecimal digits. Copy it whole, without blanks.")
    elif not _V2.fullmatch(plain):
        raise _refused("A token of API v2 has 40 letters and digits. Copy it whole, without blanks.")
    if is_guessable(plain):
        raise _refused("This token is too easy to guess. Make a new one instead, and give it to the script.")
    return plain


def is_guessable(token: str) -> bool:
    """Whether a text is a pattern: few characters, a part of it again and again, or a count up or down."""
    lower = token.lower()
    if len(set(token)) < _FEWEST_LETTERS.get(len(token), len(token)):
        return True
    if any(lower == (lower[:part] * len(lower))[: len(lower)] for part in range(1, len(lower) // 2 + 1)):
        return True
    steps = [ord(after) - ord(before) for before, after in itertools.pairwise(lower)]
    small = sum(abs(step) <= 1 for step in steps)
    return small * 4 > len(steps) * 3


def _refused(sentence: str) -> BadRequest:
    return invalid(sentence, field="token", validation="format", value=None)
