"""The reference pages say what the code says."""

from __future__ import annotations

import pytest

from scripts.write_docs import PAGES, REFERENCE


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_page_is_as_new_as_the_code(name: str) -> None:
    written = (REFERENCE / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), "call `make docs` and commit docs/reference"
