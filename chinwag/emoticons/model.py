"""Emoticon: a small picture, written `(shortcut)` in messages."""

import re
from dataclasses import dataclass

CUSTOM_IDS = 1_000_000
"""Ids of a group's own emoticons start behind this; those of the standard ones are far below."""

MOST_OF_A_GROUP = 500
"""How many emoticons of its own a group may have (our choice)."""

SHOWN_HEIGHT = 30
"""Pixels; HipChat's were as high (recorded)."""

_SHORTCUT = re.compile(r"[a-z0-9]{2,50}", re.ASCII)
_NUMBER = re.compile(r"[0-9]+", re.ASCII)
_ID = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Emoticon:
    """One emoticon, standard or of a group. `path` is where its picture is seen; the size is that shown."""

    id: int
    shortcut: str
    path: str
    width: int
    height: int
    creator_id: int | None = None

    @property
    def is_custom(self) -> bool:
        """Whether it is of a group; else it is a standard one."""
        return self.id > CUSTOM_IDS


def is_shortcut(text: str) -> bool:
    """2-50 letters a-z and digits, at least one letter: a number alone is an id."""
    return bool(_SHORTCUT.fullmatch(text)) and not _NUMBER.fullmatch(text)


def parse_emoticon_id(ref: str) -> int | None:
    """The id that a reference spells; None when it is a shortcut."""
    return int(ref) if _ID.fullmatch(ref) else None


def shown_size(width: int, height: int) -> tuple[int, int]:
    """The size at which a picture of a size is shown: never higher than a line, never larger than it is."""
    if height <= SHOWN_HEIGHT:
        return width, height
    return max(1, round(width * SHOWN_HEIGHT / height)), SHOWN_HEIGHT
