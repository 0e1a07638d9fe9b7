"""The team's pages: inviting and joining, adopting tokens of the HipChat days, making those of API v1."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.demo import Demo
from tests.browser.looking import look
from tests.browser.test_tokens import status_of
from tests.browser.window import WIDE, Window

OLD = "Zk3v9QpX1rLm8TyB6wNc2HdJ5fGs7AeU4iOoRtYq"
WEAK = "a" * 40


def v1_status(demo: Demo, token: str) -> int:
    """What an old script with this token is answered."""
    query = urllib.parse.urlencode({"auth_token": token, "auth_test": "true"})
    try:
        with urllib.request.urlopen(f"{demo.url}/v1/rooms/message?{query}", b"", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def copied(window: Window, button: str) -> str:
    """Press a button that copies; returns what the clipboard holds."""
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    window.page.get_by_role("button", name=button, exact=True).first.click()
    expect(window.page.get_by_role("button", name="Copied", exact=True)).to_be_visible()
    return str(window.page.evaluate("navigator.clipboard.readText()"))


def adopt_form(page: Page, room: str) -> None:
    form = page.get_by_role("form", name="Adopt a HipChat token")
    form.get_by_label("Room", exact=True).select_option(room)
    form.get_by_label("Token", exact=True).fill(OLD)
    form.get_by_label("Name", exact=True).fill("Old Jenkins")
    form.get_by_role("button", name="Adopt token").click()


def test_an_invited_person_joins_by_the_link(demo: Demo, open_window: OpenWindow) -> None:
    admin, guest = open_window(demo.url, WIDE), open_window(demo.url, WIDE)
    admin.enter(demo, "admin", "/admin/invitations")
    page = admin.page
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_text("Enter their e-mail address.")).to_be_visible()
    page.get_by_label("E-mail").fill("ann.otter.of.the.harbour.office.and.more@quayside.example")
    page.get_by_label("Name").fill("Ann Otter")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_role("table", name="Invitations")).to_contain_text(
        "ann.otter.of.the.harbour.office.and.more@quayside.example"
    )
    assert look(admin, "admin-invitations") == []
    link = copied(admin, "Copy link")

    guest.page.goto(urllib.parse.urlsplit(link).path)
    expect(guest.page.get_by_role("heading", name="Join")).to_be_visible()
    assert look(guest, "invite") == []
    with guest.foreseeing("status of 400"):
        guest.page.get_by_label("Password", exact=True).fill("short")
        guest.page.get_by_role("button", name="Join").click()
        expect(guest.page.get_by_text("at least 8 characters")).to_be_visible()
    guest.page.get_by_label("Mention name").fill("annotter")
    guest.page.get_by_label("Password", exact=True).fill("a long password")
    guest.page.get_by_role("button", name="Join").click()
    expect(guest.page.get_by_role("heading", name="Welcome to Quayside")).to_be_visible()

    late = open_window(demo.url, WIDE)
    with late.foreseeing("status of 404"):
        late.page.goto(urllib.parse.urlsplit(link).path)
        expect(late.page.get_by_role("heading", name="This invitation is over")).to_be_visible()
    page.reload()
    expect(page.get_by_text("ann.otter.of.the.harbour.office.and.more@quayside.example")).to_have_count(0)


def test_an_invitation_is_taken_back(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url)
    window.enter(demo, "admin", "/admin/invitations")
    window.page.get_by_label("E-mail").fill("bo@quayside.example")
    window.page.get_by_label("Name").fill("Bo Tern")
    window.page.get_by_role("button", name="Invite", exact=True).click()
    window.page.get_by_role("button", name="Take back the invitation of Bo Tern").click()
    expect(window.page.get_by_text("bo@quayside.example")).to_have_count(0)


def test_an_old_token_is_adopted_and_works_until_it_is_revoked(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, WIDE)
    window.enter(demo, "admin", "/admin/api")
    page, room_id = window.page, demo.demo["room_id"]
    form = page.get_by_role("form", name="Adopt a HipChat token")
    form.get_by_role("button", name="Adopt token").click()
    expect(form.get_by_text("Paste the token")).to_be_visible()
    form.get_by_label("Room", exact=True).select_option(str(room_id))
    form.get_by_label("Name", exact=True).fill("Old Jenkins")
    form.get_by_label("Token", exact=True).fill(WEAK)
    with window.foreseeing("status of 400"):
        form.get_by_role("button", name="Adopt token").click()
        expect(form.get_by_text("too easy to guess")).to_be_visible()
    assert look(window, "admin-tokens") == []
    adopt_form(page, str(room_id))
    expect(page.get_by_role("table", name="Tokens of your team")).to_contain_text("Old Jenkins")
    assert OLD not in page.content()
    path = f"/v2/room/{room_id}/notification"
    assert status_of(demo, path, OLD, {"message": "back again"}) == 204

    page.get_by_role("button", name="Revoke Old Jenkins").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke token").click()
    expect(page.get_by_role("dialog")).to_have_count(0)  # while it is open, roles behind it count for nothing
    expect(page.get_by_role("button", name="Revoke Old Jenkins")).to_have_count(0)
    assert status_of(demo, path, OLD, {"message": "too late"}) == 401


def test_a_token_of_v1_is_made_and_seen_once(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url, WIDE)
    window.enter(demo, "admin", "/admin/api")
    form = window.page.get_by_role("form", name="Create a token for API v1")
    form.get_by_label("Name", exact=True).fill("Nagios")
    form.get_by_role("button", name="Create token").click()
    expect(window.page.get_by_role("heading", name="“Nagios” is ready")).to_be_focused()
    assert look(window, "admin-token-created") == []
    token = copied(window, "Copy token")
    assert len(token) == 30
    assert v1_status(demo, token) == 202
    window.page.get_by_role("button", name="I have copied it").click()
    assert token not in window.page.content()


def test_who_is_no_admin_reads_why_there_is_nothing_to_do(demo: Demo, open_window: OpenWindow) -> None:
    window = open_window(demo.url)
    for path in ("/admin/api", "/admin/invitations"):
        window.enter(demo, "user", path)
        expect(window.page.get_by_text("Only administrators of your team can do this.")).to_be_visible()
