"""`chinwag serve --demo`, as `make run` starts it, with what its banner says."""

from __future__ import annotations

import re
import time

from tests.served import Served


class Demo(Served):
    """A demo server; read its banner as a person reads the terminal."""

    flags = ("--demo",)

    @property
    def banner(self) -> str:
        """What the terminal shows since the last start."""
        until = time.monotonic() + 10
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
