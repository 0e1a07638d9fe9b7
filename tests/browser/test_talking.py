"""Two people in two browsers: what one does, the other sees, also over a server that is killed in between."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo
from tests.browser.window import Window

Two = tuple[Window, Window]
APART = (
    r"WebSocket connection to .* failed",
    r"ERR_CONNECTION_REFUSED",
    r"ERR_EMPTY_RESPONSE",
    r"ERR_CONNECTION_RESET",
    r"ERR_CONTENT_LENGTH_MISMATCH",  # the server died in the middle of an answer
    # The service worker itself.
    r"An unknown error occurred when fetching the script",
    # What the browser calls it once the service worker stands between the page and the server.
    r"Failed to load resource: net::ERR_FAILED at /assets/",
)


_SPARING = "Object.defineProperty(Navigator.prototype, 'connection', { value: { saveData: true } })"
"""The client fetches nothing ahead on such a connection: when it would is a matter of how busy the machine is."""


@pytest.fixture
def two(demo: Demo, open_window: OpenWindow) -> Two:
    """Ines (the admin) and Maya, both in the Engine Room. What they have not opened is not here yet."""
    windows = open_window(demo.url, worker=True), open_window(demo.url, worker=True)
    for window, who in zip(windows, ("admin", "user"), strict=True):
        window.context.add_init_script(_SPARING)
        window.enter(demo, who, f"/room/{demo.demo['room_id']}")
        expect(window.composer).to_be_visible()
    return windows


def stored(demo: Demo, text: str, room: int | None = None) -> int:
    """How often a text is in the history of a room."""
    room = room or demo.demo["room_id"]
    items = demo.call(f"/v2/room/{room}/history/latest?max-results=200")["items"]
    return sum(item["message"] == text for item in items)


def test_both_see_each_other_write_in_a_room(demo: Demo, two: Two) -> None:
    ines, maya = two
    ines.composer.press_sequentially("On my way")
    expect(maya.page.get_by_text("Ines is typing")).to_be_visible()
    ines.composer.press("Enter")
    expect(maya.said("On my way")).to_have_count(1)
    expect(maya.page.get_by_text("Ines is typing")).to_be_hidden()

    maya.write("Mind the step, @Ines")
    seen = ines.said("Mind the step")
    expect(seen).to_have_count(1)
    expect(seen.get_by_text("@Ines")).to_be_visible()
    expect(ines.row("Engine Room")).not_to_contain_text("mention")
    for window in two:
        order = window.page.get_by_role("article").all_inner_texts()[-2:]
        assert ["On my way" in order[0], "Mind the step" in order[1]] == [True, True]


def test_a_mention_in_another_room_is_counted_until_it_is_read(demo: Demo, two: Two) -> None:
    ines, maya = two
    ines.open_room("Deploys")
    ines.write("Quay 3 is yours, @Maya")
    ines.write("and quay 4")
    expect(maya.row("Deploys")).to_contain_text("1 mention of you")
    expect(maya.row("Deploys")).to_contain_text("unread")
    expect(maya.page).to_have_title(re.compile(r"^\(1\) "))

    maya.open_room("Deploys")
    expect(maya.said("Quay 3 is yours")).to_be_in_viewport()
    expect(maya.row("Deploys")).not_to_contain_text("mention")
    expect(maya.row("Deploys")).not_to_contain_text("unread")
    expect(maya.page).not_to_have_title(re.compile(r"^\(1\) "))
    maya.page.reload()
    expect(maya.composer).to_be_visible()
    expect(maya.row("Deploys")).not_to_contain_text("unread")


def test_one_to_one_messages_are_counted_and_read_on_all_devices(
    demo: Demo, two: Two, open_window: OpenWindow
) -> None:
    ines, maya = two
    tablet = open_window(demo.url)
    tablet.enter(demo, "user")
    ines.row("Maya Okafor").click()
    ines.write("Lunch?")
    ines.write("At the red door")
    expect(maya.row("Ines Lindqvist")).to_contain_text("2 unread messages")
    expect(tablet.row("Ines Lindqvist")).to_contain_text("2 unread messages")

    maya.row("Ines Lindqvist").click()
    expect(maya.said("At the red door")).to_be_in_viewport()
    expect(maya.row("Ines Lindqvist")).not_to_contain_text("unread")
    expect(tablet.row("Ines Lindqvist")).not_to_contain_text("unread")

    maya.composer.press_sequentially("Agreed")
    expect(ines.page.get_by_text("Maya is typing")).to_be_visible()
    maya.composer.press("Enter")
    expect(ines.said("Agreed")).to_have_count(1)


def test_a_line_shows_where_reading_ended(demo: Demo, two: Two) -> None:
    ines, maya = two
    maya.open_room("Lunch")
    maya.open_room("Engine Room")
    ines.open_room("Lunch")
    ines.write("Soup today")
    expect(maya.row("Lunch")).to_contain_text("unread")
    maya.open_room("Lunch")
    line = maya.page.get_by_text("New", exact=True)
    expect(line).to_be_visible()
    above = line.evaluate("line => line.getBoundingClientRect().bottom")
    box = maya.said("Soup today").bounding_box()
    assert box is not None
    assert above <= box["y"]


def test_nothing_is_lost_or_doubled_when_the_server_is_killed(demo: Demo, two: Two) -> None:
    ines, maya = two
    ines.write("before the storm")
    expect(maya.said("before the storm")).to_have_count(1)
    with ines.foreseeing(*APART), maya.foreseeing(*APART):
        demo.kill()
        for window in two:
            expect(window.page.get_by_text("No connection.")).to_be_visible()
            window.page.get_by_role("button", name="Emoticons").click()
            expect(window.page.get_by_text("This could not be loaded.")).to_be_visible()
        ines.write("written in the dark")
        ines.write("and a second line")
        expect(ines.said("written in the dark")).to_contain_text("Waiting for the connection")
        maya.composer.fill("a draft that stays")

        demo.start()
        demo.call(f"/v2/room/{demo.demo['room_id']}/message", {"message": "from a script"})
        for window in two:
            expect(window.page.get_by_text("No connection.")).to_be_hidden(timeout=40_000)
        for text in ("before the storm", "written in the dark", "and a second line", "from a script"):
            for window in two:
                expect(window.said(text)).to_have_count(1)
            assert stored(demo, text) == 1
    expect(ines.page.get_by_text("Waiting for the connection")).to_have_count(0)
    expect(maya.composer).to_have_value("a draft that stays")
    assert orders(ines) == orders(maya)
    maya.write("still here")
    expect(ines.said("still here")).to_have_count(1)


def orders(window: Window) -> list[str]:
    """The texts that matter here, from top to bottom."""
    rows = window.page.get_by_role("article").all_inner_texts()
    wanted = ("before the storm", "written in the dark", "and a second line", "from a script")
    return [text for row in rows for text in wanted if text in row]


def test_a_message_whose_answer_was_lost_is_sent_again_and_kept_once(
    demo: Demo,
    two: Two,
) -> None:
    ines, maya = two
    lost: list[str] = []

    def lose_the_answer(route: Any) -> None:
        if not lost:
            route.fetch()
            lost.append(route.request.post_data)
            route.abort()
        else:
            route.continue_()

    ines.page.route("**/api/room/*/message", lose_the_answer)
    with ines.foreseeing(r"ERR_FAILED"):
        ines.write("only once, please")
        expect(maya.said("only once, please")).to_have_count(1)
        expect(ines.said("only once, please")).to_have_count(1)
        expect(ines.page.get_by_text(re.compile("Waiting|Not sent"))).to_have_count(0)
    assert len(lost) == 1
    assert stored(demo, "only once, please") == 1
