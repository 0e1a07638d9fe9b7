"""The same at one of two processes on PostgreSQL and Redis, while the others talk to the other one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.demo import Demo
from tests.web import apart
from tests.web.wire import wired

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

JOURNEYS = [
    apart.offline_for_two_minutes_under_traffic,
    apart.asleep_and_restarted,
    apart.signed_out_elsewhere,
]


@pytest.fixture
def scene(tmp_path: Path, postgres_url: str, redis_url: str, browser: Browser) -> Iterator[apart.Scene]:
    both = {"database_url": postgres_url, "bus_url": redis_url}
    one, two = Demo(tmp_path / "one", **both), Demo(tmp_path / "two", **both)
    two.flags = ()
    with wired(one.port) as wire:
        one.settings["public_url"] = two.settings["public_url"] = wire.url
        try:
            one.start()
            two.start()
            with apart.scene(browser, one, two, one.demo, wire) as made:
                yield made
        finally:
            one.kill()
            two.kill()


def test_at_one_of_two_processes(scene: apart.Scene) -> None:
    apart.offline_for_two_minutes_under_traffic(scene)
    apart.asleep_and_restarted(scene)
    apart.signed_out_elsewhere(scene)
