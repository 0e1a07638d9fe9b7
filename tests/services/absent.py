"""What a test does when its server is not on this machine."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def absent(what: str, package: str) -> NoReturn:
    """Skip the test; in CI fail it, because there nothing may be left out silently."""
    sentence = f"{what} was not found. Install it as root: apt-get install {package}"
    if os.environ.get("CI"):
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)
