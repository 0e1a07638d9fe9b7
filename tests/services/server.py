"""A server process that a test may start, stop, kill and start again."""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from contextlib import closing
from pathlib import Path

_START_LIMIT_S = 60.0
_STOP_LIMIT_S = 30.0
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
_MOST_WORKERS = 16
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % _MOST_WORKERS
_OURS = range(12_000 + _WORKER, 32_000, _MOST_WORKERS)
"""Below the ports that Linux gives to connections and to whoever asks for any, and other ones for each worker."""
_ports = itertools.cycle(random.SystemRandom().sample(_OURS, len(_OURS)))


def free_port() -> int:
    """A port on 127.0.0.1 that nobody listens on, and that nobody else is given before its server listens there."""
    for port in itertools.islice(_ports, len(_OURS)):
        with closing(socket.socket()) as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")


def end_with_parent() -> None:
    """In the child: have Linux stop it when the test run is killed and cannot stop it itself."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)


class Server(ABC):
    """One process with a folder and a port of its own. The port and the data stay over `kill` and `start`."""

    name: str
    #: the signal that asks for a fast, clean stop
    stop_signal = signal.SIGTERM
    #: the signal after which nobody needs the data
    discard_signal = signal.SIGKILL

    def __init__(self, *, account: pwd.struct_passwd | None = None) -> None:
        """`account`: run as this system user (PostgreSQL refuses to run as root)."""
        self.account = account
        self.folder = Path(tempfile.mkdtemp(prefix=f"chinwag-{self.name}-"))
        if account is not None:
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self.port = free_port()
        self._child: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def command(self) -> list[str]: ...

    @abstractmethod
    def is_ready(self) -> bool: ...

    @property
    def pid(self) -> int:
        assert self._child is not None, f"{self.name} is not running"
        return self._child.pid

    def is_running(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def start(self) -> None:
        """Start and wait until it answers; what keeps it from starting is told with its log."""
        assert not self.is_running(), f"{self.name} is running already"
        with self.log.open("ab") as log:
            self._child = self.spawn(self.command(), log_to=log.fileno())
        limit = time.monotonic() + _START_LIMIT_S
        while not self.is_ready():
            if not self.is_running() or time.monotonic() > limit:
                self.kill()
                raise RuntimeError(
                    f"{self.name} did not start:\n{self.log.read_text(errors='replace')[-4000:]}"
                )
            time.sleep(0.02)

    def stop(self) -> None:
        """Clean stop: what it had acknowledged and what it keeps is written."""
        self._end(self.stop_signal)

    def kill(self) -> None:
        """As a power cut would, but for the page cache."""
        self._end(signal.SIGKILL)

    def remove(self) -> None:
        """Stop for good and delete the data."""
        self._end(self.discard_signal)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def spawn(self, command: list[str], *, log_to: int) -> subprocess.Popen[bytes]:
        account = self.account
        return subprocess.Popen(
            command,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=log_to,
            stderr=log_to,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            preexec_fn=end_with_parent,
            env={**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
        )

    def _end(self, number: signal.Signals) -> None:
        child, self._child = self._child, None
        if child is None or child.poll() is not None:
            return
        child.send_signal(number)
        try:
            child.wait(_STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
