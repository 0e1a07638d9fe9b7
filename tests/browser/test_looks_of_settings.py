"""Settings, directories, integrations and the reference: as in the looks of the chat."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo
from tests.browser.looking import look, press
from tests.browser.window import WIDE


def ask_for_token(page: Page) -> None:
    page.get_by_label("Name", exact=True).fill("Deploy script")
    page.get_by_role("button", name="Create token").click()
    expect(page.get_by_role("heading", name="“Deploy script” is ready")).to_be_visible()


def send_empty_form(page: Page) -> None:
    page.get_by_role("button", name="Create token").click()
    expect(page.get_by_text("Give it a name")).to_be_visible()


def see_methods(page: Page) -> None:
    expect(page.get_by_role("heading", name="Capabilities").first).to_be_visible()


CONSENT = {
    "redirect_uri": "https://release.quayside.example/oauth",
    "response_type": "code",
    "scope": "send_message send_notification view_room view_messages",
}
PAGES: dict[str, tuple[str, Callable[[Page], None] | None]] = {
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
    "room-settings": ("/rooms/settings/{room_id}", None),
    "room-members": ("/rooms/members/{private_room_id}", None),
    "integrations": ("/rooms/addons/{room_id}", None),
    "addons": ("/addons", None),
    "install": ("/addons/install", None),
    "cards": ("/cards", None),
    "consent": (f"/users/authorize?client_id={{addon_oauth_id}}&{urlencode(CONSENT)}", None),
    "docs": ("/docs", see_methods),
    "docs-method": ("/docs/send_room_notification", None),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_a_signed_in_person(demo: Demo, open_window: OpenWindow, name: str) -> None:
    path, prepare = PAGES[name]
    window = open_window(demo.url, WIDE)
    window.enter(demo, "admin", path.format(**demo.demo))
    window.page.get_by_role("main").first.wait_for()
    if prepare is not None:
        prepare(window.page)
    assert look(window, name) == []
