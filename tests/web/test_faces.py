"""Photos of people, pictures of rooms, the group's own emoticons, and what is behind links."""

from __future__ import annotations

import json
import urllib.request

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.served import Serve, Served
from tests.web.browsing import named, room_path, visit, visit_room
from tests.web.gestures import a_picture

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _is_drawn(picture: Locator) -> None:
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("(one) => one.naturalWidth") > 0


def _upload_emoticon(served: Served, name: str) -> None:
    request = urllib.request.Request(
        f"{served.url}/api/emoticon/{name}",
        data=a_picture(size=(60, 30))["buffer"],
        headers={**served.token(), "Content-Type": "image/png"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.status == 201


def test_a_person_sets_and_removes_their_photo(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines, maya = visit(browser, served), visit(browser, served, "user")
    ines.go(room_path(served))
    maya.page.goto(served.url + "/account")
    maya.page.get_by_label("Choose a photo").set_input_files(a_picture())
    expect(maya.page.get_by_text("This is how it will look.")).to_be_visible()
    maya.page.get_by_role("button", name="Save", exact=True).click()
    expect(maya.page.get_by_text("Photo saved")).to_be_visible()
    row = ines.page.get_by_role("link", name=named("Maya")).first
    _is_drawn(row.locator("img"))
    maya.page.get_by_role("button", name="Remove").click()
    expect(row.locator("img")).to_have_count(0)
    maya.page.get_by_label("Choose a photo").set_input_files(
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"not a picture"}
    )
    expect(maya.page.get_by_role("alert")).to_contain_text("no picture that can be shown")
    assert ines.complaints == maya.complaints == []


def test_a_room_admin_gives_the_room_a_picture(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines, maya = visit_room(browser, served), visit_room(browser, served, "user")
    maya.page.get_by_role("button", name="Room menu").click()
    expect(maya.page.get_by_role("menuitem", name="Change the picture")).to_be_disabled()
    ines.page.get_by_role("button", name="Room menu").click()
    ines.page.get_by_role("menuitem", name="Change the picture").click()
    dialog = ines.page.get_by_role("dialog")
    dialog.get_by_label("Choose a picture").set_input_files(a_picture())
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("button", name="Remove")).to_be_visible()
    room = maya.page.get_by_role("link", name=named(served.demo["room"])).first
    _is_drawn(room.locator("img"))
    dialog.get_by_role("button", name="Remove").click()
    expect(room.locator("img")).to_have_count(0)
    assert ines.complaints == maya.complaints == []


def test_the_groups_emoticons_are_written_chosen_and_drawn(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit_room(browser, served)
    ines.say("what a (kraken)")
    expect(ines.article("what a")).to_contain_text("(kraken)")
    _upload_emoticon(served, "kraken")
    said = ines.article("what a").get_by_role("img", name="(kraken)")
    _is_drawn(said)
    ines.composer.press_sequentially(":krak")
    expect(ines.page.get_by_role("option", name="(kraken)")).to_be_visible()
    ines.composer.press("Enter")
    expect(ines.composer).to_have_value("(kraken) ")
    ines.composer.fill("")
    ines.page.get_by_role("button", name="Emoji and emoticons").click()
    offered = ines.page.get_by_role("listbox", name="Emoji")
    expect(offered.get_by_text("Quayside", exact=True)).to_be_visible()
    offered.get_by_role("option", name="(kraken)").click()
    expect(ines.composer).to_have_value("(kraken)")
    ines.page.reload()
    _is_drawn(said)


_LINKS = [
    {
        "type": "link",
        "url": "https://quay.example/tides",
        "link": {
            "title": "Tides of the week",
            "description": "High water at nine.",
            "imageUrl": "javascript:x",
        },
    },
    {"type": "link", "url": "javascript:alert(1)", "link": {"title": "Not this one"}},
]


def test_what_is_behind_a_link_is_shown_when_it_comes(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit(browser, served)
    ines.page.route_web_socket("**/api/live*", lambda socket: _with_links(socket))
    ines.go(room_path(served))
    ines.say("read this: https://quay.example/tides")
    row = ines.article("read this")
    expect(row.get_by_role("link", name="Tides of the week")).to_have_attribute(
        "href", "https://quay.example/tides"
    )
    expect(row).to_contain_text("High water at nine.")
    expect(row).not_to_contain_text("Not this one")
    expect(row.get_by_text("(edited)")).to_have_count(0)


def _with_links(socket: object) -> None:
    """The live connection, whose sent messages are followed by what a look behind their links would find."""
    server = socket.connect_to_server()  # type: ignore[attr-defined]

    def pass_on(frame: str | bytes) -> None:
        socket.send(frame)  # type: ignore[attr-defined]
        event = json.loads(frame)
        if event.get("type") == "message.sent":
            event["type"] = "message.edited"
            event["message"]["links"] = _LINKS
            event.pop("cursor", None)
            socket.send(json.dumps(event))  # type: ignore[attr-defined]

    server.on_message(pass_on)
