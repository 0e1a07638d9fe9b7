"""The main screen: messages come by themselves, go out in order, and survive what happens to a connection."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, expect

from tests.served import Serve
from tests.web.browsing import named, notify, visit_room

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_NOTE_TIME = """() => new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes)
    if (node.textContent.includes('The boat is in')) window.shownAt ??= Date.now()
}).observe(document.body, {childList: true, subtree: true})"""


def test_a_posted_notification_is_on_screen_without_reload(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit_room(browser, served)
    ines.page.evaluate(_NOTE_TIME)
    notify(served, "warming up")
    ines.sees("warming up")
    before = time.time()
    notify(served, "The boat is in. <b>All green.</b>")
    ines.sees("The boat is in")
    expect(ines.article("The boat is in")).to_contain_text("Green notification from an integration")
    assert ines.page.evaluate("window.shownAt") / 1000 - before < 2, "200 ms on a quiet machine"


def test_the_page_asks_no_other_host_and_breaks_no_rule_of_its_policy(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit_room(browser, served, worker=True)
    notify(served, '<span style="color: red; font-weight: bold">styled</span>')
    ines.sees("styled")
    ines.page.keyboard.press("Control+k")
    ines.page.get_by_role("dialog").wait_for()
    ines.page.keyboard.press("Escape")
    ines.page.get_by_role("button", name="Room menu").click()
    ines.page.get_by_role("menuitem", name="Change the topic").wait_for()
    assert [address for address in ines.asked if not address.startswith(served.url)] == []
    assert ines.complaints == []


def test_a_typed_message_reaches_the_other_person_with_its_mention(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines, maya = visit_room(browser, served), visit_room(browser, served, "user")
    maya.page.get_by_role("link", name=named("Lunch")).first.click()
    ines.say(f"@{served.demo['user_mention']} the ferry is late")
    ines.sees("the ferry is late")
    expect(maya.page.get_by_role("link", name=named(served.demo["room"])).first).to_contain_text(
        "1 mention of you"
    )
    expect(maya.page).to_have_title(named("(1) "))
    maya.page.get_by_role("link", name=named(served.demo["room"])).first.click()
    maya.sees("the ferry is late")
    expect(maya.page.get_by_role("separator").get_by_text("New")).to_be_visible()
    expect(maya.page).not_to_have_title(named("(1) "))


def test_typing_is_shown_to_the_others(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines, maya = visit_room(browser, served), visit_room(browser, served, "user")
    maya.composer.press_sequentially("so")
    expect(ines.page.get_by_text("is typing")).to_be_visible()
    maya.composer.press("Enter")
    expect(ines.page.get_by_text("is typing")).to_be_hidden()


def test_what_is_written_without_a_connection_waits_and_goes_out_in_order(
    browser: Browser, serve: Serve
) -> None:
    served = serve()
    ines = visit_room(browser, served, worker=True)
    ines.page.context.set_offline(True)
    expect(ines.page.get_by_text("No connection.")).to_be_visible()
    for text in ("first wave", "second wave", "third wave"):
        ines.say(text)
    expect(ines.page.get_by_text("Waiting for the connection")).to_have_count(3)
    ines.page.context.set_offline(False)
    expect(ines.page.get_by_text("Waiting for the connection")).to_have_count(0)
    expect(ines.page.get_by_text("No connection.")).to_be_hidden()
    waves = [text for text in ines.texts() if "wave" in text]
    assert [text.split()[-2] for text in waves] == ["first", "second", "third"]


def test_a_waiting_message_survives_the_end_of_the_server_and_a_reload(
    browser: Browser, serve: Serve
) -> None:
    served = serve()
    ines = visit_room(browser, served, worker=True)
    served.kill()
    expect(ines.page.get_by_text("No connection.")).to_be_visible()
    ines.say("written while it was dark")
    expect(ines.page.get_by_text("Waiting for the connection")).to_be_visible()
    served.start()
    ines.page.reload()
    expect(ines.sees("written while it was dark")).to_have_count(1)
    expect(ines.page.get_by_text("Waiting for the connection")).to_be_hidden()
    ines.page.reload()
    expect(ines.sees("written while it was dark")).to_have_count(1)


def test_messages_sent_during_a_restart_are_there_once_without_reload(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit_room(browser, served, worker=True)
    for round_ in range(3):
        served.kill()
        served.start()
        notify(served, f"after restart {round_}")
    for round_ in range(3):
        expect(ines.sees(f"after restart {round_}")).to_have_count(1)


def test_a_refused_message_stays_with_its_reason(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit_room(browser, served)
    ines.page.route(
        "**/message", lambda route: route.fulfill(status=400, json={"error": {"message": "Too salty"}})
    )
    ines.say("brine")
    failed = ines.timeline.get_by_role("alert")
    expect(failed).to_contain_text("Not sent: Too salty")
    ines.page.unroute_all()
    failed.get_by_role("button", name="Try again").click()
    expect(failed).to_be_hidden()
    expect(ines.sees("brine")).to_have_count(1)


def test_a_draft_is_kept_for_its_room_over_a_reload(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit_room(browser, served)
    ines.composer.fill("half a tho")
    ines.page.reload()
    expect(ines.composer).to_have_value("half a tho")
    ines.page.get_by_role("link", name=named("Lunch")).first.click()
    expect(ines.composer).to_have_value("")
