"""Telling commits in their order where several connections commit side by side.

The lock of `next_seq` puts the transactions of a group in order, but their tasks may wake up in another one.
So each that has taken a number stands in the line of its group, and tells when the one before has told.
"""

import asyncio


class CommitOrder:
    """The lines of all groups."""

    def __init__(self) -> None:
        self._last: dict[int, asyncio.Future[None]] = {}

    def new_place(self) -> "Place":
        """A place that stands in no line yet."""
        return Place(self._last)


class Place:
    """Where one transaction stands."""

    __slots__ = ("_before", "_done", "_groups", "_last")

    def __init__(self, last: dict[int, asyncio.Future[None]]) -> None:
        self._last = last
        self._groups: list[int] = []
        self._before: list[asyncio.Future[None]] = []
        self._done: asyncio.Future[None] | None = None

    def take(self, group_id: int) -> None:
        """Stand behind all that took a number of this group before."""
        if group_id in self._groups:
            return
        if self._done is None:
            self._done = asyncio.get_running_loop().create_future()
        before = self._last.get(group_id)
        if before is not None:
            self._before.append(before)
        self._groups.append(group_id)
        self._last[group_id] = self._done

    async def reach(self) -> None:
        """Wait until those before have told, or have given up."""
        for before in self._before:
            await asyncio.shield(before)

    def leave(self) -> None:
        """Let the next one tell; after giving up not before those in front have told."""
        done = self._done
        if done is None:
            return
        waiting = [before for before in self._before if not before.done()]
        if waiting:
            self._before = waiting
            waiting[0].add_done_callback(lambda _: self.leave())
            return
        if not done.done():
            done.set_result(None)
        for group_id in self._groups:
            if self._last.get(group_id) is done:
                del self._last[group_id]
