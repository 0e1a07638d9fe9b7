"""Searching people and rooms by their names: what the searcher may know of, best matches first."""

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

from chinwag.callers import Caller
from chinwag.db.tx import ReadTx
from chinwag.rooms import service as rooms
from chinwag.rooms.model import Room
from chinwag.search.words import folded
from chinwag.users import service as users
from chinwag.users.model import User

MOST_PARTS = 20
_ALL = 2**53

T = TypeVar("T")


async def search_people(tx: ReadTx, caller: Caller, q: str) -> list[User]:
    """People whose name, mention name or title has all parts of `q`, guests among them; nobody who was deleted."""
    everybody = await users.list_users(tx, caller, with_guests=True, with_deleted=False, offset=0, limit=_ALL)
    parts = [part.removeprefix("@") for part in parts_of(q)]
    return await asyncio.to_thread(
        _ranked, everybody, parts, lambda one: one.name, lambda one: f"{one.mention_name} {one.title}"
    )


async def search_rooms(tx: ReadTx, caller: Caller, q: str) -> list[Room]:
    """Rooms whose name or topic has all parts of `q`; archived ones last."""
    seen = await rooms.list_visible_rooms(tx, caller, include_archived=True)
    parts = [part.removeprefix("#") for part in parts_of(q)]
    found = await asyncio.to_thread(_ranked, seen, parts, lambda one: one.name, lambda one: one.topic)
    return sorted(found, key=lambda one: one.is_archived)


def parts_of(q: str) -> list[str]:
    """What a name must have: at most twenty parts of it."""
    return folded(q).replace('"', " ").split()[:MOST_PARTS]


def _ranked(
    all_of_them: Iterable[T], parts: list[str], name: Callable[[T], str], more: Callable[[T], str]
) -> list[T]:
    """Those that have all parts: first by where the name has them, then by name."""
    ranked: list[tuple[int, str, int, T]] = []
    for one in all_of_them:
        called, rest = folded(name(one)), folded(more(one))
        if all(part in called or part in rest for part in parts):
            ranked.append((_rank(called, parts), called, len(ranked), one))
    return [one for *_, one in sorted(ranked, key=lambda entry: entry[:3])]


def _rank(name: str, parts: list[str]) -> int:
    """0: the name begins with the first part; 1: a word of it does; 2: it has all parts; 3: something else has."""
    first = parts[0] if parts else ""
    if not all(part in name for part in parts):
        return 3
    if name.startswith(first):
        return 0
    return 1 if f" {first}" in name or f"-{first}" in name else 2
