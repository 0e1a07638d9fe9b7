"""@mentions in text: which names are written, and whether the whole room is called."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from chinwag.users.model import mention_key

Everyone = Literal["all", "here"]

MAX_NAMES = 50
"""How many different names of one message are looked up; the rest stay plain text."""

# Not after a letter or a slash: e-mail addresses and paths mention nobody.
_MENTION = re.compile(r"(?<![@/])(?<![^\W_])@([\w.\-]{1,100})")
_MAX_READINGS = 5
_SPLIT = re.compile(r"[.\-]|_+$")


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a text calls for. Each entry of `names` is one written mention: its readings, longest first.

    `@bob.` and `@bob-the-builder` can mean «bob» where no longer name exists.
    """

    names: tuple[tuple[str, ...], ...] = ()
    everyone: Everyone | None = None

    def keys(self) -> list[str]:
        """Every key that is worth looking up."""
        return list(dict.fromkeys(key for readings in self.names for key in readings))

    def resolve(self, user_ids: Mapping[str, int]) -> list[int]:
        """The people meant, once each, in the order written. `user_ids` is by key."""
        found = [next((key for key in readings if key in user_ids), None) for readings in self.names]
        return list(dict.fromkeys(user_ids[key] for key in found if key is not None))


NO_MENTIONS = Mentions()


def parse_mentions(text: str) -> Mentions:
    """The mentions of a text as a person typed it. Code (`/code ...`) mentions nobody."""
    if "@" not in text or text.startswith("/code"):
        return NO_MENTIONS
    composed = unicodedata.normalize("NFC", text)
    written = dict.fromkeys(_readings(found[1]) for found in _MENTION.finditer(composed))
    called = {key for readings in written for key in readings}
    everyone: Everyone | None = "all" if "all" in called else "here" if "here" in called else None
    names = [readings for readings in written if readings[0].rstrip("._-") not in {"all", "here"}]
    return Mentions(tuple(names[:MAX_NAMES]), everyone)


def calls_everyone(text: str) -> bool:
    """Whether a text calls the whole room, or those who are there."""
    return parse_mentions(text).everyone is not None


def _readings(written: str) -> tuple[str, ...]:
    key = mention_key(written)
    ends = [found.start() for found in _SPLIT.finditer(key)]
    shorter = (key[:end].rstrip("._-") for end in reversed(ends))
    return tuple(_distinct([key, *shorter])[:_MAX_READINGS])


def _distinct(keys: Iterable[str]) -> list[str]:
    return [key for key in dict.fromkeys(keys) if key]
