"""The browser journeys' windows and server serve here too."""

from tests.browser.conftest import chromium, demo, open_window
from tests.realtime.conftest import port

__all__ = ["chromium", "demo", "open_window", "port"]
