"""Tokens made on their pages: seen once, copied, used over HTTP, tried from the page, revoked at once."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo
from tests.browser.window import Window


def status_of(demo: Demo, path: str, token: str, body: object = None) -> int:
    """What a script with this token is answered."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(
            urllib.request.Request(f"{demo.url}{path}", data, headers), timeout=10
        ) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def make_token(window: Window, label: str, *permissions: str) -> str:
    """Fill in the form, press the button, copy the token; returns what the clipboard holds."""
    page = window.page
    page.get_by_label("Name", exact=True).fill(label)
    for permission in permissions:
        page.get_by_role("checkbox", name=permission).check()
    page.get_by_role("button", name="Create token").click()
    expect(page.get_by_role("heading", name=f"“{label}” is ready")).to_be_focused()
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy token").click()
    expect(page.get_by_role("button", name="Copied", exact=True)).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


def revoke(window: Window, label: str) -> None:
    """By the list, with its question."""
    window.page.get_by_role("button", name="I have copied it").click()
    window.page.get_by_role("button", name=f"Revoke {label}").click()
    confirm_revoking(window, label)


def confirm_revoking(window: Window, label: str) -> None:
    """Answer the question, and wait until the list is without the token: while the question stands, nobody sees it."""
    window.page.get_by_role("dialog").get_by_role("button", name="Revoke token").click()
    expect(window.page.get_by_role("dialog")).to_have_count(0)
    expect(window.page.get_by_role("button", name=f"Revoke {label}")).to_have_count(0)


def test_a_personal_token_is_made_copied_used_and_revoked(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url)
    window.enter(demo, "user", "/account/api")
    token = make_token(window, "Deploy script", "Read messages")
    assert len(token) == 40
    room = f"/v2/room/{demo.demo['room_id']}"
    assert status_of(demo, f"{room}/notification", token, {"message": "made by hand"}) == 204
    assert status_of(demo, f"{room}/history/latest", token) == 200
    assert status_of(demo, room, token) == 403
    window.page.reload()
    expect(window.page.get_by_role("table", name="Tokens")).to_contain_text("Deploy script")
    assert token not in window.page.content()

    window.page.get_by_role("button", name="Revoke Deploy script").click()
    confirm_revoking(window, "Deploy script")
    assert status_of(demo, f"{room}/notification", token, {"message": "too late"}) == 401


def test_a_room_token_is_tried_from_its_page_and_dies_when_revoked(
    demo: Demo, open_window: OpenWindow
) -> None:
    room_id = demo.demo["room_id"]
    chat, window = open_window(demo.url), open_window(demo.url)
    chat.enter(demo, "user", f"/room/{room_id}")
    expect(chat.composer).to_be_visible()
    window.enter(demo, "admin", f"/rooms/tokens/{room_id}")
    token = make_token(window, "Kiln on build-3")
    window.page.get_by_role("button", name="Send a test notification").click()
    expect(window.page.get_by_text("204 in ")).to_be_visible()
    note = chat.page.get_by_role("article").last
    expect(note).to_contain_text("Kiln on build-3")
    expect(note).to_be_in_viewport()
    expect(window.page.get_by_role("link", name="See it in Engine Room")).to_be_visible()

    path = f"/v2/room/{room_id}/notification"
    assert status_of(demo, path, token, {"message": "from a build"}) == 204
    expect(chat.said("from a build")).to_have_count(1)
    assert status_of(demo, "/v2/room/Deploys/notification", token, {"message": "elsewhere"}) == 403
    revoke(window, "Kiln on build-3")
    assert status_of(demo, path, token, {"message": "too late"}) == 401
    expect(chat.said("too late")).to_have_count(0)


def test_the_token_page_of_a_room_is_for_its_admins(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url)
    with window.foreseeing(r"status of 403"):
        window.enter(demo, "user", f"/rooms/tokens/{demo.demo['room_id']}")
        expect(window.page.get_by_text("Only people who look after Engine Room")).to_be_visible()
    window.page.goto(f"/rooms/tokens/{demo.demo['private_room_id']}")
    expect(window.page.get_by_text("There is nothing here")).to_be_visible()
    assert "Founders" not in window.page.content()
