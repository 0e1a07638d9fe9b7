"""What a search index can do, on either engine. It is made from the messages, and can be made again from them."""

from typing import Protocol

from chinwag.search.model import Doc, Gone, Marked, Place, Wanted


class SearchIndex(Protocol):
    """Texts by their words. What was added is found once `add` has returned."""

    async def start(self) -> None:
        """Make what is missing of it. Called again, it does nothing."""

    async def upto(self, group_id: int) -> int:
        """The `seq` up to which the events of a group are in the index."""

    async def add(
        self, group_id: int, docs: list[Doc], gone: list[Gone], marked: list[Marked], upto: int
    ) -> None:
        """Forget the messages in `gone`, add `docs`, set `marked`, and note how far the index is. All or nothing.

        A doc that is there already stays as it is: what changed must be in `gone`, too.
        """

    async def find(self, wanted: Wanted) -> list[Place]:
        """What is asked for, newest first. TookTooLong when that takes longer than until `until`."""

    async def close(self) -> None:
        """Let go of files and threads."""
