"""The list of rooms and people, the quick switcher and the panel beside the chat, on two devices of one person."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.served import Serve
from tests.web.browsing import Visitor, room_path, visit, visit_room

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_TOUCH = """([kind, x]) => {
  const sheet = document.querySelector('[data-side]')
  const at = new Touch({ identifier: 1, target: sheet, clientX: x, clientY: 400 })
  const touches = kind === 'touchend' ? [] : [at]
  sheet.dispatchEvent(new TouchEvent(kind, { bubbles: true, cancelable: true, touches, changedTouches: [at] }))
}"""


def row(visitor: Visitor, name: str) -> Locator:
    """A row of the list. Its name may be followed by what is new there."""
    rows = visitor.page.get_by_role("navigation", name="Rooms and people")
    return rows.get_by_role("link", name=re.compile(rf"^{re.escape(name)}(,|\b)"))


def section(visitor: Visitor, name: str) -> Locator:
    heading = visitor.page.get_by_role("heading", name=name, exact=True)
    return visitor.page.locator("nav section").filter(has=heading)


def names_in(visitor: Visitor, name: str) -> Locator:
    return section(visitor, name).locator("a[data-row] [translate=no]")


def swipe(visitor: Visitor, start: int, end: int) -> None:
    """A finger moves from one place to another."""
    middle = (start + end) // 2
    for kind, x in (("touchstart", start), ("touchmove", middle), ("touchmove", end), ("touchend", end)):
        visitor.page.evaluate(_TOUCH, [kind, x])


def test_the_list_is_ordered_marked_and_read_as_one_likes_on_all_devices(
    browser: Browser, serve: Serve
) -> None:
    served = serve()
    ines, maya = visit_room(browser, served), visit(browser, served, "user", at="/room/4")
    phone = visit(browser, served, "admin", "phone")

    # Favourites: by the star of the header and by key, on the phone at once.
    ines.page.get_by_role("button", name="Favourite").click()
    row(ines, "Lunch").focus()
    ines.page.keyboard.press("s")
    for device in (ines, phone):
        expect(names_in(device, "Favourites")).to_have_text(["Engine Room", "Lunch"])
    expect(ines.page.get_by_role("button", name="Favourite", pressed=True)).to_be_visible()
    row(ines, "Lunch").click(button="right")
    ines.page.get_by_role("menuitem", name="Remove from favourites").click()
    expect(names_in(phone, "Favourites")).to_have_text(["Engine Room"])

    # Muted rooms are quiet; what is unread comes first when one wants it so.
    row(ines, "Deploys").click(button="right")
    ines.page.get_by_role("menuitem", name="Notifications").click()
    ines.page.get_by_role("radio", name=re.compile("Nothing")).check()
    ines.page.get_by_role("button", name="Save").click()
    expect(row(phone, "Deploys")).to_contain_text("muted")
    section(ines, "Rooms").get_by_role("heading").hover()
    ines.page.get_by_role("button", name="Order of the list").click()
    ines.page.get_by_role("menuitemradio", name="Unread first").click()
    ines.page.get_by_role("button", name="Order of the list").click()
    ines.page.get_by_role("menuitem", name="Mark everything as read").click()
    expect(ines.page.locator("nav")).not_to_contain_text("unread")
    maya.say("Does anybody have the key of the boathouse?")
    for device in (ines, phone):
        expect(names_in(device, "Rooms").first).to_have_text("Support")
        expect(row(device, "Support")).to_contain_text("unread")
    ines.page.keyboard.press("Alt+Shift+ArrowDown")
    ines.sees("key of the boathouse")
    expect(row(phone, "Support")).not_to_contain_text("unread")

    # Unread again, from a message on: it stays so while one looks, on all devices, until the room is opened anew.
    ines.article("key of the boathouse").hover()
    ines.article("key of the boathouse").focus()
    ines.page.keyboard.press("u")
    for device in (ines, phone):
        expect(row(device, "Support")).to_contain_text("unread")
    maya.say("Found it")
    ines.sees("Found it")
    expect(row(ines, "Support")).to_contain_text("unread")
    row(ines, "Hiring").click()
    row(ines, "Support").click()
    for device in (ines, phone):
        expect(row(device, "Support")).not_to_contain_text("unread")
    row(ines, "Hiring").focus()
    ines.page.keyboard.press("u")
    expect(row(phone, "Hiring")).to_contain_text("unread")

    # A folded part keeps what is open or unread, also over a reload.
    section(ines, "Rooms").get_by_role("button", name="Rooms").click()
    expect(names_in(ines, "Rooms")).to_have_text(["Hiring", "Support"])
    ines.page.reload()
    expect(names_in(ines, "Rooms")).to_have_text(["Hiring", "Support"])
    assert ines.complaints == phone.complaints == []


def test_a_few_letters_lead_anywhere_and_the_panel_shows_what_a_chat_holds(
    browser: Browser, serve: Serve
) -> None:
    served = serve()
    ines, maya = visit_room(browser, served), visit_room(browser, served, "user")
    page = ines.page
    panel = page.get_by_role("complementary")

    # The switcher: where one came from, a word with letters missing, people, and what else can be done with a word.
    row(ines, "Lunch").click()
    page.keyboard.press("Control+k")
    switcher = page.get_by_role("dialog", name="Jump to a room or person")
    word = switcher.get_by_role("combobox")
    expect(switcher.get_by_role("option").first).to_contain_text("Engine Room")
    page.keyboard.press("Enter")
    expect(page).to_have_url(served.url + room_path(served))
    page.keyboard.press("Control+k")
    word.fill("brth sns")
    expect(switcher.get_by_role("option").first).to_contain_text("Berth sensors")
    word.fill("winter")
    expect(switcher).to_contain_text("Archived")
    word.fill("boat house")
    expect(switcher.get_by_role("option")).to_have_text(
        [re.compile("Create room “boat house”"), re.compile("Search messages for “boat house”")]
    )
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=boat"))
    page.go_back()

    # Beside the chat: who is there, links as they are written, pins as they are put.
    expect(panel.get_by_role("link", name=re.compile("Maya Okafor"))).to_be_visible()
    panel.get_by_role("tab", name="People").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(panel.get_by_role("tab", name="Links", selected=True)).to_be_focused()
    maya.say("The tides of today: https://tides.example.com/today.")
    link = panel.get_by_role("link", name="tides.example.com/today")
    expect(link).to_have_attribute("href", "https://tides.example.com/today")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    panel.get_by_role("tab", name="Pinned").click()
    expect(panel).to_contain_text("Nothing is pinned")
    maya.article("The tides of today").hover()
    maya.article("The tides of today").get_by_role("button", name="More").click()
    maya.page.get_by_role("menuitem", name="Pin").click()
    expect(panel.get_by_role("listitem")).to_contain_text("Pinned by Maya Okafor")
    page.reload()
    expect(panel.get_by_role("tab", name="Pinned", selected=True)).to_be_visible()
    panel.get_by_role("link", name=re.compile("The tides of today")).click()
    expect(page).to_have_url(re.compile(r"\?message="))
    panel.get_by_role("listitem").hover()
    panel.get_by_role("button", name="Unpin").click()
    expect(panel).to_contain_text("Nothing is pinned")

    # On a narrow page it lies over the chat: the focus goes in, and Esc brings it back.
    page.set_viewport_size({"width": 900, "height": 768})
    expect(panel).to_have_count(0)
    page.get_by_role("button", name="Show side panel").click()
    expect(panel).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(page.get_by_role("button", name="Show side panel")).to_be_focused()
    assert ines.complaints == maya.complaints == []


def test_on_the_phone_one_goes_between_list_and_chat_by_button_and_finger(
    browser: Browser, serve: Serve
) -> None:
    served = serve()
    ines, maya = visit(browser, served, "admin", "phone"), visit(browser, served, "user", at="/room/4")
    page = ines.page
    row(ines, "Engine Room").click()
    ines.soon(ines.timeline.locator("[data-key]"))
    expect(page.get_by_role("navigation", name="Rooms and people")).to_be_hidden()
    expect(page).to_have_title(re.compile("Engine Room"))
    maya.say("@Ines the boathouse is open")
    back = page.get_by_role("button", name=re.compile("^Back to rooms, "))
    expect(back).to_be_visible()
    page.go_back()
    expect(row(ines, "Support")).to_contain_text("mention of you")
    swipe(ines, 385, 120)
    expect(page).to_have_url(served.url + room_path(served))
    ines.soon(ines.timeline.locator("[data-key]"))
    back.click()
    expect(page).to_have_url(served.url + "/")
    row(ines, "Support").click()
    ines.sees("the boathouse is open")
    swipe(ines, 4, 40)
    expect(page).to_have_url(served.url + "/room/4")
    swipe(ines, 4, 300)
    expect(page).to_have_url(served.url + "/")
    expect(row(ines, "Support")).not_to_contain_text("unread")

    # What stands beside the chat elsewhere is a sheet from below.
    row(ines, "Support").click()
    page.get_by_role("button", name="Show side panel").click()
    panel = page.get_by_role("complementary", name="About Support")
    expect(panel).to_be_focused()
    panel.get_by_role("tab", name="Links").click()
    panel.get_by_role("button", name="Close side panel").click()
    expect(panel).to_have_count(0)
    assert ines.complaints == []
