"""A cable between a browser and a server that can be cut, or go dead without anybody being told."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

_CHUNK = 65_536


class Wire:
    """Listens on a free port of 127.0.0.1 and hands everything on to another one."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._ends: set[socket.socket] = set()
        self._live: set[socket.socket] = set()
        self._dead: set[socket.socket] = set()
        self._is_closed = False
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """Where the browser connects to."""
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def go_dead(self) -> None:
        """Live connections stay open and carry nothing any more, as after a sleep; new connections work."""
        with self._lock:
            self._dead |= self._live

    def close(self) -> None:
        """Take it away."""
        with self._lock:
            self._is_closed = True
            self._listening.shutdown(socket.SHUT_RDWR)  # wakes the thread that listens
            self._listening.close()
            for end in self._ends:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._to), timeout=5)
            except OSError:
                near.close()  # the server is away
                continue
            far.settimeout(None)
            with self._lock:
                if self._is_closed:
                    near.close()
                    far.close()
                    return
                self._ends |= {near, far}
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_CHUNK):
                if b"/api/live" in data.partition(b"\r\n")[0]:
                    self._live |= {source, target}
                if source not in self._dead:
                    target.sendall(data)
        if source not in self._dead:
            with contextlib.suppress(OSError):
                target.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def wired(port: int) -> Iterator[Wire]:
    """A wire for a while."""
    wire = Wire(port)
    try:
        yield wire
    finally:
        wire.close()
