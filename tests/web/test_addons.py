"""Add-ons in the chat: what they show, what their pages may ask, and what an evil one cannot do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, expect

from tests.browser.looking import axe_faults, to_rest
from tests.served import Serve, Served
from tests.web.addon_server import AddonServer
from tests.web.browsing import Visitor, box_of, notify, visit_room

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_SEND = """async ([method, path, body]) => {
  const { csrf } = await (await fetch('/api/session')).json()
  const answer = await fetch(path, {
    method, body: body ? JSON.stringify(body) : undefined,
    headers: { 'X-CSRF-Token': csrf, 'Content-Type': 'application/json' },
  })
  return [answer.status, await answer.text()]
}"""


@pytest.fixture
def addon() -> Iterator[AddonServer]:
    addon = AddonServer(script="")
    addon.start()
    yield addon
    addon.stop()


def _send(visitor: Visitor, method: str, path: str, body: Any = None) -> tuple[int, str]:
    status, text = visitor.page.evaluate(_SEND, [method, path, body])
    return status, text


def _install(visitor: Visitor, served: Served, addon: AddonServer) -> None:
    addon.script = f"{served.url}/atlassian-connect"
    body = {"url": addon.descriptor_url, "room": served.demo["room_id"], "scopes": addon.scopes}
    status, text = _send(visitor, "POST", "/api/addon", body)
    assert status == 201, text


def _with_addon(
    browser: Browser, serve: Serve, addon: AddonServer, size: Any = "desk"
) -> tuple[Served, Visitor]:
    served = serve(outbound_allow="127.0.0.0/8")
    ines = visit_room(browser, served, size=size)
    _install(ines, served, addon)
    return served, ines


def _side(visitor: Visitor) -> Locator:
    return visitor.page.locator('[data-region="panel"]')


def _width(place: Locator) -> float:
    box = box_of(place)
    return box["width"]


def _page_of(place: Locator) -> FrameLocator:
    return place.frame_locator("iframe")


def test_a_glance_shows_and_follows_what_is_pushed(
    browser: Browser, serve: Serve, addon: AddonServer
) -> None:
    served, ines = _with_addon(browser, serve, addon)
    glance = _side(ines).get_by_role("button", name="4 open for 4.2")
    expect(glance).to_be_visible()  # installed while the room was shown
    expect(glance.locator("b")).to_have_text("4")
    expect(glance.get_by_text("Late")).to_be_visible()
    expect(_side(ines).get_by_text("Only for the few")).to_have_count(0)
    content = {
        "label": {"type": "html", "value": "<b>2</b> open for 4.2"},
        "status": {"type": "lozenge", "value": {"type": "success", "label": "On time"}},
        "metadata": {"open": 2},
    }
    assert addon.push(served.url, f"/room/{served.demo['room_id']}", content) == 204
    expect(_side(ines).get_by_role("button", name="2 open for 4.2")).to_be_visible()
    expect(_side(ines).get_by_text("On time")).to_be_visible()
    assert addon.signed("/glance")
    ines.page.get_by_role("button", name="Hide side panel").click()
    expect(ines.page.get_by_role("banner").get_by_role("button", name="2 open for 4.2")).to_be_visible()
    assert ines.complaints == []


def test_a_glance_that_could_not_load_is_asked_again(
    browser: Browser, serve: Serve, addon: AddonServer
) -> None:
    addon.glance_fails = True
    _, ines = _with_addon(browser, serve, addon)
    expect(_side(ines).get_by_text("Releases: could not load")).to_be_visible()
    addon.glance_fails = False
    ines.page.wait_for_timeout(5_200)  # a failure is kept as long as an answer
    _side(ines).get_by_role("button", name="Try again: Releases").click()
    expect(_side(ines).get_by_role("button", name="4 open for 4.2")).to_be_visible()


def test_a_panel_knows_room_person_and_its_own_backend(
    browser: Browser, serve: Serve, addon: AddonServer
) -> None:
    served, ines = _with_addon(browser, serve, addon)
    _side(ines).get_by_role("button", name="4 open for 4.2").click()
    page = _page_of(_side(ines))
    expect(page.locator("#room")).to_have_text(served.demo["room"])
    expect(page.locator("#me")).to_have_text(
        ines.page.evaluate("fetch('/api/session').then(r => r.json()).then(s => s.me.name)")
    )
    expect(page.locator("#backend")).to_contain_text(f"in room {served.demo['room_id']}")
    assert addon.signed("/panel")
    none = {"label": {"type": "html", "value": "none"}, "metadata": {"open": 0}}
    addon.push(served.url, f"/room/{served.demo['room_id']}", none)
    expect(page.locator("#heard")).to_have_text('status {"open":0}')
    path = f"/v2/room/{served.demo['room_id']}/notification"
    assert addon.post(served.url, path, {"message": "told by the board", "message_format": "text"}) == 204
    expect(page.locator("#heard")).to_have_text("told by the board")
    notify(served, "told by somebody else")
    ines.sees("told by somebody else")
    expect(page.locator("#heard")).to_have_text("told by the board")
    _side(ines).get_by_role("button", name="Back to the room's panel").click()
    expect(_side(ines).get_by_role("tab", name="People")).to_be_visible()
    assert ines.complaints == []


def test_without_the_scope_there_is_an_error_and_no_data(
    browser: Browser, serve: Serve, addon: AddonServer
) -> None:
    addon.scopes = ["send_notification"]
    _, ines = _with_addon(browser, serve, addon)
    _side(ines).get_by_role("button", name="4 open for 4.2").click()
    page = _page_of(_side(ines))
    expect(page.locator("#room")).to_have_text("error: The add-on needs the scope view_room for this.")
    expect(page.locator("#me")).to_contain_text("error:")
    expect(page.locator("#backend")).to_contain_text("in room")


def test_a_dialog_asks_its_page_before_it_closes(browser: Browser, serve: Serve, addon: AddonServer) -> None:
    _, ines = _with_addon(browser, serve, addon)
    _side(ines).get_by_role("button", name="4 open for 4.2").click()
    panel = _page_of(_side(ines))
    panel.get_by_role("button", name="Open the dialog").click()
    dialog = ines.page.get_by_role("dialog", name="Ship a release")
    page = _page_of(dialog)
    expect(page.locator("#query")).to_have_text("Heron & co")
    expect(page.locator("#parameters")).to_have_text('{"from":"panel"}')
    expect(dialog.get_by_text("Nobody is told before")).to_be_visible()
    expect(dialog.get_by_role("button", name="Ship it")).to_be_disabled()
    dialog.get_by_role("searchbox", name="Find a release").fill("4.2")
    expect(page.locator("#filter")).to_have_text("4.2")
    dialog.get_by_role("button", name="Hold").click()
    expect(page.locator("#buttons")).to_have_text("hold")
    expect(panel.locator("#heard")).to_have_text("broadcast hold")
    dialog.get_by_role("button", name="Ship it now").click()
    expect(dialog).to_be_hidden()
    assert ines.complaints == []


def test_esc_and_another_room_close_a_dialog(browser: Browser, serve: Serve, addon: AddonServer) -> None:
    _, ines = _with_addon(browser, serve, addon)
    ines.page.get_by_role("button", name="Attach a file or use an add-on").click()
    ines.page.get_by_role("menuitem", name="Plan a release").click()
    dialog = ines.page.get_by_role("dialog", name="Ship a release")
    expect(_page_of(dialog).get_by_role("heading")).to_be_visible()
    expect(_page_of(dialog).locator("#parameters")).to_have_text("none")
    ines.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    ines.page.get_by_role("button", name="Attach a file or use an add-on").click()
    ines.page.get_by_role("menuitem", name="Plan a release").click()
    expect(dialog).to_be_visible()
    ines.page.go_back()
    ines.page.goto(ines.url + "/")
    expect(dialog).to_be_hidden()


def test_a_message_action_passes_the_message_it_was_chosen_on(
    browser: Browser, serve: Serve, addon: AddonServer
) -> None:
    _, ines = _with_addon(browser, serve, addon)
    expect(_side(ines).get_by_role("button", name="4 open for 4.2")).to_be_visible()
    ines.say("nothing of interest")
    ines.say("where is release-77")
    ines.sees("where is release-77")
    other = ines.article("nothing of interest")
    other.hover()
    other.get_by_role("button", name="More").click()
    expect(ines.page.get_by_role("menuitem", name="Copy text")).to_be_visible()
    expect(ines.page.get_by_role("menuitem", name="Inspect on the board")).to_have_count(0)
    ines.page.keyboard.press("Escape")
    row = ines.article("where is release-77")
    row.hover()
    row.get_by_role("button", name="More").click()
    ines.page.get_by_role("menuitem", name="Inspect on the board").click()
    heard = _page_of(_side(ines)).locator("#heard")
    expect(heard).to_contain_text("where is release-77 / ")
    expect(heard).to_contain_text(" / message")
    assert ines.complaints == []


def test_links_of_a_message_open_pages_of_its_own_addon(
    browser: Browser, serve: Serve, addon: AddonServer
) -> None:
    served, ines = _with_addon(browser, serve, addon)
    room_id = served.demo["room_id"]
    expect(_side(ines).get_by_role("button", name="4 open for 4.2")).to_be_visible()
    addon.sign_in(served.url)

    def say(before: str, link: str) -> None:
        body = {"message": f"{before} {link}"}
        assert addon.post(served.url, f"/v2/room/{room_id}/notification", body) == 204

    say(
        "See it",
        '<a href="https://example.com/" data-target="board" '
        'data-target-options=\'{"parameters": {"ship": 7}}\'>on the board</a>',
    )
    ines.sees("See it").get_by_role("link", name="on the board").click()
    heard = _page_of(_side(ines)).locator("#heard")
    expect(heard).to_have_text('{"ship":7}')
    # An external page: signed, with its placeholder filled, in a tab of its own that knows nothing of the chat.
    say("Read it", '<a href="https://example.com/" data-target="com.example.board:report">in the report</a>')
    with ines.page.context.expect_page() as opening:
        ines.sees("Read it").get_by_role("link", name="in the report").click()
    tab = opening.value
    tab.wait_for_url("**/report?**")
    (asked,) = [path for path in addon.asked if path.startswith("/report")]
    assert re.match(r"/report\?of=[0-9a-f-]{36}&", asked)
    assert addon.signed("/report")
    assert tab.evaluate("window.opener") is None
    tab.close()
    # The older form: the address itself, in a dialog.
    say("Show it", f'<a href="{addon.url}/plain" data-target="dialog">right here</a>')
    ines.sees("Show it").get_by_role("link", name="right here").click()
    dialog = ines.page.get_by_role("dialog", name="right here")
    expect(_page_of(dialog).get_by_text("Nothing is registered here")).to_be_visible()
    assert "/plain" in addon.asked, "as it stands, without a token"
    dialog.get_by_role("button", name="Close").first.click()
    expect(dialog).to_be_hidden()
    # A key of another add-on, or of none, is a link like others.
    notify(
        served,
        f'Not mine <a href="{addon.url}/foreign" data-target="board">of mine</a>',
        message_format="html",
    )
    with ines.page.context.expect_page() as opening:
        ines.sees("Not mine").get_by_role("link", name="of mine").click()
    opening.value.wait_for_url("**/foreign")
    opening.value.close()
    # hipchat:// leads to a chat, and to a module there.
    notify(served, 'Go to <a href="hipchat://chat.example/user/@maya">Maya</a>', message_format="html")
    say(
        "Back to",
        f'<a href="hipchat://chat.example/room/{room_id}?target=com.example.board:ask">the room</a>',
    )
    ines.sees("Go to").get_by_role("link", name="Maya").click()
    ines.page.wait_for_url("**/chat/*")
    ines.page.go_back()
    ines.sees("Back to").get_by_role("link", name="the room").click()
    ines.page.wait_for_url(f"**/room/{room_id}")
    expect(
        _page_of(ines.page.get_by_role("dialog", name="Ship a release")).locator("#query")
    ).to_be_attached()
    assert ines.complaints == []


def test_pages_for_those_who_look_after_an_addon_know_who_and_where(
    browser: Browser, serve: Serve, addon: AddonServer
) -> None:
    served, ines = _with_addon(browser, serve, addon)
    page = ines.page

    def settings() -> FrameLocator:
        return page.frame_locator("main iframe")

    page.goto(f"{served.url}/rooms/addons/{served.demo['room_id']}")
    page.get_by_role("link", name="Configure").click()
    expect(settings().locator("#me")).to_have_text("Ines Lindqvist")
    expect(settings().locator("#room")).to_have_text(served.demo["room"])
    expect(settings().locator("#chat")).to_contain_text("error: This works in the chat alone")
    expect(settings().locator("#backend")).to_contain_text(f"in room {served.demo['room_id']}")
    assert addon.signed("/settings")

    body = {"url": addon.descriptor_url, "scopes": addon.scopes}
    assert _send(ines, "POST", "/api/addon", body)[0] == 201
    for name, title in (
        ("Configure", "Configuration of Release board"),
        ("Its page", "Page of Release board"),
    ):
        page.goto(f"{served.url}/addons")
        page.get_by_role("list", name="Add-ons").first.get_by_role("link", name=name).click()
        expect(page.locator(f'main iframe[title^="{title}"]')).to_be_visible()
        expect(settings().locator("#me")).to_have_text("Ines Lindqvist")
        expect(settings().locator("#room")).to_contain_text("error: This works in the chat alone")
        expect(settings().locator("#backend")).to_contain_text("in room none")
    assert addon.signed("/admin")
    page.reload()
    expect(settings().locator("#backend")).to_contain_text("in room none")
    assert ines.complaints == []


def test_an_evil_addon_reaches_nothing(browser: Browser, serve: Serve, addon: AddonServer) -> None:
    addon.scopes = ["send_notification"]
    addon.extra = {"evil": "Evil panel", "leave": "Leaving panel"}
    _, ines = _with_addon(browser, serve, addon)
    _side(ines).get_by_role("button", name="Evil panel").click()
    for _ in range(150):
        if addon.tried:
            break
        ines.page.wait_for_timeout(100)
    (report,) = addon.tried
    assert report["tried"]["dom"] == report["tried"]["cookies"] == report["tried"]["storage"] == "refused"
    assert not {"cookie", "kept"} & set(report["tried"])
    answers = {one["mid"]: one["args"] for one in report["answers"] if one.get("mid")}
    assert set(answers) == {"odd", "scope", "bad"}  # forged, nameless and inner ones are not answered
    assert answers["scope"] == ["The add-on needs the scope view_room for this."]
    assert all(args[0]["message"] for mid, args in answers.items() if mid != "scope")
    assert ines.page.url.startswith(ines.url)
    assert "owned" not in ines.page.title()
    expect(ines.page.get_by_role("log")).to_be_visible()
    # A page that goes elsewhere is not answered any more.
    addon.tried.clear()
    _side(ines).get_by_role("button", name="Back to the room's panel").click()
    _side(ines).get_by_role("button", name="Leaving panel").click()
    away = None
    for _ in range(150):
        away = next((frame for frame in ines.page.frames if frame.url.endswith("/away")), None)
        if away is not None:
            break
        ines.page.wait_for_timeout(100)
    assert away is not None, "the page did not go elsewhere"
    ines.page.wait_for_timeout(500)
    assert away.title() == "Page"


def test_removing_an_addon_closes_its_page(browser: Browser, serve: Serve, addon: AddonServer) -> None:
    _, ines = _with_addon(browser, serve, addon)
    _side(ines).get_by_role("button", name="4 open for 4.2").click()
    expect(_page_of(_side(ines)).locator("#room")).not_to_have_text("…")
    assert _send(ines, "DELETE", f"/api/addon/{addon.credentials['oauthId']}")[0] == 200
    expect(ines.page.locator("iframe")).to_have_count(0)
    expect(_side(ines).get_by_role("button", name="4 open for 4.2")).to_have_count(0)
    expect(_side(ines).get_by_role("tab", name="People")).to_be_visible()


def test_on_the_phone_panel_and_dialog_fill_the_screen(
    browser: Browser, serve: Serve, addon: AddonServer
) -> None:
    _, ines = _with_addon(browser, serve, addon, size="phone")
    ines.page.get_by_role("button", name="4 open for 4.2").click()
    page = _page_of(_side(ines))
    expect(page.locator("#room")).not_to_have_text("…")
    assert _width(_side(ines)) == 390
    page.get_by_role("button", name="Open the dialog").click()
    dialog = ines.page.get_by_role("dialog", name="Ship a release")
    expect(_page_of(dialog).locator("#query")).to_have_text("Heron & co")
    to_rest(ines.page)
    box = box_of(dialog)
    assert (round(box["width"]), round(box["height"])) == (390, 844)
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    assert ines.complaints == []


def test_the_side_panel_keeps_the_width_it_was_given(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit_room(browser, served)
    edge = ines.page.get_by_role("separator", name="Width of the side panel")
    edge.focus()
    before = _width(_side(ines))
    ines.page.keyboard.press("ArrowLeft")
    ines.page.keyboard.press("ArrowLeft")
    expect(edge).to_have_attribute("aria-valuenow", str(round(before) + 32))
    box = box_of(edge)
    ines.page.mouse.move(box["x"] + 4, box["y"] + 200)
    ines.page.mouse.down()
    ines.page.mouse.move(box["x"] - 96, box["y"] + 200, steps=4)
    ines.page.mouse.up()
    wide = _width(_side(ines))
    assert wide > before + 100
    ines.page.reload()
    ines.sees("Great to hear")
    expect(edge).to_have_attribute("aria-valuenow", str(round(wide)))
    assert _width(_side(ines)) == wide
    assert ines.complaints == []


def test_a_pattern_that_never_ends_holds_up_nobody(
    browser: Browser, serve: Serve, addon: AddonServer
) -> None:
    addon.pattern = "^(a+)+$"
    _, ines = _with_addon(browser, serve, addon)
    expect(_side(ines).get_by_role("button", name="4 open for 4.2")).to_be_visible()
    ines.say("a" * 40 + "!")
    ines.sees("aaaa!")
    row = ines.article("aaaa!")
    row.hover()
    row.get_by_role("button", name="More").click()
    expect(ines.page.get_by_role("menuitem", name="Copy text")).to_be_visible()
    ines.page.wait_for_timeout(600)
    expect(ines.page.get_by_role("menuitem", name="Inspect on the board")).to_have_count(0)
    ines.page.get_by_role("menuitem", name="Copy text").click()
    expect(ines.page.get_by_role("menuitem", name="Copy text")).to_be_hidden()


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_axe_finds_no_fault_in_what_addons_show(
    browser: Browser, serve: Serve, addon: AddonServer, size: Any
) -> None:
    addon.extra = {"more": "On call"}
    _, ines = _with_addon(browser, serve, addon, size=size)
    faults: list[str] = []

    def look() -> None:
        for theme in ("light", "dark"):
            ines.page.emulate_media(color_scheme=theme)
            to_rest(ines.page)
            faults.extend(axe_faults(ines.page))

    glance = ines.page.get_by_role("button", name="4 open for 4.2")
    expect(glance).to_be_visible()
    look()
    glance.click()
    page = _page_of(_side(ines))
    expect(page.locator("#backend")).to_contain_text("person")
    look()
    page.get_by_role("button", name="Open the dialog").click()
    dialog = ines.page.get_by_role("dialog", name="Ship a release")
    expect(_page_of(dialog).locator("#query")).to_have_text("Heron & co")
    look()
    assert faults == []
