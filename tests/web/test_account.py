"""The account page: a new password, and the browsers where one is signed in."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking import axe_faults
from tests.served import Serve
from tests.web.browsing import visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_new_password_signs_out_the_other_browsers(browser: Browser, serve: Serve) -> None:
    served = serve()
    desk, phone = visit(browser, served, "user"), visit(browser, served, "user", size="phone")
    desk.page.goto(served.url + "/account")
    rows = desk.page.get_by_role("table", name="Browsers").get_by_role("row")
    expect(rows).to_have_count(3)  # with the headings
    assert axe_faults(desk.page) == []
    desk.page.get_by_label("Old password").fill("not this one")
    desk.page.get_by_label("New password").fill("a ferry at first light")
    desk.page.get_by_role("button", name="Change password").click()
    expect(desk.page.get_by_text("The old password is wrong.")).to_be_visible()
    desk.page.get_by_label("Old password").fill(served.demo["user_password"])
    desk.page.get_by_role("button", name="Change password").click()
    expect(desk.page.get_by_text("Password changed.")).to_be_visible()
    expect(rows).to_have_count(2)
    phone.page.reload()
    expect(phone.page.get_by_label("E-mail")).to_be_visible()


def test_another_browser_is_signed_out_from_here(browser: Browser, serve: Serve) -> None:
    served = serve()
    desk, phone = visit(browser, served, "user"), visit(browser, served, "user", size="phone")
    desk.page.goto(served.url + "/account")
    desk.page.get_by_role("button", name="Sign out Chrome").click()
    expect(desk.page.get_by_text("is signed out")).to_be_visible()
    expect(desk.page.get_by_role("table", name="Browsers").get_by_role("row")).to_have_count(2)
    phone.page.reload()
    expect(phone.page.get_by_label("E-mail")).to_be_visible()
    assert desk.complaints == []
