"""What the processes of one installation tell each other at once. Nothing that matters rests on it alone.

Durable events are read from the database when the bus has lost them, credentials are checked again when it
was away, presence is told again: the bus only makes all of that fast.
"""

from collections.abc import Callable
from typing import Literal, Protocol

Topic = Literal["events", "forget", "presence", "calls"]
Receive = Callable[[bytes], None]


class Bus(Protocol):
    """The way to the other processes. A process does not hear what it sent itself."""

    is_shared: bool
    """Whether there may be other processes at all."""

    def listen(self, topic: Topic, receive: Receive) -> None:
        """Call `receive` with every body that another process sends; it must not block."""

    def on_rejoin(self, call: Callable[[], None]) -> None:
        """Call when the bus is reached again: what was sent meanwhile may be lost."""

    def send(self, topic: Topic, body: bytes) -> None:
        """Send to every other process, as soon as possible, perhaps never. Neither blocks nor raises."""

    async def start(self) -> None: ...

    async def flush(self, within_s: float) -> bool:
        """Wait until every other process has heard all that was given to `send`; False when that takes longer."""

    async def stop(self) -> None: ...


class LocalBus:
    """One process: there is nobody to tell."""

    is_shared = False

    def listen(self, topic: Topic, receive: Receive) -> None:
        """Nobody ever sends."""

    def on_rejoin(self, call: Callable[[], None]) -> None:
        """It is never away."""

    def send(self, topic: Topic, body: bytes) -> None:
        """Nobody listens."""

    async def start(self) -> None:
        """Nothing to do."""

    async def flush(self, within_s: float) -> bool:
        """Nothing waits."""
        return True

    async def stop(self) -> None:
        """Nothing to do."""


def open_bus(url: str) -> Bus:
    """The bus of a setting: `redis://...`, or "" for one process."""
    if not url:
        return LocalBus()
    from chinwag.realtime.redis_bus import RedisBus  # the extra `redis` may be absent

    return RedisBus(url)
