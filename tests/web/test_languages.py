"""The client in other languages: a day in German, and a language from right to left that shows what was forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import axe_faults, sticking_out, to_rest
from tests.served import Served
from tests.web.browsing import Visitor, box_of, room_path, visit
from tests.web.spoken import MIRRORED, foreign_texts, own_words

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for this file: nothing here changes what the others look at."""
    served = Served(tmp_path_factory.mktemp("languages") / "data")
    assert served.demo
    served.start()
    yield served
    served.stop()


def in_language(visitor: Visitor, code: str, path: str) -> Page:
    """The page at a path in a language that was chosen in this browser before."""
    visitor.page.evaluate("code => localStorage.setItem('chinwag.language', code)", code)
    visitor.page.goto(visitor.url + path)
    expect(visitor.page.locator("html")).to_have_attribute("lang", code)
    return visitor.page


def test_a_browser_in_german_gets_german_from_the_sign_in_to_the_chat(
    browser: Browser, served: Served
) -> None:
    profile = browser.new_context(locale="de-AT", timezone_id="Europe/Vienna")
    page = profile.new_page()
    page.goto(served.url + "/sign_in")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_text("Gib deine E-Mail-Adresse ein.")).to_be_visible()
    page.get_by_label("E-Mail").fill(served.demo["user_email"])
    page.get_by_label("Passwort", exact=True).fill(served.demo["user_password"])
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("navigation", name="Räume und Personen")).to_be_visible()
    page.goto(served.url + room_path(served))
    room = served.demo["room"]
    composer = page.get_by_role("textbox", name=f"Nachricht an {room}")
    composer.fill("Moin zusammen")
    composer.press("Enter")
    expect(page.get_by_role("log", name=f"Nachrichten in {room}")).to_contain_text("Moin zusammen")
    expect(page.get_by_role("log")).to_contain_text("Violette Benachrichtigung einer Integration")
    page.wait_for_load_state("networkidle")
    to_rest(page)
    assert axe_faults(page) == []


def test_the_choice_is_kept_with_the_account_and_follows_to_other_browsers(
    browser: Browser, served: Served
) -> None:
    desk = visit(browser, served, "user")
    desk.page.goto(served.url + "/account")
    with desk.page.expect_response(re.compile("/api/account/preferences")) as kept:
        desk.page.get_by_label("Language").select_option("de")
        expect(desk.page.get_by_role("heading", name="Profil und Darstellung")).to_be_visible()
    assert kept.value.ok
    expect(desk.page.get_by_role("table", name="Browser").get_by_role("row").nth(1)).to_contain_text("jetzt")
    other = visit(browser, served, "user", "phone")
    expect(other.page.locator("html")).to_have_attribute("lang", "de")
    desk.page.get_by_label("Sprache").select_option("")
    expect(desk.page.get_by_role("heading", name="Profile and appearance")).to_be_visible()
    expect(other.page.locator("html")).to_have_attribute("lang", "en")
    assert desk.complaints == []


def test_every_text_comes_from_the_catalogue(browser: Browser, served: Served) -> None:
    """Under the mirrored language each of our words is marked: what is not, is a text that nobody can translate."""
    own = own_words(served, "/api/people", f"/api{room_path(served)}/history")
    visitor = visit(browser, served)
    forgotten: dict[str, list[str]] = {}
    for path in (room_path(served), "/account", "/account/notifications", "/rooms", "/people", "/search"):
        page = in_language(visitor, MIRRORED, path)
        expect(page.get_by_role("main")).to_be_visible()
        page.wait_for_load_state("networkidle")
        forgotten[path] = foreign_texts(page, own)
    page = in_language(visitor, MIRRORED, room_path(served))
    for keys, name in (("Control+k", "switcher"), ("Alt+ArrowDown", "next room")):
        page.keyboard.press(keys)
        forgotten[name] = foreign_texts(page, own)
        page.keyboard.press("Escape")
    assert forgotten == {path: [] for path in forgotten}


def test_from_right_to_left_the_page_is_mirrored_and_nothing_sticks_out(
    browser: Browser, served: Served
) -> None:
    visitor = visit(browser, served)
    page = in_language(visitor, MIRRORED, room_path(served))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    rooms, main = page.get_by_role("navigation").first, page.get_by_role("main")
    assert box_of(rooms)["x"] > box_of(main)["x"]
    panel = page.locator("[data-region=panel]")
    assert box_of(panel)["x"] < box_of(visitor.timeline)["x"]
    assert sticking_out(page) == []
    page.wait_for_load_state("networkidle")
    to_rest(page)
    assert axe_faults(page) == []
    phone = visit(browser, served, size="phone")
    for path in (room_path(served), "/account"):
        page = in_language(phone, MIRRORED, path)
        expect(page.get_by_role("main")).to_be_visible()
        assert sticking_out(page) == []


def test_german_at_200_percent_keeps_all_in_view(browser: Browser, served: Served) -> None:
    """A window of 1280 × 800 at 200 % has room for 640 × 400, and German words are long."""
    visitor = visit(browser, served)
    visitor.page.set_viewport_size({"width": 640, "height": 400})
    for path in (room_path(served), "/account", "/account/api", "/cards", "/rooms"):
        page = in_language(visitor, "de", path)
        expect(page.get_by_role("main")).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert sticking_out(page) == [], path
    page = in_language(visitor, "de", room_path(served))
    assert box_of(visitor.composer)["y"] < 400


def test_german_is_loaded_by_those_alone_who_read_it(browser: Browser, served: Served) -> None:
    assets = Path(__file__).parents[2] / "chinwag/web/dist/assets"
    german = {path.name for path in assets.glob("*.js") if "Erneut versuchen" in path.read_text()}
    assert len(german) == 1
    visitor = visit(browser, served)
    assert not [url for url in visitor.asked if url.rpartition("/")[2] in german]
