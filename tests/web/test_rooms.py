"""A room from its first day to its last: created, shared, renamed, opened, visited by a guest, archived, deleted."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.looking import axe_faults
from tests.served import Serve, Served
from tests.web.browsing import Visitor, named, visit, visit_room

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def rooms_of(visitor: Visitor, name: str) -> Locator:
    """The room in somebody's list."""
    return visitor.page.get_by_role("navigation", name="Rooms and people").get_by_role(
        "link", name=named(name)
    )


def settings(page: Page) -> None:
    """By the menu, as people find them."""
    page.get_by_role("button", name="Room menu").click()
    page.get_by_role("menuitem", name="Room settings").click()
    expect(page.get_by_role("heading", name="Room settings")).to_be_visible()


def test_the_life_of_a_room(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines, maya = visit(browser, served, "admin"), visit(browser, served, "user")
    page = ines.page

    # A name that is taken leads to the room; a private one appears with its member, and with nobody else.
    page.goto(served.url + "/rooms")
    page.get_by_role("button", name="Create a room").last.click()
    dialog = page.get_by_role("dialog", name="Create a room")
    dialog.get_by_label("Name", exact=True).fill("engine room")
    dialog.get_by_role("button", name="Create room").click()
    expect(dialog.get_by_role("link", name="Open it")).to_have_attribute(
        "href", f"/room/{served.demo['room_id']}"
    )
    ines.complaints.clear()  # the browser notes the refusal
    dialog.get_by_label("Name", exact=True).fill("Berth letters")
    dialog.get_by_label("Topic (optional)").fill("A to H")
    dialog.get_by_role("radio", name="Private").check()
    dialog.get_by_label("Members (optional)").fill("maya")
    dialog.get_by_role("button", name=named("Maya Okafor")).click()
    dialog.get_by_role("button", name="Create room").click()
    expect(page).to_have_url(re.compile(r"/room/\d+$"))
    expect(rooms_of(maya, "Berth letters")).to_be_visible()
    room = page.url.rpartition("/")[2]
    ines.say("a word among ourselves")
    ines.sees("a word among ourselves")

    # Renamed for everybody at once; opened only after it was said what that means.
    settings(page)
    assert axe_faults(page) == []
    page.get_by_label("Name", exact=True).fill("Letters")
    page.get_by_role("button", name="Save").click()
    expect(rooms_of(maya, "Letters")).to_be_visible()
    page.get_by_role("radio", name="Open").click()
    opening = page.get_by_role("dialog", name="Open the room")
    expect(opening).to_contain_text("This cannot be taken back")
    opening.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("radio", name="Private")).to_be_checked()
    page.get_by_role("radio", name="Open").click()
    opening.get_by_role("button", name="Open the room").click()
    expect(page.get_by_role("radio", name="Open")).to_be_checked()

    # Another admin, who then may change it too.
    maya.page.goto(f"{served.url}/rooms/settings/{room}")
    expect(maya.page.get_by_role("heading", name="Room settings")).to_be_visible()
    expect(maya.page.get_by_label("Name", exact=True)).to_be_disabled()
    page.get_by_role("link", name="Members").click()
    page.get_by_role("button", name="Add an admin").click()
    picking = page.get_by_role("dialog", name="Add an admin to Letters")
    picking.get_by_label("Find somebody").fill("maya")
    expect(picking.get_by_role("listitem")).to_have_count(1)
    picking.get_by_role("button", name="Make admin").click()
    expect(picking.get_by_role("button", name="Is an admin")).to_be_visible()
    picking.get_by_role("button", name="Done").click()
    expect(page.get_by_role("row", name=named("Maya"))).to_contain_text("Room admin")
    maya.page.reload()
    expect(maya.page.get_by_label("Name", exact=True)).to_be_enabled()

    a_guest_comes_and_goes(browser, served, ines, room)

    # Into the archive and back, then gone for both.
    page.goto(f"{served.url}/rooms/settings/{room}")
    page.get_by_role("button", name="Archive room").click()
    expect(page.get_by_text("This room is archived")).to_be_visible()
    maya.page.goto(f"{served.url}/room/{room}")
    expect(maya.page.get_by_text("nobody can write in it")).to_be_visible()
    page.get_by_role("button", name="Bring back").click()
    expect(maya.composer).to_be_visible()
    page.get_by_role("button", name="Delete room").click()
    sure = page.get_by_role("dialog", name="Delete room")
    expect(sure.get_by_role("button", name="Delete room")).to_be_disabled()
    sure.get_by_label("Type the name of the room").fill("letters")
    sure.get_by_role("button", name="Delete room").click()
    expect(maya.page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    expect(rooms_of(maya, "Letters")).to_have_count(0)
    assert ines.complaints == []


def a_guest_comes_and_goes(browser: Browser, served: Served, ines: Visitor, room: str) -> None:
    page = ines.page
    page.goto(f"{served.url}/rooms/settings/{room}")
    page.get_by_role("switch", name="Guest link").click()
    link = page.get_by_label("Link for guests").input_value()
    door = served.url + "/g/" + link.rpartition("/g/")[2]
    profile = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    guest = Visitor(profile.new_page(), served.url)
    guest.page.goto(door)
    expect(guest.page.get_by_role("heading", name="Letters")).to_be_visible()
    assert axe_faults(guest.page) == []
    guest.page.get_by_role("button", name="Come in").click()
    expect(guest.page.get_by_text("Enter the name that the others shall see.")).to_be_visible()
    guest.page.get_by_label("Your name").fill("Tilda Reed")
    guest.page.get_by_role("button", name="Come in").click()
    expect(guest.page.get_by_role("heading", name="Nobody has said a word yet")).to_be_visible()
    guest.say("hello from the quay")
    guest.sees("hello from the quay")
    expect(guest.page.get_by_text("a word among ourselves")).to_have_count(0)

    page.goto(f"{served.url}/room/{room}")
    ines.sees("hello from the quay")
    expect(ines.article("hello from the quay")).to_contain_text("Guest")
    ines.say("welcome aboard")
    guest.sees("welcome aboard")

    page.goto(f"{served.url}/rooms/settings/{room}")
    expect(page.get_by_text("1 guest is in")).to_be_visible()
    page.get_by_role("switch", name="Guest link").click()
    ending = page.get_by_role("dialog", name="End the guest link")
    ending.get_by_role("button", name="End the guest link").click()
    expect(guest.page.get_by_role("heading", name="This guest link works no more")).to_be_visible()
    expect(page.get_by_role("switch", name="Guest link")).not_to_be_checked()
    profile.close()


def test_all_rooms_are_found_sorted_and_opened_by_keys(browser: Browser, serve: Serve) -> None:
    served = serve()
    maya = visit_room(browser, served, "user")
    page = maya.page
    maya.say("the newest word of all")
    maya.sees("the newest word of all")
    page.get_by_role("link", name="All rooms").click()
    lines = page.get_by_role("main").get_by_role("listitem")
    expect(page.get_by_text(re.compile(r"^\d+ rooms$"))).to_be_visible()
    page.get_by_label("Order", exact=True).select_option("activity")
    expect(lines.first).to_contain_text("Engine Room")
    page.get_by_label("Find a room by name or topic").fill("boat question")
    expect(page.get_by_role("heading", name="No room fits")).to_be_visible()  # a room that Maya cannot see
    page.get_by_label("Find a room by name or topic").fill("door")
    expect(lines).to_have_count(1)
    page.get_by_role("main").get_by_role("link", name=named("Lunch")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lunch")
    assert maya.complaints == []
