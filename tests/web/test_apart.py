"""Cut off and back again: nothing is lost, nothing doubled, unread is right, and a banner says so meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.served import Serve
from tests.web import apart

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

JOURNEYS = [
    apart.offline_for_two_minutes_under_traffic,
    apart.asleep_and_restarted,
    apart.signed_out_elsewhere,
]


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.__name__)
def test_at_one_server(browser: Browser, serve: Serve, journey: Callable[[apart.Scene], None]) -> None:
    served = serve(start=False)
    with apart.at_one_server(browser, served, served.demo) as scene:
        journey(scene)
