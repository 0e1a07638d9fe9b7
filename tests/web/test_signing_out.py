"""Signing out: one step, in all tabs, and nothing of the person stays for whoever is next at the machine."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.served import Serve
from tests.web.browsing import room_path, visit_room

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_ME = "fetch('/api/session').then((answer) => answer.json()).then(({ me }) => me)"
_KEPT = """new Promise((done) => {
  const asked = indexedDB.open('chinwag', 1)
  asked.onupgradeneeded = () => asked.result.createObjectStore('kept')
  asked.onsuccess = () => {
    const count = asked.result.transaction('kept').objectStore('kept').count()
    count.onsuccess = () => { done(count.result); asked.result.close() }
  }
})"""


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="You and settings").click()
    page.get_by_role("menuitem", name="Sign out").click()


def sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.keyboard.press("Enter")


def test_signing_out_is_one_step_and_leaves_nothing_of_the_person(browser: Browser, serve: Serve) -> None:
    ines = visit_room(browser, serve(), "admin", worker=True)
    page = ines.page
    me = f".{page.evaluate(_ME)['id']}"
    ines.composer.fill("half a thought of mine")
    ines.until(f"{_KEPT}.then((count) => count === 1)")
    page.get_by_role("link", name="Everybody").click()
    page.evaluate("document.body.dataset.first = 'yes'")
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    sign_out(page)
    expect(page.get_by_label("E-mail")).to_be_focused()
    page.get_by_label("E-mail").fill("next@quayside.example")
    for _ in range(150):
        if loads:
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(1_500)
    assert len(loads) == 1
    expect(page.get_by_label("E-mail")).to_have_value("next@quayside.example")
    assert page.evaluate("document.body.dataset.first ?? null") is None

    assert page.evaluate(_KEPT) == 0
    kept: dict[str, str] = page.evaluate("({ ...localStorage })")
    assert [name for name, text in kept.items() if me in name or "half a thought" in text] == []
    page.go_back()
    page.get_by_label("E-mail").wait_for()
    expect(page.get_by_role("log")).to_have_count(0)


@pytest.mark.parametrize("place", ["the chat", "the account"])
def test_what_was_not_sent_is_asked_about_before_it_is_lost(
    browser: Browser, serve: Serve, place: str
) -> None:
    served = serve()
    ines = visit_room(browser, served, "admin")
    page = ines.page
    me = f".{page.evaluate(_ME)['id']}"
    refusal = {"error": {"message": "Too salty"}}
    page.route("**/api/room/*/message", lambda route: route.fulfill(status=400, json=refusal))
    for text in ("one of two", "two of two"):
        ines.say(text)
    expect(page.get_by_text("Not sent: Too salty")).to_have_count(2)
    if place == "the chat":
        sign_out(page)
    else:
        page.goto(f"{ines.url}/account")
        page.get_by_role("button", name="Sign out", exact=True).click()
    question = page.get_by_role("dialog", name="Sign out")
    expect(question).to_contain_text("2 of your messages were not sent")
    question.get_by_role("button", name="Cancel").click()
    expect(question).to_have_count(0)
    assert page.evaluate(_ME) is not None
    ines.go(room_path(served))
    expect(page.get_by_text("Not sent: Too salty")).to_have_count(2)

    sign_out(page)
    question.get_by_role("button", name="Sign out all the same").click()
    expect(page.get_by_label("E-mail")).to_be_focused()
    ines.until(f"!Object.keys(localStorage).some((name) => name.includes('{me}'))")


def test_the_next_person_sees_nothing_of_the_first_in_any_tab(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit_room(browser, served, "admin", worker=True)
    other = ines.page.context.new_page()
    other.goto(ines.page.url)
    other.get_by_role("log").wait_for()
    ines.composer.fill("half a thought of mine")
    sign_out(ines.page)
    other.get_by_label("E-mail").wait_for()
    ines.page.get_by_label("E-mail").wait_for()

    sign_in(ines.page, served.demo["user_email"], served.demo["user_password"])
    ines.soon(ines.timeline.locator("[data-key]"))
    expect(ines.composer).to_have_value("")
    other.goto(ines.page.url)
    other.get_by_role("log").wait_for()
    for page in (ines.page, other):
        page.get_by_role("button", name="You and settings").click()
        expect(page.get_by_role("menuitem", name="Your account")).to_be_visible()
        expect(page.get_by_role("menuitem", name="Your team")).to_have_count(0)


def test_a_tab_that_slept_through_the_change_shows_the_person_who_is_there_now(
    browser: Browser, serve: Serve
) -> None:
    served = serve()
    ines = visit_room(browser, served, "admin", worker=True)
    other = ines.page.context.new_page()
    other.goto(ines.page.url)
    other.get_by_role("log").wait_for()
    ines.page.context.set_offline(True)
    other.wait_for_timeout(200)
    # As another tab does it, while this one hears nothing.
    name, value = "chinwag_session", served.sign_in("user")
    ines.page.context.add_cookies([{"name": name, "value": value, "url": served.url}])
    ines.page.context.set_offline(False)
    for page in (ines.page, other):
        page.get_by_role("button", name="You and settings").wait_for()
        page.get_by_role("button", name="You and settings").click()
        expect(page.get_by_role("menuitem", name="Your account")).to_be_visible()
        expect(page.get_by_role("menuitem", name="Your team")).to_have_count(0)
