"""The search index beside SQLite: a file of its own, so that chat never waits for it. It may be thrown away."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import msgspec

from chinwag.db.sqlite_connection import connect, make_private
from chinwag.search.days_model import words_between
from chinwag.search.model import (
    FLAGS,
    PUT_ON,
    Doc,
    Gone,
    Marked,
    Place,
    TookTooLong,
    Wanted,
    by_anyone,
    either_of,
    group_range,
)

FILE_NAME = "search.db"
_FORMAT = 8
_INDEXED_PREFIX = 3
_MOST_ENDINGS = 64
"""Words that the beginning of a word is looked up as, one by one; with more of them the engine joins their lists."""
_KNOWN_WORDS = 100_000
"""Words that need no look whether they are in the vocabulary, because they were written lately."""
_LOOK_EVERY = 20_000
"""Steps of SQLite's machine between two looks at the clock."""

_RARE = (FLAGS["pin"], FLAGS["reaction"])
"""Have an index of their own, because no word stands for them; the rarest first.

The words of messages that ever had one are in `marked_words` once more, so that few are looked at."""

_MAKE = (
    """CREATE VIRTUAL TABLE words USING fts5(
        text, content='', columnsize=0, detail=none, prefix='1 2 3', tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TABLE docs(
        number INTEGER PRIMARY KEY, chat_id INTEGER NOT NULL, position INTEGER NOT NULL,
        sender_id INTEGER NOT NULL, sent_at INTEGER NOT NULL, flags INTEGER NOT NULL)""",
    """CREATE TABLE changed(
        chat_id INTEGER, position INTEGER, number INTEGER NOT NULL, PRIMARY KEY (chat_id, position)) WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE marked_words USING fts5(
        text, content='', columnsize=0, detail=none, prefix='1 2 3', tokenize='unicode61 remove_diacritics 0')""",
    "CREATE TABLE marked(number INTEGER PRIMARY KEY)",
    *(f"CREATE INDEX docs_with_{flag} ON docs(number) WHERE flags & {flag}" for flag in _RARE),
    "CREATE TABLE vocabulary(word TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE progress(group_id INTEGER PRIMARY KEY, upto INTEGER NOT NULL)",
    f"PRAGMA user_version = {_FORMAT}",
)
_FILTERS = """
    docs.number >= :low AND docs.number < :high AND docs.flags & :flags = :flags
    AND docs.sent_at >= :after AND docs.sent_at < :before
    AND docs.chat_id IN (SELECT value FROM json_each(:chats))
    AND (:anyone OR docs.sender_id IN (SELECT value FROM json_each(:senders)))"""
# CROSS JOIN keeps the order of the tables: first the words, newest first, then what is known of each.
_FIND = f"""
    SELECT docs.number, docs.chat_id, docs.position FROM words CROSS JOIN docs ON docs.number = words.rowid
    WHERE words MATCH :match AND {_FILTERS} ORDER BY words.rowid DESC LIMIT :limit"""  # noqa: S608 - made of constants
_FIND_MARKED = _FIND.replace("FROM words", "FROM marked_words AS words").replace(
    "words MATCH", "marked_words MATCH"
)
_LIST = f"""
    SELECT number, chat_id, position FROM docs
    WHERE {_FILTERS} ORDER BY number DESC LIMIT :limit"""  # noqa: S608 - made of constants
_LIST_RARE = {flag: _LIST.replace("WHERE", f"WHERE flags & {flag} AND", 1) for flag in _RARE}
_MARK = f"UPDATE docs SET flags = (flags & ~{PUT_ON}) | ? WHERE number = ?"  # noqa: S608 - made of constants

_ENDINGS = "SELECT word FROM vocabulary WHERE word >= ? AND word < ? LIMIT ?"

T = TypeVar("T")


class SqliteIndex:
    """An index in `<data>/search.db`: one thread writes, one reads. It is synced now and then, not at each commit."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._writes = ThreadPoolExecutor(1, thread_name_prefix="chinwag-index")
        self._reads = ThreadPoolExecutor(1, thread_name_prefix="chinwag-search")
        self._known: set[str] = set()
        self._open_files: tuple[sqlite3.Connection, sqlite3.Connection] | None = None

    async def start(self) -> None:
        if self._open_files is None:
            await self._in(self._writes, self._open)

    async def upto(self, group_id: int) -> int:
        await self.start()
        return await self._in(self._reads, lambda: self._upto(group_id))

    async def add(
        self, group_id: int, docs: list[Doc], gone: list[Gone], marked: list[Marked], upto: int
    ) -> None:
        await self._in(self._writes, lambda: self._add(group_id, docs, gone, marked, upto))

    async def find(self, wanted: Wanted) -> list[Place]:
        await self.start()
        return await self._in(self._reads, lambda: self._find(wanted))

    async def close(self) -> None:
        # First those who still read, though nobody may wait for them: closing a file under them crashes the process.
        await asyncio.to_thread(self._reads.shutdown)
        await self._in(self._writes, self._let_go)
        self._writes.shutdown()

    async def _in(self, threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(threads, work)

    def _open(self) -> None:
        if self._open_files is not None:
            return
        writer = _opened(self._path)
        if writer is None:
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(FILE_NAME + suffix).unlink(missing_ok=True)
            make_private(self._path)
            writer = connect(self._path, synchronous="NORMAL")
            for part in _MAKE:
                writer.execute(part)
        self._open_files = writer, connect(self._path, read_only=True)

    def _let_go(self) -> None:
        for connection in self._open_files or ():
            connection.close()
        self._open_files = None

    @property
    def _writer(self) -> sqlite3.Connection:
        return self._files()[0]

    @property
    def _reader(self) -> sqlite3.Connection:
        return self._files()[1]

    def _files(self) -> tuple[sqlite3.Connection, sqlite3.Connection]:
        if self._open_files is None:
            raise RuntimeError("the search index is not started")
        return self._open_files

    def _upto(self, group_id: int) -> int:
        row = self._reader.execute("SELECT upto FROM progress WHERE group_id = ?", (group_id,)).fetchone()
        return int(row[0]) if row else 0

    def _add(self, group_id: int, docs: list[Doc], gone: list[Gone], marked: list[Marked], upto: int) -> None:
        writer = self._writer
        writer.execute("BEGIN IMMEDIATE")
        try:
            for message in gone:
                _drop(writer, message)
            for doc in docs:
                _put(writer, doc)
            for mark in marked:
                _mark(writer, mark)
            self._learn(writer, docs)
            writer.execute("INSERT OR REPLACE INTO progress(group_id, upto) VALUES (?, ?)", (group_id, upto))
            writer.execute("COMMIT")
        except BaseException:
            writer.execute("ROLLBACK")
            raise

    def _learn(self, writer: sqlite3.Connection, docs: list[Doc]) -> None:
        fresh = {word for doc in docs for word in doc.words if len(word) > _INDEXED_PREFIX} - self._known
        writer.executemany("INSERT OR IGNORE INTO vocabulary VALUES (?)", [(word,) for word in sorted(fresh)])
        if len(self._known) > _KNOWN_WORDS:
            self._known.clear()
        self._known |= fresh

    def _find(self, wanted: Wanted) -> list[Place]:
        low, high = group_range(wanted.group_id)
        parameters = {
            "low": low,
            "high": min(high, wanted.below),
            "flags": wanted.flags,
            "after": wanted.after_micros,
            "before": wanted.before_micros,
            "chats": msgspec.json.encode(wanted.chat_ids).decode(),
            "anyone": by_anyone(wanted),
            "senders": msgspec.json.encode(wanted.sender_ids or []).decode(),
            "limit": wanted.limit,
        }
        reader = self._reader
        if time.monotonic() > wanted.until:  # others were before it for too long
            raise TookTooLong
        query = _statement(wanted)
        if query in {_FIND, _FIND_MARKED}:
            parameters["match"] = _match(reader, wanted)
        reader.set_progress_handler(lambda: time.monotonic() > wanted.until, _LOOK_EVERY)
        try:
            rows = reader.execute(query, parameters).fetchall()
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise TookTooLong from None
            raise
        finally:
            reader.set_progress_handler(None, 0)
        return [Place(*row) for row in rows]


def _opened(path: Path) -> sqlite3.Connection | None:
    """The index as this release makes it; None for a file that is missing, broken or older."""
    if not path.exists():
        return None
    try:
        connection = connect(path, synchronous="NORMAL")
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("SELECT count(*) FROM progress")
    except sqlite3.DatabaseError:
        return None
    if version == _FORMAT:
        return connection
    connection.close()
    return None


def _put(writer: sqlite3.Connection, doc: Doc) -> None:
    row = (doc.number, doc.chat_id, doc.position, doc.sender_id, doc.sent_micros, doc.flags)
    made = writer.execute("INSERT OR IGNORE INTO docs VALUES (?, ?, ?, ?, ?, ?)", row)
    if made.rowcount:
        writer.execute("INSERT INTO words(rowid, text) VALUES (?, ?)", (doc.number, " ".join(doc.words)))
    if doc.flags & PUT_ON:
        _put_marked(writer, doc.number, doc.words)
    if doc.number != doc.first_number:
        place = (doc.chat_id, doc.position, doc.number)
        writer.execute("INSERT OR REPLACE INTO changed VALUES (?, ?, ?)", place)


def _mark(writer: sqlite3.Connection, mark: Marked) -> None:
    """Note what is on a message now."""
    for number in _numbers(writer, mark):
        is_there = writer.execute(_MARK, (mark.flags, number)).rowcount > 0
        if is_there and mark.flags:
            _put_marked(writer, number, mark.words)


def _put_marked(writer: sqlite3.Connection, number: int, words: list[str]) -> None:
    """The words of a marked message, once; they stay when the mark goes, and lead nowhere."""
    if writer.execute("INSERT OR IGNORE INTO marked VALUES (?)", (number,)).rowcount:
        writer.execute("INSERT INTO marked_words(rowid, text) VALUES (?, ?)", (number, " ".join(words)))


def _drop(writer: sqlite3.Connection, message: Gone) -> None:
    """Forget a message. Its words stay in the file, in no order, until it is made anew; they lead nowhere."""
    numbers = [(number,) for number in _numbers(writer, message)]
    writer.executemany("DELETE FROM docs WHERE number = ?", numbers)
    place = (message.chat_id, message.position)
    writer.execute("DELETE FROM changed WHERE chat_id = ? AND position = ?", place)


def _numbers(writer: sqlite3.Connection, message: Gone | Marked) -> list[int]:
    """The numbers under which a message can be: that of its first text, and of the present one."""
    place = (message.chat_id, message.position)
    later = writer.execute("SELECT number FROM changed WHERE chat_id = ? AND position = ?", place).fetchone()
    return [message.first_number, *(later or ())]


def _statement(wanted: Wanted) -> str:
    rare = next((flag for flag in _RARE if wanted.flags & flag), None)
    if rare is not None and not wanted.words:
        return _LIST_RARE[rare]
    if rare is not None:
        return _FIND_MARKED
    return _FIND if wanted.words or _either_of(wanted) else _LIST


def _match(reader: sqlite3.Connection, wanted: Wanted) -> str:
    """The words for the engine. Quoted, so that none is an operator; they hold no quotes themselves."""
    parts = [_beginning(reader, word) if wanted.is_prefix else f'"{word}"' for word in wanted.words]
    parts += ["(" + " OR ".join(f'"{word}"' for word in words) + ")" for words in _either_of(wanted)]
    return " AND ".join(parts)


def _either_of(wanted: Wanted) -> list[list[str]]:
    days = words_between(wanted.after_micros, wanted.before_micros)
    return [*either_of(wanted), days] if days else either_of(wanted)


def _beginning(reader: sqlite3.Connection, word: str) -> str:
    """All words that begin so. The engine would join their lists before it gives the first: ask for each instead."""
    if len(word) > _INDEXED_PREFIX:
        rows = reader.execute(_ENDINGS, (word, word + "\U0010ffff", _MOST_ENDINGS + 1)).fetchall()
        if 0 < len(rows) <= _MOST_ENDINGS:
            return "(" + " OR ".join(f'"{ending}"' for (ending,) in rows) + ")"
    return f'"{word}"*'
