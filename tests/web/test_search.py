"""Searching as people do: typed, completed, narrowed, by keyboard alone, and back and forth to what was found."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.looking import axe_faults
from tests.served import Serve, Served
from tests.web.browsing import Visitor, notify, visit, visit_room

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(180)]


def _call(served: Served, path: str, body: Any = None, token: str = "admin_token", verb: str = "POST") -> Any:
    request = urllib.request.Request(
        served.url + path,
        data=None if body is None else json.dumps(body).encode(),
        headers={**served.token(token), "Content-Type": "application/json"},
        method=verb,
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        text = answer.read()
    return json.loads(text) if text else {}


def _share(served: Served, room: int, name: str) -> None:
    form = (
        f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: text/plain\r\n\r\nlow water\r\n--x--\r\n"
    )
    request = urllib.request.Request(
        f"{served.url}/api/room/{room}/file",
        data=form.encode(),
        headers={**served.token(), "Content-Type": "multipart/form-data; boundary=x"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.status == 201


def _field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search")


def _hits(page: Page) -> Locator:
    return page.get_by_role("main").locator("[data-hit]")


def _found(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("status")


def _seek(page: Page, what: str) -> None:
    """Choose what to search. The choice is part of the address, so it is not marked in the same moment."""
    chosen = page.get_by_role("radio", name=what)
    chosen.click(force=True)
    expect(chosen).to_be_checked()


def _filled(serve: Serve) -> Served:
    """The demo with falcons: 24 in the demo's room, one in a room of the admin's own, and a file."""
    served = serve()
    for number in range(23):
        notify(served, f"falcon number {number}")
    notify(served, "falcon down on <b>web-01.prod</b>: E1234")
    den = _call(served, "/v2/room", {"name": "Falcon den", "privacy": "private"})["id"]
    _call(served, f"/api/room/{den}/message", {"message": "the falcon of the den"})
    _share(served, int(served.demo["room_id"]), "falcon-tides.txt")
    return served


def _wait_for_index(served: Served, visitor: Visitor) -> None:
    for _ in range(100):
        if _call(served, "/api/search?q=falcon-tides", verb="GET")["items"]:
            return
        visitor.page.wait_for_timeout(200)
    raise AssertionError("the index did not catch up")


def test_a_search_is_typed_narrowed_and_followed_by_keyboard_alone(browser: Browser, serve: Serve) -> None:
    served = _filled(serve)
    ines = visit_room(browser, served)
    _wait_for_index(served, ines)
    page, keys = ines.page, ines.page.keyboard

    keys.press("Control+f")
    expect(page).to_have_title(re.compile("Search"))
    expect(_field(page)).to_be_focused()
    expect(_field(page)).to_have_value(f'in:"{served.demo["room"]}" ')
    keys.type("falcon")
    expect(_found(page)).to_contain_text("More than 20 messages")
    expect(_hits(page).first.locator("mark")).to_have_text("falcon")
    assert axe_faults(page) == []

    # Down into the results, to their end and beyond it.
    keys.press("Enter")
    keys.press("ArrowDown")
    expect(_hits(page).first).to_be_focused()
    keys.press("End")
    keys.press("ArrowDown")
    expect(_hits(page)).to_have_count(25)
    expect(_found(page)).to_contain_text("25 messages")
    keys.press("Home")
    keys.press("ArrowRight")
    hit = page.get_by_role("main").get_by_role("listitem").filter(has_text="falcon-tides").first
    expect(hit.get_by_text("falcon down on")).to_be_visible()
    keys.press("ArrowLeft")
    expect(hit.get_by_text("falcon down on")).to_have_count(0)

    # To the message, and back to what was found.
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(page).to_have_url(re.compile(r"/room/\d+\?message="))
    ines.sees("falcon down on")
    page.go_back()
    expect(_field(page)).to_have_value(re.compile("falcon"))
    expect(_hits(page)).to_have_count(25)

    # Operators complete themselves; everywhere now.
    page.get_by_role("button", name=re.compile("Take off: In:")).click()
    expect(_found(page)).to_contain_text("More than 20 messages")
    _field(page).fill("falcon fr")
    expect(page.get_by_role("option", name=re.compile("from:"))).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    keys.type("me")
    keys.press("Enter")
    expect(_field(page)).to_have_value(re.compile("falcon from:me"))
    expect(_found(page)).to_contain_text("2 messages")
    _field(page).fill("E12")
    expect(_hits(page)).to_have_count(1)
    _field(page).fill("zzqx from:me")
    expect(page.get_by_role("heading", name="No message says that")).to_be_visible()
    page.get_by_role("button", name="Search without filters").click()
    expect(_field(page)).to_have_value("zzqx")
    assert ines.complaints == []
    _field(page).fill("falcon has:everything")
    expect(page.get_by_role("alert")).to_contain_text("has: takes one of")

    # Esc leaves; the search is remembered.
    keys.press("Escape")
    expect(page).to_have_url(re.compile(r"/room/\d+$"))
    keys.press("Control+Shift+f")
    expect(page.get_by_role("option", name=re.compile("falcon")).first).to_be_visible()


def test_files_rooms_and_people_are_found_on_the_phone_and_nothing_hidden(
    browser: Browser, serve: Serve
) -> None:
    served = _filled(serve)
    maya = visit(browser, served, "user", "phone", at=f"/room/{served.demo['room_id']}")
    _wait_for_index(served, maya)
    page = maya.page
    page.get_by_role("button", name="Search", exact=True).click()
    expect(_field(page)).to_be_focused()
    _field(page).fill("falcon")
    expect(_found(page)).to_contain_text("More than 20 messages")
    expect(page.get_by_text("of the den")).to_have_count(0)
    _seek(page, "Files")
    expect(_hits(page)).to_have_count(1)
    expect(_hits(page).first).to_contain_text("falcon-tides.txt")
    expect(page.get_by_role("link", name="Open falcon-tides.txt")).to_be_visible()
    _seek(page, "Rooms")
    expect(page.get_by_role("heading", name="No room is called that")).to_be_visible()
    _field(page).fill("engine")
    expect(_hits(page).first).to_contain_text("Engine Room")
    _seek(page, "People")
    _field(page).fill("ines")
    expect(_hits(page).first).to_contain_text("Ines")
    assert axe_faults(page) == []
    _hits(page).first.click()
    expect(page).to_have_url(re.compile(r"/chat/\d+"))
    assert maya.complaints == []
