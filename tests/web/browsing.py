"""People at a browser: each `Visitor` has a profile of its own and is signed in to the demo group."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, FloatRect, Locator, Page, expect

from tests.browser.window import NO_WORKER
from tests.served import Served

# Only a test that fails waits so long.
expect.set_options(timeout=15_000)

Size = Literal["desk", "phone"]
_SIZES: dict[Size, tuple[int, int]] = {"desk": (1280, 800), "phone": (390, 844)}


@dataclass(slots=True)
class Visitor:
    """One person at one browser, with what went wrong in the page and which addresses it asked for."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def until(self, condition: str) -> None:
        """Wait until a JavaScript expression is true. Playwright's own waiting needs eval, which our pages forbid."""
        for _ in range(150):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"never true: {condition}")

    def go(self, path: str) -> None:
        """Open a path and wait until the messages are there."""
        self.page.goto(self.url + path)
        self.soon(self.timeline.locator("[data-key]"))

    def soon(self, wanted: Locator) -> None:
        """Wait until it is in the page. Asks more often than Playwright, whose pauses are as long as a page takes."""
        for _ in range(1000):
            if wanted.count():
                return
            self.page.wait_for_timeout(15)
        raise AssertionError(f"never there: {wanted}")

    @property
    def timeline(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def composer(self) -> Locator:
        return self.page.get_by_role("main").get_by_role("textbox")

    def say(self, text: str) -> None:
        self.composer.fill(text)
        self.composer.press("Enter")

    def sees(self, text: str) -> Locator:
        """Wait until a text is in the timeline."""
        found = self.timeline.get_by_text(text)
        found.first.wait_for()
        return found

    def article(self, text: str) -> Locator:
        """The last message that holds a text."""
        return self.timeline.get_by_role("article").filter(has_text=text).last

    def texts(self) -> list[str]:
        """What stands in the drawn rows, from top to bottom."""
        return self.timeline.locator("[data-key]").all_inner_texts()


def visit(
    browser: Browser,
    served: Served,
    who: Literal["admin", "user"] = "admin",
    size: Size = "desk",
    *,
    at: str = "/",
    url: str = "",
    worker: bool = False,
) -> Visitor:
    """One of the demo's people, who signed in before, at a page of the chat; each visit is a device of its own.

    `url`: where the browser finds the server, when that is not its own address. `worker`: with the service worker, that
    costs as much as the page: for what goes on without a connection.
    """
    width, height = _SIZES[size]
    profile = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=size == "phone",
        is_mobile=size == "phone",
        service_workers="allow" if worker else "block",
    )
    profile.add_cookies([{"name": "chinwag_session", "value": served.sign_in(who), "url": served.url}])
    visitor = Visitor(profile.new_page(), url or served.url)
    _listen(visitor)
    visitor.page.goto(visitor.url + at)
    visitor.soon(visitor.page.locator('nav[data-region="rooms"]'))
    return visitor


def visit_room(
    browser: Browser,
    served: Served,
    who: Literal["admin", "user"] = "admin",
    size: Size = "desk",
    *,
    worker: bool = False,
) -> Visitor:
    """The same in the demo's room, whose messages are there."""
    visitor = visit(browser, served, who, size, at=room_path(served), worker=worker)
    visitor.soon(visitor.timeline.locator("[data-key]"))
    return visitor


def box_of(element: Locator) -> FloatRect:
    """Where it is; waits while it is being drawn anew."""
    for _ in range(150):
        box = element.bounding_box()
        if box is not None:
            return box
        element.page.wait_for_timeout(100)
    raise AssertionError(f"never drawn: {element}")


def _listen(visitor: Visitor) -> None:
    visitor.page.on("request", lambda request: visitor.asked.append(request.url))
    visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))

    def complain(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and message.text != NO_WORKER:
            visitor.complaints.append(message.text)

    visitor.page.on("console", complain)


def notify(served: Served, message: str, **fields: object) -> None:
    """Post a notification into the demo's room, as a script would."""
    room = urllib.request.pathname2url(served.demo["room"])
    body: dict[str, Any] = {"message": message, "color": "green", **fields}
    request = urllib.request.Request(
        f"{served.url}/v2/room/{room}/notification",
        data=json.dumps(body).encode(),
        headers={**served.token("room_token"), "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 204


def room_path(served: Served) -> str:
    return f"/room/{served.demo['room_id']}"


def named(text: str) -> re.Pattern[str]:
    """A role's name that begins with a text."""
    return re.compile(re.escape(text))


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """One with no profile in it; each visitor has one. They go with the test, or their pages would go on for ever
    looking for servers that are gone."""
    yield chromium
    for profile in chromium.contexts:
        profile.close()
