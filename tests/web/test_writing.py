"""Nothing that was written is lost: undo, long texts, drafts in tabs and threads, and what goes away under the pen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.examples.running import soon
from tests.served import Serve, Served
from tests.web.browsing import Visitor, room_path, visit_room
from tests.web.gestures import paste

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_BELOW = """() => {
  const it = document.querySelector('[data-region=timeline]')
  return Math.round(it.scrollHeight - it.scrollTop - it.clientHeight)
}"""


def _put_room(served: Served, room: int, name: str, *, is_archived: bool) -> None:
    body = {
        "name": name,
        "privacy": "public",
        "is_archived": is_archived,
        "is_guest_accessible": False,
        "topic": "",
        "owner": {"id": served.demo["admin_id"]},
    }
    assert served.send(f"/v2/room/{room}", body, served.token(), "PUT").status == 204


def _link(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation").get_by_role("link", name=re.compile(rf"^{name}\b"))


def _delete(visitor: Visitor, text: str) -> None:
    visitor.article(text).focus()
    visitor.page.keyboard.press("Delete")
    visitor.page.get_by_role("dialog").get_by_role("button", name="Delete message").click()


def test_undo_takes_back_what_was_chosen_and_typed(browser: Browser, serve: Serve) -> None:
    ines = visit_room(browser, serve())
    keys = ines.page.keyboard
    ines.composer.click()
    keys.type("hello @may")
    expect(ines.page.get_by_role("option")).to_have_count(1)
    keys.press("Enter")
    expect(ines.composer).to_have_value("hello @Maya ")
    keys.type("come aboard")
    keys.press("Control+z")
    expect(ines.composer).to_have_value("hello @Maya ")  # all that was typed in one go
    for _ in range(10):
        keys.press("Control+z")
    expect(ines.composer).to_have_value("")
    for _ in range(10):
        keys.press("Control+Shift+z")
    expect(ines.composer).to_have_value("hello @Maya come aboard")
    keys.press("Enter")
    ines.sees("come aboard")
    keys.press("Control+z")  # what was sent does not come back
    expect(ines.composer).to_have_value("")
    assert ines.complaints == []


def test_a_name_between_colons_becomes_what_it_means(browser: Browser, serve: Serve) -> None:
    ines = visit_room(browser, serve())
    keys = ines.page.keyboard
    ines.composer.click()
    keys.type("moored :tada:")
    expect(ines.composer).to_have_value("moored 🎉")
    keys.type(" at 10:30: :smile:")
    expect(ines.composer).to_have_value("moored 🎉 at 10:30: (smile)")
    keys.press("Control+z")
    expect(ines.composer).to_have_value("moored 🎉 at 10:30: :smile:")


def test_the_newest_messages_stay_in_sight_while_a_long_text_is_written(
    browser: Browser, serve: Serve
) -> None:
    ines = visit_room(browser, serve())
    ines.until(f"({_BELOW})() === 0")
    ines.composer.click()
    for line in range(12):
        ines.page.keyboard.type(f"line {line}")
        ines.page.keyboard.press("Shift+Enter")
        ines.page.keyboard.type("x")
        ines.until(f"({_BELOW})() === 0")
    expect(ines.page.get_by_role("button", name="Newest messages")).to_have_count(0)


def test_nothing_is_cut_off_where_a_text_gets_too_long(browser: Browser, serve: Serve) -> None:
    ines = visit_room(browser, serve())
    ines.composer.fill("x" * 9_000)
    paste(ines, text="y" * 3_000)
    offer = ines.page.get_by_role("group", name="Pasted text")
    expect(offer).to_contain_text("3,000 letters")
    expect(offer).to_contain_text("too long for a message")
    offer.get_by_role("button", name="Attach as a file").click()
    expect(ines.page.get_by_text("Pasted text.txt")).to_be_visible()
    assert ines.composer.input_value() == "x" * 9_000
    ines.composer.fill("x" * 9_990)
    expect(ines.page.get_by_text("10 letters left")).to_be_visible()
    ines.composer.fill("x" * 10_003)
    expect(ines.page.get_by_text("3 letters too many")).to_be_visible()
    ines.composer.press("Enter")
    expect(ines.page.get_by_text("at most 10,000 letters")).to_be_visible()
    assert len(ines.composer.input_value()) == 10_003


def test_code_keeps_its_indentation(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit_room(browser, served)
    ines.say("    if tide:\n        sail()\n\n")
    ines.sees("sail()")
    history, token = f"/v2{room_path(served)}/history/latest", served.token()
    kept = r'"    if tide:\n        sail()"'
    soon(lambda: kept in served.send(history, None, token).read().decode() or None)


def test_a_draft_is_the_same_in_all_tabs_and_marked_in_the_list(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit_room(browser, served)
    other = Visitor(ines.page.context.new_page(), served.url)
    other.go(room_path(served))
    ines.composer.fill("half a thought")
    expect(other.composer).to_have_value("half a thought")
    name = served.demo["room"]
    expect(_link(ines.page, name).get_by_text("draft")).to_have_count(0)  # here it is to be seen
    _link(ines.page, "Deploys").click()
    expect(_link(ines.page, name).get_by_text("draft")).to_have_count(1)
    other.composer.press("Enter")
    other.sees("half a thought")
    expect(_link(ines.page, name).get_by_text("draft")).to_have_count(0)
    _link(ines.page, name).click()
    ines.sees("half a thought")
    expect(ines.composer).to_have_value("")
    assert ines.complaints == []


def test_an_answer_that_was_begun_in_a_thread_is_there_after_a_reload(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines, maya = visit_room(browser, served), visit_room(browser, served, "user")
    maya.say("who takes the late boat?")
    ines.sees("who takes the late boat?")
    ines.article("who takes the late boat?").focus()
    ines.page.keyboard.press("Enter")
    answer = ines.page.get_by_role("textbox", name=re.compile("^Reply to"))
    answer.fill("I could, if")
    ines.page.reload()
    ines.sees("who takes the late boat?")
    ines.article("who takes the late boat?").focus()
    ines.page.keyboard.press("Enter")
    expect(answer).to_have_value("I could, if")
    answer.press("Enter")
    expect(answer).to_have_value("")
    maya.sees("I could, if")


def test_what_is_written_into_a_deleted_message_becomes_a_draft(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines, maya = visit_room(browser, served), visit_room(browser, served, "user")
    maya.say("the plan for winter")
    ines.sees("the plan for winter")
    maya.sees("the plan for winter")
    expect(maya.timeline.get_by_label("Sending")).to_have_count(0)
    maya.composer.press("ArrowUp")
    editor = maya.page.get_by_role("textbox", name="Edit message")
    editor.fill("the plan for winter, thought through")
    _delete(ines, "the plan for winter")
    expect(maya.page.get_by_text("What you wrote is kept as a draft.")).to_be_visible()
    expect(editor).to_have_count(0)
    expect(maya.composer).to_have_value("the plan for winter, thought through")


def test_what_was_written_in_a_room_that_closes_can_be_taken_along(browser: Browser, serve: Serve) -> None:
    served = serve()
    room = served.send("/v2/room", {"name": "Slipway"}, served.token()).read()
    number = int(re.findall(rb'"id":\s*(\d+)', room)[0])
    maya = visit_room(browser, served, "user")
    _link(maya.page, "Slipway").click()
    expect(maya.page.get_by_role("heading", name="Slipway", level=1)).to_be_visible()
    maya.composer.fill("what I have to say\nis long")
    _put_room(served, number, "Slipway", is_archived=True)
    left = maya.page.get_by_role("region", name="What you had not sent")
    expect(left).to_contain_text("what I have to say")
    expect(maya.page.get_by_text("This room is archived.")).to_be_visible()
    _put_room(served, number, "Slipway", is_archived=False)
    expect(maya.composer).to_have_value("what I have to say\nis long")
    served.send(f"/v2/room/{number}", None, served.token(), "DELETE")
    expect(maya.page.get_by_text("There is nothing here")).to_be_visible()
    expect(left.get_by_role("button", name="Copy")).to_be_visible()
    left.get_by_role("button", name="Discard").click()
    expect(left).to_have_count(0)


def test_whoever_is_signed_out_while_writing_is_told_and_finds_it_again(
    browser: Browser, serve: Serve
) -> None:
    served = serve()
    maya = visit_room(browser, served, "user")
    maya.composer.fill("nearly done")
    maya.page.evaluate(
        """async () => {
          const { csrf } = await (await fetch('/api/session')).json()
          await fetch('/api/session', { method: 'DELETE', headers: { 'X-CSRF-Token': csrf } })
        }"""
    )
    expect(maya.page.get_by_text("You were signed out.")).to_be_visible()
    maya.page.get_by_label("E-mail").fill(served.demo["user_email"])
    maya.page.get_by_label("Password", exact=True).fill(served.demo["user_password"])
    maya.page.get_by_role("button", name="Sign in").click()
    maya.soon(maya.timeline)
    expect(maya.composer).to_have_value("nearly done")


def test_enter_jumps_to_the_day_that_was_typed(browser: Browser, serve: Serve) -> None:
    ines = visit_room(browser, serve())
    ines.timeline.focus()
    ines.page.keyboard.press("g")
    asked = ines.page.get_by_role("dialog", name="Jump to a date")
    asked.get_by_label("Day").fill("2001-01-01")  # before the first message
    ines.page.keyboard.press("Enter")
    expect(asked).to_have_count(0)
    expect(ines.timeline).to_be_focused()


def test_what_was_marked_as_unread_is_so_after_a_reload(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines, maya = visit_room(browser, served), visit_room(browser, served, "user")
    maya.say("think about this")
    row = ines.sees("think about this").first.locator("xpath=ancestor::*[@data-key]")
    row.focus()
    with ines.page.expect_response(lambda answer: answer.url.endswith("/unread")):
        ines.page.keyboard.press("u")
    unread = _link(ines.page, served.demo["room"]).get_by_text("unread")
    expect(unread).to_have_count(1)
    ines.page.reload()
    ines.sees("think about this")
    expect(ines.timeline.get_by_text("New", exact=True)).to_be_visible()
    expect(unread).to_have_count(1)
    maya.say("and about that")  # looked at, and still to be thought about
    ines.sees("and about that")
    expect(unread).to_have_count(1)
    ines.page.keyboard.press("Escape")
    expect(unread).to_have_count(0)
