"""Hostile HTML in the real client, with the page's policy in force and without it: nothing runs."""

from __future__ import annotations

import json
from typing import Any
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo
from tests.messages.hostile_html import RUN, SAMPLES
from tests.security.watch import TALL, Watched, new_room, newest_ids

IMAGES_ABROAD = (r"request to another host: https?://", r"Failed to load resource: net::ERR_FAILED")
POLICY = pytest.mark.parametrize("has_policy", [True, False], ids=["with policy", "without policy"])
STOPPED_BY_POLICY = "violates the following Content Security Policy"
AT_ONCE = 50


def card(html: str, number: int) -> dict[str, Any]:
    """A card with HTML wherever a card may have it."""
    return {
        "style": "application",
        "id": f"card-{number}",
        "title": html[:500],
        "description": {"format": "html", "value": html},
        "activity": {"html": html},
        "attributes": [{"label": html[:500], "value": {"label": html[:500], "style": "lozenge-error"}}],
        "url": "https://example.com/card",
    }


@POLICY
def test_notifications_and_cards_run_nothing(demo: Demo, open_window: OpenWindow, has_policy: bool) -> None:
    room = new_room(demo, f"Hostile {has_policy}")
    window = open_window(demo.url, TALL)
    watched = Watched(window, has_policy=has_policy)
    cards = 0
    with window.foreseeing(*IMAGES_ABROAD, lasting=True):
        window.enter(demo, path=f"/room/{room}")
        expect(window.composer).to_be_visible()
        for number, sample in enumerate(SAMPLES):
            demo.call(f"/v2/room/{room}/notification", {"message": sample})
            if number % 3 == 0:
                cards += is_posted(demo, room, {"message": sample, "card": card(sample, number)})
            if number % AT_ONCE == 0 or number == len(SAMPLES) - 1:
                watched.expect_drawn(newest_ids(demo, room, AT_ONCE))
                watched.open_cards()
                assert watched.harm() == []
        assert cards > 30
        window.page.reload()
        expect(window.composer).to_be_visible()
        assert watched.harm() == []


def is_posted(demo: Demo, room: int, body: dict[str, Any]) -> bool:
    """Post a notification that may be refused: cards of which nothing is left when they are clean."""
    try:
        demo.call(f"/v2/room/{room}/notification", body)
    except HTTPError as refusal:
        if refusal.code != 400:
            raise
        return False
    return True


@POLICY
def test_the_client_alone_holds_when_the_server_lets_everything_through(
    demo: Demo, open_window: OpenWindow, has_policy: bool
) -> None:
    window = open_window(demo.url, TALL)
    watched = Watched(window, has_policy=has_policy)
    room = demo.demo["room_id"]
    samples = iter([SAMPLES[at : at + AT_ONCE] for at in range(0, len(SAMPLES), AT_ONCE)])

    def unclean(route: Route) -> None:
        answer = route.fetch()
        page = answer.json()
        for item, sample in zip(page["items"], next(samples, []), strict=False):
            item.update(type="notification", format="html", body=sample, color="red", sender=sample[:60])
            item.pop("card", None)
        route.fulfill(response=answer, body=json.dumps(page))

    window.page.route("**/api/room/*/history*", unclean)
    with window.foreseeing(*IMAGES_ABROAD, STOPPED_BY_POLICY, lasting=True):
        for _ in range(0, len(SAMPLES), AT_ONCE):
            window.enter(demo, path=f"/room/{room}")
            expect(window.page.get_by_role("article").first).to_be_visible()
            assert watched.harm() == []
    assert next(samples, None) is None


def test_a_page_that_is_hurt_is_noticed(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, TALL)
    watched = Watched(window, has_policy=False)
    with window.foreseeing(*IMAGES_ABROAD, "404", lasting=True):
        window.enter(demo, path=f"/room/{demo.demo['room_id']}")
        expect(window.page.get_by_role("article").first).to_be_visible()
        # Beside what the client draws: React would draw a row anew and take the hurt away.
        window.page.evaluate(
            "html => document.body.append(Object.assign(document.createElement('article'), {innerHTML: html}))",
            f'<img src="/x" onerror="{RUN}"><a href="javascript:1">',
        )
        harm = watched.harm()
    assert [any(word in one for one in harm) for word in ("onerror", "javascript:", "ran: 1")] == [True] * 3


ALLOWED = (
    "<b>b</b> <strong>strong</strong> <i>i</i> <em>em</em> <pre>pre</pre> <code>code</code><br>"
    "<ul><li>one</li></ul><ol><li>two</li></ol><a href='https://example.com/x'>link</a>"
    "<img src='https://example.com/x.png' width='20' height='10' alt='picture'>"
    "<table><thead><tr><th>head</th></tr></thead><tbody><tr><td colspan='2'>cell</td></tr></tbody></table>"
    "<span style='color:red;font-weight:bold'>loud</span>"
)


def test_what_hipchat_allowed_is_drawn(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, TALL)
    room = new_room(demo, "Allowed")
    Watched(window, has_policy=True)
    demo.call(f"/v2/room/{room}/notification", {"message": ALLOWED})
    with window.foreseeing(*IMAGES_ABROAD, lasting=True):
        window.enter(demo, path=f"/room/{room}")
        note = window.page.get_by_role("article").last
        expect(note).to_be_visible()
        tags = (
            "b",
            "strong",
            "i",
            "em",
            "pre",
            "code",
            "br",
            "ul",
            "ol",
            "li",
            "a",
            "table",
            "th",
            "td",
            "img",
        )
        assert {tag: note.locator(tag).count() > 0 for tag in tags} == dict.fromkeys(tags, True)
        loud = note.get_by_text("loud").evaluate(
            "one => [getComputedStyle(one).fontWeight, getComputedStyle(one).color]"
        )
        assert int(loud[0]) >= 600
        assert loud[1] != note.evaluate("one => getComputedStyle(one).color")
        expect(note.get_by_role("link", name="link")).to_have_attribute("href", "https://example.com/x")
