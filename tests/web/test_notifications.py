"""What calls for attention does so once, and what is left of the client without a connection."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.served import Serve, Served
from tests.web.browsing import Visitor, named, room_path, visit_room

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_DESKTOP = """
window.notes = []
window.Notification = class {
  static permission = 'granted'
  static requestPermission = async () => 'granted'
}
ServiceWorkerRegistration.prototype.showNotification = async function (title, options) {
  window.notes = [...window.notes.filter(({ tag }) => tag !== options.tag), { title, ...options }]
}
ServiceWorkerRegistration.prototype.getNotifications = async function ({ tag }) {
  return window.notes.filter((one) => one.tag === tag).map((one) => ({
    close: () => { window.notes = window.notes.filter((other) => other !== one) },
  }))
}
"""
_WORKER = "navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated')"
_KEPT = """new Promise((resolve) => {
  const asked = indexedDB.open('chinwag', 1)
  asked.onupgradeneeded = () => asked.result.createObjectStore('kept')
  asked.onsuccess = () => {
    const found = asked.result.transaction('kept').objectStore('kept').get('last')
    found.onsuccess = () => { asked.result.close(); resolve((found.result?.chats ?? []).length) }
  }
})"""
_SHOWN = """navigator.serviceWorker.ready
  .then((worker) => worker.getNotifications())
  .then((shown) => shown.map(({ title, body }) => title + ': ' + body))"""
_CALLING = "navigator.locks.query().then(({ held, pending }) => held.length + pending.length)"
"""How many tabs are ready to call: what does so is fetched after the first screen, and asks to be the one to speak."""
_CACHED = """caches.keys().then(async (names) => {
  const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
  return lists.flat().map(({ url }) => new URL(url).pathname)
})"""


@pytest.fixture(scope="module")
def chromium(whole_chromium: Browser) -> Browser:
    """One that shows notifications."""
    return whole_chromium


def say(served: Served, text: str, to: str = "") -> None:
    """Maya says something."""
    request = urllib.request.Request(
        f"{served.url}/api/{to or room_path(served)[1:]}/message",
        data=json.dumps({"message": text}).encode(),
        headers={**served.token("user_token"), "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=20):
        pass


def notes(page: Page) -> list[tuple[str, str]]:
    found = page.evaluate("window.notes")
    return [(note["title"], note["body"]) for note in found]


def becomes(page: Page, wanted: list[tuple[str, str]]) -> None:
    for _ in range(100):
        if notes(page) == wanted:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{notes(page)} instead of {wanted}")


def set_up(ines: Visitor) -> None:
    """What a person does once: choose, on the settings page."""
    page = ines.page
    page.goto(ines.url + "/account/notifications")
    page.get_by_label("Keywords", exact=True).first.fill("low water")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("listitem").filter(has_text="low water")).to_be_visible()
    page.get_by_role("radiogroup", name="Sound").get_by_text("Bell").click()
    expect(page.get_by_role("radio", name="Bell")).to_be_checked()
    page.reload()
    expect(page.get_by_role("listitem").filter(has_text="low water")).to_be_visible()
    expect(page.get_by_role("radio", name="Bell")).to_be_checked()


def test_a_keyword_calls_once_in_one_of_two_tabs_until_it_is_read(browser: Browser, serve: Serve) -> None:
    served = serve()
    ines = visit_room(browser, served, worker=True)
    ines.page.context.add_init_script(_DESKTOP)
    set_up(ines)
    ines.go(room_path(served))
    second = ines.page.context.new_page()
    second.goto(served.url + room_path(served))
    for count, tab in enumerate((ines.page, second), 1):
        expect(tab.get_by_role("link", name=named("Lunch")).first).to_be_visible()
        tab.get_by_role("link", name=named("Lunch")).first.click()
        ines.until(f"{_CALLING}.then((tabs) => tabs >= {count})")
    say(served, "nothing special")
    say(served, "Low water at noon")
    becomes(ines.page, [("Engine Room", "Maya Okafor: Low water at noon")])
    assert notes(second) == [], "one tab speaks"
    second.get_by_role("link", name=named("Engine Room")).first.click()
    becomes(ines.page, [])

    second.get_by_role("button", name="Room menu").click()
    second.get_by_role("menuitem", name="Notifications").click()
    second.get_by_role("radio", name=named("Nothing")).check()
    second.get_by_role("dialog").get_by_role("button", name="Save").click()
    second.get_by_role("link", name=named("Lunch")).first.click()
    say(served, "low water in a silenced room")
    say(served, "psst", to=f"user/{ines_id(served)}")
    becomes(ines.page, [("Maya Okafor", "psst")])


def ines_id(served: Served) -> int:
    request = urllib.request.Request(f"{served.url}/api/start", headers=served.token("user_token"))
    with urllib.request.urlopen(request, timeout=20) as answer:
        people = json.loads(answer.read())["people"]
    return int(next(one["id"] for one in people if one["name"] == "Ines Lindqvist"))


def test_without_a_connection_the_client_opens_with_what_was_there_and_sends_later(
    browser: Browser, serve: Serve
) -> None:
    served = serve()
    ines = visit_room(browser, served, worker=True)
    page = ines.page
    say(served, "read me later")
    ines.sees("read me later")
    ines.until(_WORKER)
    ines.until(f"{_KEPT}.then((count) => count > 0)")
    page.reload()
    ines.sees("read me later")
    ines.until(f"{_CACHED}.then((paths) => paths.some((path) => path.includes('from-kept')))")

    served.stop()
    page.reload()
    ines.sees("read me later")
    expect(page.get_by_text("You see what was here")).to_be_visible()
    expect(page.get_by_role("link", name=named("Lunch")).first).to_be_visible()
    ines.say("written in the tunnel")
    expect(page.get_by_text("Waiting for the connection")).to_be_visible()
    page.reload()
    ines.sees("written in the tunnel")
    served.start()
    say(served, "welcome back")
    expect(ines.sees("welcome back")).to_have_count(1)
    expect(page.get_by_text("Waiting for the connection")).to_be_hidden()
    expect(page.get_by_text("You see what was here")).to_be_hidden()
    expect(ines.sees("written in the tunnel")).to_have_count(1)

    cached = page.evaluate(_CACHED)
    assert [path for path in cached if not path.startswith("/assets/") and path not in ("/", "/words")] == []
    pushed = {"type": "message", "key": "room/5", "path": "/room/5", "title": "Deploys", "text": None}
    push(page, served.url, pushed)
    ines.until(f"{_SHOWN}.then((shown) => shown.join() === 'Deploys: New message')")
    page.get_by_role("button", name="You and settings").click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.get_by_label("E-mail").wait_for()
    ines.until(f"{_KEPT}.then((count) => count === 0)")
    ines.until(f"{_SHOWN}.then((shown) => shown.length === 0)")


def push(page: Page, origin: str, message: Mapping[str, object]) -> None:
    """What a push service hands to the browser, once decrypted."""
    page.context.grant_permissions(["notifications"], origin=origin)
    browser = page.context.new_cdp_session(page)
    known: list[dict[str, str]] = []
    browser.on("ServiceWorker.workerRegistrationUpdated", lambda event: known.extend(event["registrations"]))
    browser.send("ServiceWorker.enable")
    for _ in range(300):
        if known:
            break
        page.wait_for_timeout(50)
    browser.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": known[0]["registrationId"], "data": json.dumps(message)},
    )
