"""`chinwag serve --demo`, as `make run` starts it, with what its banner says."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

from tests.served import Served


class Demo(Served):
    """A demo server; read its banner as a person reads the terminal."""

    flags: tuple[str, ...] = ("--demo",)

    def __init__(self, data: Path, **settings: object) -> None:
        super().__init__(data, **settings)
        self._sessions: dict[str, str] = {}

    @property
    def banner(self) -> str:
        """What the terminal shows since the last start."""
        until = time.monotonic() + 30
        while "Stop with Ctrl-C" not in (text := self.log.read_text()).rpartition("Chinwag is running")[2]:
            assert time.monotonic() < until, f"no banner:\n{text}"
            time.sleep(0.01)
        return text.rpartition("Chinwag is running")[2]

    @property
    def admin_link(self) -> str:
        """The one-time link."""
        (link,) = re.findall(r"Admin link\s+(\S+)", self.banner)
        return str(link)

    @property
    def curl(self) -> str:
        """The printed command line, to the letter."""
        (command,) = re.findall(r"^ *(curl .*?/notification)$", self.banner, re.DOTALL | re.MULTILINE)
        return str(command)

    def call(self, path: str, body: object = None, *, headers: dict[str, str] | None = None) -> Any:
        """One request of a script of the admin, or of who the headers say; returns the decoded answer."""
        return json.loads(self.send(path, body, headers or self.token()).read() or "null")

    def session(self, who: str) -> str:
        """The session cookie of a person of the demo («admin» or «user»), who signs in once a server."""
        if who not in self._sessions:
            self._sessions[who] = self.sign_in(who)
        return self._sessions[who]
