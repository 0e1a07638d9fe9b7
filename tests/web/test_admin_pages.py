"""The pages of administrators: people from their link to their last day, permissions, figures, the log, on a phone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.looking import axe_faults, sticking_out
from tests.served import Serve
from tests.web.browsing import visit, visit_room

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = {
    "Statistics": "/admin/statistics",
    "People": "/admin/people",
    "Rooms": "/admin/rooms",
    "Emoticons": "/admin/emoticons",
    "Settings of your team": "/admin/settings",
    "Integrations": "/admin/integrations",
    "Permissions": "/admin/permissions",
    "Limits": "/admin/limits",
    "Audit log": "/admin/audit",
    "Server health": "/admin/health",
}


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", name=name, level=1)


def do(page: Page, name: str, what: str) -> Locator:
    """Choose something in the menu of a row; the dialog that says what will happen."""
    page.get_by_role("button", name=f"Actions for {name}").click()
    page.get_by_role("menuitem", name=f"{what}…").click()
    return page.get_by_role("dialog", name=what)


def test_the_owner_hands_the_team_over_with_their_password(browser: Browser, serve: Serve) -> None:
    served = serve()
    page = visit(browser, served).page
    page.goto(served.url + "/admin/people")
    asked = do(page, "Maya Okafor", "Make the owner")
    expect(asked).to_contain_text("You stay an administrator")
    asked.get_by_label("Your password").fill("a guess")
    asked.get_by_role("button", name="Make the owner").click()
    expect(asked.get_by_role("alert")).to_contain_text("The password is wrong.")
    assert axe_faults(page) == []

    asked.get_by_label("Your password").fill(served.demo["admin_password"])
    asked.get_by_role("button", name="Make the owner").click()
    row = page.get_by_role("row", name="Maya Okafor")
    expect(row.get_by_role("cell", name="Owner", exact=True)).to_be_visible()
    page.get_by_role("button", name="Actions for Ravi Menon").click()
    expect(page.get_by_role("menuitem", name="Make an administrator…")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Make the owner…")).to_have_count(0)


def test_a_person_is_added_comes_in_by_the_link_and_is_deactivated(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit(browser, served)
    page = ines.page
    page.goto(served.url + "/admin/people")
    page.get_by_role("button", name="Add a person").click()
    dialog = page.get_by_role("dialog", name="Add a person")
    dialog.get_by_label("Name").fill("Tilda Reedman")
    dialog.get_by_label("E-mail").fill("tilda@quayside.example")
    dialog.get_by_role("button", name="Add a person").click()
    handed = page.get_by_role("dialog", name="Hand on the link")
    link = handed.get_by_text(f"{served.url}/setup/").inner_text()
    assert axe_faults(page) == []
    handed.get_by_role("button", name="Done").click()

    profile = browser.new_context()
    hers = profile.new_page()
    hers.goto(link)
    hers.get_by_role("button", name="Continue as Tilda Reedman").click()
    expect(hers.get_by_text("Choose a password.")).to_be_visible()
    hers.get_by_label("Choose a password").fill("a heron on the pier")
    hers.get_by_role("button", name="Continue as Tilda Reedman").click()
    expect(hers.get_by_role("navigation", name="Rooms and people")).to_be_visible()

    page.get_by_label("Find people").fill("reedman")
    table = page.get_by_role("table", name="People")
    expect(table.get_by_role("row")).to_have_count(2)  # with the headings
    do(page, "Tilda Reedman", "Make an administrator").get_by_role(
        "button", name="Make an administrator"
    ).click()
    expect(table.get_by_role("cell", name="Administrator", exact=True)).to_be_visible()
    asked = do(page, "Tilda Reedman", "Deactivate")
    expect(asked).to_contain_text("Their messages stay")
    asked.get_by_role("button", name="Deactivate").click()
    expect(page.get_by_text("Nobody is called like that.")).to_be_visible()
    expect(hers.get_by_label("E-mail")).to_be_visible()  # thrown out, without a reload

    page.goto(served.url + "/admin/audit")
    log = page.get_by_role("main")
    for told in (
        "Added a person: Tilda Reedman",
        "Changed a role: Tilda Reedman",
        "Deactivated a person: Tilda Reedman",
    ):
        expect(log.get_by_text(told).first).to_be_visible()
    page.get_by_label("What").select_option("user deleted")
    expect(log.get_by_role("listitem")).to_have_count(1)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download as CSV").click()
    rows = list(csv.DictReader(Path(coming.value.path()).read_text("utf-8").splitlines()))
    assert [(row["action"], row["object_name"]) for row in rows] == [("user deleted", "Tilda Reedman")]
    assert ines.complaints == []
    profile.close()


def test_a_permission_holds_at_once_and_says_who_may(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines, maya = visit(browser, served), visit_room(browser, served, "user")
    page = ines.page
    maya.say("@here tea is ready")
    maya.sees("tea is ready")
    page.goto(served.url + "/admin/permissions")
    save = page.get_by_role("button", name="Save")
    expect(save).to_be_disabled()
    page.get_by_label("Call a whole room with @all or @here").select_option("admins")
    page.get_by_label("How long they may edit").select_option("15")
    save.click()
    expect(page.get_by_text("The permissions are saved.")).to_be_visible()
    maya.say("@here the tea is cold")
    expect(maya.timeline.get_by_text("Only group admins may call a whole room")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Call a whole room with @all or @here")).to_have_value("admins")
    expect(page.get_by_label("How long they may edit")).to_have_value("15")

    maya.page.goto(served.url + "/admin/permissions")
    expect(maya.page.get_by_text("Only administrators of your team can do this.")).to_be_visible()


def test_every_page_is_sound_on_a_desk_and_a_phone(browser: Browser, serve: Serve) -> None:
    served = serve()
    desk, phone = visit(browser, served), visit(browser, served, size="phone")
    for name, path in PAGES.items():
        for visitor in (desk, phone):
            visitor.page.goto(served.url + path)
            expect(heading(visitor.page, name)).to_be_visible()
            visitor.page.wait_for_load_state("networkidle")
            assert sticking_out(visitor.page) == [], path
        assert axe_faults(desk.page) == [], path

    # On the phone the arrow leads to the list of pages, and from there on.
    phone.page.get_by_role("link", name="All pages of your team").click()
    expect(heading(phone.page, "Your team")).to_be_visible()
    phone.page.get_by_role("main").get_by_role("link", name="Statistics").click()
    expect(heading(phone.page, "Statistics")).to_be_visible()

    # Figures by keyboard, and as a table.
    desk.page.goto(served.url + "/admin/statistics")
    part = desk.page.get_by_role("region", name="Messages a day")
    plot = part.get_by_role("img")
    plot.focus()
    plot.press("ArrowLeft")
    last = part.get_by_role("table", name="Messages a day").get_by_role("row").last
    day, count = (cell.inner_text() for cell in last.get_by_role("cell").all())
    expect(part).to_contain_text(f"{day}: {count}")
    part.get_by_role("button", name="As a table").click()
    expect(part.get_by_role("img")).to_have_count(0)
    expect(part.get_by_role("table")).to_be_visible()
    assert desk.complaints == []
    assert phone.complaints == []


def test_rooms_newcomers_and_limits_are_changed(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit(browser, served)
    page = ines.page
    page.goto(served.url + "/admin/rooms")
    table = page.get_by_role("table", name="Rooms")
    do(page, "Lunch", "Archive")
    expect(page.get_by_role("dialog", name="Archive room")).to_contain_text("go on reading")
    page.get_by_role("button", name="Archive room").click()
    expect(table.get_by_role("link", name="Lunch")).to_have_count(0)
    page.get_by_role("radio", name="Archived").click(force=True)
    expect(page.get_by_role("radio", name="Archived")).to_be_checked()
    page.get_by_role("button", name="Actions for Lunch").click()
    page.get_by_role("menuitem", name="Delete…").click()
    expect(page.get_by_role("dialog", name="Delete room")).to_contain_text("cannot be undone")
    page.get_by_role("button", name="Delete room").click()
    expect(page.get_by_text("Room “Lunch” is deleted.")).to_be_visible()

    page.goto(served.url + "/admin/settings")
    page.get_by_label("Name of your team").fill("Quayside and Sons")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("navigation").get_by_text("Quayside and Sons")).to_be_visible()
    page.get_by_label("Add a room").select_option(label="Timetable")
    chosen = page.get_by_role("list", name="Chosen rooms")
    expect(chosen.get_by_text("Timetable")).to_be_visible()

    page.goto(served.url + "/admin/limits")
    page.get_by_label("Calls of an add-on").fill("nine")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Enter a whole number, or nothing.")).to_be_visible()
    page.get_by_label("Calls of an add-on").fill("250")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The limits are saved.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Calls of an add-on")).to_have_value("250")
    assert ines.complaints == []
