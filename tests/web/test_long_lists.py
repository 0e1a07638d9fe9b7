"""Teams with more rooms than fit beside the chat."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.served import Serve
from tests.web.browsing import visit_room

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_list_shows_where_one_is_whichever_way_one_came(browser: Browser, serve: Serve) -> None:
    served = serve()
    for number in range(50):
        served.send("/v2/room", {"name": f"Pontoon {number:02}"}, served.token())
    ines = visit_room(browser, served)
    rows = ines.page.get_by_role("navigation").get_by_role("link")
    first, last = rows.filter(has_text="Berth sensors"), rows.filter(has_text="Pontoon 49")
    expect(last).to_have_count(1)
    expect(last).not_to_be_in_viewport()
    ines.page.keyboard.press("Control+k")
    expect(ines.page.get_by_role("combobox", name="Jump to a room or person")).to_be_focused()
    ines.page.keyboard.type("pontoon 49")
    expect(ines.page.get_by_role("option").first).to_contain_text("Pontoon 49")
    ines.page.keyboard.press("Enter")
    expect(last).to_have_attribute("aria-current", "page")
    expect(last).to_be_in_viewport(ratio=1)
    expect(first).not_to_be_in_viewport()
    ines.page.reload()
    expect(last).to_be_in_viewport(ratio=1)
    ines.page.go_back()
    expect(last).not_to_be_in_viewport()
    assert ines.complaints == []
