"""Two people at two processes of one installation on PostgreSQL and Redis behind one address, and what each must see of
the other. The same pair of servers and of browsers for all of it; `tests/two_served.py` runs any other journey so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.window import Window
from tests.two_served import DemoOnPostgres, TwoServed

pytestmark = pytest.mark.timeout(240)

_ROOM = "Engine Room"


@dataclass(frozen=True)
class Scene:
    """Ines and Maya, whose live channels end at different processes; their requests go to one or the other."""

    pair: TwoServed
    ines: Window
    maya: Window

    def call(self, path: str, body: object = None, who: str = "admin_token") -> Any:
        return msgspec.json.decode(self.pair.send(path, body, self.pair.token(who)).read() or b"null")

    def in_room(self, name: str = _ROOM) -> None:
        for window in (self.ines, self.maya):
            window.open_room(name)
            expect(window.page.get_by_role("log")).to_have_attribute("aria-label", f"Messages in {name}")


@pytest.fixture(scope="module")
def scene(
    demo_on_postgres: DemoOnPostgres, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    pair = demo_on_postgres.pair(tmp_path_factory.mktemp("pair"))
    try:
        pair.start()
        people = []
        for who in ("admin", "user"):
            window = Window(chromium, pair.url, worker=True)
            session = pair.sign_in(who)
            window.context.add_cookies([{"name": "chinwag_session", "value": session, "url": pair.url}])
            window.page.goto("/")
            expect(window.composer).to_be_visible()
            people.append(window)
        made = Scene(pair, *people)
        apart = (r"status of 401", r"ERR_", r"WebSocket")  # while a process is away, and once signed out
        with made.ines.foreseeing(*apart, lasting=True), made.maya.foreseeing(*apart, lasting=True):
            yield made
        for window in people:
            window.close()
    finally:
        demo_on_postgres.end(pair)


def _first(window: Window, text: str) -> Locator:
    return window.page.get_by_role("log").get_by_role("article").filter(has_text=text).first


def test_typing_talking_and_unread_go_from_one_process_to_the_other(scene: Scene) -> None:
    ines, maya = scene.ines, scene.maya
    scene.in_room()
    ines.composer.press_sequentially("Are you there?")
    expect(maya.page.get_by_text("Ines is typing")).to_be_visible()
    ines.composer.press("Enter")
    expect(maya.said("Are you there?")).to_have_count(1)
    expect(maya.page.get_by_text("Ines is typing")).to_be_hidden()
    maya.write("Yes, next door")
    expect(ines.said("Yes, next door")).to_have_count(1)

    ines.row("Maya Okafor").click()
    ines.write("Just us two")
    expect(maya.row("Ines Lindqvist")).to_contain_text("1 unread message")
    expect(maya.page).to_have_title(re.compile(r"^\(1\) "))
    maya.row("Ines Lindqvist").click()
    expect(maya.said("Just us two")).to_have_count(1)
    expect(maya.row("Ines Lindqvist")).not_to_contain_text("unread")
    expect(maya.page).not_to_have_title(re.compile(r"^\(\d"))
    maya.open_room("Lunch")
    ines.open_room(_ROOM)
    ines.write("@Maya the pump is back")
    expect(maya.row(_ROOM)).to_contain_text("1 mention of you")
    maya.page.reload()  # whichever process answers now says the same
    expect(maya.row(_ROOM)).to_contain_text("1 mention of you")
    maya.open_room(_ROOM)
    expect(maya.row(_ROOM)).not_to_contain_text("mention of you")


def test_reactions_threads_and_edits_are_seen_across(scene: Scene) -> None:
    ines, maya = scene.ines, scene.maya
    scene.in_room()
    ines.write("who moved the buoy?")
    head = _first(maya, "who moved the buoy?")
    expect(head).to_have_attribute("aria-posinset", re.compile(r"\d"))
    head.hover()
    head.get_by_role("button", name="React with (thumbsup)").click()
    expect(
        _first(ines, "who moved the buoy?").get_by_role("button", name="(thumbsup), 1: Maya")
    ).to_be_visible()
    head.focus()
    maya.page.keyboard.press("Enter")
    maya.page.get_by_role("textbox", name="Reply to Ines Lindqvist").fill("the storm did")
    maya.page.keyboard.press("Enter")
    footer = _first(ines, "who moved the buoy?").get_by_role("button", name="1 reply")
    footer.click()
    expect(ines.page.get_by_role("region", name="Replies").get_by_text("the storm did")).to_be_visible()
    footer.click()
    ines.composer.focus()
    ines.write("a typo hear")
    expect(maya.said("a typo hear")).to_have_count(1)
    expect(ines.said("a typo hear")).to_have_attribute("aria-posinset", re.compile(r"\d"))
    ines.write("s/hear/here/")
    expect(maya.said("a typo here")).to_have_count(1)
    expect(maya.said("a typo hear").filter(has_not_text="here")).to_have_count(0)


def test_presence_and_status_are_the_same_everywhere(scene: Scene) -> None:
    ines, maya = scene.ines, scene.maya
    scene.in_room()
    expect(ines.row("Maya Okafor")).to_contain_text("Available")
    maya.page.get_by_role("button", name="You and settings").click()
    maya.page.get_by_role("menuitemradio", name="Do not disturb").click()
    expect(ines.row("Maya Okafor")).to_contain_text("Do not disturb")
    ines.page.reload()
    expect(ines.row("Maya Okafor")).to_contain_text("Do not disturb")
    maya.page.get_by_role("button", name="You and settings").click()
    maya.page.get_by_role("menuitemradio", name="Available").click()
    expect(ines.row("Maya Okafor")).to_contain_text("Available")


def test_a_link_to_a_message_leads_there_at_either_process(scene: Scene) -> None:
    ines, maya = scene.ines, scene.maya
    room = scene.pair.demo["room_id"]
    sent = [scene.call(f"/api/room/{room}/message", {"message": f"log line {n} ends"}) for n in range(120)]
    for window, at in ((ines, 20), (maya, 30)):
        window.page.goto(f"/room/{room}?message={sent[at]['id']}")
        expect(_first(window, f"log line {at} ends")).to_be_in_viewport()
        expect(_first(window, f"log line {at} ends")).to_be_focused()
    maya.write("said from further up")
    expect(maya.said("said from further up")).to_be_in_viewport()
    pill = ines.page.get_by_role("button", name="1 new message")
    pill.click()
    expect(ines.said("said from further up")).to_be_in_viewport()


def test_a_room_that_is_made_renamed_and_closed_is_so_for_everybody_at_once(scene: Scene) -> None:
    ines, maya = scene.ines, scene.maya
    made = scene.call("/v2/room", {"name": "Dry dock", "privacy": "private"})
    expect(ines.row("Dry dock")).to_be_visible()
    expect(maya.row("Dry dock")).to_have_count(0)
    member = f"/v2/room/{made['id']}/member/{scene.pair.demo['user_id']}"
    scene.pair.send(member, {}, scene.pair.token(), "PUT")
    scene.call(f"/api/room/{made['id']}/message", {"message": "a beginning"})
    expect(maya.row("Dry dock")).to_contain_text("unread")
    maya.open_room("Dry dock")
    expect(maya.said("a beginning")).to_have_count(1)
    ines.open_room("Dry dock")
    maya.write("so here we are")
    expect(ines.said("so here we are")).to_have_count(1)
    ines.page.get_by_role("button", name="Add a topic").click()
    ines.page.get_by_role("dialog").get_by_role("textbox").fill("hull and paint")
    ines.page.keyboard.press("Enter")
    expect(maya.page.get_by_role("banner").get_by_text("hull and paint")).to_be_visible()


def test_one_process_restarts_and_nothing_is_lost_or_doubled(scene: Scene) -> None:
    ines, maya = scene.ines, scene.maya
    scene.in_room()
    ines.write("before the restart")
    expect(maya.said("before the restart")).to_have_count(1)
    scene.pair.stop_first()
    for window, text in ((ines, "ines in the gap"), (maya, "maya in the gap")):
        window.write(text)
    for window in (ines, maya):
        for text in ("ines in the gap", "maya in the gap"):
            expect(window.said(text)).to_have_count(1)
        expect(window.page.get_by_text("No connection.")).to_be_hidden()
        expect(window.page.get_by_text("Waiting for the connection")).to_have_count(0)
    scene.pair.start_first()
    ines.write("after the restart")
    for window in (ines, maya):
        expect(window.said("after the restart")).to_have_count(1)
        expect(window.said("in the gap")).to_have_count(2)


def test_a_session_that_is_ended_at_one_process_is_ended_at_the_other(scene: Scene) -> None:
    maya = scene.maya
    scene.in_room()
    maya.write("the last word")
    expect(scene.ines.said("the last word")).to_have_count(1)
    done = scene.pair.command("sessions", "end-all")
    assert done.code == 0, done.stderr
    for window in (scene.ines, maya):
        expect(window.page.get_by_role("button", name="Sign in")).to_be_visible()
    maya.page.get_by_label("E-mail").fill(scene.pair.demo["user_email"])
    maya.page.get_by_label("Password", exact=True).fill(scene.pair.demo["user_password"])
    maya.page.keyboard.press("Enter")
    expect(maya.said("the last word")).to_have_count(1)
