"""Files that come in: checked while they stream, stored, looked at, and gone again if nothing comes of them.

A row is written before the first byte and names what to remove if the process dies; it becomes a shared file in the
transaction of its message. So whatever happens in between, nothing stays on the disk that nobody knows of.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Generic, TypeVar

import msgspec
import structlog

from chinwag.callers import Caller
from chinwag.clock import to_micros
from chinwag.db.tx import Database, DatabaseUnavailable, Tx
from chinwag.errors import BadRequest, Conflict, InsufficientStorage, TooLarge, TooManyRequests
from chinwag.files import storage
from chinwag.files.faults import store_faults
from chinwag.files.model import SAFE_PICTURES, FileInfo, data_key, new_file_id, shown_name, thumb_key
from chinwag.files.sniffing import HEAD, media_type_of
from chinwag.files.store import FileStore, StoreError, one_chunk, read_all
from chinwag.http.body import BodyDecoder, BodyStream
from chinwag.http.uploads import Part, Upload
from chinwag.pictures.workshop import Workshop
from chinwag.settings import Settings

log = structlog.get_logger("chinwag.files")

_FIELD_LIMIT = 65_536
_OVERHEAD = 65_536
_MOST_PICTURE = 33_554_432
"""Bytes of a picture that is fetched from elsewhere to make its likeness."""

_LOOK_EVERY_S = 600.0
_LOST_AFTER = timedelta(hours=2)
_BATCH = 100
_MOST_OF_ONE = 20
_MOST_AT_ONCE = 200
"""Uploads that run at the same time, of one person and in all."""


class ShareIn(msgspec.Struct, frozen=True):
    """The part `metadata` of an upload."""

    message: Annotated[str, msgspec.Meta(max_length=1000)] | None = None


class ShareOnceIn(ShareIn, frozen=True):
    """What our own client says with a file. The same `client_id` again is the same message."""

    client_id: Annotated[str, msgspec.Meta(min_length=8, max_length=64)] | None = None


S = TypeVar("S", bound=ShareIn)


@dataclass(frozen=True, slots=True)
class Received(Generic[S]):
    """A file that is stored, and what was said with it. It lasts only if a transaction keeps it."""

    info: FileInfo
    said: S


class _Coming(msgspec.Struct, frozen=True):
    """An upload that runs: whose it is, and how many bytes it may still take."""

    owner: str
    expected: int


class Reception:
    """Takes files in, and removes what is left of others. One for each process."""

    def __init__(self, db: Database, store: FileStore, workshop: Workshop, settings: Settings) -> None:
        self._db = db
        self._store = store
        self._workshop = workshop
        self._limit = settings.upload_limit
        self._space = settings.file_space
        self._is_alone = not settings.database_url
        self._coming: dict[str, _Coming] = {}
        self._kept: set[str] = set()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Remove what an earlier run left behind, now and from time to time."""
        if self._is_alone:
            with suppress(StoreError):
                await self._store.sweep(0)
        self._task = asyncio.create_task(self._sweep_for_ever())

    async def stop(self) -> None:
        """End the sweeping."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def forget(self, keys: list[str]) -> None:
        """Files were given up, here or in another process: their data is to go."""
        if "files" in keys:
            self._wake.set()

    @asynccontextmanager
    async def receiving(
        self, caller: Caller, stream: BodyStream, content_type: str, decoder: BodyDecoder[S]
    ) -> AsyncIterator[Received[S]]:
        """The file of an upload. Unless `keep` is called in a transaction that commits, nothing of it stays."""
        coming = self._admitted(caller, stream.announced)
        file_id = new_file_id()
        self._coming[file_id] = coming
        try:
            await self._check_space(caller.group_id)
            async with self._db.begin() as tx:
                await storage.insert_file(tx, file_id, caller.group_id, caller.user_id)
        except BaseException:
            del self._coming[file_id]
            raise
        is_certain = True
        try:
            yield await self._receive(file_id, stream, content_type, decoder)
        except DatabaseUnavailable:
            is_certain = False  # the commit may have happened: the sweep will know
            raise
        finally:
            del self._coming[file_id]
            if is_certain and file_id not in self._kept:
                await asyncio.shield(self._drop(file_id))
            self._kept.discard(file_id)

    async def keep(
        self,
        tx: Tx,
        info: FileInfo,
        group_id: int,
        chat_id: int,
        message_id: str,
        *,
        sent_at: datetime | None = None,
    ) -> None:
        """The file belongs to a message that this transaction stores. Refused when the group's space is used up.

        `sent_at`: of a message that is imported.
        """
        if not await storage.take_space(tx, group_id, info.size, self._space):
            raise self._no_space_left(await storage.get_space_taken(tx, group_id))
        if not await storage.keep_file(tx, info, chat_id, message_id, sent_at or tx.now):
            raise Conflict("The upload took too long. Send the file again.")
        tx.after_commit(lambda: self._kept.add(info.id))

    def _admitted(self, caller: Caller, announced: int | None) -> _Coming:
        """A place for one more upload. Each holds a connection and a file for as long as its client likes."""
        own = sum(1 for coming in self._coming.values() if coming.owner == _owner(caller))
        if own >= _MOST_OF_ONE or len(self._coming) >= _MOST_AT_ONCE:
            raise TooManyRequests(
                "Too many uploads at once. Send this one again when others are done.",
                headers={"Retry-After": "5"},
            )
        return _Coming(_owner(caller), self._limit if announced is None else min(announced, self._limit))

    async def _check_space(self, group_id: int) -> None:
        """Refuse before anything is read what cannot be stored, the other uploads that run considered."""
        async with self._db.read() as tx:
            taken = await storage.get_space_taken(tx, group_id)
        if self._space and taken >= self._space:
            raise self._no_space_left(taken)
        with store_faults():
            space = await self._store.space()
        expected = sum(coming.expected for coming in self._coming.values())
        if space is not None and space.free - expected < space.reserve:
            raise InsufficientStorage("The server's disk is almost full. Nothing was stored; tell its admin.")

    def _no_space_left(self, taken: int) -> TooLarge:
        return TooLarge(
            f"The files of this group may take {self._space} bytes together and take {taken} already. "
            "Delete some, or ask the admin for more space."
        )

    async def _receive(
        self, file_id: str, stream: BodyStream, content_type: str, decoder: BodyDecoder[S]
    ) -> Received[S]:
        info: FileInfo | None = None
        metadata: bytes | None = None
        fields: dict[str, str] = {}
        async for part in Upload(aiter(stream), content_type):
            if part.name == "file" or (part.name is None and part.file_name is not None):
                if info is not None:
                    raise BadRequest("Send one file in each call; this body has two parts named 'file'.")
                info = await self._store_part(file_id, part, stream.announced)
            elif part.name == "metadata" or (part.name is None and part.media_type == "application/json"):
                metadata = await part.read(_FIELD_LIMIT)  # scripts on Node leave its name out
            elif part.name in {"message", "client_id"}:
                fields[part.name] = _text(await part.read(_FIELD_LIMIT))
        if info is None:
            raise BadRequest("The body has no part named 'file'. Name it so in its Content-Disposition.")
        said = decoder.decode(metadata or msgspec.json.encode(fields), "application/json")
        return Received(await self._looked_at(info), said)

    async def _store_part(self, file_id: str, part: Part, announced: int | None) -> FileInfo:
        if announced is not None and not part.is_encoded and announced - _OVERHEAD > self._limit:
            raise self._too_large()
        head = bytearray()

        async def measured() -> AsyncIterator[bytes]:
            size = 0
            async for chunk in part.chunks():
                size += len(chunk)
                if size > self._limit:
                    raise self._too_large()
                if len(head) < HEAD:
                    head.extend(chunk[: HEAD - len(head)])
                yield chunk

        with store_faults():
            size = await self._store.write(data_key(file_id), measured())
        return FileInfo(file_id, shown_name(part.file_name), size, media_type_of(bytes(head)))

    def _too_large(self) -> TooLarge:
        return TooLarge(
            f"This file is too large: at most {self._limit} bytes ({self._limit >> 20} MB) are taken."
        )

    async def _looked_at(self, info: FileInfo) -> FileInfo:
        """With its measures and a likeness, if it is a picture that can be shown."""
        if info.type not in SAFE_PICTURES:
            return info
        key = data_key(info.id)
        source = self._store.path_of(key)
        if source is None and info.size > _MOST_PICTURE:
            return info
        with store_faults():
            made = await self._workshop.thumbnail(source or await read_all(self._store, key))
            if made is None:
                return info
            await self._store.write(thumb_key(info.id), one_chunk(made.data))
        return msgspec.structs.replace(
            info, width=made.source_width, height=made.source_height, has_thumb=True
        )

    async def _drop(self, file_id: str) -> None:
        """Remove what came of it. What cannot be removed now is left to the sweep."""
        try:
            await self._remove([file_id])
        except (StoreError, DatabaseUnavailable) as fault:
            log.warning("an upload could not be removed yet", file=file_id, reason=str(fault))

    async def _remove(self, file_ids: list[str]) -> None:
        keys = [key for file_id in file_ids for key in (data_key(file_id), thumb_key(file_id))]
        await self._store.delete(*keys)
        async with self._db.begin() as tx:
            await storage.delete_files(tx, file_ids)

    async def _sweep_for_ever(self) -> None:
        is_first = True
        while True:
            with suppress(StoreError, DatabaseUnavailable):  # the next round tries again
                await self.sweep(is_first=is_first)
                is_first = False
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_EVERY_S):
                    await self._wake.wait()
            self._wake.clear()

    async def sweep(self, *, is_first: bool = False) -> None:
        """Remove the data of files that were deleted, and of uploads that ended with their process.

        On the first look of the only process every upload without a message is such a one; later, and beside other
        processes, those that nobody has touched for two hours.
        """
        async with self._db.begin() as tx:
            await storage.note_coming(tx, list(self._coming))
            upto = to_micros(tx.now if is_first and self._is_alone else tx.now - _LOST_AFTER)
        await self._store.sweep(_LOST_AFTER.total_seconds())
        while True:
            async with self._db.read() as tx:
                left = await storage.list_left(tx, upto, _BATCH)
            gone = [file_id for file_id in left if file_id not in self._coming]
            if not gone:
                return
            await self._remove(gone)


def _owner(caller: Caller) -> str:
    return caller.rate_key if caller.user_id is None else f"user:{caller.user_id}"


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("A field of the form is not valid UTF-8.") from None
