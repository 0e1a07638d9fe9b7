"""A person in front of a browser: one fresh profile, one page, and a record of everything that went wrong in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    expect,
)

from tests.browser.demo import Demo

WAIT_MS = 15_000
"""Only a test that fails waits so long."""

NO_WORKER = "Service Worker registration blocked by Playwright"
"""What Playwright has the browser say where we asked for a page without."""

expect.set_options(timeout=WAIT_MS)


@dataclass(frozen=True)
class Size:
    width: int
    height: int


DESK = Size(1280, 800)
WIDE = Size(1440, 900)
TABLET = Size(1024, 768)
PHONE = Size(390, 844)


class Window:
    """Errors on the console, uncaught errors and requests to other hosts fail the test, unless it foresaw them.

    `worker`: with the service worker, which costs as much as the page: for what goes on without a connection.
    """

    def __init__(
        self, browser: Browser, url: str, size: Size = DESK, *, theme: str = "light", worker: bool = False
    ) -> None:
        self.url = url
        self.context: BrowserContext = browser.new_context(
            base_url=url,
            viewport={"width": size.width, "height": size.height},
            color_scheme="dark" if theme == "dark" else "light",
            locale="en-GB",
            timezone_id="Europe/London",
            service_workers="allow" if worker else "block",
        )
        self.context.set_default_timeout(WAIT_MS)
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self._foreseen: list[re.Pattern[str]] = []
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self._blame(f"uncaught: {error}"))
        self.context.on("request", self._on_request)

    def sign_in(self, email: str, password: str, *, start: str = "/") -> None:
        """By the sign-in page, as people do; ends at `start`."""
        self.page.goto(start)
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(lambda url: urlsplit(url).path == urlsplit(start).path)

    def enter(self, demo: Demo, who: str = "admin", path: str = "/") -> None:
        """Open a page as «admin» or «user», who signed in before."""
        session = demo.session(who)
        self.context.add_cookies([{"name": "chinwag_session", "value": session, "url": self.url}])
        self.page.goto(path)

    def open_room(self, name: str) -> None:
        """By the list of rooms; waits until one can write."""
        self.page.get_by_role("navigation").get_by_role("link", name=re.compile(rf"^{name}\b")).click()
        expect(self.composer).to_be_visible()

    def row(self, name: str) -> Locator:
        """The row of a room or person in the list."""
        return self.page.get_by_role("navigation").get_by_role("link", name=re.compile(rf"\b{name}\b"))

    @property
    def composer(self) -> Locator:
        """Where one writes."""
        return self.page.locator('textarea[aria-label^="Message "]')

    def write(self, text: str) -> None:
        """Type and send."""
        self.composer.fill(text)
        self.composer.press("Enter")

    def said(self, text: str) -> Locator:
        """The messages on screen that contain a text."""
        return self.page.get_by_role("article").filter(has_text=text)

    @contextmanager
    def foreseeing(self, *patterns: str, lasting: bool = False) -> Iterator[None]:
        """Faults that match one of these belong to the test from here on, such as the 401 of a wrong password.

        `lasting`: until the window closes, for what the browser may tell late, such as a picture that failed.
        """
        self._foreseen += [re.compile(pattern) for pattern in patterns]
        yield
        self.page.wait_for_timeout(20)
        if not lasting:
            del self._foreseen[-len(patterns) :]

    def close(self) -> None:
        """Close; fails when something went wrong meanwhile."""
        self.context.close()
        assert self.faults == [], "\n".join(self.faults)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and message.text != NO_WORKER:
            place = urlsplit(str(message.location.get("url", ""))).path
            self._blame(f"console {message.type}: {message.text} at {place}")

    def _on_request(self, request: Request) -> None:
        if urlsplit(request.url).scheme in {"data", "blob"}:
            return
        if urlsplit(request.url).netloc != urlsplit(self.url).netloc:
            self._blame(f"request to another host: {request.url}")

    def _blame(self, fault: str) -> None:
        if not any(pattern.search(fault) for pattern in self._foreseen):
            self.faults.append(fault)
