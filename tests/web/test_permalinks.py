"""Addresses of messages and days: they lead there however far back, mark what they mean, and the reader stays there."""

from __future__ import annotations

import urllib.request
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.served import Serve, Served
from tests.web.browsing import Visitor, room_path, visit, visit_room

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_DAY = 86_400_000_000


def _post(served: Served, text: str) -> dict[str, Any]:
    with served.send(f"/api{room_path(served)}/message", {"message": text}, served.token()) as answer:
        sent: dict[str, Any] = msgspec.json.decode(answer.read())
    return sent


def _a_long_room(served: Served, count: int = 400) -> list[dict[str, Any]]:
    return [_post(served, f"line {number} of the log") for number in range(1, count + 1)]


def _line(visitor: Visitor, number: int) -> Locator:
    return visitor.timeline.get_by_role("article").filter(has_text=f"line {number} of the log")


def test_a_link_leads_far_back_and_the_reader_stays_there(browser: Browser, serve: Serve) -> None:
    served = serve()
    sent = _a_long_room(served)
    address = f"{room_path(served)}?message={sent[49]['id']}"
    ines, maya = visit(browser, served, at=address), visit_room(browser, served, "user")

    expect(_line(ines, 50)).to_be_in_viewport()
    expect(_line(ines, 50)).to_be_focused()
    assert len([url for url in ines.asked if "/history" in url]) <= 3, (
        "no scrolling through what lies between"
    )
    expect(_line(ines, 400)).to_have_count(0)

    maya.say("said meanwhile")
    maya.sees("said meanwhile")
    expect(ines.page.get_by_role("button", name="1 new message")).to_be_visible()
    expect(_line(ines, 50)).to_be_in_viewport()

    # What comes after is fetched as one goes on reading, without a jump.
    for number in range(50, 140):
        ines.page.keyboard.press("j")
        if number % 10 == 0:
            expect(_line(ines, number + 1)).to_be_in_viewport()
    expect(_line(ines, 140)).to_be_in_viewport()

    ines.page.get_by_role("button", name="1 new message").click()
    expect(ines.timeline.get_by_text("said meanwhile")).to_be_in_viewport()
    expect(ines.page).to_have_url(served.url + room_path(served))

    # An answer is shown where it is said, from wherever one wrote it.
    ines.page.goto(served.url + address)
    expect(_line(ines, 50)).to_be_in_viewport()
    ines.say("back again")
    expect(ines.timeline.get_by_text("back again")).to_be_in_viewport()
    expect(_line(ines, 400)).to_be_attached()
    assert ines.complaints == maya.complaints == []


def test_links_are_copied_and_followed_without_leaving_the_page(browser: Browser, serve: Serve) -> None:
    served = serve()
    sent = _a_long_room(served, 150)
    ines, maya = visit_room(browser, served), visit_room(browser, served, "user")
    ines.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _line(ines, 149).hover()
    _line(ines, 149).get_by_role("button", name="More").click()
    ines.page.get_by_role("menuitem", name="Copy link").click()
    expect(ines.page.get_by_text("Link copied")).to_be_visible()
    copied = ines.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{served.url}{room_path(served)}?message={sent[148]['id']}"
    _line(ines, 150).focus()
    ines.page.keyboard.press("l")
    ines.until(f"navigator.clipboard.readText().then((text) => text.endsWith('{sent[149]['id']}'))")

    old = f"{served.url}{room_path(served)}?message={sent[9]['id']}"
    ines.say(f"as was said: {old}")
    pages = len([url for url in maya.asked if url.endswith(room_path(served))])
    link = maya.timeline.get_by_role("link", name=old)
    link.click()
    expect(_line(maya, 10)).to_be_in_viewport()
    assert len([url for url in maya.asked if url.endswith(room_path(served))]) == pages
    maya.page.go_back()
    expect(maya.page).to_have_url(served.url + room_path(served))

    # A second click on the same link leads there again.
    maya.page.get_by_role("button", name="Newest messages").click()
    link.click()
    expect(_line(maya, 10)).to_be_in_viewport()
    maya.page.get_by_role("button", name="Newest messages").click()
    expect(link).to_be_in_viewport()
    link.click()
    expect(_line(maya, 10)).to_be_in_viewport()
    assert ines.complaints == maya.complaints == []


def test_a_link_to_what_is_not_there_says_so_and_shows_the_room(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit(browser, served, at=f"{room_path(served)}?message=00000000-0000-7000-8000-000000000000")
    expect(ines.page.get_by_text("This message is not here, or not any more.")).to_be_visible()
    expect(ines.timeline.get_by_role("article").last).to_be_in_viewport()


def test_one_jumps_to_another_day_and_back(browser: Browser, serve: Serve) -> None:
    served = serve(start=False)
    older = f"UPDATE messages SET sent_at = sent_at - {30 * _DAY}"
    served.sql(f"{older} WHERE chat_id = {served.demo['room_id']} AND position <= 20")
    served.start()
    history = f"{served.url}/api{room_path(served)}/history?limit=200"
    with urllib.request.urlopen(
        urllib.request.Request(history, headers=served.token()), timeout=10
    ) as answer:
        items = msgspec.json.decode(answer.read())["items"]
    _a_long_room(served, 120)
    ines = visit_room(browser, served)
    first = ines.timeline.locator(f'[data-key="{items[0]["id"]}"]')

    ines.timeline.focus()
    ines.page.keyboard.press("g")
    dialog = ines.page.get_by_role("dialog", name="Jump to a date")
    dialog.get_by_label("Day").fill(items[0]["date"][:10])
    dialog.get_by_role("button", name="Jump", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(first).to_be_in_viewport()
    ines.timeline.get_by_title("Jump to a date").first.click()
    expect(dialog).to_be_visible()
    ines.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    ines.page.get_by_role("button", name="Newest messages").click()
    expect(_line(ines, 120)).to_be_in_viewport()

    ines.page.keyboard.press("g")
    dialog.get_by_role("button", name="The first message").click()
    expect(first).to_be_in_viewport()
    assert ines.complaints == []
