"""A running `chinwag serve` with the demo group, for clients that know nothing but its address."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.clients.installed import node_clients, python_clients
from tests.clients.tls import Front, tls_front
from tests.services.server import free_port

PROGRAM = Path(sys.executable).with_name("chinwag")
_START_LIMIT_S = 60.0


@dataclass(frozen=True)
class Served:
    """The server's address, and what `chinwag demo --json` printed."""

    port: int
    demo: dict[str, Any]

    @property
    def url(self) -> str:
        """The address, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def room_path(self) -> str:
        """The room, by its id."""
        return f"/v2/room/{self.demo['room_id']}"

    def read(self, path: str) -> Any:
        """What the group's admin reads there."""
        headers = {"Authorization": f"Bearer {self.demo['admin_token']}"}
        answer = httpx.get(self.url + path, headers=headers, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def last(self, count: int = 1) -> list[dict[str, Any]]:
        """The newest messages of the room, oldest first."""
        items: list[dict[str, Any]] = self.read(f"{self.room_path}/history/latest?max-results={count}")[
            "items"
        ]
        return items


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`chinwag serve`, as people start it, on a port of its own."""
    folder = tmp_path_factory.mktemp("served")
    data, port = folder / "data", free_port()
    made = subprocess.run(
        [PROGRAM, "demo", "--data", data, "--json"], check=True, capture_output=True, timeout=100
    )
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen(
            [PROGRAM, "serve", "--host", "127.0.0.1", "--port", str(port), "--data", str(data)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        _wait(child, port, folder / "log")
        yield Served(port, json.loads(made.stdout))
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(30)


def _wait(child: subprocess.Popen[bytes], port: int, log: Path) -> None:
    limit = time.monotonic() + _START_LIMIT_S
    while time.monotonic() < limit and child.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/api/health", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    pytest.fail(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="module")
def front(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """The same server behind TLS."""
    with tls_front(tmp_path_factory.mktemp("tls"), served.port) as made:
        yield made


@dataclass(frozen=True)
class Shell:
    """Runs programs that use the clients, with nothing in their environment but what a test gives."""

    python: Path | None
    node: Path | None
    home: Path

    def run(self, command: list[str], *, stdin: str = "", **environment: str) -> str:
        """The output of a program; one that fails fails the test with what it said."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
        done = subprocess.run(
            command,
            cwd=self.node or self.home,
            input=stdin,
            env={**kept, "HOME": str(self.home), "PYTHONUTF8": "1", **environment},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def python_shell(tmp_path: Path) -> Shell:
    """Where the Python clients are installed."""
    return Shell(python_clients(), None, tmp_path)


@pytest.fixture
def node_shell(tmp_path: Path) -> Shell:
    """Where the npm clients are installed."""
    return Shell(None, node_clients(), tmp_path)
