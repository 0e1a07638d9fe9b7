"""The browser of the machine, driven by Playwright, one for all tests of a worker that follow one another.

Where there is chromium without the parts that draw its own window, that one is used: the same engine for a quarter less
work. It has no notifications and no pushes, so the tests of those ask for `whole_chromium`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.services.absent import absent

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_LIGHT_NAME = "chromium-headless-shell"
_CALM = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
)
_OFF = (
    # Playwright's own list (the last list given is the only one that counts).
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    # Two pages of its own that the browser loads for the address bar of each window, which nobody sees: they cost
    # as much as our page does.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # A process in store for the next page, of which most windows have only one.
    "SpareRendererForSitePerProcess",
    # Else a page that a test answers itself may not connect to a server on this machine.
    "LocalNetworkAccessChecks",
)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        absent("Chromium", "chromium")
    return found


@pytest.fixture(scope="session")
def chromium_args() -> list[str]:
    """Root has no user namespaces to build the sandbox from; small containers have a tiny /dev/shm."""
    args = [*_CALM, f"--disable-features={','.join(_OFF)}"]
    return [*args, "--no-sandbox"] if os.geteuid() == 0 else args


class Chromium:
    """Started for the first test that needs it, and ended before one that needs none: while it runs, no event loop can
    run in this process."""

    def __init__(self, args: list[str]) -> None:
        self._args = args
        self._running: tuple[str, Playwright, Browser] | None = None

    def browser(self, path: str) -> Browser:
        """The one of this program; another one when it has crashed, or when the last test asked for another program."""
        if self._running is not None and (self._running[0] != path or not self._running[2].is_connected()):
            self.close()
        if self._running is None:
            from playwright.sync_api import sync_playwright  # not for the tests that need no browser

            playwright = sync_playwright().start()
            browser = playwright.chromium.launch(executable_path=path, args=self._args, env=_environment())
            self._running = (path, playwright, browser)
        return self._running[2]

    def close(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            _, playwright, browser = running
            browser.close()
            playwright.stop()


def _environment() -> dict[str, str | float | bool]:
    """Without a language of the machine: from `C` the light one makes «en-US@posix», which no page can use."""
    return {**os.environ, "LC_ALL": "en_US.UTF-8", "LANGUAGE": "en_US"}


_SHARED = pytest.StashKey[Chromium]()


@pytest.fixture(scope="session")
def chromium_of_worker(request: pytest.FixtureRequest, chromium_args: list[str]) -> Iterator[Chromium]:
    shared = Chromium(chromium_args)
    request.config.stash[_SHARED] = shared
    yield shared
    shared.close()


@pytest.fixture(scope="module")
def chromium(chromium_of_worker: Chromium, chromium_path: str) -> Browser:
    """A browser with a fresh user data folder. Its windows are profiles of their own; whoever opens one closes it."""
    return chromium_of_worker.browser(shutil.which(_LIGHT_NAME) or chromium_path)


@pytest.fixture(scope="module")
def whole_chromium(chromium_of_worker: Chromium, chromium_path: str) -> Browser:
    """The same with all its parts, as `chromium` for a file of tests."""
    return chromium_of_worker.browser(chromium_path)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """End it before a test that needs none."""
    yield
    shared = item.config.stash.get(_SHARED, None)
    if shared is not None and "chromium_of_worker" not in getattr(nextitem, "fixturenames", ()):
        shared.close()
