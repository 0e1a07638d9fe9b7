"""What the journeys share: one demo server a file, and windows that watch for faults."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser

from tests.browser.demo import Demo
from tests.browser.window import DESK, Size, Window
from tests.prepared import Prepared


class OpenWindow(Protocol):
    """The fixture `open_window`."""

    def __call__(self, url: str, size: Size = DESK, *, theme: str = "light", worker: bool = False) -> Window:
        """A window at a server, closed after the test."""


@pytest.fixture
def open_window(chromium: Browser) -> Iterator[OpenWindow]:
    """Opens windows and closes them after the test; what went wrong in one fails the test."""
    made: list[Window] = []

    def new(url: str, size: Size = DESK, *, theme: str = "light", worker: bool = False) -> Window:
        made.append(Window(chromium, url, size, theme=theme, worker=worker))
        return made[-1]

    yield new
    for window in made:
        window.close()


@pytest.fixture(scope="module")
def demo(
    demo_template: tuple[Path, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory, prepared: Prepared
) -> Iterator[Demo]:
    """`chinwag serve --demo`, one for a file."""
    data = tmp_path_factory.mktemp("journeys") / "data"
    server = Demo(Path(shutil.copytree(demo_template[0], data)))
    server.prepared = prepared
    server.start()
    yield server
    server.kill()
