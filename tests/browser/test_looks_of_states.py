"""What a page looks like in the middle of things: a thread open, no connection, an empty room, another language."""

from __future__ import annotations

import contextlib
import re
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo
from tests.browser.looking import ARTEFACTS, look
from tests.browser.window import PHONE, TABLET, WIDE, Size, Window
from tests.web.gestures import a_picture, a_text
from tests.web.spoken import MIRRORED

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde" * 2
CODE = "/code def berth(row):\n    # one boat a berth\n    return {'quay': row[0], 'free': not row[1]}"
CHOSEN = {
    "color": "red",
    "message": "<b>Berth 4</b> does not answer. <a href='https://lookout.example/4'>Look</a>",
}


def send(demo: Demo, text: str, token: str = "user_token", **more: object) -> None:
    """Say something in the demo's room."""
    room = demo.demo["room_id"]
    demo.send(f"/v2/room/{room}/message", {"message": text, **more}, demo.token(token)).read()


@pytest.fixture(scope="module")
def talk(demo: Demo) -> dict[str, Any]:
    """A room with a bit of everything; returns what the demo knows."""
    send(demo, CODE)
    send(demo, "/quote It was the clock change\nall along")
    send(demo, f"@Ines have a look at {LONG}, https://quayside.example/{'very/' * 30}long and (thumbsup)")
    demo.send(f"/v2/room/{demo.demo['room_id']}/notification", CHOSEN, demo.token()).read()
    send(demo, "/me waves from the quay")
    send(demo, "(beer) (heart)")
    send(demo, "Who broke the timetable?")
    return demo.demo


def in_room(window: Window, demo: Demo) -> Page:
    window.enter(demo, "admin", f"/room/{demo.demo['room_id']}")
    expect(window.composer).to_be_visible()
    return window.page


def row(page: Page, text: str) -> Any:
    return page.get_by_role("log").get_by_role("article").filter(has_text=text).first


@pytest.mark.usefixtures("talk")
def test_a_thread_a_reaction_and_the_tools_of_a_message(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, WIDE)
    page = in_room(window, demo)
    first = row(page, "Who broke")
    first.hover()
    first.get_by_role("button", name="React with (thumbsup)").first.click()
    first.focus()
    page.keyboard.press("Enter")
    write = page.get_by_role("textbox", name=re.compile("Reply to"))
    write.fill("the clock change did, as every spring since we have it")
    write.press("Enter")
    expect(first.get_by_role("region", name="Replies").get_by_text("as every spring")).to_be_visible()
    first.hover()
    assert look(window, "thread") == []


@pytest.mark.usefixtures("talk")
def test_the_menu_of_a_message(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, WIDE)
    page = in_room(window, demo)
    row(page, "Who broke").hover()
    row(page, "Who broke").get_by_role("button", name="More").first.click()
    expect(page.get_by_role("menu")).to_be_visible()
    assert look(window, "message-menu") == []


def test_a_message_that_is_edited_and_files_on_their_way(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, WIDE)
    page = in_room(window, demo)
    window.write("Here is the map, with a mistkae")
    mine = row(page, "mistkae")
    mine.hover()
    mine.get_by_role("button", name="Edit").first.click()
    expect(page.get_by_role("textbox", name="Edit message")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Attach a file").click()
    chooser.value.set_files(
        [a_picture("the-harbour-at-six-in-the-morning-before-anybody-is-up.png"), a_text()]
    )
    expect(page.get_by_role("list", name="Files to send").get_by_role("listitem")).to_have_count(2)
    window.composer.fill("Berths and tides")
    assert look(window, "editing-and-files") == []


def test_files_that_were_sent_and_one_of_them_large(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, WIDE)
    page = in_room(window, demo)
    page.wait_for_load_state("networkidle")  # what is held below would never let it be
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Attach a file").click()
    chooser.value.set_files([a_picture(), a_text()])
    held: list[Route] = []
    page.route("**/api/room/*/file", lambda route: held.append(route))
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("progressbar").first).to_be_visible()
    assert look(window, "uploading", WIDE, PHONE) == []
    page.unroute("**/api/room/*/file")  # what is held may go on by itself
    for route in held:
        with contextlib.suppress(Error):
            route.continue_()
    picture = page.get_by_role("button", name="Show berths.png large")
    expect(picture).to_be_visible()
    assert look(window, "files-sent") == []
    page.set_viewport_size({"width": WIDE.width, "height": WIDE.height})
    picture.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert look(window, "lightbox", WIDE, PHONE) == []


def test_no_connection_and_a_message_that_was_refused(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, WIDE)
    page = in_room(window, demo)
    with window.foreseeing("Failed to load", "ERR_", "WebSocket", "preload assets", lasting=True):
        page.route(
            "**/api/room/*/message",
            lambda route: route.fulfill(
                status=403, json={"error": {"code": 403, "type": "Forbidden", "message": "Only 3 a minute."}}
            ),
        )
        window.write("This one is refused")
        expect(page.get_by_text("Only 3 a minute.")).to_be_visible()
        page.wait_for_load_state("networkidle")
        page.context.set_offline(True)
        expect(page.get_by_text("No connection").first).to_be_visible()
        window.write("This one waits")
        expect(page.get_by_text("Waiting for the connection").first).to_be_visible()
        assert look(window, "offline") == []


@pytest.mark.usefixtures("talk")
def test_what_somebody_does_is_told_in_one_line(demo: Demo, open_window: OpenWindow) -> None:
    page = in_room(open_window(demo.url, WIDE), demo)
    deed = row(page, "waves from the quay")
    expect(deed.get_by_text("Maya Okafor", exact=True)).to_have_count(1)
    expect(deed).to_contain_text("Maya Okafor waves from the quay")


def test_a_part_that_cannot_be_fetched_breaks_nothing(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, WIDE)
    # The page was loaded anew for it a moment ago, as for a new version, and is not again.
    window.context.add_init_script("sessionStorage.setItem('chinwag.reloaded_at', String(Date.now()))")
    with window.foreseeing("Failed to load", "preload assets", "net::ERR", lasting=True):
        window.page.route(re.compile(r"/assets/code-view-|/emoticons/"), lambda route: route.abort())
        page = in_room(window, demo)
        window.write("/code a_berth = 4")
        expect(row(page, "a_berth = 4")).to_be_visible()
        window.write("That was the code (beer)")
        expect(row(page, "That was the code (beer)")).to_be_visible()
        expect(page.get_by_text("could not be loaded")).to_have_count(0)
        page.screenshot(path=ARTEFACTS / "part-missing.png")


@pytest.mark.usefixtures("talk")
def test_a_room_on_paper_is_the_chat_alone(demo: Demo, open_window: OpenWindow) -> None:
    page = in_room(open_window(demo.url, WIDE, theme="dark"), demo)
    expect(row(page, "Who broke")).to_be_visible()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_role("heading", name=demo.demo["room"])).to_be_visible()
    expect(page.get_by_role("article").filter(has_text="Who broke").first).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_role("textbox")).to_have_count(0)
    page.screenshot(path=ARTEFACTS / "paper.png", full_page=True)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.get_by_role("navigation").first).to_be_visible()


def test_a_room_where_nobody_has_said_a_word(demo: Demo, open_window: OpenWindow) -> None:
    made = demo.call("/v2/room", {"name": "A room with a rather long name, 50 letters of it"})
    window = open_window(demo.url, WIDE)
    window.enter(demo, "admin", f"/room/{made['id']}")
    expect(window.page.get_by_role("heading", name="Nobody has said a word yet")).to_be_visible()
    assert look(window, "empty-room") == []


def test_a_room_in_the_archive(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, WIDE)
    rooms = demo.call("/v2/room?include-archived=true&max-results=100")["items"]
    (old,) = [one["id"] for one in rooms if one["name"] == "Winter timetable 2025"]
    window.enter(demo, "admin", f"/room/{old}")
    expect(window.page.get_by_text("archived", exact=False).first).to_be_visible()
    assert look(window, "archived-room") == []


def test_a_search_that_finds_nothing(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, WIDE)
    window.enter(demo, "admin", "/search?q=xylophone")
    expect(window.page.get_by_role("main").get_by_role("status")).to_be_visible()
    assert look(window, "search-empty") == []


@pytest.mark.parametrize(("name", "code"), [("german", "de"), ("right-to-left", MIRRORED)])
def test_other_languages(demo: Demo, open_window: OpenWindow, name: str, code: str) -> None:
    window = open_window(demo.url, WIDE)
    window.context.add_init_script(f"localStorage.setItem('chinwag.language', '{code}')")
    faults: list[str] = []
    for page, path in {
        "room": f"/room/{demo.demo['room_id']}",
        "notifications": "/account/notifications",
        "admin-people": "/admin/people",
    }.items():
        window.enter(demo, "admin", path)
        window.page.get_by_role("main").first.wait_for()
        faults += look(window, f"{name}-{page}", WIDE, PHONE)
    assert faults == []


def test_cards_in_a_compact_timeline(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, WIDE)
    window.context.add_init_script("localStorage.setItem('chinwag.density', 'compact')")
    rooms = demo.call("/v2/room?max-results=100")["items"]
    (timetable,) = [one["id"] for one in rooms if one["name"] == "Timetable"]
    window.enter(demo, "admin", f"/room/{timetable}")
    expect(window.composer).to_be_visible()
    assert look(window, "compact-cards") == []


def test_the_door_and_the_room_of_a_guest(demo: Demo, open_window: OpenWindow) -> None:
    made = demo.call("/v2/room", {"name": "Open quay", "guest_access": True, "topic": "Come and ask"})
    door = demo.call(f"/v2/room/{made['id']}")["guest_access_url"]
    window = open_window(demo.url, WIDE)
    with window.foreseeing("status of 401", lasting=True):
        window.page.goto(door)
        expect(window.page.get_by_role("button", name="Come in")).to_be_visible()
        assert look(window, "guest-door", WIDE, PHONE) == []
        window.page.set_viewport_size({"width": WIDE.width, "height": WIDE.height})
        window.page.get_by_label("Your name").fill("Tilda Reed")
        window.page.get_by_role("button", name="Come in").click()
        expect(window.page.get_by_role("tab", name="People")).to_be_visible()
        assert look(window, "guest-room", WIDE, PHONE) == []


@pytest.mark.usefixtures("talk")
def test_the_panel_that_lies_over_the_timeline(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, PHONE)
    page = in_room(window, demo)
    page.get_by_role("button", name="Show side panel").click()
    expect(page.get_by_role("tab", name="People")).to_be_visible()
    assert look(window, "panel-over", PHONE, TABLET) == []


@pytest.mark.parametrize("width", [1024, 800])
def test_the_open_panel_leaves_what_is_written_in_reach(
    demo: Demo, open_window: OpenWindow, width: int
) -> None:
    window = open_window(demo.url, Size(width, 768))
    page = in_room(window, demo)
    page.get_by_role("button", name="Show side panel").click()
    panel = page.get_by_role("complementary")
    expect(panel.get_by_role("tab", name="People")).to_be_visible()
    window.composer.fill(f"Sent beside a panel at {width}")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(window.said(f"Sent beside a panel at {width}")).to_be_visible()
    expect(panel).to_be_visible()


def test_what_is_wider_than_its_place_says_so_and_scrolls_by_key(demo: Demo, open_window: OpenWindow) -> None:
    cells = "".join(f"<td>berth-{number}-of-the-harbour</td>" for number in range(12))
    html = f"<table><tr>{cells}</tr></table><pre>{'quay ' * 60}</pre><table><tr><td>small</td></tr></table>"
    demo.send(f"/v2/room/{demo.demo['room_id']}/notification", {"message": html}, demo.token()).read()
    window = open_window(demo.url, PHONE)
    page = in_room(window, demo)
    wide = page.get_by_role("table", name="Table")
    expect(wide).to_have_count(1)  # the small one needs no name
    expect(wide).to_have_attribute("data-more", "right")
    expect(page.get_by_role("group", name="Code").last).to_have_attribute("data-more", "right")
    wide.focus()
    page.keyboard.press("ArrowRight")
    expect(wide).to_have_attribute("data-more", re.compile("both|left"))
    assert look(window, "wide", PHONE) == []


def test_menus_open_without_a_connection(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, WIDE)
    # The last of the menus that are fetched when the page has come to rest; however long that takes.
    with window.page.expect_request_finished(lambda one: "/input-menu-" in one.url, timeout=60_000):
        page = in_room(window, demo)
    page.wait_for_load_state("networkidle")
    with window.foreseeing("Failed to load", "ERR_", "WebSocket", lasting=True):
        page.context.set_offline(True)
        page.get_by_role("navigation").get_by_role("heading", name="Rooms").hover()
        for name in ("Order of the list", "Room menu", "You and settings"):
            page.get_by_role("button", name=name).click()
            expect(page.get_by_role("menu")).to_be_visible()
            page.keyboard.press("Escape")
            expect(page.get_by_role("menu")).to_have_count(0)
