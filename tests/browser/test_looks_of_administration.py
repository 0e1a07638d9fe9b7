"""Every page of administration: as in the looks of the chat."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo
from tests.browser.looking import look
from tests.browser.window import WIDE

PAGES = (
    "/admin",
    "/admin/people",
    "/admin/invitations",
    "/admin/rooms",
    "/admin/settings",
    "/admin/emoticons",
    "/admin/permissions",
    "/admin/limits",
    "/admin/integrations",
    "/admin/api",
    "/admin/audit",
    "/admin/statistics",
    "/admin/health",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_administration(demo: Demo, open_window: OpenWindow, path: str) -> None:
    window = open_window(demo.url, WIDE)
    window.enter(demo, "admin", path)
    window.page.get_by_role("main").first.wait_for()
    assert look(window, path[1:].replace("/", "-")) == []
