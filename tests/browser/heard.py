"""A page as a screen reader has it: the accessibility tree that the browser computes, and nothing else.

What is to be pressed or written to is found by role and name there; the page's elements are reached through the node.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from playwright.sync_api import Page

_WAIT_S = 20.0
_WORKED = {
    *("button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "switch", "slider", "tab"),
    *("menuitem", "menuitemradio", "menuitemcheckbox", "option", "spinbutton", "ComboBoxSelect", "splitter"),
}
_NAMED = {
    *_WORKED,
    *("dialog", "alertdialog", "menu", "listbox", "image", "navigation", "complementary", "region", "log"),
    *("article", "heading", "radiogroup", "tablist", "tabpanel", "toolbar", "table", "RootWebArea"),
}
_LANDMARKS = {"banner", "navigation", "main", "complementary", "search", "region", "contentinfo", "form"}
_TO_THE_TOP = """() => {
  document.body.tabIndex = -1
  document.body.focus()
  document.body.removeAttribute('tabindex')
}"""
_SILENT = {"none", "generic", "InlineTextBox", "StaticText", "LineBreak", "ListMarker"}


@dataclass(slots=True)
class Heard:
    """One node of the tree."""

    id: str
    role: str
    name: str
    about: str
    value: str
    states: dict[str, Any]
    element: int
    parent: Heard | None = None
    parts: list[Heard] = field(default_factory=list)

    def all(self) -> Iterator[Heard]:
        """It and what it holds, in the order in which it is read."""
        yield self
        for part in self.parts:
            yield from part.all()

    def every(self, *roles: str) -> list[Heard]:
        return [one for one in self.all() if one.role in roles]

    def is_within(self, role: str) -> bool:
        return self.parent is not None and (self.parent.role == role or self.parent.is_within(role))

    def text(self) -> str:
        """What is read aloud of it."""
        return " ".join(one.name for one in self.all() if one.role == "StaticText").strip()

    def has(self, text: str) -> bool:
        return text in self.name or text in self.text()

    def __str__(self) -> str:
        shown = {name: value for name, value in self.states.items() if name != "focusable"}
        return f"{self.role} «{self.name}» {shown or ''}".strip()


class Reader:
    """Somebody who hears the page and presses keys."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._line = page.context.new_cdp_session(page)
        self._line.send("Accessibility.enable")
        self._line.send("DOM.enable")

    def tree(self) -> Heard:
        """The whole page now."""
        nodes = self._line.send("Accessibility.getFullAXTree")["nodes"]
        return _grown({node["nodeId"]: node for node in nodes}, nodes[0])

    def soon(self, ask: Callable[[Heard], Any], what: str) -> Any:
        """Wait until something holds of the tree; returns what was asked for."""
        until = time.monotonic() + _WAIT_S
        while True:
            tree = self.tree()
            found = ask(tree)
            if found:
                return found
            if time.monotonic() > until:
                heard = "\n".join(str(one) for one in tree.all() if one.role not in _SILENT)
                raise AssertionError(f"never heard: {what}\n{heard}")
            self.page.wait_for_timeout(100)

    def find(self, role: str, name: str, **states: object) -> Heard:
        """The one node with this role and a name that begins like this. Two of them are a fault of the page."""

        def ask(tree: Heard) -> Heard | None:
            found = [
                one
                for one in tree.every(role)
                if one.name.startswith(name)
                and all(one.states.get(key) == value for key, value in states.items())
            ]
            assert len(found) < 2, f"twice: {', '.join(map(str, found))}"
            return found[0] if found else None

        found: Heard = self.soon(ask, f"{role} «{name}» {states or ''}")
        return found

    def gone(self, role: str, name: str) -> None:
        """Wait until nothing of that kind is there."""
        self.soon(
            lambda tree: not [one for one in tree.every(role) if one.name.startswith(name)],
            f"the end of {role} «{name}»",
        )

    def at(self, role: str, name: str) -> Heard:
        """Wait until the focus is there."""

        def ask(tree: Heard) -> Heard | None:
            focus = _focus(tree)
            return focus if focus and focus.role == role and focus.name.startswith(name) else None

        found: Heard = self.soon(ask, f"the focus at {role} «{name}», it is at {_focus(self.tree())}")
        return found

    def announced(self, text: str, live: str = "polite") -> Heard:
        """Wait until a live region of that kind says it; others do not say it as well."""

        def ask(tree: Heard) -> list[Heard]:
            return [one for one in tree.all() if _speaks(one, text, live)]

        found: list[Heard] = self.soon(ask, f"«{text}», said {live}ly")
        assert len(found) == 1, f"said by {len(found)} regions"
        return found[0]

    def press(self, node: Heard) -> None:
        """What a screen reader does to a button or link: the focus goes there, then it is activated."""
        self._line.send("DOM.focus", {"backendNodeId": node.element})
        made = self._line.send("DOM.resolveNode", {"backendNodeId": node.element})
        self._line.send(
            "Runtime.callFunctionOn",
            {
                "objectId": made["object"]["objectId"],
                "functionDeclaration": "function () { this.click() }",
                "userGesture": True,
            },
        )

    def go(self, node: Heard) -> None:
        """Move the focus there."""
        self._line.send("DOM.focus", {"backendNodeId": node.element})

    def attribute(self, node: Heard, name: str) -> str | None:
        """What the protocol does not tell of a node: its place in a set, whether it is the current one."""
        told = self._line.send("DOM.describeNode", {"backendNodeId": node.element})["node"]["attributes"]
        return dict(zip(told[::2], told[1::2], strict=True)).get(name)

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)

    def tab_stops(self, most: int = 80) -> list[str]:
        """The names of where Tab leads, from the top of the page until it comes round or ends."""
        self.page.evaluate(_TO_THE_TOP)
        stops: dict[int, str] = {}
        for _ in range(most):
            self.keys("Tab")
            made = self._line.send("Runtime.evaluate", {"expression": "document.activeElement"})
            asked = {"objectId": made["result"]["objectId"], "fetchRelatives": False}
            (node,) = self._line.send("Accessibility.getPartialAXTree", asked)["nodes"]
            if node["backendDOMNodeId"] in stops or node["role"]["value"] == "RootWebArea":
                break
            stops[node["backendDOMNodeId"]] = str(node["name"]["value"])
        return list(stops.values())


def complaints(tree: Heard) -> list[str]:
    """What is wrong with a page whatever it shows."""
    return [*_structure(tree), *_nameless(tree), *_doubled(tree), *_live(tree), *_choices(tree)]


def _structure(tree: Heard) -> Iterator[str]:
    levels = [int(one.states["level"]) for one in tree.every("heading")]
    if not tree.every("dialog", "alertdialog"):  # what lies behind one is not read
        if levels.count(1) != 1:
            yield f"{levels.count(1)} headings of the first level"
        if len(tree.every("main")) != 1:
            yield f"{len(tree.every('main'))} main parts"
        # Each heading is at most one level below the lowest before it, wherever the first level stands.
        seen = {1}
        for level in levels:
            if level - 1 not in seen and level != 1:
                yield f"a heading of level {level} without one of level {level - 1} before it"
            seen.add(level)
    marks = Counter(
        (one.role, one.name)
        for one in tree.all()
        if one.role in _LANDMARKS and (one.name or one.role != "form")
    )
    for (role, name), count in marks.items():
        if count > 1:
            yield f"{count} landmarks {role} «{name}»"


def _nameless(tree: Heard) -> Iterator[str]:
    for one in tree.all():
        if one.role in _NAMED and not one.name.strip():
            yield f"nameless: {one} in {one.parent}"
        elif one.states.get("focusable") and one.role in {"generic", "none"}:
            yield f"takes the focus and is nothing: «{one.text()[:60]}»"


def _doubled(tree: Heard) -> Iterator[str]:
    for one in tree.all():
        half = re.fullmatch(r"(\w.*?)[\s,]+\1", one.name)
        if half and one.role in _NAMED and not one.is_within("Date"):  # its parts are the browser's own
            yield f"says its name twice: {one}"
        if one.about and one.about in one.name and one.role in _WORKED:
            yield f"says its description twice: {one}"
        texts = [part for part in one.parts if part.role in _WORKED | {"heading", "article", "image"}]
        for (role, name, _), count in Counter((part.role, part.name, part.about) for part in texts).items():
            if count > 1 and role not in {"article", "image"}:
                yield f"{count} times {role} «{name}» in {one}"
        words = [part.name.strip() for part in one.parts if part.role == "StaticText"]
        for before, after in pairwise(words):
            if before == after and len(before) > 2:
                yield f"reads «{before}» twice in {one}"


def _live(tree: Heard) -> Iterator[str]:
    for one in tree.all():
        live = one.states.get("live")
        if one.role == "status" and live != "polite":
            yield f"a status that is {live}"
        if one.role == "alert" and live != "assertive":
            yield f"an alert that is {live}"
        if live == "assertive" and one.role != "alert":
            yield f"interrupts: {one}"


def _choices(tree: Heard) -> Iterator[str]:
    for group in tree.every("tablist"):
        chosen = [tab for tab in group.every("tab") if tab.states.get("selected")]
        if len(chosen) != 1:
            yield f"{len(chosen)} chosen of {group}"
    for group in tree.every("radiogroup"):
        chosen = [one for one in group.every("radio") if one.states.get("checked") == "true"]
        if len(chosen) != 1:
            yield f"{len(chosen)} chosen of {group}"
    for box in tree.every("combobox"):
        if "expanded" not in box.states and box.states.get("editable"):
            yield f"does not say whether it is open: {box}"


def _focus(tree: Heard) -> Heard | None:
    found = [one for one in tree.all() if one.states.get("focused") and one.role != "RootWebArea"]
    return found[-1] if found else None


def _speaks(one: Heard, text: str, live: str) -> bool:
    is_region = one.parent is None or one.parent.states.get("live") != live
    return one.states.get("live") == live and is_region and text in one.text()


def _grown(nodes: dict[str, Any], node: Any) -> Heard:
    """The tree without what the browser leaves out for screen readers."""
    made = Heard(
        node["nodeId"],
        str(node.get("role", {}).get("value", "")),
        str(node.get("name", {}).get("value", "")),
        str(node.get("description", {}).get("value", "")),
        str(node.get("value", {}).get("value", "")),
        {one["name"]: one["value"].get("value") for one in node.get("properties", ())},
        node.get("backendDOMNodeId", 0),
    )
    for part in _kept(nodes, node):
        grown = _grown(nodes, part)
        grown.parent = made
        made.parts.append(grown)
    return made


def _kept(nodes: dict[str, Any], node: Any) -> Iterator[Any]:
    for child in node.get("childIds", ()):
        part = nodes.get(child)
        if part is None:
            continue
        if part.get("ignored"):
            yield from _kept(nodes, part)
        else:
            yield part
