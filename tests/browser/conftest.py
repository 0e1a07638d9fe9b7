"""What the journeys share: one chromium and one demo server a file, and windows that watch for faults."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.demo import Demo
from tests.browser.window import DESK, Size, Window

_QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class OpenWindow(Protocol):
    """The fixture `open_window`."""

    def __call__(self, url: str, size: Size = DESK, *, theme: str = "light") -> Window:
        """A window at a server, closed after the test."""


@pytest.fixture(scope="module")
def chromium(chromium_path: str, chromium_args: list[str]) -> Iterator[Browser]:
    """One browser with a fresh user data folder; windows are profiles of their own in it.

    Not for the session: while it runs, no event loop can run in this process, and other files need one.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=[*chromium_args, *_QUIET])
        yield browser
        browser.close()


@pytest.fixture
def open_window(chromium: Browser) -> Iterator[OpenWindow]:
    """Opens windows and closes them after the test; what went wrong in one fails the test."""
    made: list[Window] = []

    def new(url: str, size: Size = DESK, *, theme: str = "light") -> Window:
        made.append(Window(chromium, url, size, theme=theme))
        return made[-1]

    yield new
    for window in made:
        window.close()


@pytest.fixture(scope="module")
def demo(
    demo_template: tuple[Path, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    """`chinwag serve --demo`, one for a file."""
    data = tmp_path_factory.mktemp("journeys") / "data"
    server = Demo(Path(shutil.copytree(demo_template[0], data)))
    server.start()
    yield server
    server.kill()
