"""One thread for what waits for the disk: work in, its result back on the event loop.

What `run_in_executor` under a shield does, without the three futures and turns of the loop that it takes for each.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")


class _Job(Generic[T]):
    __slots__ = ("error", "is_over", "result", "woken", "work")

    def __init__(self, work: Callable[[], T]) -> None:
        self.work = work
        self.result: T | None = None
        self.error: BaseException | None = None
        self.is_over = False
        self.woken: asyncio.Future[None] | None = None

    def do(self) -> None:
        try:
            self.result = self.work()
        except BaseException as error:  # noqa: BLE001 - raised again on the loop
            self.error = error

    def tell(self) -> None:
        self.is_over = True
        if self.woken is not None and not self.woken.done():
            self.woken.set_result(None)


class DiskThread:
    """The thread; it ends with `close`, or with the program."""

    def __init__(self, loop: asyncio.AbstractEventLoop, name: str) -> None:
        self._loop = loop
        self._jobs: SimpleQueue[_Job[object] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    async def run(self, work: Callable[[], T]) -> T:
        """Wait for `work` to end even if the task is cancelled."""
        job = _Job(work)
        self._jobs.put(job)  # type: ignore[arg-type]
        cancelled: asyncio.CancelledError | None = None
        while not job.is_over:
            job.woken = self._loop.create_future()
            try:
                await job.woken
            except asyncio.CancelledError as error:
                cancelled = error
        if job.error is not None:
            raise job.error
        if cancelled is not None:
            raise cancelled
        return job.result  # type: ignore[return-value]

    def close(self) -> None:
        """Let it end behind the work that was given."""
        self._jobs.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.do()
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(job.tell)
