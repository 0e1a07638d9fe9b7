"""Two people, each at another process of one installation on PostgreSQL and Redis."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo


@pytest.fixture
def pair(tmp_path: Path, postgres_url: str, redis_url: str) -> Iterator[tuple[Demo, Demo]]:
    """Two processes; the second has no data of its own but its key."""
    one, two = (
        Demo(tmp_path / name, database_url=postgres_url, bus_url=redis_url) for name in ("one", "two")
    )
    two.flags = ()
    try:
        one.start()
        two.start()
        yield one, two
    finally:
        one.kill()
        two.kill()


def test_people_at_two_processes_share_one_chat(pair: tuple[Demo, Demo], open_window: OpenWindow) -> None:
    one, two = pair
    people = one.demo
    ines, maya = open_window(one.url), open_window(two.url)
    ines.sign_in(people["admin_email"], people["admin_password"])
    maya.sign_in(people["user_email"], people["user_password"])
    for window in (ines, maya):
        window.open_room("Engine Room")

    ines.composer.press_sequentially("Are you there?")
    expect(maya.page.get_by_text("Ines is typing")).to_be_visible()
    ines.composer.press("Enter")
    expect(maya.said("Are you there?")).to_have_count(1)
    maya.write("Yes, next door")
    expect(ines.said("Yes, next door")).to_have_count(1)

    ines.row("Maya Okafor").click()
    ines.write("Just us two")
    expect(maya.row("Ines Lindqvist")).to_contain_text("1 unread message")
    maya.row("Ines Lindqvist").click()
    expect(maya.said("Just us two")).to_have_count(1)
