"""The chat by keys and clipboard, and files that go on while one looks elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.looking import axe_faults
from tests.served import Serve
from tests.web.browsing import Visitor, notify, visit_room

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def paste(visitor: Visitor, **clip: str) -> None:
    """Paste into the composer: `html` and `plain` as a program puts them on the clipboard."""
    visitor.composer.evaluate(
        """(field, clip) => {
          const data = new DataTransfer()
          if (clip.plain) data.setData('text/plain', clip.plain)
          if (clip.html) data.setData('text/html', clip.html)
          const kind = { clipboardData: data, bubbles: true, cancelable: true }
          field.dispatchEvent(new ClipboardEvent('paste', kind))
        }""",
        clip,
    )


def test_all_keys_are_listed_where_they_are_asked_for(browser: Browser, serve: Serve) -> None:
    ines = visit_room(browser, serve())
    ines.composer.press("Control+/")
    listed = ines.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(listed.get_by_text("Go to a room or person")).to_be_visible()
    assert axe_faults(ines.page) == []
    ines.page.keyboard.press("Escape")
    expect(listed).to_have_count(0)
    ines.page.get_by_role("button", name="You and settings").click()
    ines.page.get_by_role("menuitem", name="Keyboard shortcuts").click()
    expect(listed).to_be_visible()
    assert ines.complaints == []


def test_esc_reads_a_chat_that_was_marked_as_unread(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit_room(browser, served)
    notify(served, "the tide turned")
    row = ines.sees("the tide turned").first.locator("xpath=ancestor::*[@data-key]")
    row.focus()
    ines.page.keyboard.press("u")
    rooms = ines.page.get_by_role("navigation", name="Rooms and people").get_by_role("link")
    unread = rooms.filter(has_text=served.demo["room"]).get_by_text("unread")
    expect(unread).to_have_count(1)
    ines.page.keyboard.press("Escape")
    expect(unread).to_have_count(0)
    expect(ines.composer).to_be_focused()


def test_enter_makes_lines_inside_of_code_and_control_enter_sends(browser: Browser, serve: Serve) -> None:
    ines = visit_room(browser, serve())
    ines.composer.fill("```")
    for line in ("let tide = 3", "sail()"):
        ines.page.keyboard.press("Enter")
        ines.page.keyboard.type(line)
    expect(ines.composer).to_have_value("```\nlet tide = 3\nsail()")
    expect(ines.page.get_by_text("Ctrl Enter")).to_be_visible()
    ines.page.keyboard.press("Control+Enter")
    expect(ines.composer).to_have_value("")
    code = ines.timeline.locator("pre").last
    expect(code).to_contain_text("let tide = 3")
    expect(code).to_contain_text("sail()")


def test_a_table_that_is_pasted_as_html_alone_keeps_its_lines(browser: Browser, serve: Serve) -> None:
    ines = visit_room(browser, serve())
    table = "<table><tr><th>Ship</th><th>Berth</th></tr><tr><td>Petrel</td><td>3</td></tr></table>"
    ines.composer.focus()
    paste(ines, html=table)
    expect(ines.composer).to_have_value("Ship\tBerth\nPetrel\t3")
    paste(ines, html="<img src=x onerror='window.bad = 1'>ahoy")
    assert ines.page.evaluate("window.bad ?? null") is None


def test_a_file_on_its_way_arrives_while_one_is_at_the_settings(browser: Browser, serve: Serve) -> None:
    ines = visit_room(browser, serve())
    page, held, seen = ines.page, list[Route](), list[str]()
    page.route("**/api/room/*/file", lambda route: route.continue_() if seen else held.append(route))
    chart: Any = [{"name": f"chart {n}.txt", "mimeType": "text/plain", "buffer": b"depth 3"} for n in (1, 2)]
    page.locator('input[type="file"]').first.set_input_files(chart)
    ines.composer.fill("both charts")
    ines.composer.press("Enter")
    for _ in range(300):
        if held:
            break
        page.wait_for_timeout(50)
    page.get_by_role("button", name="You and settings").click()
    page.get_by_role("menuitem", name="Your account").click()
    page.get_by_role("heading", name="Profile and appearance").wait_for()
    seen.append("settings")
    for route in held:
        route.continue_()
    page.wait_for_timeout(500)
    page.go_back()
    expect(ines.timeline.get_by_text("chart 1.txt").first).to_be_visible()
    expect(ines.timeline.get_by_text("chart 2.txt").first).to_be_visible()
    page.reload()
    expect(ines.timeline.get_by_text("chart 2.txt").first).to_be_visible()
