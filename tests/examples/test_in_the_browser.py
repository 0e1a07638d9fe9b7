"""The example add-ons as people see them: glance, card, and a dialog whose page calls its own server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.examples.running import Admin, Running, example
from tests.web.browsing import browser, visit_room

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

WAIT_MS = 15_000  # a server, a browser and an add-on start at once


@pytest.fixture(params=["python_addon.py", "node_addon.mjs"])
def addon(request: pytest.FixtureRequest, admin: Admin, tmp_path: Path) -> Iterator[Running]:
    with example(request.param, admin.served, tmp_path) as started:
        yield started


def test_hello_and_a_wave(browser: Browser, admin: Admin, addon: Running) -> None:
    served = admin.served
    ines = visit_room(browser, served)
    admin.install(addon.descriptor_url, room=admin.room_id)
    side = ines.page.locator('[data-region="panel"]')
    expect(side.get_by_role("button", name="0 greetings")).to_be_visible(timeout=WAIT_MS)

    ines.say("/hello everybody")
    card = ines.timeline.get_by_text("Greeting 1 in this room")
    expect(card).to_be_visible(timeout=WAIT_MS)
    expect(side.get_by_role("button", name="1 greetings")).to_be_visible(timeout=WAIT_MS)

    side.get_by_role("button", name="1 greetings").click()
    dialog = ines.page.get_by_role("dialog", name="Greeter")
    page = dialog.frame_locator("iframe")
    me = ines.page.evaluate("fetch('/api/session').then(r => r.json()).then(s => s.me.name)")
    expect(page.locator("#name")).to_have_text(me, timeout=WAIT_MS)
    expect(page.locator("#count")).to_have_text("1", timeout=WAIT_MS)
    page.get_by_role("button", name="Wave").click()
    expect(page.locator("#said")).to_have_text("You waved.", timeout=WAIT_MS)
    expect(page.locator("#count")).to_have_text("2", timeout=WAIT_MS)
    dialog.get_by_role("button", name="Close").first.click()
    expect(side.get_by_role("button", name="2 greetings")).to_be_visible(timeout=WAIT_MS)

    (installed,) = admin.call("GET", "/api/addons")["items"]
    admin.call("DELETE", f"/api/addon/{installed['oauth_id']}")
    expect(side.get_by_role("button", name="2 greetings")).to_have_count(0, timeout=WAIT_MS)
    assert ines.complaints == []
