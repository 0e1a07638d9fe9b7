"""Title expansion: stubs in a reply are replaced, in place, by what a GET on their `links.self` would give.

A stub is found by its `links.self`. Each kind is loaded once per level, never once per item. Unknown names, targets
that are gone and targets that the caller may not read stay titles; at most 3 levels and 10 paths (our choice).
"""

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from chinwag.callers import Caller
from chinwag.scopes import Scope

if TYPE_CHECKING:
    from chinwag.db.tx import ReadTx
    from chinwag.services import Services

MAX_DEPTH = 3
MAX_PATHS = 10
_MAX_TEXT = 4096

Load = Callable[["ReadTx", Caller, "Services", list[int]], Awaitable[dict[int, msgspec.Struct]]]
Tree = dict[str, Any]
Wanted = dict[str, "Wanted"]


@dataclass(frozen=True, slots=True)
class Expander:
    """How one kind of thing is loaded in full, and the scopes of which a caller needs one."""

    kind: str
    scopes_any: frozenset[Scope]
    load: Load


def parse_expand(text: str, expandable: Iterable[str]) -> Wanted:
    """The paths of `?expand=` as a tree; names that the endpoint does not know are ignored."""
    known = {prefix for path in expandable for prefix in _prefixes(path)}
    wanted: Wanted = {}
    for path in text[:_MAX_TEXT].split(",")[:MAX_PATHS]:
        steps = [step.strip() for step in path.split(".")][:MAX_DEPTH]
        if not steps or steps[0] not in known:
            continue
        level = wanted
        for step in steps:
            level = level.setdefault(step, {})
    return wanted


def _prefixes(path: str) -> Iterable[str]:
    steps = path.split(".")
    return (".".join(steps[: count + 1]) for count in range(len(steps)))


@dataclass(slots=True)
class _Slot:
    """A place in the reply that holds a stub: `holder[key]`."""

    holder: Any
    key: Any
    kind: str
    id: int


class TitleExpansion:
    """Opens the stubs of replies. `expanders` by kind: user, room, room_statistics, group ..."""

    def __init__(self, expanders: Iterable[Expander], api: str) -> None:
        self._expanders = {expander.kind: expander for expander in expanders}
        self._self_link = re.compile(re.escape(api) + r"/([a-z]+)/([0-9]{1,18})(?:/([a-z]+))?")
        self._inner_link = re.compile(re.escape(api) + r"/([a-z]+)/[^/]+/([a-z]+)/([0-9]{1,18})")

    async def open(
        self, tree: Tree, wanted: Wanted, tx: "ReadTx", caller: Caller, services: "Services"
    ) -> None:
        """Open what is wanted in `tree`, level by level."""
        level: list[tuple[Tree, Wanted]] = [(tree, wanted)]
        while level:
            slots, places = [], []
            for node, names in level:
                for name, deeper in names.items():
                    for holder, key in _places(node, name):
                        places.append((holder, key, deeper))
                        slot = self._slot(holder, key)
                        if slot is not None:
                            slots.append(slot)
            await self._fill(slots, tx, caller, services)
            level = [
                (holder[key], deeper)
                for holder, key, deeper in places
                if deeper and isinstance(holder[key], dict)
            ]

    def _slot(self, holder: Any, key: Any) -> _Slot | None:
        links = holder[key].get("links") if isinstance(holder[key], dict) else None
        if not isinstance(links, dict):
            return None
        address = links.get("self", "")
        inner = self._inner_link.fullmatch(address)
        if inner is not None:
            return _Slot(holder, key, f"{inner[1]}_{inner[2]}", int(inner[3]))
        found = self._self_link.fullmatch(address)
        if found is None:
            return None
        kind = found[1] if found[3] is None else f"{found[1]}_{found[3]}"
        return _Slot(holder, key, kind, int(found[2]))

    async def _fill(self, slots: list[_Slot], tx: "ReadTx", caller: Caller, services: "Services") -> None:
        for kind in dict.fromkeys(slot.kind for slot in slots):
            expander = self._expanders.get(kind)
            if expander is None or not (expander.scopes_any & caller.scopes):
                continue
            of_kind = [slot for slot in slots if slot.kind == kind]
            full = await expander.load(tx, caller, services, list(dict.fromkeys(slot.id for slot in of_kind)))
            for slot in of_kind:
                if slot.id in full:
                    slot.holder[slot.key] = {**slot.holder[slot.key], **msgspec.to_builtins(full[slot.id])}


def _places(node: Tree, name: str) -> Iterable[tuple[Any, Any]]:
    value = node.get(name)
    if isinstance(value, list):
        return [(value, index) for index in range(len(value))]
    return [(node, name)] if isinstance(value, dict) else []
