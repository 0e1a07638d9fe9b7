"""Into the chat and out of it: the one-time link, the password, and what a wrong one is told."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo


def test_the_printed_link_signs_the_admin_in_once(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url)
    link = demo.admin_link
    window.page.goto(link)
    window.page.get_by_role("button", name="Continue as Ines Lindqvist").click()
    expect(window.composer).to_be_visible()
    expect(window.page.get_by_role("navigation").get_by_text("Ines Lindqvist")).to_be_visible()

    other = open_window(demo.url)
    with other.foreseeing(r"status of 404 .* at /api/setup/"):
        other.page.goto(link)
        expect(other.page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    other.page.goto("/")
    expect(other.page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_password_signs_in_and_leads_back_to_the_page_that_was_asked_for(
    demo: Demo, open_window: OpenWindow
) -> None:
    window = open_window(demo.url)
    window.sign_in(demo.demo["user_email"], demo.demo["user_password"], start="/account")
    expect(window.page.get_by_role("heading", name="Profile and appearance")).to_be_visible()
    assert "Maya Okafor" in window.page.content()


def test_a_wrong_password_is_told_in_one_sentence_for_all_addresses(
    demo: Demo, open_window: OpenWindow
) -> None:
    window = open_window(demo.url)
    window.page.goto("/sign_in")
    with window.foreseeing(r"status of 401 .* at /api/session"):
        for email in (demo.demo["user_email"], "nobody@quayside.example"):
            window.page.get_by_label("E-mail").fill(email)
            window.page.get_by_label("Password", exact=True).fill("not the password")
            window.page.keyboard.press("Enter")
            alert = window.page.get_by_role("alert")
            expect(alert).to_have_text("E-mail or password is wrong.")
            expect(window.page.get_by_label("Password", exact=True)).to_have_value("")
            expect(window.page.get_by_label("E-mail")).to_have_value(email)


def test_signing_out_ends_the_session_on_the_server_and_in_the_other_tab(
    demo: Demo, open_window: OpenWindow
) -> None:
    window = open_window(demo.url)
    window.sign_in(demo.demo["user_email"], demo.demo["user_password"])
    cookies = window.context.cookies()
    (session,) = [cookie for cookie in cookies if cookie.get("name") == "chinwag_session"]
    assert (session.get("httpOnly"), session.get("sameSite")) == (True, "Lax")
    other_tab = window.context.new_page()
    other_tab.goto("/")
    expect(other_tab.locator('textarea[aria-label^="Message "]')).to_be_visible()

    # What the page was just asking for is refused.
    with window.foreseeing(r"status of 401"):
        window.page.get_by_role("button", name="You and settings").click()
        with window.page.expect_event("load"):  # the page is loaded anew once all is forgotten
            window.page.get_by_role("menuitem", name="Sign out").click()
        expect(window.page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(other_tab.get_by_role("button", name="Sign in")).to_be_visible()

    window.context.add_cookies([{"name": "chinwag_session", "value": session["value"], "url": demo.url}])
    window.page.goto("/")
    expect(window.page.get_by_role("button", name="Sign in")).to_be_visible()
