"""Editing and deleting: in place, by key, by `s/old/new/`; the others see it at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.served import Serve, Served
from tests.web.browsing import Visitor, box_of, notify, visit_room

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _two_in_the_room(browser: Browser, serve: Serve) -> tuple[Served, Visitor, Visitor]:
    served = serve()
    ines, maya = visit_room(browser, served), visit_room(browser, served, "user")
    return served, ines, maya


def test_an_edit_is_made_in_place_and_seen_live(browser: Browser, serve: Serve) -> None:
    _, ines, maya = _two_in_the_room(browser, serve)
    ines.say("the boat leaves at nine")
    maya.sees("the boat leaves at nine")
    row = ines.article("the boat leaves at")
    row.hover()
    row.get_by_role("button", name="Edit").click()
    editor = ines.page.get_by_role("textbox", name="Edit message")
    expect(editor).to_be_focused()
    expect(editor).to_have_value("the boat leaves at nine")
    editor.fill("the boat leaves at ten")
    editor.press("Enter")
    for visitor in (ines, maya):
        mended = visitor.article("the boat leaves at ten")
        expect(mended.get_by_text("(edited)")).to_be_visible()
        assert (mended.get_by_text("(edited)").get_attribute("title") or "").startswith("Edited ")
    expect(ines.composer).to_be_focused()
    assert ines.complaints == maya.complaints == []


def test_arrow_up_edits_the_last_own_message_and_esc_leaves_it(browser: Browser, serve: Serve) -> None:
    _, ines, maya = _two_in_the_room(browser, serve)
    ines.say("mine, with a slpi")
    ines.sees("mine, with a slpi")
    maya.say("not mine")
    ines.sees("not mine")
    ines.composer.press("ArrowUp")
    editor = ines.page.get_by_role("textbox", name="Edit message")
    expect(editor).to_have_value("mine, with a slpi")
    editor.press_sequentially("jk")  # letters, not the keys of the timeline
    expect(editor).to_have_value("mine, with a slpijk")
    editor.press("Escape")
    expect(editor).to_have_count(0)
    expect(ines.composer).to_be_focused()
    expect(ines.sees("mine, with a slpi")).to_have_count(1)
    ines.composer.press("ArrowUp")
    editor.fill("mine, with a slip")
    ines.page.get_by_role("button", name="Save").click()
    maya.sees("mine, with a slip")


def test_an_old_slip_is_mended_with_s(browser: Browser, serve: Serve) -> None:
    _, ines, maya = _two_in_the_room(browser, serve)
    ines.say("see you on the kwai")
    ines.sees("see you on the kwai")
    ines.say("s/kwai/quay/")
    for visitor in (ines, maya):
        expect(visitor.article("see you on the quay").get_by_text("(edited)")).to_be_visible()
    ines.say("s/never said/this/")
    expect(ines.page.get_by_text("Your last message here does not say “never said”.")).to_be_visible()
    expect(ines.composer).to_have_value("s/never said/this/")
    assert not any("s/" in text for text in maya.texts())


def _hold_posts(page: Page) -> list[Route]:
    """Messages that are posted wait for `continue_()`."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    page.route("**/api/room/*/message", hold)
    return held


def test_a_slip_is_mended_while_the_message_is_on_its_way(browser: Browser, serve: Serve) -> None:
    _, ines, maya = _two_in_the_room(browser, serve)
    ines.say("said before on the kwai")
    ines.sees("said before on the kwai")
    held = _hold_posts(ines.page)
    ines.say("see you on the kwai")
    ines.say("s/kwai/quay/")
    expect(ines.composer).to_have_value("")
    ines.sees("see you on the quay")
    assert len(held) == 1
    held[0].continue_()
    for visitor in (ines, maya):
        expect(visitor.article("see you on the quay").get_by_text("(edited)")).to_be_visible()
    assert any("said before on the kwai" in text for text in maya.texts())
    assert not any("s/" in text for text in maya.texts())


def test_arrow_up_edits_the_message_that_is_on_its_way(browser: Browser, serve: Serve) -> None:
    _, ines, maya = _two_in_the_room(browser, serve)
    held = _hold_posts(ines.page)
    ines.say("see you on the kwai")
    ines.composer.press("ArrowUp")
    editor = ines.page.get_by_role("textbox", name="Edit message")
    expect(editor).to_have_value("see you on the kwai")
    editor.fill("see you on the qu")
    held[0].continue_()
    maya.sees("see you on the kwai")
    ines.until("!!document.querySelector('article[aria-posinset] textarea')")
    expect(editor).to_be_focused()
    editor.press_sequentially("ay")
    editor.press("Enter")
    for visitor in (ines, maya):
        expect(visitor.article("see you on the quay").get_by_text("(edited)")).to_be_visible()
    expect(ines.composer).to_be_focused()


def test_a_refused_edit_keeps_what_was_written(browser: Browser, serve: Serve) -> None:
    _, ines, _ = _two_in_the_room(browser, serve)
    ines.say("as it was")
    ines.sees("as it was")
    ines.page.route(
        "**/message/*", lambda route: route.fulfill(status=400, json={"error": {"message": "Too salty"}})
    )
    ines.composer.press("ArrowUp")
    editor = ines.page.get_by_role("textbox", name="Edit message")
    editor.fill("as it should be")
    editor.press("Enter")
    expect(ines.page.get_by_role("alert")).to_contain_text("Too salty")
    expect(editor).to_have_value("as it should be")


def test_a_deleted_message_leaves_only_its_place(browser: Browser, serve: Serve) -> None:
    _, ines, maya = _two_in_the_room(browser, serve)
    maya.say("wrong room, sorry")
    ines.sees("wrong room, sorry")
    row = maya.article("wrong room, sorry")
    row.hover()
    row.get_by_role("button", name="More").click()
    maya.page.get_by_role("menuitem", name="Delete").click()
    question = maya.page.get_by_role("dialog")
    expect(question).to_contain_text("wrong room, sorry")
    question.get_by_role("button", name="Cancel").click()
    expect(question).to_be_hidden()
    row.hover()
    row.get_by_role("button", name="More").click()
    maya.page.get_by_role("menuitem", name="Delete").click()
    question.get_by_role("button", name="Delete message").click()
    for visitor in (maya, ines):
        expect(visitor.timeline.get_by_text("This message was deleted")).to_be_visible()
        assert "wrong room" not in "".join(visitor.texts())
    ines.page.reload()
    ines.sees("This message was deleted")
    assert "wrong room" not in "".join(ines.texts())
    assert ines.complaints == maya.complaints == []


def test_an_admin_deletes_what_others_said_and_others_cannot(browser: Browser, serve: Serve) -> None:
    served, ines, maya = _two_in_the_room(browser, serve)
    notify(served, "noise from the build")
    maya.sees("noise from the build")
    row = maya.article("noise from the build")
    row.hover()
    row.get_by_role("button", name="More").click()
    expect(maya.page.get_by_role("menuitem", name="Delete")).to_be_disabled()
    maya.page.keyboard.press("Escape")
    # By keyboard: to the message, Delete, and the question.
    ines.sees("noise from the build")
    ines.timeline.focus()
    ines.page.keyboard.press("k")
    ines.page.keyboard.press("Delete")
    ines.page.get_by_role("dialog").get_by_role("button", name="Delete notification").click()
    maya.sees("This notification was deleted")


def test_on_the_phone_a_long_press_opens_the_menu(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit_room(browser, served, size="phone")
    ines.say("press me")
    ines.sees("press me")
    text = ines.timeline.get_by_text("press me")
    box = box_of(text)
    touch = {"pointerType": "touch", "bubbles": True, "clientX": box["x"] + 5, "clientY": box["y"] + 5}
    text.dispatch_event("pointerdown", touch)
    expect(ines.page.get_by_role("menuitem", name="Edit")).to_be_visible()
    text.dispatch_event("pointerup", touch)
    ines.page.get_by_role("menuitem", name="Edit").tap()
    expect(ines.page.get_by_role("textbox", name="Edit message")).to_be_focused()
