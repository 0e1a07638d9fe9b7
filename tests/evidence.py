"""What a failed browser test saw: for each open page its address and what it says to a screen reader in the report, and
in test-results/failures with a picture."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

_PICTURES = Path(__file__).parent.parent / "test-results" / "failures"
_LONGEST = 6000
_UNSAFE = re.compile(r"[^\w.-]+")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add what the pages show to the report of a test that failed in a browser."""
    report = yield
    if report.when == "call" and report.failed and item.get_closest_marker("browser"):
        for number, page in enumerate(_pages(item), 1):
            report.sections.append((f"page {number}", _said(page, f"{item.name}-{number}")))
    return report


def _pages(item: pytest.Item) -> Iterator[Page]:
    from playwright.sync_api import Browser  # not for the tests that need no browser

    for browser in {one for one in getattr(item, "funcargs", {}).values() if isinstance(one, Browser)}:
        for profile in browser.contexts:
            yield from profile.pages


def _said(page: Page, name: str) -> str:
    from playwright.sync_api import Error

    try:
        page.set_default_timeout(3000)
        _PICTURES.mkdir(parents=True, exist_ok=True)
        path = _PICTURES / f"{_UNSAFE.sub('_', name)}.png"
        page.screenshot(path=path, animations="disabled")
        said = f"{page.url}\n{page.locator('body').aria_snapshot()[-_LONGEST:]}"
        path.with_suffix(".txt").write_text(said)
        return said
    except Error as error:  # the page may be gone, or busy
        return f"could not be looked at: {error}"
