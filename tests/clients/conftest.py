"""A running `chinwag serve` with the demo group, for clients that know nothing but its address."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.clients.installed import node_clients, python_clients
from tests.clients.tls import Front, tls_front
from tests.served import Served


@dataclass(frozen=True)
class DemoServer:
    """The server's address, and what `chinwag demo --json` printed."""

    port: int
    demo: dict[str, Any]

    @property
    def url(self) -> str:
        """The address, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def read(self, path: str) -> Any:
        """What the group's admin reads there."""
        headers = {"Authorization": f"Bearer {self.demo['admin_token']}"}
        answer = httpx.get(self.url + path, headers=headers, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def last(self, count: int = 1) -> list[dict[str, Any]]:
        """The newest messages of the room, oldest first."""
        path = f"/v2/room/{self.demo['room_id']}/history/latest?max-results={count}"
        items: list[dict[str, Any]] = self.read(path)["items"]
        return items


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoServer]:
    """`chinwag serve`, as people start it, on a port of its own."""
    server = Served(tmp_path_factory.mktemp("served") / "data")
    demo = server.demo
    server.start()
    try:
        yield DemoServer(server.port, demo)
    finally:
        server.kill()


@pytest.fixture(scope="module")
def front(served: DemoServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
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
