"""The browser journeys' windows and server serve here too."""

from tests.browser.conftest import demo, open_window
from tests.realtime.conftest import port

__all__ = ["demo", "open_window", "port"]
