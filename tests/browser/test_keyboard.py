"""The keys alone: sign in, go to a room, write, find the menu, sign out. The mouse is never used."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo
from tests.browser.window import Window


def press_until_at(window: Window, key: str, name: str) -> None:
    """Press a key until the focus is on something with this name."""
    for _ in range(30):
        window.page.keyboard.press(key)
        if window.page.evaluate("document.activeElement?.getAttribute('aria-label')") == name:
            return
    raise AssertionError(f"{key} does not lead to {name!r}")


def test_everything_of_a_short_visit_works_without_a_mouse(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url)
    keys = window.page.keyboard
    window.page.goto("/")
    expect(window.page.get_by_label("E-mail")).to_be_focused()
    keys.type(demo.demo["user_email"])
    keys.press("Tab")
    keys.type(demo.demo["user_password"])
    keys.press("Enter")
    expect(window.composer).to_be_visible()

    keys.press("Control+k")
    expect(window.page.get_by_role("dialog", name="Jump to a room or person")).to_be_visible()
    keys.type("depl")
    keys.press("Enter")
    expect(window.page.get_by_role("heading", name="Deploys")).to_be_visible()
    expect(window.composer).to_be_focused()
    keys.type("Typed without a mouse")
    keys.press("Enter")
    expect(window.said("Typed without a mouse")).to_have_count(1)

    keys.press("F6")
    press_until_at(window, "Tab", "You and settings")
    keys.press("Enter")
    expect(window.page.get_by_role("menu")).to_be_visible()
    keys.press("End")
    expect(window.page.get_by_role("menuitem", name="Sign out")).to_be_focused()
    with window.foreseeing(r"status of 401"):  # what the page was just asking for
        keys.press("Enter")
        expect(window.page.get_by_label("E-mail")).to_be_focused()
