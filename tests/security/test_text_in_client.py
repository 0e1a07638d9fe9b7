"""Text is text: hostile words in every field that people or integrations write are shown as they were written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo
from tests.browser.window import Window
from tests.messages.hostile_html import RUN, SAMPLES
from tests.security.watch import TALL, Watched, new_room, newest_ids

SHORT = [
    f"<img src=x onerror={RUN}>",
    f"</title></textarea><script>{RUN}</script>",
    f"\"'><svg onload={RUN}>&lt;b&gt;&amp;",
    f"javascript:{RUN}//${{1}}{{{{{RUN}}}}}",
]
"""Fit into a name."""


@contextmanager
def watched(open_window: OpenWindow, demo: Demo, *, who: str = "admin") -> Iterator[Watched]:
    """A page without the policy's help; everything that goes wrong in it fails the test."""
    window = open_window(demo.url, TALL)
    watch = Watched(window, has_policy=False)
    window.enter(demo, who, "/account")
    yield watch
    assert watch.harm() == []


def shows(page: Page, text: str) -> None:
    """The text stands on the page, to the letter."""
    expect(page.get_by_text(text, exact=True).first).to_be_visible()


def test_messages_of_people_and_text_notifications(demo: Demo, open_window: OpenWindow) -> None:
    room = new_room(demo, "Plain words")
    texts = [sample for sample in SAMPLES if not set(sample) & set("\x00\x01\r")]
    with watched(open_window, demo) as watch:
        watch.page.goto(f"/room/{room}")
        expect(watch.window.composer).to_be_visible()
        for number, text in enumerate(texts):
            if number % 2:
                demo.call(f"/v2/room/{room}/message", {"message": text[:1000]})
            else:
                body = {"message": text, "message_format": "text", "from": text[:64]}
                demo.call(f"/v2/room/{room}/notification", body)
            if number % 50 == 49 or text == texts[-1]:
                watch.expect_drawn(newest_ids(demo, room, 50))
        drawn = watch.page.get_by_role("article").all_inner_texts()
        assert "".join(texts[-1].split()) in "".join(drawn[-1].split())


@pytest.mark.parametrize("text", SHORT)
def test_names_titles_topics_and_cards(demo: Demo, open_window: OpenWindow, text: str) -> None:
    number = SHORT.index(text)
    named = f"{text} {number}"
    room = new_room(demo, named)
    person = demo.call(
        "/v2/user", {"name": named[:50], "title": text, "email": f"hostile{number}@quayside.example"}
    )
    card = {
        "style": "link",
        "id": text,
        "title": text,
        "url": "https://example.com/",
        "description": text,
        "attributes": [{"label": text, "value": {"label": text, "style": "lozenge-success"}}],
        "activity": {"html": "<b>Something</b> happened"},
    }
    demo.call(f"/v2/room/{room}/notification", {"message": "card", "from": text[:64], "card": card})
    demo.call(
        f"/v2/user/{demo.demo['admin_id']}/message", {"message": text}, headers=demo.token("user_token")
    )
    with watched(open_window, demo) as watch:
        set_topic(watch.window, room, text)
        shows(watch.page, named)
        shows(watch.page, text)
        watch.open_cards()
        assert watch.page.title().startswith(named) or named in watch.page.title()
        assert watch.harm() == []

        watch.page.goto(f"/chat/{person['id']}")
        shows(watch.page, named[:50])
        watch.page.goto(f"/chat/{demo.demo['user_id']}")
        shows(watch.page, text)
        watch.page.keyboard.press("Control+k")
        watch.page.keyboard.type(text[:12])
        expect(watch.page.get_by_role("option").first).to_be_visible()
        assert watch.harm() == []
        make_token(watch.page, f"/rooms/tokens/{room}", text)


def set_topic(window: Window, room: int, text: str) -> None:
    """In the room, while it is being looked at."""
    window.page.goto(f"/room/{room}")
    expect(window.composer).to_be_visible()
    window.page.get_by_role("button", name="Add a topic").click()
    window.page.get_by_role("dialog").get_by_role("textbox").fill(text)
    window.page.get_by_role("dialog").get_by_role("button").last.click()
    expect(window.page.get_by_role("dialog")).to_be_hidden()


def make_token(page: Page, path: str, label: str) -> None:
    """With a hostile label, seen as new, in the list and in the question before it is revoked."""
    page.goto(path)
    page.get_by_label("Name", exact=True).fill(label)
    page.get_by_role("button", name="Create token").click()
    shows(page, f"“{label}” is ready")
    page.get_by_role("button", name="Copy token").click()
    page.get_by_role("button", name="I have copied it").click()
    shows(page, label)
    page.get_by_role("button", name=f"Revoke {label}", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text(label)
