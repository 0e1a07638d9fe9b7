"""Servers that have loaded the program before they are asked for: most of what a start costs is reading its modules.

`Prepared` keeps a process that has read them and becomes `chinwag serve` by a fork. For tests that look at the client;
what starts, stops and kills servers is tested with the real command.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.services.server import end_with_parent

_LOADED = ("chinwag.cli.serve_command", "chinwag.realtime.protocol", "uvicorn.lifespan.off", "uvloop")


class Forked:
    """A process of it, with the part of `subprocess.Popen` that `Served` needs."""

    def __init__(self, prepared: Prepared, pid: int) -> None:
        self.pid = pid
        self._prepared = prepared

    def poll(self) -> int | None:
        """The exit code, as Popen tells it; None while it runs."""
        self._prepared.hear()
        return self._prepared.ended.get(self.pid)

    def wait(self, timeout: float) -> int:
        until = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired("chinwag", timeout)
            self._prepared.hear(0.2)
        return code


class Prepared:
    """The process that waits, and what has become of its children."""

    def __init__(self) -> None:
        self.ended: dict[int, int] = {}
        self._born: list[int] = []
        self._rest = b""
        self._child = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parent.parent,
            env={name: value for name, value in os.environ.items() if not name.startswith("CHINWAG_")},
        )

    def launch(self, arguments: list[str], environment: dict[str, str], log: Path) -> Forked:
        """`chinwag ...` with these settings and no others."""
        assert self._child.stdin is not None
        asked = {"arguments": arguments, "environment": environment, "log": str(log)}
        self._child.stdin.write(json.dumps(asked).encode() + b"\n")
        self._child.stdin.flush()
        until = time.monotonic() + 60
        while not self._born:
            assert time.monotonic() < until, "nothing was started"
            self.hear(0.2)
        return Forked(self, self._born.pop())

    def hear(self, seconds: float = 0.0) -> None:
        """Take what it tells, waiting a while for it."""
        assert self._child.stdout is not None
        while select.select([self._child.stdout], [], [], seconds)[0]:
            told = os.read(self._child.stdout.fileno(), 65_536)
            assert told, "the process that starts servers has ended"
            *lines, self._rest = (self._rest + told).split(b"\n")
            for line in lines:
                pid, code = json.loads(line)
                if code is None:
                    self._born.append(pid)
                else:
                    self.ended[pid] = code
            seconds = 0.0

    def close(self) -> None:
        """End it, and what is still running of its children."""
        self._child.communicate(timeout=30)


def _tell(to: int, pid: int, code: int | None) -> None:
    os.write(to, json.dumps([pid, code]).encode() + b"\n")


def _reap(to: int) -> None:
    with contextlib.suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            _tell(to, found[0], os.waitstatus_to_exitcode(found[1]))


def _become(asked: dict[str, Any]) -> None:
    """In the child: what a shell does between fork and exec."""
    os.setpgid(0, 0)
    end_with_parent()
    with open(os.devnull) as nothing, open(asked["log"], "ab") as log:
        for source, target in ((nothing, 0), (log, 1), (log, 2)):
            os.dup2(source.fileno(), target)
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["chinwag", *asked["arguments"]]


def _serve_when_asked() -> None:
    """Returns in a child that is to be a server, and at the end of the tests."""
    to = os.dup(1)
    os.dup2(2, 1)
    asking = io.FileIO(0, closefd=False)
    hearing, waking = os.pipe()
    os.set_blocking(waking, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waking)
    while True:
        ready, _, _ = select.select([0, hearing], [], [])
        if hearing in ready:
            os.read(hearing, 4096)
            _reap(to)
        if 0 not in ready:
            continue
        line = asking.readline()
        if not line:
            os._exit(0)
        pid = os.fork()
        if pid == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for end in (to, hearing, waking):
                os.close(end)
            _become(json.loads(line))
            return
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)  # whoever is told of it may kill the group
        _tell(to, pid, None)


def _main() -> None:
    import importlib

    from chinwag.cli.lean import load_structlog
    from chinwag.cli.main import main

    load_structlog()
    for name in _LOADED:
        importlib.import_module(name)
    _serve_when_asked()
    main()


if __name__ == "__main__":
    _main()
