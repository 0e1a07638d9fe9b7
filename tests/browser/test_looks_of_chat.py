"""The chat in both themes at every width: no fault of accessibility, nothing that sticks out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo
from tests.browser.looking import look, press
from tests.browser.window import WIDE


def search(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Jump to a room or person").fill("e")


def see_what_is_found(page: Page) -> None:
    expect(page.get_by_role("main").get_by_role("status").filter(has_text="message")).to_be_visible()


def write_a_draft(page: Page) -> None:
    page.locator('textarea[aria-label^="Message "]').press_sequentially("Hello @")
    expect(page.get_by_role("listbox")).to_be_visible()


def ask_for_a_person(page: Page) -> None:
    page.get_by_role("article").get_by_role("button", name="Ines Lindqvist").last.click()
    expect(page.get_by_role("dialog")).to_contain_text("Head of engineering")


PAGES: dict[str, tuple[str, Callable[[Page], None] | None]] = {
    "room": ("/room/{room_id}", None),
    "private-room": ("/room/{private_room_id}", None),
    "chat": ("/chat/{user_id}", None),
    "list": ("/", None),
    "mention": ("/room/{room_id}", write_a_draft),
    "emoticons": ("/room/{room_id}", press("button", "Emoticons")),
    "switcher": ("/room/{room_id}", search),
    "panel-links": ("/room/{room_id}", press("tab", "Links")),
    "search": ("/search", None),
    "search-found": ("/search?q=berth", see_what_is_found),
    "menu": ("/room/{room_id}", press("button", "You and settings")),
    "room-menu": ("/room/{room_id}", press("button", "Room menu")),
    "create-room": ("/room/{room_id}", press("button", "Create a room")),
    "profile-card": ("/room/{room_id}", ask_for_a_person),
}
ONLY_DESK = {"menu", "create-room", "switcher", "panel-links"}
"""Opened from the list, which a phone does not show beside a room; or beside it, which needs the room."""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_a_signed_in_person(demo: Demo, open_window: OpenWindow, name: str) -> None:
    path, prepare = PAGES[name]
    window = open_window(demo.url, WIDE)
    window.enter(demo, "admin", path.format(**demo.demo))
    window.page.get_by_role("main").first.wait_for()
    if prepare is not None:
        prepare(window.page)
    assert look(window, name, *((WIDE,) if name in ONLY_DESK else ())) == []
