"""The browser of the machine, driven by Playwright: `executable_path=chromium_path, args=chromium_args`."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.services.absent import absent

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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
    args = ["--disable-dev-shm-usage", "--disable-gpu", f"--disable-features={','.join(_OFF)}"]
    return [*args, "--no-sandbox"] if os.geteuid() == 0 else args
