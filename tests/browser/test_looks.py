"""Pages for strangers, in both themes at every width, and whether faults are found at all."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo
from tests.browser.looking import axe_faults, look, sticking_out
from tests.browser.window import WIDE


@pytest.mark.parametrize(("name", "path"), [("sign-in", "/sign_in"), ("setup", "{admin_link}")])
def test_a_page_of_somebody_who_is_not_signed_in(
    demo: Demo, open_window: OpenWindow, name: str, path: str
) -> None:
    window = open_window(demo.url, WIDE)
    window.page.goto(path.format(admin_link=demo.admin_link))
    window.page.get_by_role("button").first.wait_for()
    assert look(window, name) == []


def test_a_page_that_does_not_exist(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, WIDE)
    with window.foreseeing("status of 404"):
        window.enter(demo, "admin", "/nowhere")
        expect(window.page.get_by_role("heading", name="There is nothing here")).to_be_visible()
        assert look(window, "not-found") == []


def test_faults_are_found(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, WIDE)
    window.page.goto("/sign_in")
    window.page.get_by_role("button").first.wait_for()
    # Beside what the client draws, which it may draw anew.
    window.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<h2><button></button><img src=\"data:,\"></h2>');"
        "document.body.lastElementChild.style.width = '3000px'"
    )
    assert any("button-name" in fault for fault in axe_faults(window.page))
    assert any("h2" in fault for fault in sticking_out(window.page))
