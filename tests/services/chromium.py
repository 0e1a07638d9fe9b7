"""The browser of the machine, driven by Playwright: `executable_path=chromium_path, args=chromium_args`."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.services.absent import absent

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        absent("Chromium", "chromium")
    return found


@pytest.fixture(scope="session")
def chromium_args() -> list[str]:
    """Root has no user namespaces to build the sandbox from; small containers have a tiny /dev/shm."""
    args = ["--disable-dev-shm-usage", "--disable-gpu"]
    return [*args, "--no-sandbox"] if os.geteuid() == 0 else args
