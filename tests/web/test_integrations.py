"""The pages about integrations: installing an add-on, the log of a webhook, a token's calls, cards."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.served import Serve, Served
from tests.web.addon_site import AddonSite, addon_site
from tests.web.browsing import visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_LOOK = "Look at it"


@pytest.fixture
def site() -> Iterator[AddonSite]:
    with addon_site() as site:
        yield site


@pytest.fixture
def served(serve: Serve) -> Served:
    return serve(outbound_allow="127.0.0.0/8")


def _wait_until(is_so: Callable[[], bool], limit_s: float = 10.0) -> None:
    ends = time.monotonic() + limit_s
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.05)


def integrations(served: Served) -> str:
    return f"{served.url}/rooms/addons/{served.demo['room_id']}"


def look_at(page: Page, served: Served, address: str) -> None:
    """From the room's menu to the review of an add-on, as a room's admin goes."""
    page.goto(f"{served.url}/room/{served.demo['room_id']}")
    page.get_by_role("button", name="Room menu").click()
    page.get_by_role("menuitem", name="Integrations").click()
    page.get_by_role("link", name="Install an add-on").click()
    page.get_by_label("Address of its descriptor").fill(address)
    page.get_by_role("button", name=_LOOK).click()


def test_an_add_on_is_installed_after_consent_updated_switched_off_and_removed(
    browser: Browser, served: Served, site: AddonSite
) -> None:
    visitor = visit(browser, served)
    page = visitor.page

    look_at(page, served, site.descriptor_url)
    expect(page.get_by_role("heading", name="Install Pigeonhole?")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Example Works")
    expect(page.get_by_role("main")).to_contain_text("Send notifications")
    expect(page.get_by_role("main")).to_contain_text("Side panel Tickets")
    assert site.heard == []
    page.get_by_role("button", name="Install", exact=True).click()
    frame = page.frame_locator("iframe[title='Configuration of Pigeonhole']")
    expect(frame.get_by_role("heading", name="Which board?")).to_be_visible()
    assert [(method, path) for method, path, _ in site.heard] == [("POST", "/installable")]
    # The address that HipChat had for this, which add-ons and their guides still name.
    page.goto(f"{served.url}/addons/com.example.pigeonhole?room={served.demo['room_id']}&from_location_id=1")
    expect(frame.get_by_role("heading", name="Which board?")).to_be_visible()

    site.asks_for.append("view_messages")
    page.get_by_role("main").get_by_role("link", name="Integrations").click()
    row = page.get_by_role("list", name="Add-ons").get_by_role("listitem").filter(has_text="Pigeonhole")
    row.get_by_role("button", name="More about Pigeonhole").click()
    page.get_by_role("menuitem", name="Update").click()
    dialog = page.get_by_role("dialog", name="Update Pigeonhole")
    dialog.get_by_role("button", name="Update").click()
    expect(dialog).to_contain_text("Read messages")
    dialog.get_by_role("button", name="Allow and update").click()
    expect(row).to_contain_text("read messages")

    row.get_by_role("button", name="More about Pigeonhole").click()
    page.get_by_role("menuitem", name="Switch off").click()
    expect(row).to_contain_text("Switched off")
    row.get_by_role("button", name="More about Pigeonhole").click()
    page.get_by_role("menuitem", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove add-on").click()
    expect(row).to_have_count(0)
    _wait_until(lambda: site.heard[-1][0] == "DELETE")
    assert visitor.complaints == []


def test_a_wrong_descriptor_is_refused_with_the_name_of_its_field(
    browser: Browser, served: Served, site: AddonSite
) -> None:
    page = visit(browser, served).page
    look_at(page, served, f"{site.url}/wrong.json")
    expect(page.get_by_role("alert")).to_contain_text("name")
    expect(page.get_by_role("button", name="Install", exact=True)).to_have_count(0)


def test_a_failing_webhook_shows_its_answer_and_arrives_when_it_is_sent_again(
    browser: Browser, served: Served, site: AddonSite
) -> None:
    site.is_broken = True
    visitor = visit(browser, served)
    page = visitor.page
    page.goto(integrations(served))
    page.get_by_role("button", name="Add a webhook").first.click()
    form = page.get_by_role("form", name="Add a webhook")
    form.get_by_label("Address").fill(f"{site.url}/hook")
    form.get_by_label("Name").fill("Stand-up bot")
    form.get_by_role("button", name="Add and test it").click()

    expect(page.get_by_role("heading", name="Stand-up bot")).to_be_visible()
    log = page.get_by_role("list", name="Deliveries")
    first = log.get_by_role("button", name="500").first
    first.click()
    expect(log).to_contain_text("KeyError: 'room'")
    expect(log.get_by_role("region", name="Request")).to_contain_text('"event": "room_message"')

    site.is_broken = False
    log.get_by_role("button", name="Resend").click()
    expect(log.get_by_role("button", name="Delivered")).to_be_visible(timeout=15_000)
    before = len(site.hooks())
    log.get_by_role("button", name="Resend").click()
    visitor.until("document.body.innerText.includes('It is sent again')")
    _wait_until(lambda: len(site.hooks()) > before)
    page.get_by_role("radiogroup", name="Show").get_by_text("Failed").click()
    expect(page.get_by_text("Nothing failed")).to_be_visible()
    page.get_by_role("button", name="Show the secret").click()
    expect(page.get_by_role("button", name="Copy secret")).to_be_visible()
    # Sent again just when it was being sent anyway: refused, and said so.
    assert [said for said in visitor.complaints if "409" not in said] == []


def test_a_webhook_of_all_rooms_has_a_log_of_its_own(
    browser: Browser, served: Served, site: AddonSite
) -> None:
    """It belongs to an add-on of the whole team, so no room's page shows it."""
    hook = {"url": f"{site.url}/hook", "event": "room_topic_change", "name": "Topics"}
    request = urllib.request.Request(
        f"{served.url}/v2/extension/webhook/topics",
        json.dumps(hook).encode(),
        {"Content-Type": "application/json", **served.token("addon_token")},
        method="PUT",
    )
    urllib.request.urlopen(request, timeout=10).close()
    visitor = visit(browser, served)
    page = visitor.page
    page.goto(f"{served.url}/admin/integrations")
    page.get_by_role("row").filter(has_text="Topics").get_by_role("link", name="Deliveries").click()
    expect(page.get_by_role("heading", name="Topics")).to_be_visible()
    page.get_by_role("button", name="Send a test event").click()
    log = page.get_by_role("list", name="Deliveries")
    expect(log.get_by_role("button", name="Delivered")).to_be_visible(timeout=15_000)
    assert site.hooks()
    page.get_by_role("main").get_by_role("link", name="Integrations").click()
    expect(page.get_by_role("heading", name="Integrations", level=1)).to_be_visible()
    assert visitor.complaints == []


def test_a_name_becomes_a_token_whose_refused_call_is_told_with_its_reason(
    browser: Browser, served: Served
) -> None:
    page = visit(browser, served).page
    page.goto(integrations(served))
    form = page.get_by_role("form", name="Build your own")
    form.get_by_label("Name").fill("Night shift")
    form.get_by_role("button", name="Create").click()
    ready = page.get_by_role("region", name="New token")
    ready.get_by_role("button", name="Send a test notification").click()
    expect(ready).to_contain_text("204 in")
    command = ready.locator("pre").inner_text()
    secret = command.partition("Bearer ")[2].partition('"')[0]
    request = urllib.request.Request(
        f"{served.url}/v2/room/{served.demo['room_id']}/notification",
        data=json.dumps({"message": "x", "color": "pink"}).encode(),
        headers={"Authorization": f"Bearer {secret}", "Content-Type": "application/json"},
    )
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request, timeout=10)

    page.get_by_label("Token", exact=True).select_option("Night shift")
    page.get_by_role("button", name="Refresh").click()
    calls = page.get_by_role("main")
    expect(calls).to_contain_text("400")
    expect(calls).to_contain_text("color")


def test_who_may_not_administer_the_room_reads_why(browser: Browser, served: Served) -> None:
    visitor = visit(browser, served, "user", "phone")
    visitor.page.goto(integrations(served))
    expect(visitor.page.get_by_text("Only people who look after")).to_be_visible()
    assert not any("/integrations" in address for address in visitor.asked if "/api/room" in address)


def test_a_card_is_put_together_seen_and_sent(browser: Browser, served: Served) -> None:
    visitor = visit(browser, served)
    page = visitor.page
    page.goto(f"{served.url}/cards")
    page.get_by_label("Title").fill("")
    expect(page.get_by_role("main")).to_contain_text("card.title is missing")
    page.get_by_label("Title").fill("Lock gate stuck")
    preview = page.get_by_role("region", name="Preview")
    expect(preview).to_contain_text("Lock gate stuck")
    expect(page.get_by_role("region", name="The request as JSON")).to_contain_text("Lock gate stuck")
    page.get_by_label("Room", exact=True).select_option(str(served.demo["room_id"]))
    page.get_by_role("button", name="Send it there").click()
    page.get_by_role("link", name="It is there").click()
    visitor.timeline.get_by_text("moved #861 to review").last.click()
    visitor.sees("Lock gate stuck")
    assert visitor.complaints == []
