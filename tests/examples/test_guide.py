"""«Write one in ten minutes»: the commands of the guide, run as they stand but for the ports."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.examples.running import EXAMPLES, soon
from tests.services.server import free_port

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

PAGE = (EXAMPLES.parent / "docs/guide/addons.md").read_text("utf-8")


class Terminal:
    """Where a reader pastes: a folder of their own with the examples in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = {"8000": str(free_port()), "8090": str(free_port())}
        (folder / "examples").symlink_to(EXAMPLES)
        own = {name: value for name, value in os.environ.items() if not name.startswith("CHINWAG_")}
        path = f"{Path(sys.executable).parent}{os.pathsep}{own['PATH']}"
        self.environment = {**own, "PATH": path, "PYTHONUNBUFFERED": "1"}

    def block(self, name: str, more: str = "") -> str:
        found = re.search(rf"```sh {name}\n(.*?)\n```", PAGE, re.DOTALL)
        assert found is not None, name
        return re.sub("8000|8090", lambda port: self.ports[port[0]], found[1]) + more

    @contextmanager
    def started(self, command: str) -> Iterator[Path]:
        log = self.folder / f"{len(list(self.folder.glob('*.log')))}.log"
        with log.open("wb") as out:
            child = subprocess.Popen(
                ["/bin/sh", "-c", command],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        try:
            yield log
        finally:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait(20)


def in_it(log: Path, pattern: str) -> re.Match[str]:
    return soon(lambda: re.search(pattern, log.read_text()), 60)


def test_every_command_works(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    # The guide's reader has port 8000 and 8090 free: we have others.
    server = terminal.block("server", f" --port {terminal.ports['8000']}")
    addon = terminal.block("addon", f" --port {terminal.ports['8090']}")
    with terminal.started(server) as log, terminal.started(addon) as said:
        told = in_it(log, r"Bearer (\w+)'[^$]+?(http://\S+/notification)")
        in_it(said, "Install it from ")
        done = subprocess.run(
            ["/bin/sh", "-c", terminal.block("install")],
            cwd=tmp_path,
            env=terminal.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "Greeter" in done.stdout
        assert "Engine%20Room" in told[2]
        email, password = shlex.split(in_it(log, r"Sign in +(\S+ +\S+)")[1])
        base = f"http://127.0.0.1:{terminal.ports['8000']}"
        with httpx.Client(base_url=base, timeout=30) as page:
            own = {"X-CSRF-Token": page.get("/api/session").json()["csrf"], "Origin": base}
            signed = page.post("/api/session", json={"email": email, "password": password}, headers=own)
            own["X-CSRF-Token"] = signed.json()["csrf"]
            room = "/v2/room/Engine%20Room"
            page.post(f"{room}/message", json={"message": "/hello"}, headers=own).raise_for_status()

            def answered() -> bool | None:
                newest = page.get(f"{room}/history/latest?max-results=1").json()["items"][0]
                return newest.get("from") == "Greeter" or None

            assert soon(answered)


def test_what_it_says_to_change_is_there() -> None:
    program = (EXAMPLES / "python_addon.py").read_text()
    for name in (
        "KEY =",
        "def descriptor(",
        '"pattern"',
        "def greet(",
        "card = {",
        "def glance(",
        "PAGE =",
        "SCOPES =",
    ):
        assert name in program, name
