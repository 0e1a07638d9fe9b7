"""Whether every process has heard what was sent: asked for where «sent» is not enough (rights that end)."""

import asyncio
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Open:
    heard: set[str] = field(default_factory=set)
    expected: int | None = None
    """How many must hear it; None until Redis has said how many it reached."""
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Receipts:
    """Numbers what must be heard, in the order of sending."""

    def __init__(self) -> None:
        self.last = 0
        """The newest number that was asked for; it goes with whatever is sent next."""
        self._open: dict[int, _Open] = {}

    async def ask(self) -> None:
        """Wait until all that was queued until now was sent and heard. Whoever asks sets a limit to it."""
        self.last += 1
        number = self.last
        one = self._open[number] = _Open()
        try:
            await one.done.wait()
        finally:
            del self._open[number]

    def sent(self, upto: int, receivers: int) -> None:
        """One message that asks for everything up to this number has reached so many processes."""
        for number, one in self._open.items():
            if number <= upto and one.expected is None:
                one.expected = receivers
                _judge(one)

    def heard(self, upto: int, origin: str) -> None:
        """One process has heard everything up to this number. It may say so before `sent` is known."""
        for number, one in self._open.items():
            if number <= upto:
                one.heard.add(origin)
                _judge(one)


def _judge(one: _Open) -> None:
    if one.expected is not None and len(one.heard) >= one.expected:
        one.done.set()
