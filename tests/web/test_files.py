"""Sharing files: chosen, dropped, pasted; seen by the others at once; refused and failed ones lose nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.served import Serve, Served
from tests.web.browsing import Visitor, box_of, named, visit_room
from tests.web.gestures import a_picture, a_text, choose, drag_over, drop, paste

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _attached(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("list", name="Files to send").get_by_role("listitem")


def _send(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="Send", exact=True).click()


def _two_in_the_room(
    browser: Browser, serve: Serve, upload_limit: int = 52_428_800
) -> tuple[Served, Visitor, Visitor]:
    served = serve(upload_limit=upload_limit)
    ines, maya = visit_room(browser, served), visit_room(browser, served, "user")
    return served, ines, maya


def test_chosen_files_are_seen_by_the_other_person_at_once(browser: Browser, serve: Serve) -> None:
    served, ines, maya = _two_in_the_room(browser, serve)
    choose(ines, a_picture(), a_text())
    expect(_attached(ines)).to_have_count(2)
    ines.composer.fill("Berths on the map, and the tides")
    _send(ines)
    expect(_attached(ines)).to_have_count(0)
    for visitor in (maya, ines):
        first = visitor.article("Berths on the map")
        expect(first.get_by_role("button", name="Show berths.png large")).to_be_visible()
        card = visitor.timeline.get_by_role("article").filter(has_text="tides.csv")
        expect(card).to_have_count(1)
        expect(card.get_by_role("link", name="Download tides.csv")).to_be_visible()
    with maya.page.expect_download() as download:
        maya.timeline.get_by_role("link", name="Download tides.csv").click()
    assert download.value.path().read_bytes() == a_text()["buffer"]
    ines.page.reload()
    expect(ines.timeline.get_by_role("button", name="Show berths.png large")).to_have_count(1)
    assert ines.complaints == maya.complaints == []
    assert [address for address in ines.asked if not address.startswith((served.url, "blob:"))] == []


def test_a_pictures_place_does_not_move_when_it_is_loaded(browser: Browser, serve: Serve) -> None:
    _, ines, maya = _two_in_the_room(browser, serve)
    let_go: list[object] = []
    maya.page.route("**/files/*/thumb/*", lambda route: let_go.append(route))
    drop(ines, a_picture())
    _send(ines)
    box = maya.timeline.get_by_role("button", name="Show berths.png large")
    box.wait_for()
    before = box_of(box)
    assert (round(before["width"]), round(before["height"])) == (360, 240)
    for route in let_go:
        route.continue_()  # type: ignore[attr-defined]
    maya.until("[...document.images].every((one) => one.complete)")
    assert box.bounding_box() == before


def test_files_are_dropped_and_pasted(browser: Browser, serve: Serve) -> None:
    _, ines, _ = _two_in_the_room(browser, serve)
    drag_over(ines, a_picture("map.png"))
    expect(ines.page.get_by_text("Drop files here to share them")).to_be_visible()
    drop(ines, a_picture("map.png"))
    expect(ines.page.get_by_text("Drop files here to share them")).to_be_hidden()
    paste(ines, a_picture("image.png"))
    expect(_attached(ines)).to_have_count(2)
    ines.page.get_by_role("button", name="Remove map.png").click()
    expect(_attached(ines)).to_have_text([named("Pasted image.png")])
    ines.composer.press("Enter")
    expect(ines.timeline.get_by_role("button", name="Show Pasted image.png large")).to_have_count(1)


def test_what_is_attached_waits_in_its_room(browser: Browser, serve: Serve) -> None:
    _, ines, _ = _two_in_the_room(browser, serve)
    choose(ines, a_text())
    ines.page.get_by_role("link", name=named("Lunch")).first.click()
    expect(_attached(ines)).to_have_count(0)
    ines.page.go_back()
    expect(_attached(ines)).to_have_count(1)


def test_a_big_text_is_offered_as_a_file(browser: Browser, serve: Serve) -> None:
    _, ines, maya = _two_in_the_room(browser, serve)
    log = "\n".join(f"{line:03d} departure board updated" for line in range(120))
    paste(ines, text=log)
    offer = ines.page.get_by_role("group", name="Pasted text")
    expect(offer).to_contain_text("You pasted 120 lines.")
    expect(offer.get_by_role("button", name="Attach as a file")).to_be_focused()
    ines.page.keyboard.press("Enter")
    expect(_attached(ines)).to_contain_text("Pasted text.txt")
    _send(ines)
    snippet = maya.timeline.get_by_role("article").filter(has_text="Pasted text.txt")
    expect(snippet).to_contain_text("000 departure board updated")
    expect(snippet).not_to_contain_text("060 departure")
    paste(ines, text=log)
    offer.get_by_role("button", name="Keep as text").click()
    expect(ines.composer).to_have_value(log)
    assert ines.complaints == maya.complaints == []


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(browser: Browser, serve: Serve) -> None:
    _, ines, _ = _two_in_the_room(browser, serve, upload_limit=100_000)
    choose(ines, a_text("log.txt", "x" * 100_001), a_text())
    expect(ines.page.get_by_role("alert")).to_contain_text("“log.txt” is too large (98 kB). At most 98 kB")
    expect(_attached(ines)).to_have_count(1)
    _send(ines)
    expect(ines.timeline.get_by_role("link", name="Download tides.csv")).to_have_count(1)
    assert [address for address in ines.asked if address.endswith("/file")] == [
        address for address in ines.asked if address.endswith("/file")
    ][:1]


def test_a_failed_upload_keeps_its_text_and_is_never_doubled(browser: Browser, serve: Serve) -> None:
    _, ines, maya = _two_in_the_room(browser, serve)
    ines.page.route(
        "**/file", lambda route: route.fulfill(status=400, json={"error": {"message": "Too salty"}})
    )
    choose(ines, a_text())
    ines.say("mind the tides")
    failed = ines.timeline.get_by_role("alert")
    expect(failed).to_contain_text("Not sent: Too salty")
    failed.get_by_role("button", name="Edit").click()
    expect(ines.composer).to_have_value("mind the tides")
    expect(_attached(ines)).to_have_count(1)
    ines.composer.press("Enter")
    expect(failed).to_contain_text("Not sent: Too salty")
    ines.page.unroute_all()
    # The server takes it, but its answer is lost: trying again must not make a second message.
    ines.page.route("**/file", lambda route: (route.fetch(), route.abort()))
    failed.get_by_role("button", name="Try again").click()
    expect(ines.sees("mind the tides")).to_have_count(1)
    ines.page.unroute_all(behavior="wait")
    expect(failed).to_be_hidden()
    expect(maya.sees("mind the tides")).to_have_count(1)
    maya.page.reload()
    expect(maya.sees("mind the tides")).to_have_count(1)


def test_an_upload_shows_how_far_it_is_and_can_be_cancelled(browser: Browser, serve: Serve) -> None:
    _, ines, maya = _two_in_the_room(browser, serve)
    ines.page.route("**/file", lambda route: None)  # no answer
    choose(ines, a_text())
    ines.say("too early")
    row = ines.timeline.get_by_role("article").filter(has_text="tides.csv")
    expect(row.get_by_role("progressbar", name="Sending tides.csv")).to_be_visible()
    row.get_by_role("button", name="Cancel tides.csv").click()
    expect(row).to_have_count(0)
    expect(ines.composer).to_have_value("too early")
    expect(_attached(ines)).to_have_count(1)
    assert "too early" not in "".join(maya.texts())


def test_pictures_are_shown_large_with_arrows_and_esc(browser: Browser, serve: Serve) -> None:
    served, ines, _ = _two_in_the_room(browser, serve)
    choose(ines, a_picture("first.png"), a_picture("second.png"), a_picture("third.png", (300, 900)))
    _send(ines)
    second = ines.timeline.get_by_role("button", name="Show second.png large")
    second.wait_for()
    ines.timeline.get_by_role("button", name="Show third.png large").wait_for()
    second.click()
    large = ines.page.get_by_role("dialog")
    expect(large.get_by_role("heading", name="second.png")).to_be_visible()
    expect(large.get_by_role("img", name="second.png")).to_be_visible()
    ines.page.keyboard.press("ArrowRight")
    expect(large.get_by_role("heading", name="third.png")).to_be_visible()
    expect(large.get_by_role("button", name="Later picture")).to_have_count(0)
    ines.page.keyboard.press("ArrowLeft")
    large.get_by_role("button", name="Earlier picture").click()
    expect(large.get_by_role("heading", name="first.png")).to_be_visible()
    expect(large.get_by_role("link", name="Open the original")).to_have_attribute("href", named("/files/"))
    ines.page.keyboard.press("Escape")
    expect(large).to_be_hidden()
    expect(second).to_be_focused()
    assert ines.complaints == []
    assert [address for address in ines.asked if not address.startswith((served.url, "blob:"))] == []


def test_a_sound_is_played_in_the_timeline(browser: Browser, serve: Serve) -> None:
    _, ines, maya = _two_in_the_room(browser, serve)
    rate, seconds = 8000, 2
    wave = b"RIFF" + (36 + rate * seconds).to_bytes(4, "little") + b"WAVEfmt "
    wave += (16).to_bytes(4, "little") + b"\x01\x00\x01\x00" + rate.to_bytes(4, "little") * 2
    wave += b"\x01\x00\x08\x00data" + (rate * seconds).to_bytes(4, "little") + b"\x80" * rate * seconds
    choose(ines, {"name": "horn.wav", "mimeType": "audio/wav", "buffer": wave})
    _send(ines)
    player = maya.timeline.locator("audio")
    player.wait_for()
    maya.until("document.querySelector('audio').duration === 2")
    assert maya.complaints == []


def test_the_newest_files_stand_beside_the_chat(browser: Browser, serve: Serve) -> None:
    _, ines, maya = _two_in_the_room(browser, serve)
    panel = maya.page.get_by_role("complementary")
    panel.get_by_role("tab", name="Files").click()
    choose(ines, a_text("first.csv"), a_picture("second.png"))
    _send(ines)
    expect(panel.get_by_role("link", name="second.png")).to_be_visible()
    expect(panel.get_by_role("link", name="first.csv")).to_be_visible()
    row = ines.timeline.get_by_role("article").filter(has_text="first.csv")
    row.hover()
    row.get_by_role("button", name="More").click()
    ines.page.get_by_role("menuitem", name="Delete").click()
    expect(ines.page.get_by_role("dialog")).to_contain_text("and the file with it")
    ines.page.get_by_role("button", name="Delete message").click()
    expect(panel.get_by_role("link", name="first.csv")).to_have_count(0)
    expect(panel.get_by_role("link", name="second.png")).to_have_count(1)
