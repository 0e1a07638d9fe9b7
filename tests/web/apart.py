"""What happens to people who are cut off and come back: the same journeys for one server and for two.

`front` is the server that the browser is at, through `wire`; `back` the one that the others talk to (the same, or
another process of the installation).
"""

from __future__ import annotations

import contextlib
import json
import re
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.served import Served
from tests.web.browsing import Visitor, named, visit
from tests.web.wire import Wire, wired

_TIDE = re.compile(r"tide (\d+)\b")
WAITING = "Waiting for the connection"
_LONG_MS = 30_000.0


@dataclass
class Scene:
    """One installation, and a person at a browser whose cable the test holds."""

    front: Served
    back: Served
    wire: Wire
    browser: Browser
    people: dict[str, Any]
    restart: Callable[[], None]

    def visit(self) -> Visitor:
        """Ines at her browser, at the end of the cable."""
        return visit(self.browser, self.front, url=self.wire.url, worker=True)

    def call(
        self, path: str, body: object = None, token: str = "user_token", method: str | None = None
    ) -> Any:
        """One request of Maya's script, past the cable."""
        request = urllib.request.Request(
            self.back.url + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {self.people[token]}",
                "Content-Type": "application/json",
            },
            method=method,
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or b"null")

    def says(self, text: str, room: str | int | None = None) -> dict[str, Any]:
        """Maya says something."""
        chosen = room or self.people["room_id"]
        said: dict[str, Any] = self.call(f"/api/room/{chosen}/message", {"message": text})
        return said

    def history(self, like: str) -> list[str]:
        """What the server has of some messages, oldest first."""
        items = self.call(f"/api/room/{self.people['room_id']}/history?limit=200", token="admin_token")[
            "items"
        ]
        return [item["body"] for item in items if like in (item["body"] or "")]

    @property
    def room_path(self) -> str:
        return f"/room/{self.people['room_id']}"


@contextlib.contextmanager
def scene(
    browser: Browser, front: Served, back: Served, people: dict[str, Any], wire: Wire
) -> Iterator[Scene]:
    def restart() -> None:
        front.stop()
        front.start()

    yield Scene(front, back, wire, browser, people, restart)


def becomes(ask: Callable[[], list[Any]], wanted: list[Any]) -> None:
    """Soon it is so: nothing lost, nothing doubled, in order."""
    until = time.monotonic() + 30
    while (found := ask()) != wanted and len(found) <= len(wanted) and time.monotonic() < until:
        time.sleep(0.1)
    assert found == wanted, f"{found} instead of {wanted}"


def banner(page: Page) -> Locator:
    return page.get_by_text("No connection.")


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=named(name)).first


def tides(page: Page) -> list[int]:
    """The numbers of all «tide 1», «tide 2» ... in the timeline, read while scrolling up from its end."""
    seen: dict[str, int] = {}
    page.get_by_role("log").hover()
    page.get_by_role("log").focus()
    page.keyboard.press("End")
    for _ in range(40):
        rows = page.get_by_role("log").locator("[data-key]")
        for key, text in rows.evaluate_all("rows => rows.map((row) => [row.dataset.key, row.innerText])"):
            found = _TIDE.search(text)
            if found:
                seen[key] = int(found[1])
        if 1 in seen.values():
            break
        page.mouse.wheel(0, -700)
        page.wait_for_timeout(60)
    page.keyboard.press("End")
    return sorted(seen.values())


def offline_for_two_minutes_under_traffic(scene: Scene) -> None:
    """Two tabs of Ines; the network goes; Maya talks and edits; Ines writes; the network comes back."""
    ines = scene.visit()
    page = ines.page
    page.clock.install()
    ines.go(scene.room_path)
    other = page.context.new_page()
    other.goto(scene.wire.url + "/")
    row(other, "Lunch").click()
    other.get_by_role("log").locator("[data-key]").last.wait_for()
    page.bring_to_front()
    first = scene.says("tide 1")
    ines.sees("tide 1")

    page.context.set_offline(True)
    expect(banner(page)).to_be_visible(timeout=_LONG_MS)
    for number in range(2, 41):
        scene.says(f"tide {number}")
    scene.call(
        f"/api/room/{scene.people['room_id']}/message/{first['id']}",
        {"message": "tide 1, mended"},
        method="PUT",
    )
    start = scene.call("/api/start")
    support = next(room["id"] for room in start["rooms"] if room["name"] == "Support")
    mention = next(one["mention_name"] for one in start["people"] if one["name"] == "Ines Lindqvist")
    scene.says(f"@{mention} are you there?", support)
    for text in ("first wave", "second wave", "third wave"):
        ines.say(text)
    expect(page.get_by_text(WAITING)).to_have_count(3, timeout=_LONG_MS)
    page.clock.fast_forward("02:00")
    expect(banner(page)).to_be_visible(timeout=_LONG_MS)
    expect(ines.composer).to_be_enabled()

    page.context.set_offline(False)
    expect(banner(page)).to_be_hidden(timeout=_LONG_MS)
    expect(page.get_by_text(WAITING)).to_have_count(0, timeout=_LONG_MS)
    page.get_by_role("log").press("End")  # a burst of messages may leave the reader above the end
    expect(ines.sees("third wave")).to_have_count(1, timeout=_LONG_MS)
    becomes(lambda: scene.history("wave"), ["first wave", "second wave", "third wave"])
    becomes(lambda: tides(page), list(range(1, 41)))
    expect(row(page, "Support")).to_contain_text("1 mention of you", timeout=_LONG_MS)
    expect(page).to_have_title(named("(1) "))
    expect(row(other, "Support")).to_contain_text("1 mention of you", timeout=_LONG_MS)
    row(page, "Support").click()
    ines.sees("are you there?")
    for tab in (page, other):
        expect(row(tab, "Support")).not_to_contain_text("mention of you", timeout=_LONG_MS)
    expect(page).not_to_have_title(named("(1) "))


def asleep_and_restarted(scene: Scene) -> None:
    """The laptop sleeps: its connection is dead, and nobody said so. Then the server restarts under it."""
    ines = scene.visit()
    page = ines.page
    page.clock.install()
    ines.go(scene.room_path)
    scene.says("before the nap")
    ines.sees("before the nap")

    scene.wire.go_dead()
    scene.says("during the nap")
    page.clock.fast_forward("00:27")  # a silent line is asked
    page.clock.fast_forward("00:11")  # and does not answer
    expect(ines.sees("during the nap")).to_have_count(1, timeout=_LONG_MS)
    expect(banner(page)).to_be_hidden(timeout=_LONG_MS)

    scene.front.stop()
    expect(banner(page)).to_be_visible(timeout=_LONG_MS)
    ines.say("written while it was dark")
    expect(page.get_by_text(WAITING)).to_be_visible(timeout=_LONG_MS)
    if scene.back is not scene.front:
        scene.says("told to the other one")
    scene.front.start()
    page.clock.fast_forward("00:31")
    expect(banner(page)).to_be_hidden(timeout=_LONG_MS)
    expect(page.get_by_text(WAITING)).to_have_count(0, timeout=_LONG_MS)
    expect(ines.sees("written while it was dark")).to_have_count(1, timeout=_LONG_MS)
    becomes(lambda: scene.history("written while it was dark"), ["written while it was dark"])
    if scene.back is not scene.front:
        expect(ines.sees("told to the other one")).to_have_count(1, timeout=_LONG_MS)


def signed_out_elsewhere(scene: Scene) -> None:
    """The session ends while Ines writes: she signs in again, and what she wrote is there and goes out."""
    ines = scene.visit()
    page = ines.page
    ines.go(scene.room_path)
    page.context.set_offline(True)
    expect(banner(page)).to_be_visible(timeout=_LONG_MS)
    ines.say("said before the end")
    ines.composer.fill("half a tho")
    expect(page.get_by_text(WAITING)).to_be_visible(timeout=_LONG_MS)
    done = scene.front.command("sessions", "end-all")
    assert done.code == 0, done.stderr
    page.context.set_offline(False)
    page.get_by_label("Password", exact=True).wait_for()
    becomes(lambda: scene.history("said before the end"), [])

    page.get_by_label("E-mail").fill(scene.people["admin_email"])
    page.get_by_label("Password", exact=True).fill(scene.people["admin_password"])
    page.keyboard.press("Enter")
    expect(ines.sees("said before the end")).to_have_count(1, timeout=_LONG_MS)
    expect(page.get_by_text(WAITING)).to_have_count(0, timeout=_LONG_MS)
    expect(ines.composer).to_have_value("half a tho")
    becomes(lambda: scene.history("said before the end"), ["said before the end"])


@contextlib.contextmanager
def at_one_server(browser: Browser, front: Served, people: dict[str, Any]) -> Iterator[Scene]:
    """One server that is not running yet: it is told the address of the cable."""
    with wired(front.port) as wire:
        front.settings["public_url"] = wire.url
        front.start()
        with scene(browser, front, front, people, wire) as made:
            yield made
