"""What the tests of this folder share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, of_world, opened
from tests.world import World


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """A shell on a machine where nothing was ever started; `terminal.data` is not there yet."""
    with opened(tmp_path, monkeypatch) as made:
        made.data = tmp_path / "data"
        yield made


@pytest.fixture
def beside(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """A shell beside the world's server."""
    with of_world(world, tmp_path, monkeypatch) as made:
        yield made
