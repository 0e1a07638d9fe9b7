"""Starting the two servers that are compared, each in a fresh folder, and stopping them by their own pid."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.reference import ROOM, TOKEN

_CHINWAG = Path(sys.executable).with_name("chinwag")
_LIMITS_OFF = {"CHINWAG_RATE_LIMIT_USER": "0", "CHINWAG_RATE_LIMIT_ADDON": "0", "CHINWAG_FLOOD_LIMIT": "0"}


@dataclass(frozen=True)
class Server:
    """A running server and what a caller needs."""

    port: int
    pid: int
    folder: Path
    token: str
    room: int
    demo: dict[str, Any]
    start_s: float


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def ours(folder: Path | None = None, **environment: str) -> Iterator[Server]:
    """Chinwag with the demo group, limits off. A given folder is used as it is and kept."""
    used = folder or Path(tempfile.mkdtemp(prefix="chinwag-bench-"))
    env = {**os.environ, **_LIMITS_OFF, **environment}
    try:
        seeded = subprocess.run(
            [_CHINWAG, "demo", "--data", used, "--json"], env=env, check=True, capture_output=True
        )
        demo = json.loads(seeded.stdout)
        port = free_port()
        command = [str(_CHINWAG), "serve", "--host", "127.0.0.1", "--port", str(port), "--data", str(used)]
        with _running(command, env, f"http://127.0.0.1:{port}/api/health") as (pid, start_s):
            yield Server(port, pid, used, demo["admin_token"], demo["room_id"], demo, start_s)
    finally:
        if folder is None:
            shutil.rmtree(used, ignore_errors=True)


@contextmanager
def reference() -> Iterator[Server]:
    """The reference server."""
    folder = Path(tempfile.mkdtemp(prefix="chinwag-bench-reference-"))
    port = free_port()
    command = [sys.executable, "-m", "bench.reference", str(port), str(folder)]
    try:
        with _running(command, dict(os.environ), f"http://127.0.0.1:{port}/none") as (pid, start_s):
            yield Server(port, pid, folder, TOKEN, ROOM, {}, start_s)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(command: list[str], env: dict[str, str], url: str) -> Iterator[tuple[int, float]]:
    started = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    try:
        _wait(url, process)
        yield process.pid, time.perf_counter() - started
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(1500):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError("the server did not answer within 15 s")
