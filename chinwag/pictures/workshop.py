"""The workshop: pictures that strangers sent are decoded in child processes, never in the server.

A picture may make a decoder hang, eat memory or crash. So at most two children do the work, each with limits on
memory and time that it cannot lift, each killed and replaced when it does not answer. They start with the first
picture and end when there was none for a minute: an idle server carries none.
"""

import asyncio
import importlib.util
import json
import struct
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from chinwag.errors import TooManyRequests, Unavailable

log = structlog.get_logger("chinwag.pictures")

CHILDREN = 2
TIMEOUT_S = 15.0
IDLE_S = 60.0
_MOST_WAITING = 64
_MOST_BYTES_WAITING = 128 * 1024 * 1024
_JOBS_PER_CHILD = 200
_LENGTHS = struct.Struct(">II")


class NotAPicture(Exception):
    """The data is no PNG, JPEG, GIF or WEBP that can be read; str() is a sentence for people."""


class TooManyPixels(NotAPicture):
    """A picture, but with more pixels or frames than are ever decoded."""


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A picture encoded anew. `source_*` tell what it was made from, as seen upright."""

    data: bytes
    type: str
    width: int
    height: int
    source_type: str
    source_width: int
    source_height: int


class Workshop:
    """Makes pictures smaller, in children. 429 when too many wait; `close` ends the children."""

    def __init__(
        self, *, children: int = CHILDREN, timeout_s: float = TIMEOUT_S, command: Sequence[str] = ()
    ) -> None:
        self._places = asyncio.Semaphore(children)
        self._timeout_s = timeout_s
        self._command = command or (sys.executable, "-P", "-s", str(Path(__file__).with_name("child.py")))
        self._idle: list[_Child] = []
        self._all: set[_Child] = set()
        self._busy: set[str] = set()
        self._waiting = 0
        self._bytes_waiting = 0
        self._is_closed = False
        self._sweep: asyncio.TimerHandle | None = None
        self._endings: set[asyncio.Task[None]] = set()

    @property
    def pids(self) -> list[int]:
        """The processes that are there now."""
        return [child.pid for child in self._all]

    async def shrink(
        self, source: bytes | Path, *, side: int, square: bool = False, keep_animation: bool = False
    ) -> Shrunk:
        """The picture with no side longer than `side`; `square`: its middle. NotAPicture or TooManyPixels otherwise.

        Never larger than it came; upright; JPEG for photos, else PNG; a GIF with all its frames when asked for.
        """
        job: dict[str, object] = {"side": side, "square": square, "keep_animation": keep_animation}
        data = b""
        if isinstance(source, Path):
            job["path"] = str(source)
        else:
            data = source
        told, made = await self._queue(json.dumps(job).encode(), data)
        if "refused" in told:
            fault = TooManyPixels if told["refused"] == "too_large" else NotAPicture
            raise fault(told["text"])
        return Shrunk(made, **told)

    async def thumbnail(self, source: bytes | Path, *, side: int = 360) -> Shrunk | None:
        """A small likeness of a shared file; None when it is no picture that we show, or nobody has time for it."""
        try:
            return await self.shrink(source, side=side)
        except (NotAPicture, TooManyRequests):
            return None

    @contextmanager
    def one_at_a_time(self, whose: str) -> Iterator[None]:
        """Nobody has two pictures of their own in the queue: 429 for the second, so that one cannot fill it."""
        if whose in self._busy:
            raise TooManyRequests(
                "Your last picture is still being made. Try again in a few seconds.",
                headers={"Retry-After": "5"},
            )
        self._busy.add(whose)
        try:
            yield
        finally:
            self._busy.discard(whose)

    async def close(self) -> None:
        """End all children; what they had in hand is given up."""
        self._is_closed = True
        if self._sweep:
            self._sweep.cancel()
        for child in list(self._all):
            await self._end(child)
        await asyncio.gather(*self._endings)

    async def _queue(self, header: bytes, data: bytes) -> tuple[dict[str, Any], bytes]:
        if self._waiting >= _MOST_WAITING or self._bytes_waiting + len(data) > _MOST_BYTES_WAITING:
            raise TooManyRequests(
                "Too many pictures at this moment. Try again in a few seconds.", headers={"Retry-After": "5"}
            )
        self._waiting += 1
        self._bytes_waiting += len(data)
        try:
            async with self._places:
                return await self._give(header, data)
        finally:
            self._waiting -= 1
            self._bytes_waiting -= len(data)

    async def _give(self, header: bytes, data: bytes) -> tuple[dict[str, Any], bytes]:
        child = await self._child()
        try:
            async with asyncio.timeout(self._timeout_s):
                answered = await child.do(header, data)
        except (TimeoutError, OSError, EOFError, ValueError) as fault:
            await self._end(child)
            if self._is_closed:
                raise Unavailable("The server is stopping. Try again in a moment.") from None
            log.warning("a picture was too much for the workshop", reason=type(fault).__name__)
            raise NotAPicture("This picture cannot be read: it takes too much time or memory.") from None
        except BaseException:
            await self._end(child)
            raise
        await self._put_back(child)
        return answered

    async def _child(self) -> "_Child":
        if self._is_closed:
            raise Unavailable("The server is stopping. Try again in a moment.")
        while self._idle:
            child = self._idle.pop()
            if child.is_alive:
                return child
            await self._end(child)
        child = await _start(self._command)
        self._all.add(child)
        return child

    async def _put_back(self, child: "_Child") -> None:
        if child.jobs >= _JOBS_PER_CHILD or self._is_closed:
            await self._end(child)
            return
        loop = asyncio.get_running_loop()
        child.idle_since = loop.time()
        self._idle.append(child)
        if self._sweep is None:
            self._sweep = loop.call_later(IDLE_S, self._sweep_idle)

    def _sweep_idle(self) -> None:
        """End the children that had nothing to do for a while."""
        loop = asyncio.get_running_loop()
        old = [child for child in self._idle if loop.time() - child.idle_since >= IDLE_S - 1]
        for child in old:
            self._idle.remove(child)
            task = loop.create_task(self._end(child))
            self._endings.add(task)
            task.add_done_callback(self._endings.discard)
        self._sweep = loop.call_later(IDLE_S, self._sweep_idle) if self._idle else None

    async def _end(self, child: "_Child") -> None:
        if child in self._idle:
            self._idle.remove(child)
        await child.end()
        self._all.discard(child)


class _Child:
    """One process at work."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("a child of the workshop was started without pipes")
        self._process = process
        self._stdin = process.stdin
        self._stdout = process.stdout
        self.jobs = 0
        self.idle_since = 0.0

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.returncode is None

    async def do(self, header: bytes, data: bytes) -> tuple[dict[str, Any], bytes]:
        """The answer to one job; OSError or EOFError when the process is gone."""
        self.jobs += 1
        self._stdin.write(_LENGTHS.pack(len(header), len(data)) + header)
        self._stdin.write(data)
        await self._stdin.drain()
        header_length, data_length = _LENGTHS.unpack(await self._stdout.readexactly(_LENGTHS.size))
        told = json.loads(await self._stdout.readexactly(header_length))
        return told, await self._stdout.readexactly(data_length)

    async def end(self) -> None:
        """Kill it and wait until nothing of it is left."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self._stdin.close()
        with suppress(OSError):
            await self._stdin.wait_closed()
        await self._process.wait()


async def _start(command: Sequence[str]) -> _Child:
    found = importlib.util.find_spec("PIL")
    if found is None or found.origin is None:
        raise RuntimeError("Pillow is not installed")
    return _Child(
        await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={"PYTHONPATH": str(Path(found.origin).parent.parent)},  # the server's own may hold secrets
        )
    )
