"""Keeps the search index as new as the messages: behind the commits, in batches, never in anybody's way."""

import asyncio
import contextlib
import time

import structlog

from chinwag.db.tx import Database, DatabaseUnavailable
from chinwag.messages import service as messages
from chinwag.messages.marks import marks_on
from chinwag.messages.model import Marks, Message
from chinwag.search import storage
from chinwag.search.index import SearchIndex
from chinwag.search.model import Doc, Gone, Marked, doc_number
from chinwag.search.texts import doc_of, doc_words, mark_flags

_log = structlog.get_logger("chinwag.search")

BATCH = 200
_LOOK_EVERY_S = 1.0
_PAUSE_S = 0.01
_REST = 4.0
"""How much longer than a batch took the index rests after it: a long backlog takes a fifth of a core from chat."""
_RETRY_S = 5.0
_BURST = 500
"""Events between two looks; people and their scripts cause a few."""
_PATIENCE = 30
"""Looks that a burst is left alone for."""


class Indexer:
    """Follows the events of every group. What it missed while the server was off it reads at the start."""

    def __init__(self, db: Database, index: SearchIndex) -> None:
        self._db = db
        self._index = index
        self._upto: dict[int, int] = {}
        self._said: int | None = None
        self._waited = 0
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to follow; the index is made when it is first needed."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop between two batches; what is left is read at the next start."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await self._index.close()

    async def catch_up(self) -> None:
        """Read all that is new."""
        async with self._db.read_offloaded() as tx:
            last = await storage.last_seqs(tx)
        for group_id, seq in last.items():
            if group_id not in self._upto:
                self._upto[group_id] = await self._index.upto(group_id)
            while self._upto[group_id] < seq:
                began = time.perf_counter()
                await self._take(group_id, seq)
                await asyncio.sleep(max(_PAUSE_S, _REST * (time.perf_counter() - began)))

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_EVERY_S)
            try:
                if not await self._is_burst():
                    await self.catch_up()
            except DatabaseUnavailable:
                await asyncio.sleep(_RETRY_S)
            except Exception:  # noqa: BLE001 - a bad message must not end the search for all that follow
                _log.exception("search index failed")
                await asyncio.sleep(_RETRY_S)

    async def _is_burst(self) -> bool:
        """Whether so much is being said that the index had better wait, which it does for a while."""
        async with self._db.read() as tx:
            said = sum((await storage.last_seqs(tx)).values())
        is_burst = self._said is not None and said - self._said > _BURST
        self._said = said
        self._waited = self._waited + 1 if is_burst else 0
        return 0 < self._waited <= _PATIENCE

    async def _take(self, group_id: int, upto: int) -> None:
        """The next batch of a group, at most to event `upto`."""
        after = self._upto[group_id]
        async with self._db.read_offloaded() as tx:
            sent = await messages.list_by_seq(tx, group_id, after, upto, BATCH)
            if len(sent) == BATCH:
                upto = sent[-1].seq
            changes, marked = await storage.list_changes(tx, group_id, after, upto)
            others = sorted(changes.keys() | marked)
            touched = await messages.list_by_id(tx, others) if others else []
            marks = await marks_on(tx, [*sent, *touched])
        batch = await asyncio.to_thread(_batch_of, sent, touched, changes, marks)
        await self._index.add(group_id, *batch, upto)
        self._upto[group_id] = upto


_Marks = dict[tuple[int, int], Marks]


def _batch_of(
    sent: list[Message], touched: list[Message], changes: dict[str, int], marks: _Marks
) -> tuple[list[Doc], list[Gone], list[Marked]]:
    docs = [
        doc_of(message, message.seq, _marks_of(message, marks))
        for message in sent
        if not message.is_deleted and message.id not in changes
    ]
    changed = [message for message in touched if message.id in changes]
    docs += [
        doc_of(message, changes[message.id], _marks_of(message, marks))
        for message in changed
        if not message.is_deleted
    ]
    gone = [Gone(_first_number(message), message.chat_id, message.position) for message in changed]
    marked = [
        Marked(
            _first_number(message),
            message.chat_id,
            message.position,
            mark_flags(_marks_of(message, marks)),
            doc_words(message),
        )
        for message in touched
        if message.id not in changes
    ]
    return docs, gone, marked


def _marks_of(message: Message, marks: _Marks) -> Marks | None:
    return marks.get((message.chat_id, message.position))


def _first_number(message: Message) -> int:
    return doc_number(message.group_id, message.seq)
