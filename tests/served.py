"""A real `chinwag serve` for the tests: a process group of its own, on a free port of 127.0.0.1.

Fixtures, registered by `tests/conftest.py`:

* `seeded_data` - a data folder that holds the demo group, fresh for each test (copied, so it costs no start)
* `serve` - makes `Served` objects and ends them after the test: `served = serve(flood_limit=30)`

With CHINWAG_TEST_SERVERS=two in the environment `serve` makes two processes on PostgreSQL and Redis behind one address,
and whoever connects is sent to one and the other in turn: `CHINWAG_TEST_SERVERS=two make test ARGS="tests/web -n 2"`.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.prepared import Forked, Prepared
from tests.services.server import free_port

_START_LIMIT_S = 60.0
_STOP_LIMIT_S = 30.0
_COMMAND = str(Path(sys.executable).with_name("chinwag"))
_CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"
)
_LIMITS_OFF = {"rate_limit_user": 0, "rate_limit_addon": 0, "flood_limit": 0}


@dataclass(frozen=True, slots=True)
class Finished:
    """A command that has ended."""

    code: int
    stdout: str
    stderr: str


class Served:
    """One data folder and port, and the server that may run on them. Limits are off unless a setting says otherwise."""

    flags: tuple[str, ...] = ()
    """More flags of `chinwag serve`."""
    prepared: Prepared | None = None
    """Starts it by a fork; else the real command is run."""

    def __init__(self, data: Path, **settings: object) -> None:
        self.data = data
        self.port = free_port()
        self.settings = {**_LIMITS_OFF, **settings}
        self.log = data.parent / f"{data.name}.{self.port}.log"
        self._child: subprocess.Popen[bytes] | Forked | None = None
        self._demo: dict[str, Any] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._child is not None, "the server is not running"
        return self._child.pid

    @property
    def demo(self) -> dict[str, Any]:
        """What `chinwag demo --json` prints: passwords, tokens, ids. Seeds the group when it is missing."""
        if self._demo is None:
            done = self.command("demo", "--json")
            assert done.code == 0, done.stderr
            self._demo = json.loads(done.stdout)
        return self._demo

    def token(self, name: str = "admin_token") -> dict[str, str]:
        """The header of one of the demo's tokens."""
        return {"Authorization": f"Bearer {self.demo[name]}"}

    def sign_in(self, who: str) -> str:
        """The cookie of a new session of a person of the demo («admin» or «user»), who uses Chrome."""
        early = self.send("/api/session", None, {})
        headers = {
            "User-Agent": _CHROME,
            "Cookie": early.headers["set-cookie"].partition(";")[0],
            "Origin": str(self.settings.get("public_url") or self.url),
        }
        headers["X-CSRF-Token"] = json.loads(early.read())["csrf"]
        body = {"email": self.demo[f"{who}_email"], "password": self.demo[f"{who}_password"]}
        cookie = SimpleCookie(self.send("/api/session", body, headers).headers["set-cookie"])
        return cookie["chinwag_session"].value

    def send(self, path: str, body: object, headers: dict[str, str], method: str | None = None) -> Any:
        """One request, else a POST when there is a body; an answer that is no success raises."""
        data = None if body is None else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **headers}
        request = urllib.request.Request(f"{self.url}{path}", data, sent, method=method)
        return urllib.request.urlopen(request, timeout=30)

    def start(self) -> float:
        """Start and wait until it can serve; returns the seconds that it took."""
        assert not self.is_running(), "the server is running already"
        begun = time.monotonic()
        self.launch()
        self.await_ready()
        return time.monotonic() - begun

    def await_ready(self) -> None:
        """Wait until it can serve."""
        until = time.monotonic() + _START_LIMIT_S
        while not self.is_ready():
            if not self.is_running() or time.monotonic() > until:
                self.kill()
                raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.01)

    def launch(self) -> None:
        """Start without waiting."""
        flags = ["--host", "127.0.0.1", "--port", str(self.port), "--data", str(self.data), *self.flags]
        if self.prepared is not None:
            self._child = self.prepared.launch(["serve", *flags], self.environment(), self.log)
            return
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(
                [_COMMAND, "serve", *flags],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environment(),
                start_new_session=True,
            )

    def is_running(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def is_ready(self) -> bool:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/health", timeout=5) as answer,
        ):
            return bool(answer.status == 200)
        return False

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the server alone."""
        os.kill(self.pid, number)

    def wait(self, timeout_s: float = _STOP_LIMIT_S) -> int:
        """Wait until it has ended by itself; returns the exit code."""
        assert self._child is not None, "the server was never started"
        return self._child.wait(timeout_s)

    def stop(self) -> int:
        """Ask it to stop, as an admin would; returns the exit code."""
        self.signal(signal.SIGTERM)
        return self.wait()

    def kill(self) -> None:
        """Kill -9 of the whole process group."""
        child, self._child = self._child, None
        if child is None or child.poll() is not None:
            return
        os.killpg(child.pid, signal.SIGKILL)
        child.wait(_STOP_LIMIT_S)

    def command(self, *arguments: str, timeout_s: float = 60.0) -> Finished:
        """Run `chinwag ...` on the same data, to the end."""
        command = [_COMMAND, *arguments, "--data", str(self.data)]
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout_s,
            env=self.environment(),
            check=False,
        )
        return Finished(done.returncode, done.stdout, done.stderr)

    def sql(self, statement: str) -> None:
        """Change the database behind the server's back, such as the times of messages."""
        with contextlib.closing(sqlite3.connect(self.data / "chinwag.db")) as database, database:
            database.execute(statement)

    def environment(self) -> dict[str, str]:
        """Ours, with the server's settings and no others."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("CHINWAG_")}
        return {**own, **{f"CHINWAG_{name.upper()}": str(value) for name, value in self.settings.items()}}


class Serve(Protocol):
    """The fixture `serve`."""

    def __call__(self, data: Path | None = None, *, start: bool = True, **settings: object) -> Served:
        """A server on `seeded_data`, or on another folder."""


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A data folder with the demo group, to copy from, and what the seeding printed."""
    served = Served(tmp_path_factory.mktemp("demo") / "data")
    return served.data, served.demo


@pytest.fixture(scope="session")
def prepared() -> Iterator[Prepared]:
    """Starts servers for tests that look at the client."""
    made = Prepared()
    yield made
    made.close()


@pytest.fixture
def seeded_data(demo_template: tuple[Path, dict[str, Any]], tmp_path: Path) -> Path:
    """A fresh copy of that folder."""
    return Path(shutil.copytree(demo_template[0], tmp_path / "data"))


@pytest.fixture
def serve(
    request: pytest.FixtureRequest, demo_template: tuple[Path, dict[str, Any]], tmp_path: Path
) -> Iterator[Serve]:
    """Start servers; they are killed after the test."""
    if os.environ.get("CHINWAG_TEST_SERVERS") == "two":
        yield request.getfixturevalue("serve_two")
        return
    logs = tmp_path / "logs"
    logs.mkdir()
    made: list[Served] = []

    def new(data: Path | None = None, *, start: bool = True, **settings: object) -> Served:
        served = Served(data or request.getfixturevalue("seeded_data"), **settings)
        served.log = logs / f"{len(made)}.log"
        if "chromium" in request.fixturenames and not request.node.get_closest_marker("quiet"):
            served.prepared = request.getfixturevalue("prepared")
        if data is None and not settings.get("database_url"):
            served._demo = demo_template[1]
        made.append(served)
        if start:
            served.start()
        return served

    yield new
    for served in made:
        served.kill()
