"""The fixture `browser` for the tests here."""

from tests.web.browsing import browser, chromium_of_file

__all__ = ["browser", "chromium_of_file"]
