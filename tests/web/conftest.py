"""The fixture `browser` for the tests here."""

from tests.web.browsing import browser

__all__ = ["browser"]
