"""Reactions, pins and threads: two people at their browsers, by pointer, key and finger; a refusal is taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.served import Serve
from tests.web.browsing import Visitor, box_of, notify, room_path, visit, visit_room

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _first(visitor: Visitor, text: str) -> Locator:
    """The message that says it first: replies to it quote it."""
    return visitor.timeline.get_by_role("article").filter(has_text=text).first


def _pill(visitor: Visitor, text: str, name: str) -> Locator:
    return _first(visitor, text).get_by_role("group", name="Reactions").get_by_role("button", name=name)


def test_reactions_are_given_and_taken_back_live_by_pointer_and_key(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines, maya = visit_room(browser, served), visit_room(browser, served, "user")
    ines.say("the queue is empty")
    maya.sees("the queue is empty")
    row = _first(maya, "the queue is empty")
    row.hover()
    row.get_by_role("button", name="React with (thumbsup)").click()
    expect(_pill(ines, "the queue", "(thumbsup), 1: Maya Okafor")).to_have_attribute("aria-pressed", "false")
    _pill(ines, "the queue", "(thumbsup), 1").click()
    mine = _pill(ines, "the queue", "(thumbsup), 2: You and Maya Okafor")
    expect(mine).to_have_attribute("aria-pressed", "true")
    expect(_pill(maya, "the queue", "(thumbsup), 2: You and Ines Lindqvist")).to_be_visible()
    ines.composer.hover()
    mine.hover()
    expect(ines.page.get_by_text("You and Maya Okafor reacted with (thumbsup)")).to_be_visible()

    # By keys alone: + on the message, a word, Enter; the focus comes back to the conversation.
    row.focus()
    maya.page.keyboard.press("+")
    search = maya.page.get_by_role("combobox", name="Search emoji")
    expect(search).to_be_focused()
    search.fill("party popper")
    expect(maya.page.get_by_role("option", name="party popper")).to_be_visible()
    maya.page.keyboard.press("Enter")
    expect(_pill(ines, "the queue", "🎉, 1: Maya Okafor")).to_be_visible()
    expect(search).to_have_count(0)

    # What was used last comes first; arrows choose.
    row.hover()
    row.get_by_role("button", name="Add a reaction").click()
    expect(maya.page.get_by_role("listbox", name="Emoji").get_by_role("option").first).to_have_attribute(
        "aria-label", "🎉"
    )
    search.press("ArrowDown")
    search.press("ArrowRight")
    expect(maya.page.get_by_role("option", selected=True)).to_have_attribute("aria-label", "(thumbsup)")
    maya.page.keyboard.press("Escape")

    _pill(maya, "the queue", "🎉, 1").click()
    expect(_pill(ines, "the queue", "🎉")).to_have_count(0)
    ines.page.reload()
    expect(_pill(ines, "the queue", "(thumbsup), 2")).to_be_visible()
    assert ines.complaints == maya.complaints == []


def test_a_refused_reaction_is_taken_back_with_the_reason(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit_room(browser, served)
    ines.say("nothing to see")
    ines.sees("nothing to see")
    ines.page.route(
        "**/reaction/*", lambda route: route.fulfill(status=409, json={"error": {"message": "Too late"}})
    )
    row = _first(ines, "nothing to see")
    row.hover()
    row.get_by_role("button", name="React with (heart)").click()
    expect(ines.page.get_by_text("Not saved: Too late")).to_be_visible()
    expect(_pill(ines, "nothing to see", "(heart)")).to_have_count(0)


def test_notifications_take_reactions_and_pins_too(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines, maya = visit_room(browser, served), visit_room(browser, served, "user")
    notify(served, "Build 2217 passed")
    maya.sees("Build 2217 passed")
    row = _first(maya, "Build 2217 passed")
    row.hover()
    row.get_by_role("button", name="React with (heart)").click()
    expect(_pill(ines, "Build 2217", "(heart), 1")).to_be_visible()
    row.get_by_role("button", name="More").click()
    maya.page.get_by_role("menuitem", name="Pin for everybody").click()
    for visitor in (ines, maya):
        expect(_first(visitor, "Build 2217").get_by_text("Pinned")).to_be_visible()
    row.hover()
    row.get_by_role("button", name="More").click()
    maya.page.get_by_role("menuitem", name="Unpin").click()
    expect(_first(ines, "Build 2217").get_by_text("Pinned")).to_have_count(0)
    assert ines.complaints == maya.complaints == []


def test_a_thread_is_read_and_answered_in_its_place(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines, maya = visit_room(browser, served), visit_room(browser, served, "user")
    ines.say("who broke the tide table?")
    maya.sees("who broke the tide table?")
    head = _first(maya, "who broke the tide table?")
    head.focus()
    maya.page.keyboard.press("Enter")
    write = maya.page.get_by_role("textbox", name="Reply to Ines Lindqvist")
    expect(write).to_be_focused()
    write.fill("the clock change did")
    write.press("Enter")
    expect(write).to_have_value("")
    thread = head.get_by_role("region", name="Replies")
    expect(thread.get_by_text("the clock change did")).to_be_visible()

    footer = _first(ines, "who broke").get_by_role("button", name="1 reply")
    expect(footer).to_be_visible()
    place = box_of(_first(ines, "who broke"))["y"]
    footer.click()
    theirs = _first(ines, "who broke").get_by_role("region", name="Replies")
    expect(theirs.get_by_text("the clock change did")).to_be_visible()
    ines.page.get_by_role("textbox", name="Reply to Ines Lindqvist").fill("as every year")
    ines.page.keyboard.press("Enter")
    expect(thread.get_by_text("as every year")).to_be_visible()
    expect(head.get_by_role("button", name="2 replies")).to_be_visible()
    expect(_first(ines, "who broke")).to_be_in_viewport()
    assert box_of(_first(ines, "who broke"))["y"] <= place + 1

    # Both stand in the timeline as well; the quoted line leads back to the question.
    answer = ines.timeline.get_by_role("article").filter(has_text="as every year").last
    answer.get_by_role("button", name="In reply to").click()
    expect(_first(ines, "who broke")).to_be_focused()

    # An edit is seen in the thread, a deleted reply goes from it and from the number.
    answer.hover()
    answer.get_by_role("button", name="Edit").click()
    ines.page.get_by_role("textbox", name="Edit message").fill("as every spring")
    ines.page.keyboard.press("Enter")
    expect(thread.get_by_text("as every spring")).to_be_visible()
    answer = ines.timeline.get_by_role("article").filter(has_text="as every spring").last
    answer.focus()
    ines.page.keyboard.press("Delete")
    ines.page.get_by_role("alertdialog").or_(ines.page.get_by_role("dialog")).get_by_role(
        "button", name="Delete message"
    ).click()
    expect(thread.get_by_text("as every spring")).to_have_count(0)
    expect(head.get_by_role("button", name="1 reply")).to_be_visible()

    # Esc leaves the thread; what was written and not sent is still there later.
    write.fill("not yet")
    write.press("Escape")
    expect(head).to_be_focused()
    maya.page.keyboard.press("Enter")
    expect(thread).to_have_count(0)
    maya.page.keyboard.press("Enter")
    expect(write).to_have_value("not yet")
    assert ines.complaints == maya.complaints == []


def test_a_long_press_offers_reactions_to_the_thumb(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit_room(browser, served)
    ines.say("a word for the phone")
    maya = visit(browser, served, "user", "phone", at=room_path(served))
    row = _first(maya, "a word for the phone")
    box = box_of(row)
    touch = maya.page.context.new_cdp_session(maya.page)
    point = {"x": box["x"] + 120, "y": box["y"] + box["height"] - 8}
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    menu = maya.page.get_by_role("menu")
    expect(menu).to_be_visible()
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    heart = menu.get_by_role("menuitem", name="React with (heart)")
    assert box_of(heart)["height"] >= 44
    heart.tap()
    expect(_pill(ines, "a word for the phone", "(heart), 1: Maya Okafor")).to_be_visible()
    assert maya.page.evaluate("document.documentElement.scrollWidth") == 390
    assert ines.complaints == maya.complaints == []
