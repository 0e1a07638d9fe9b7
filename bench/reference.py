"""The reference: the least that a correct notification server must do, and nothing else.

Starlette, a token check, a rate limit, validation, the sanitiser, SQLite with synchronous=FULL and group commit.
Started as `python -m bench.reference PORT FOLDER`.
"""

import asyncio
import contextlib
import hashlib
import queue
import sqlite3
import sys
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import nh3
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

TOKEN = "reference-token"
ROOM = 7
COLORS = frozenset(("yellow", "green", "red", "purple", "gray", "random"))
_TABLES = """
create table if not exists messages(id integer primary key, room integer not null, at integer not null,
 sender integer, color text, format text, body text not null);
create index if not exists messages_room on messages(room, id);
"""
_INSERT = "insert into messages(room, at, sender, color, format, body) values (?, ?, ?, ?, ?, ?)"
_LATEST = "select id, at, color, format, body from messages where room = ? order by id desc limit ?"
_CLEANER = nh3.Cleaner(
    tags={"a", "b", "i", "strong", "em", "br", "img", "pre", "code", "table", "ul", "ol", "li", "p"}
)
_TOKENS = {hashlib.sha256(TOKEN.encode()).digest(): 1}

Row = tuple[int, int, int, str, str, str]


class Notification(msgspec.Struct):
    message: str
    message_format: str = "html"
    color: str = "yellow"
    notify: bool = False


class Store:
    """One writer thread; what waits goes into one transaction."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._waiting: queue.SimpleQueue[tuple[Row, asyncio.Future[None]]] = queue.SimpleQueue()
        self._reader = self._open()
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._write, daemon=True).start()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        connection.execute("pragma journal_mode=wal")
        connection.execute("pragma synchronous=full")
        connection.executescript(_TABLES)
        return connection

    def _write(self) -> None:
        connection = self._open()
        while True:
            batch = [self._waiting.get()]
            with contextlib.suppress(queue.Empty):
                while len(batch) < 1000:
                    batch.append(self._waiting.get_nowait())
            connection.execute("begin immediate")
            connection.executemany(_INSERT, [row for row, _ in batch])
            connection.execute("commit")
            self._loop.call_soon_threadsafe(self._acknowledge, [future for _, future in batch])

    @staticmethod
    def _acknowledge(futures: list["asyncio.Future[None]"]) -> None:
        for future in futures:
            future.set_result(None)

    def insert(self, row: Row) -> "asyncio.Future[None]":
        future: asyncio.Future[None] = self._loop.create_future()
        self._waiting.put((row, future))
        return future

    def latest(self, room: int, count: int) -> list[tuple[Any, ...]]:
        return self._reader.execute(_LATEST, (room, count)).fetchall()


class Limits:
    """A fixed window for each token."""

    def __init__(self) -> None:
        self._windows: dict[int, list[float]] = {}

    def allows(self, token: int) -> bool:
        now = time.monotonic()
        window = self._windows.get(token)
        if window is None or now - window[0] >= 300:
            window = self._windows[token] = [now, 0]
        window[1] += 1
        return window[1] < 10**9


def build(path: str) -> Starlette:
    """The server on a database file."""
    decode = msgspec.json.Decoder(Notification).decode
    encode = msgspec.json.Encoder().encode
    limits = Limits()
    store: Store

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        nonlocal store
        store = Store(path)
        yield

    def token_of(request: Request) -> int | None:
        header = request.headers.get("authorization", "")
        return _TOKENS.get(hashlib.sha256(header[7:].encode()).digest())

    async def post(request: Request) -> Response:
        token = token_of(request)
        if token is None or not limits.allows(token):
            return Response(status_code=401)
        sent = decode(await request.body())
        if not 0 < len(sent.message) <= 10_000 or sent.color not in COLORS:
            return Response(status_code=400)
        html = _CLEANER.clean(sent.message) if sent.message_format == "html" else sent.message
        row = (
            int(request.path_params["room"]),
            time.time_ns() // 1000,
            token,
            sent.color,
            sent.message_format,
            html,
        )
        await store.insert(row)
        return Response(status_code=204)

    async def latest(request: Request) -> Response:
        if token_of(request) is None:
            return Response(status_code=401)
        rows = store.latest(int(request.path_params["room"]), 75)
        items = [
            {"id": str(row[0]), "date": row[1], "from": "bench", "color": row[2], "message_format": row[3],
             "message": row[4], "mentions": [], "type": "notification"} for row in rows
        ]  # fmt: skip
        page = {
            "items": items,
            "startIndex": 0,
            "maxResults": 75,
            "links": {"self": "http://127.0.0.1/latest"},
        }
        return Response(encode(page), media_type="application/json")

    routes = [
        Route("/v2/room/{room}/notification", post, methods=["POST"]),
        Route("/v2/room/{room}/history/latest", latest),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


if __name__ == "__main__":
    uvicorn.run(
        build(str(Path(sys.argv[2]) / "reference.db")),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=False,
    )
