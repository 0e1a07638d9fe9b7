"""What the server is known to hold: without real ids and names nearly every generated path would end at a 404."""

import json
import random
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

_KEPT = 40
_TELLING = frozenset(
    {"id", "key", "name", "token", "shortcut", "mention_name", "email", "access_token", "url"}
)


class Known:
    """Values to put in paths, by the name of the parameter and by the family that they were seen in."""

    def __init__(self) -> None:
        self._of: dict[str, deque[str]] = {}

    def add(self, kind: str, *values: object) -> None:
        """Remember values; the oldest of many are forgotten."""
        kept = self._of.setdefault(kind, deque(maxlen=_KEPT))
        for value in map(str, values):
            if 0 < len(value) <= 200 and value not in kept:
                kept.append(value)

    def read(self, family: str, content: bytes) -> None:
        """Remember what a reply tells."""
        try:
            told = json.loads(content)
        except ValueError:
            return
        self.add(f"family {family}", *_telling(told))

    def pick(self, parameter: str, family: str, chance: random.Random) -> str | None:
        """A value for a parameter; None when nothing fits."""
        kept = self._of.get(parameter) or self._of.get(f"family {family}")
        return chance.choice(kept) if kept else None


def _telling(value: Any, depth: int = 0) -> Iterator[object]:
    if depth > 5:
        return
    if isinstance(value, list):
        for item in value[:5]:
            yield from _telling(item, depth + 1)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name in _TELLING and isinstance(item, str | int):
                yield item
            else:
                yield from _telling(item, depth + 1)


def path_parameters(path: str) -> list[str]:
    """The names of the parameters in a path."""
    return re.findall(r"\{(\w+)\}", path)
