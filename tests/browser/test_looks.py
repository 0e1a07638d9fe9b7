"""Every page in both themes, on a desk and on a phone: no serious fault of accessibility, nothing that sticks out.

The pictures are kept in `tests/browser/artefacts` to be looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo
from tests.browser.window import DESK, PHONE, WIDE, Size, Window

ARTEFACTS = Path(__file__).parent / "artefacts"
AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")

_AXE_FAULTS = """async () => {
  const found = await axe.run(document, { resultTypes: ['violations'] })
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`))
}"""
_TO_REST = """() => Promise.all([
  document.fonts.ready,
  ...[...document.images].map((one) => one.complete || one.decode().catch(() => {})),
  ...document.getAnimations().filter((one) => one.effect.getComputedTiming().iterations < 9)
    .map((one) => one.finished.catch(() => {})),
])"""
_STICKING_OUT = """() => {
  const scrolls = (one) => {
    for (let box = one.parentElement; box; box = box.parentElement) {
      const { overflowX, textOverflow, clipPath } = getComputedStyle(box)
      if (/auto|scroll/.test(overflowX) || textOverflow === 'ellipsis' || clipPath !== 'none') return true
    }
    return false
  }
  return [...document.body.querySelectorAll('*')].filter((one) => {
    const { left, right, width } = one.getBoundingClientRect()
    return width > 1 && (right > innerWidth + 1 || left < -1) && !scrolls(one) && !one.closest('[aria-hidden=true]')
  }).map((one) => `sticks out to the side: ${one.outerHTML.slice(0, 120)}`)
}"""


def to_rest(page: Page) -> None:
    """Wait until nothing moves: fonts and pictures there, transitions over."""
    page.evaluate(_TO_REST)


def look(window: Window, name: str, *sizes: Size, check_sizes: tuple[Size, ...] = (WIDE,)) -> list[str]:
    """Picture a page in all its forms; returns what is wrong with it."""
    ARTEFACTS.mkdir(exist_ok=True)
    faults: list[str] = []
    page = window.page
    page.wait_for_load_state("networkidle")
    for size in sizes or (WIDE, PHONE):
        page.set_viewport_size({"width": size.width, "height": size.height})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            to_rest(page)
            form = f"{name}-{size.width}-{theme}"
            page.screenshot(path=ARTEFACTS / f"{form}.png")
            found = page.evaluate(_STICKING_OUT) + (axe_faults(page) if size in check_sizes else [])
            faults += [f"{form}: {fault}" for fault in found]
    return faults


def axe_faults(page: Page) -> list[str]:
    """Serious and critical violations, by axe."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(_AXE_FAULTS)
    return found


def sticking_out(page: Page) -> list[str]:
    """What is drawn beside the window, where nobody can scroll to it."""
    found: list[str] = page.evaluate(_STICKING_OUT)
    return found


def press(role: Any, name: str) -> Callable[[Page], None]:
    """Press a button once the page is there."""
    return lambda page: page.get_by_role(role, name=name).click()


def ask_for_token(page: Page) -> None:
    page.get_by_label("Name", exact=True).fill("Deploy script")
    page.get_by_role("button", name="Create token").click()
    expect(page.get_by_role("heading", name="“Deploy script” is ready")).to_be_visible()


def send_empty_form(page: Page) -> None:
    page.get_by_role("button", name="Create token").click()
    expect(page.get_by_text("Give it a name")).to_be_visible()


def search(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Jump to a room or person").fill("e")


def see_what_is_found(page: Page) -> None:
    expect(page.get_by_role("main").get_by_role("status")).to_be_visible()


def write_a_draft(page: Page) -> None:
    page.locator('textarea[aria-label^="Message "]').press_sequentially("Hello @")
    expect(page.get_by_role("listbox")).to_be_visible()


def ask_for_a_person(page: Page) -> None:
    page.get_by_role("article").get_by_role("button", name="Ines Lindqvist").last.click()
    expect(page.get_by_role("dialog")).to_contain_text("Head of engineering")


CONSENT = {
    "redirect_uri": "https://release.quayside.example/oauth",
    "response_type": "code",
    "scope": "send_message send_notification view_room view_messages",
}
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
    "account": ("/account", None),
    "notifications": ("/account/notifications", press("switch", "Quiet hours")),
    "tokens": ("/account/api", None),
    "tokens-missing": ("/account/api", send_empty_form),
    "token-created": ("/account/api", ask_for_token),
    "room-tokens": ("/rooms/tokens/{room_id}", None),
    "rooms": ("/rooms", None),
    "people": ("/people", None),
    "person": ("/people/{user_id}", None),
    "welcome": ("/welcome", None),
    "profile-card": ("/room/{room_id}", ask_for_a_person),
    "room-settings": ("/rooms/settings/{room_id}", None),
    "room-members": ("/rooms/members/{private_room_id}", None),
    "integrations": ("/rooms/addons/{room_id}", None),
    "addons": ("/addons", None),
    "install": ("/addons/install", None),
    "cards": ("/cards", None),
    "consent": (f"/users/authorize?client_id={{addon_oauth_id}}&{urlencode(CONSENT)}", None),
    "docs": ("/docs", None),
    "docs-method": ("/docs/send_room_notification", None),
}
ONLY_DESK = {"menu", "create-room", "switcher"}
"""Opened from the list, which a phone does not show beside a room."""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_a_signed_in_person(demo: Demo, open_window: OpenWindow, name: str) -> None:
    path, prepare = PAGES[name]
    window = open_window(demo.url, WIDE)
    window.enter(demo, "admin", path.format(**demo.demo))
    window.page.get_by_role("main").first.wait_for()
    if prepare is not None:
        prepare(window.page)
    sizes = (WIDE, DESK, PHONE) if name == "room" else (WIDE,) if name in ONLY_DESK else (WIDE, PHONE)
    checked = (WIDE, PHONE) if name in {"room", "list"} else (WIDE,)
    assert look(window, name, *sizes, check_sizes=checked) == []


@pytest.mark.parametrize(("name", "path"), [("sign-in", "/sign_in"), ("setup", "{admin_link}")])
def test_a_page_of_somebody_who_is_not_signed_in(
    demo: Demo, open_window: OpenWindow, name: str, path: str
) -> None:
    window = open_window(demo.url, WIDE)
    window.page.goto(path.format(admin_link=demo.admin_link))
    window.page.get_by_role("button").first.wait_for()
    assert look(window, name) == []


def test_a_page_that_does_not_exist(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, WIDE)
    with window.foreseeing("status of 404"):
        window.enter(demo, "admin", "/nowhere")
        expect(window.page.get_by_role("heading", name="There is nothing here")).to_be_visible()
        assert look(window, "not-found") == []


def test_faults_are_found(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, WIDE)
    window.page.goto("/sign_in")
    window.page.get_by_role("button").first.wait_for()
    window.page.evaluate(
        "document.querySelector('h1').innerHTML = '<button></button><img src=\"data:,\">';"
        "document.querySelector('h1').style.width = '3000px'"
    )
    assert any("button-name" in fault for fault in axe_faults(window.page))
    assert any("h1" in fault for fault in window.page.evaluate(_STICKING_OUT))
