"""People among themselves: who they are, where they are, and how somebody new comes to them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking import axe_faults
from tests.served import Serve
from tests.web.browsing import Visitor, named, visit, visit_room

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_profile_is_changed_and_seen_by_others(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines, maya = visit_room(browser, served, "admin"), visit(browser, served, "user")
    maya.page.goto(served.url + "/account")
    form = maya.page
    form.get_by_label("Mention name").fill("two words")
    expect(form.get_by_text("Only letters, digits, dots")).to_be_visible()
    form.get_by_label("Mention name").fill("ines")
    form.get_by_role("button", name="Save profile").click()
    expect(form.get_by_text("Another user exists with that mention name.")).to_be_visible()
    maya.complaints.clear()  # the browser notes the refusal
    form.get_by_label("Mention name").fill("MayaO")
    form.get_by_label("Title", exact=True).fill("Harbour pilot")
    form.get_by_label("Time zone").select_option("Asia/Tokyo")
    form.get_by_role("button", name="Save profile").click()
    expect(form.get_by_text("Profile saved")).to_be_visible()
    assert axe_faults(form) == []

    # The other one finds it in the directory, by the title, with the clock of Tokyo.
    page = ines.page
    page.get_by_role("link", name="Everybody").click()
    page.get_by_label("Find somebody by name, title or e-mail").fill("harbour pilot")
    line = page.get_by_role("main").get_by_role("listitem")
    expect(line).to_have_count(1)
    expect(line).to_contain_text("in Tokyo")
    line.get_by_role("link", name="Maya Okafor", exact=True).click()
    expect(page.get_by_role("heading", name="Maya Okafor")).to_be_visible()
    expect(page.get_by_text("@MayaO · Harbour pilot")).to_be_visible()
    page.get_by_role("link", name="Send a message").click()
    expect(page).to_have_url(f"{served.url}/chat/{served.demo['user_id']}")

    # A name in the conversation shows the card, by keys alone; Escape leads back to the name.
    maya.go(f"/room/{served.demo['room_id']}")
    name = maya.page.get_by_role("article").get_by_role("button", name="Ines Lindqvist").last
    name.focus()
    maya.page.keyboard.press("Enter")
    card = maya.page.get_by_role("dialog", name="Ines Lindqvist")
    expect(card).to_contain_text("Head of engineering")
    expect(card).to_contain_text("Available")
    assert axe_faults(maya.page) == []
    maya.page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(name).to_be_focused()
    name.click()
    card.get_by_role("button", name="Message").click()
    expect(maya.page).to_have_url(f"{served.url}/chat/{served.demo['admin_id']}")
    assert ines.complaints == maya.complaints == []


def test_somebody_new_is_invited_from_the_directory_and_welcomed(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines, maya = visit(browser, served, "admin", at="/people"), visit(browser, served, "user", at="/people")
    expect(maya.page.get_by_text("8 people")).to_be_visible()
    expect(maya.page.get_by_role("button", name="Invite people")).to_have_count(0)
    ines.page.get_by_role("button", name="Invite people").click()
    dialog = ines.page.get_by_role("dialog", name="Invite people to Quayside")
    dialog.get_by_label("E-mail").fill("noor@quayside.example")
    dialog.get_by_label("Name", exact=True).fill("Noor Haddad")
    dialog.get_by_role("button", name="Invite", exact=True).click()
    expect(dialog.get_by_role("button", name="Copy link")).to_be_visible()
    link = ines.page.evaluate(
        "async () => (await (await fetch('/api/admin/invitation')).json()).items[0].link"
    )
    noor = Visitor(browser.new_context().new_page(), served.url)
    noor.page.goto(served.url + "/invite/" + link.rpartition("/invite/")[2])
    noor.page.get_by_label("Password", exact=True).fill("a ferry at first light")
    noor.page.get_by_role("button", name=named("Join")).click()
    expect(noor.page.get_by_role("heading", name="Welcome to Quayside, Noor")).to_be_visible()
    assert axe_faults(noor.page) == []
    expect(maya.page.get_by_text("9 people")).to_be_visible()
    noor.page.get_by_role("main").get_by_role("link", name=named("Engine Room")).click()
    noor.sees("Great to hear, Greta")
    noor.page.context.close()
