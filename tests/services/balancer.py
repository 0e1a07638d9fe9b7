"""One address before two or more processes of an installation, as in production: connections go to them in turn."""

from __future__ import annotations

import contextlib
import itertools
import selectors
import socket
import threading
from collections.abc import Iterator, Sequence

_CHUNK = 65_536


class Balancer:
    """Hands connections on to ports of 127.0.0.1 in turn; those of the live channel have a turn of their own, so that
    of two who come one after the other each listens to another process. A process that is away is left out.

    One thread reads all of them; what it has to write it writes at once, for everybody is on this machine.
    """

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = ports
        self._turns = {is_live: itertools.cycle(range(len(ports))) for is_live in (True, False)}
        self._door = socket.create_server(("127.0.0.1", 0), backlog=128)
        self._bell, self._rope = socket.socketpair()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._door, selectors.EVENT_READ)
        self._selector.register(self._bell, selectors.EVENT_READ)
        self._others: dict[socket.socket, socket.socket | None] = {}
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """Where everybody connects to."""
        port: int = self._door.getsockname()[1]
        return port

    def close(self) -> None:
        """End all connections and free the port."""
        self._rope.close()
        self._thread.join(10)

    def _run(self) -> None:
        with contextlib.closing(self._selector), contextlib.closing(self._door):
            while True:
                for key, _ in self._selector.select():
                    one = key.fileobj
                    assert isinstance(one, socket.socket)
                    if one is self._bell:
                        for end in (*self._others, self._bell):
                            end.close()
                        return
                    if one is self._door:
                        self._accept()
                    elif one in self._others:  # else its other end has just closed both
                        self._carry(one)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            near, _ = self._door.accept()
            near.settimeout(30)
            self._others[near] = None
            self._selector.register(near, selectors.EVENT_READ)

    def _carry(self, source: socket.socket) -> None:
        try:
            data = source.recv(_CHUNK)
            target = self._others[source] or (self._connect(source, data) if data else None)
            if data and target:
                target.sendall(data)
                return
        except OSError:
            pass
        self._end(source)

    def _connect(self, near: socket.socket, first: bytes) -> socket.socket | None:
        turn = self._turns[b" /api/live" in first.partition(b"\r\n")[0]]
        for at in itertools.islice(turn, len(self._ports)):
            with contextlib.suppress(OSError):
                far = socket.create_connection(("127.0.0.1", self._ports[at]), timeout=5)
                far.settimeout(30)
                self._others |= {near: far, far: near}
                self._selector.register(far, selectors.EVENT_READ)
                return far
        return None

    def _end(self, one: socket.socket) -> None:
        other = self._others.pop(one, None)
        for end in (one, other):
            if end is not None:
                self._others.pop(end, None)
                self._selector.unregister(end)
                end.close()


@contextlib.contextmanager
def balanced(ports: Sequence[int]) -> Iterator[Balancer]:
    """A balancer for a while."""
    balancer = Balancer(ports)
    try:
        yield balancer
    finally:
        balancer.close()
