"""«Let Release desk act for you?»: what yes, no and a wrong address lead to."""

from __future__ import annotations

import base64
import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo
from tests.browser.window import Window

CALLBACK = "https://release.quayside.example/oauth"


@contextmanager
def addon_at(window: Window, landed: list[str]) -> Iterator[None]:
    """Stand in for the add-on's own host, which is the only other one that the browser may go to."""

    def welcome(route: Route) -> None:
        landed.append(route.request.url)
        route.fulfill(body="Welcome to Release desk", content_type="text/plain")

    window.context.route(f"{CALLBACK}*", welcome)
    with window.foreseeing(f"request to another host: {CALLBACK}"):
        yield


def asked(demo: Demo, **more: str) -> str:
    """The address that the add-on sends people to."""
    query = {
        "client_id": demo.demo["addon_oauth_id"],
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "send_message view_room",
        "state": "a state & more",
    }
    return f"/users/authorize?{urlencode({**query, **more})}"


def exchanged(demo: Demo, code: str) -> dict[str, Any]:
    """What the add-on's server gets for a code."""
    pair = f"{demo.demo['addon_oauth_id']}:{demo.demo['addon_oauth_secret']}"
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
    request = urllib.request.Request(f"{demo.url}/v2/oauth/token", urlencode(form).encode())
    request.add_header("Authorization", f"Basic {base64.b64encode(pair.encode()).decode()}")
    with urllib.request.urlopen(request, timeout=10) as answer:
        granted: dict[str, Any] = json.load(answer)
    return granted


def test_yes_gives_the_addon_a_token_that_acts_for_the_person(demo: Demo, open_window: OpenWindow) -> None:
    window, landed = open_window(demo.url), list[str]()
    window.page.goto(asked(demo))
    expect(window.page.get_by_role("button", name="Sign in")).to_be_visible()
    window.enter(demo, "user", asked(demo))
    expect(window.page.get_by_role("heading", name="Let Release desk act for you?")).to_be_visible()
    expect(window.page.get_by_text("Signed in as Maya Okafor")).to_be_visible()
    expect(window.page.get_by_role("main").get_by_text("send_message")).to_be_visible()
    with addon_at(window, landed):
        window.page.get_by_role("button", name="Allow").click()
        expect(window.page.get_by_text("Welcome to Release desk")).to_be_visible()

    answer = parse_qs(urlsplit(landed[0]).query)
    assert answer["state"] == ["a state & more"]
    granted = exchanged(demo, answer["code"][0])
    headers = {"Authorization": f"Bearer {granted['access_token']}"}
    room = f"/v2/room/{demo.demo['room_id']}"
    demo.call(f"{room}/message", {"message": "sent for Maya"}, headers=headers)
    newest = demo.call(f"{room}/history/latest?max-results=1")["items"][0]
    assert (newest["message"], newest["from"]["name"]) == ("sent for Maya", "Maya Okafor")


def test_no_is_told_to_the_addon_and_gives_nothing(demo: Demo, open_window: OpenWindow) -> None:
    window, landed = open_window(demo.url), list[str]()
    window.enter(demo, "user", asked(demo))
    with addon_at(window, landed):
        window.page.get_by_role("button", name="Cancel").click()
        expect(window.page.get_by_text("Welcome to Release desk")).to_be_visible()
    answer = parse_qs(urlsplit(landed[0]).query)
    assert answer == {"error": ["access_denied"], "state": ["a state & more"]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"redirect_uri": "https://evil.example/oauth"},
        {"redirect_uri": f"{CALLBACK}/../elsewhere"},
        {"redirect_uri": f"{CALLBACK}?next=1"},
        {"redirect_uri": "javascript:alert(1)"},
        {"client_id": "00000000-0000-0000-0000-000000000000"},
    ],
    ids=lambda wrong: " ".join(wrong.values()),
)
def test_a_wrong_request_gets_a_sentence_and_leads_nowhere(
    demo: Demo, open_window: OpenWindow, wrong: dict[str, str]
) -> None:
    window = open_window(demo.url)
    with window.foreseeing(r"status of 400 .* at /api/oauth/authorize"):
        window.enter(demo, "user", asked(demo, **wrong))
        expect(window.page.get_by_role("alert")).to_be_visible()
    assert len(window.page.get_by_role("alert").inner_text().split()) > 4
    assert window.page.get_by_role("button", name="Allow").count() == 0
    assert urlsplit(window.page.url).path == "/users/authorize"
