"""Commands run inside the test process: the same `main`, without half a second for a new one."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import structlog
from structlog.testing import LogCapture

from chinwag.cli.main import main
from tests.world import BASE, World

_WITH_LOGS = ("desk", "demo_command", "migrate_command", "serve_command", "sessions_command")


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON: nothing but JSON may be there."""
        assert self.code == 0, self.err
        return json.loads(self.out)


class Terminal:
    """A shell whose commands work on one data folder."""

    def __init__(self, data: Path, lines: list[Any]) -> None:
        self.data = data
        self.lines = lines
        """What the commands logged."""

    def run(self, *words: str, data: bool = True, typed: str = "") -> Said:
        """Run a command to its end; `typed` is its standard input."""
        out, err = io.StringIO(), io.StringIO()
        arguments = [*words, *(["--data", str(self.data)] if data else [])]
        before, sys.argv = sys.argv, ["chinwag", *arguments]
        keyboard, sys.stdin = sys.stdin, io.StringIO(typed)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = _code_of_main()
        finally:
            sys.argv = before
            sys.stdin = keyboard
        return Said(code, out.getvalue(), err.getvalue())

    async def beside(self, *words: str, typed: str = "") -> Said:
        """The same while the program of a `world` runs in this process."""
        return await asyncio.to_thread(self.run, *words, typed=typed)


def _code_of_main() -> int:
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


@contextlib.contextmanager
def opened(data: Path, monkeypatch: pytest.MonkeyPatch, **settings: str) -> Iterator[Terminal]:
    """A terminal with these settings in its environment and no others; logs are kept, not printed."""
    for name in [name for name in os.environ if name.startswith("CHINWAG_")]:
        monkeypatch.delenv(name)
    for name, value in settings.items():
        monkeypatch.setenv(f"CHINWAG_{name.upper()}", value)
    for module in _WITH_LOGS:
        monkeypatch.setattr(f"chinwag.cli.{module}.set_up_logs", lambda *_, **__: None)
    folder = data / "shell"
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    capture = LogCapture()
    structlog.configure(processors=[capture], cache_logger_on_first_use=False)
    try:
        yield Terminal(data, capture.entries)
    finally:
        structlog.reset_defaults()


async def noticed(world: World) -> None:
    """What a running server does by itself within five seconds."""
    await world.app._look_outside()
    world.clock.advance(seconds=6)


def of_world(world: World, data: Path, monkeypatch: pytest.MonkeyPatch, **more: str) -> Any:
    """A terminal beside the world's server."""
    url = world.app.services.settings.database_url
    return opened(data, monkeypatch, public_url=BASE, **({"database_url": url} if url else {}), **more)
