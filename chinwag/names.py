"""Finding people and rooms by their names: one rule for the lists of admins, the directories and the search.

Looked through in memory, among what the seeker may see: the same on both engines, in any script, and thousands are a
few milliseconds. `users/finding.py` and `rooms/finding.py` say who may be found, and by what.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from chinwag.search.words import folded

MOST_PARTS = 20

T = TypeVar("T")
Texts = Callable[[T], tuple[str, str]]
"""What a thing is called, and what else it is found by."""


def parts_of(q: str, mark: str) -> list[str]:
    """What must be found: at most twenty parts of a text, without the mark (@ or #) that people set before names."""
    return [part.removeprefix(mark) for part in folded(q).replace('"', " ").split()[:MOST_PARTS]]


async def best_first(things: Iterable[T], parts: list[str], texts: Texts[T]) -> list[T]:
    """Those that have all parts, beside the event loop: first by where their names have them, then by name.

    Among equal names those that came first stay first.
    """
    return await asyncio.to_thread(_ranked, things, parts, texts)


def page_of(found: Sequence[T], start: int, count: int) -> tuple[Sequence[T], int | None]:
    """A page of what was found, and where the next one starts; None after the last."""
    end = start + count
    return found[start:end], end if end < len(found) else None


def _ranked(things: Iterable[T], parts: list[str], texts: Texts[T]) -> list[T]:
    ranked: list[tuple[int, str, int, T]] = []
    for thing in things:
        name, more = map(folded, texts(thing))
        if all(part in name or part in more for part in parts):
            ranked.append((_rank(name, parts), name, len(ranked), thing))
    return [thing for *_, thing in sorted(ranked, key=lambda entry: entry[:3])]


def _rank(name: str, parts: list[str]) -> int:
    """0: the name begins with the first part; 1: a word of it does; 2: it has all parts; 3: something else has."""
    first = parts[0] if parts else ""
    if not all(part in name for part in parts):
        return 3
    if name.startswith(first):
        return 0
    return 1 if f" {first}" in name or f"-{first}" in name else 2
