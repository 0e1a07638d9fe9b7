"""The timeline: few rows drawn however long it is, and it never jumps under the reader."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.served import Serve, Served
from tests.web.browsing import Visitor, named, notify, visit, visit_room

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_ROWS = "log => log.querySelectorAll('[data-index]').length"
_AT_END = "log => log.scrollHeight - log.scrollTop - log.clientHeight < 60"
_FEW_FRAMES = """() => new Promise((done) => {
  let left = 4
  const step = () => (left-- ? requestAnimationFrame(step) : done())
  step()
})"""


def _filled(browser: Browser, serve: Serve, count: int) -> tuple[Served, Visitor]:
    served = serve()
    for number in range(count):
        notify(served, f"line {number} " + "tide " * (number % 40))
    ines = visit_room(browser, served)
    ines.sees(f"line {count - 1} ")
    return served, ines


def _tops(visitor: Visitor) -> dict[str, float]:
    rows = visitor.timeline.evaluate(
        "log => [...log.querySelectorAll('[data-key]')].map(row => [row.dataset.key, row.getBoundingClientRect().top])"
    )
    return dict(rows)


def _come_to_rest(visitor: Visitor) -> None:
    """Wait until what was asked for is drawn and stays where it is for a few frames."""
    for _ in range(100):
        before = _tops(visitor)
        visitor.page.evaluate(_FEW_FRAMES)
        if _tops(visitor) == before:
            return
    raise AssertionError("it never comes to rest")


def test_older_messages_come_without_a_jump_and_few_rows_are_drawn(browser: Browser, serve: Serve) -> None:
    _, ines = _filled(browser, serve, 250)
    _come_to_rest(ines)
    ines.timeline.hover()
    most = 0
    for _ in range(60):
        before = _tops(ines)
        ines.page.mouse.wheel(0, -250)
        _come_to_rest(ines)
        after = _tops(ines)
        moved = [after[key] - before[key] for key in before.keys() & after.keys()]
        assert moved, "nothing of the last screen is left"
        assert all(0 <= step <= 251 for step in moved)
        most = max(most, ines.timeline.evaluate(_ROWS))
    assert most <= 200
    assert len(_tops(ines)) > 5


def test_a_reader_further_up_is_told_and_not_moved(browser: Browser, serve: Serve) -> None:
    served, ines = _filled(browser, serve, 60)
    _come_to_rest(ines)
    ines.timeline.hover()
    ines.page.mouse.wheel(0, -1500)
    _come_to_rest(ines)
    before = _tops(ines)
    notify(served, "news from below")
    pill = ines.page.get_by_role("button", name="1 new message")
    expect(pill).to_be_visible()
    after = _tops(ines)
    assert {key: after[key] for key in before.keys() & after.keys()} == {
        key: before[key] for key in before.keys() & after.keys()
    }
    pill.click()
    ines.sees("news from below")
    expect(pill).to_be_hidden()


def test_at_the_end_new_messages_are_followed_also_when_the_composer_grows(
    browser: Browser, serve: Serve
) -> None:
    served, ines = _filled(browser, serve, 60)
    for number in range(5):
        notify(served, f"follow {number}")
    ines.sees("follow 4")
    _come_to_rest(ines)
    assert ines.timeline.evaluate(_AT_END)
    ines.composer.fill("a\nb\nc\nd\ne")
    _come_to_rest(ines)
    assert ines.timeline.evaluate(_AT_END)
    expect(ines.timeline.get_by_text("follow 4")).to_be_in_viewport()


def test_whoever_was_away_for_long_finds_where_the_new_messages_begin(browser: Browser, serve: Serve) -> None:
    served, ines = _filled(browser, serve, 3)
    ines.timeline.press("End")
    expect(ines.timeline.get_by_text("line 2 ")).to_be_in_viewport()
    expect(ines.page.get_by_role("button", name=re.compile("new message"))).to_be_hidden()
    ines.page.goto(f"{ines.url}/people")
    ines.until("!document.querySelector('[role=log]')")
    for number in range(120):
        notify(served, f"holiday {number}.")
    ines.page.get_by_role("link", name=named(served.demo["room"])).first.click()
    expect(ines.timeline.get_by_text("holiday 119.")).to_be_in_viewport()
    first = ines.page.get_by_role("button", name="To the first of 120 new messages")
    first.click()
    expect(ines.timeline.get_by_text("New", exact=True)).to_be_in_viewport()
    expect(ines.timeline.get_by_text("holiday 0.", exact=True)).to_be_in_viewport()
    expect(ines.page.locator("article:focus")).to_contain_text("holiday 0.")
    expect(first).to_be_hidden()
    ines.page.get_by_role("button", name="Newest messages").click()
    expect(ines.timeline.get_by_text("holiday 119.")).to_be_in_viewport()


def test_keys_move_between_messages_and_reply(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit_room(browser, served)
    ines.say("answer me")
    ines.sees("answer me")
    ines.timeline.focus()
    ines.page.keyboard.press("k")
    focused = ines.page.locator("article:focus")
    expect(focused).to_contain_text("answer me")
    expect(focused).to_have_attribute("aria-posinset", re.compile(r"\d"))  # it is sent: it can be answered
    ines.page.keyboard.press("r")
    expect(ines.composer).to_be_focused()
    ines.page.keyboard.type("here is the answer")
    ines.page.keyboard.press("Enter")
    ines.sees("here is the answer")
    reply = ines.article("here is the answer")
    expect(reply.get_by_role("button", name=named("In reply to"))).to_contain_text("answer me")


def test_the_phone_shows_one_pane_at_a_time(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit(browser, served, size="phone")
    rooms = ines.page.get_by_role("navigation", name="Rooms and people")
    expect(rooms).to_be_visible()
    ines.page.get_by_role("link", name=named(served.demo["room"])).click()
    expect(ines.timeline).to_be_visible()
    expect(rooms).to_be_hidden()
    assert ines.page.evaluate("document.documentElement.scrollWidth") == 390
    for button in ines.page.get_by_role("main").get_by_role("button").all():
        box = button.bounding_box()
        if button.is_visible() and box and box["width"] < 60:
            assert box["height"] >= 40, button.inner_html()
    ines.page.get_by_role("button", name="Back to rooms").click()
    expect(rooms).to_be_visible()
    assert ines.complaints == []
