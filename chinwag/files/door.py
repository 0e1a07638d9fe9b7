"""Downloads: `/files/<id>/<name>` and `/files/<id>/thumb/<name>`.

Whoever asks comes with the web client's session, with a token, or with an address that was signed for them. Nothing
that people uploaded can run as a page of ours: only pictures that our own workshop could read are shown, the rest
is saved, all of it in a sandbox without rights.
"""

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

import structlog

from chinwag.callers import Caller
from chinwag.db.tx import DatabaseUnavailable
from chinwag.errors import (
    ApiError,
    BadRequest,
    MethodNotAllowed,
    NotFound,
    Unauthorized,
    Unavailable,
    envelope,
)
from chinwag.files.access import find_file
from chinwag.files.faults import store_faults
from chinwag.files.links import FileLinks, SignedViewer
from chinwag.files.model import SAFE_PICTURES, FileInfo, data_key, disposition, thumb_key
from chinwag.files.sniffing import media_type_of
from chinwag.files.store import FileStore, NotStored, StoreError, read_all
from chinwag.http.auth import Authenticator, Credentials, bearer_of
from chinwag.http.routing import split_path
from chinwag.services import Services

log = structlog.get_logger("chinwag.files")

Headers = list[tuple[bytes, bytes]]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

_RANGE = re.compile(rb"bytes=([0-9]{0,15})-([0-9]{0,15})", re.ASCII)
_FILE_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
_GONE = "There is no such file, or it is not for you."
_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"sandbox; default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
]
_HARMLESS = ("audio/", "video/")
_PLAINLY = frozenset({"application/pdf", "application/zip", "application/gzip", "text/plain"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a path means."""

    file_id: str
    is_thumb: bool


class FileDoor:
    """The ASGI application of everything below /files."""

    def __init__(self, services: Services, authenticator: Authenticator) -> None:
        self._services = services
        self._store: FileStore = services.files
        self._links: FileLinks = services.file_links
        self._authenticator = authenticator

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            await self._answer(scope, receive, send)
        except ApiError as error:
            await _refuse(error, send)
        except DatabaseUnavailable:
            await _refuse(Unavailable("The database is away. Try again.", headers={"Retry-After": "2"}), send)

    async def _answer(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["method"] not in {"GET", "HEAD"}:
            raise MethodNotAllowed("Files are only fetched here.", headers={"Allow": "GET, HEAD"})
        headers: dict[bytes, bytes] = dict(scope["headers"])
        asked = _asked(scope["raw_path"])
        viewer = await self._viewer(asked.file_id, headers, scope["query_string"])
        async with self._services.db.read() as tx:
            file = await find_file(tx, asked.file_id, viewer, self._services.clock.steady())
        if file is None or (asked.is_thumb and not file.info.has_thumb):
            raise NotFound(_GONE)
        thumb = await self._thumb(file.info) if asked.is_thumb else None
        kind = file.info.type if thumb is None else media_type_of(thumb)
        told = _told(file.info, asked, kind, isinstance(viewer, SignedViewer))
        await self._send(scope["method"], headers, told, file.info, thumb, receive, send)

    async def _thumb(self, info: FileInfo) -> bytes:
        """A likeness is small: it is read as a whole."""
        with store_faults():
            try:
                return await read_all(self._store, thumb_key(info.id))
            except NotStored:
                raise NotFound(_GONE) from None

    async def _viewer(
        self, file_id: str, headers: Mapping[bytes, bytes], raw_query: bytes
    ) -> Caller | SignedViewer:
        query = _query(raw_query)
        if "sig" in query:
            viewer = self._links.viewer_of(file_id, query.get("for", ""), query["sig"])
            if viewer is None:
                raise NotFound(_GONE)
            return viewer
        token = bearer_of(headers.get(b"authorization", b"").decode("latin-1"))
        if token is None and self._services.settings.query_tokens:
            token = query.get("auth_token") or None
        session = None if token else self._services.csrf.session_of(headers)
        if token is None and session is None:
            raise Unauthorized("Sign in, or call with a token, to fetch this file.")
        return await self._authenticator.caller_of(Credentials(token, session))

    async def _send(
        self,
        method: str,
        asked: Mapping[bytes, bytes],
        told: Headers,
        info: FileInfo,
        thumb: bytes | None,
        receive: Receive,
        send: Send,
    ) -> None:
        size = info.size if thumb is None else len(thumb)
        etag = dict(told)[b"etag"]
        if etag in asked.get(b"if-none-match", b""):
            await _whole(send, 304, told)
            return
        found = _range(asked, size, etag)
        if found is None:
            await _whole(
                send, 416, [*told, (b"content-range", b"bytes */%d" % size), (b"content-length", b"0")]
            )
            return
        start, end = found
        told = [*told, (b"content-length", b"%d" % (end - start))]
        if end - start < size:
            told.append((b"content-range", b"bytes %d-%d/%d" % (start, end - 1, size)))
        status = 200 if end - start == size else 206
        if method == "HEAD":
            await _whole(send, status, told)
        elif thumb is not None:
            await _whole(send, status, told, thumb[start:end])
        else:
            async with aclosing(self._store.read(data_key(info.id), start, end)) as blocks:
                await self._stream(status, told, blocks, receive, send)

    async def _stream(
        self, status: int, told: Headers, blocks: AsyncGenerator[bytes, None], receive: Receive, send: Send
    ) -> None:
        """The first block comes before the headers: until then it can still be said that something is wrong."""
        with store_faults():
            try:
                block = await anext(blocks, b"")
            except NotStored:
                raise NotFound(_GONE) from None
        await _start(send, status, told)
        gone = asyncio.create_task(_hung_up(receive))
        try:
            while block and not gone.done():
                await send({"type": "http.response.body", "body": block, "more_body": True})
                block = await anext(blocks, b"")
        except (NotStored, StoreError) as fault:
            log.error("a file could not be read to its end", reason=str(fault))
            return  # an answer without its end: the client sees that something is missing
        finally:
            gone.cancel()
        await send({"type": "http.response.body", "body": b""})


def _asked(raw_path: bytes) -> Asked:
    """The name at the end is for people and says nothing; it may be missing."""
    try:
        parts = split_path(raw_path)[1:]
    except BadRequest:
        parts = [part.decode("latin-1") for part in raw_path.split(b"/") if part][1:3]
    if not parts or not _FILE_ID.fullmatch(parts[0]):
        raise NotFound(_GONE)
    return Asked(parts[0], is_thumb=len(parts) > 2 and parts[1] == "thumb")


def _query(raw: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(raw.decode("ascii"), max_num_fields=20))
    except (UnicodeDecodeError, ValueError):
        raise NotFound(_GONE) from None


def _told(info: FileInfo, asked: Asked, kind: str, is_signed: bool) -> Headers:
    """The headers of a file. A picture that our workshop could not read is not shown: it may be a bomb."""
    is_shown = asked.is_thumb or (kind in SAFE_PICTURES and info.has_thumb)
    is_plain = kind in _PLAINLY or kind.startswith(_HARMLESS)
    media_type = kind if is_shown or is_plain else "application/octet-stream"
    if media_type == "text/plain":
        media_type = "text/plain; charset=utf-8"
    etag = f'"{info.id}-thumb"' if asked.is_thumb else f'"{info.id}"'
    return [
        *_HEADERS,
        (b"content-type", media_type.encode()),
        (b"content-disposition", disposition("inline" if is_shown else "attachment", info.name).encode()),
        (b"cross-origin-resource-policy", b"cross-origin" if is_signed else b"same-origin"),
        (b"cache-control", b"private, no-cache"),
        (b"accept-ranges", b"bytes"),
        (b"etag", etag.encode()),
    ]


def _range(asked: Mapping[bytes, bytes], size: int, etag: bytes) -> tuple[int, int] | None:
    """Which bytes to send, up to but not including the second; None when what is asked for is not there.

    What is asked for in another way than as one range, or of another version, is answered with the whole.
    """
    found = _RANGE.fullmatch(asked.get(b"range", b"").replace(b" ", b""))
    if found is None or found[0] == b"bytes=-" or asked.get(b"if-range", etag) != etag:
        return 0, size
    if not found[1]:
        length = min(int(found[2]), size)
        return (size - length, size) if length else None
    start = int(found[1])
    end = min(int(found[2]) + 1, size) if found[2] else size
    return (start, end) if start < end else None


async def _hung_up(receive: Receive) -> None:
    """Ends when the client has: nobody reads then what is sent."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _start(send: Send, status: int, headers: Headers) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def _whole(send: Send, status: int, headers: Headers, body: bytes = b"") -> None:
    await _start(send, status, headers)
    await send({"type": "http.response.body", "body": body})


async def _refuse(error: ApiError, send: Send) -> None:
    body = envelope(error, "files")
    own = [(name.lower().encode(), value.encode("latin-1")) for name, value in error.headers.items()]
    if error.status == HTTPStatus.UNAUTHORIZED:
        own.append((b"www-authenticate", b'Bearer realm="chinwag"'))
    told = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    length = (b"content-length", b"%d" % len(body))
    await _whole(send, int(error.status), [*_HEADERS, *told, *own, length], body)
