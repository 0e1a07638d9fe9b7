"""Files in an S3-compatible store, through obstore (the extra `s3`); in memory for tests."""

from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
import obstore.exceptions
from obstore.store import MemoryStore, S3Store

from chinwag.files.store import NotStored, Space, StoreError, check_key

if TYPE_CHECKING:
    from obstore.store import ClientConfig, S3Config

_PART = 5 * 1_048_576
"""Bytes of one part of an upload: the least that S3 takes."""

_PARTS_AT_ONCE = 2
_READ_BLOCK = 1_048_576
"""Each block is a request of its own: one for the whole would time out when the reader is slow."""


class ObjectStore:
    """A bucket, or a folder in one. An upload becomes visible when it is whole; at most three parts are in memory."""

    def __init__(self, store: S3Store | MemoryStore) -> None:
        self._store = store

    async def write(self, key: str, chunks: AsyncIterator[bytes]) -> int:
        """See `FileStore`."""
        counted = _Counted(chunks)
        with _faults():
            await obstore.put_async(
                self._store,
                check_key(key),
                counted,
                use_multipart=True,
                chunk_size=_PART,
                max_concurrency=_PARTS_AT_ONCE,
            )
        return counted.size

    async def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncGenerator[bytes, None]:
        """See `FileStore`."""
        if end is None:
            end = await self.size(key)
            if end is None:
                raise NotStored
        while start < end:
            upto = min(start + _READ_BLOCK, end)
            with _faults():
                block = await obstore.get_range_async(self._store, key, start=start, end=upto)
            yield bytes(block)
            start = upto

    async def size(self, key: str) -> int | None:
        """See `FileStore`."""
        try:
            with _faults():
                return (await obstore.head_async(self._store, check_key(key)))["size"]
        except NotStored:
            return None

    async def delete(self, *keys: str) -> None:
        """See `FileStore`."""
        for key in keys:
            try:
                with _faults():
                    await obstore.delete_async(self._store, check_key(key))
            except NotStored:
                continue

    async def space(self) -> Space | None:
        """Nobody can say."""
        return None

    async def sweep(self, older_than_s: float) -> int:
        """Nothing to do: a rule of the bucket removes uploads that never ended (the guide says how)."""
        return 0

    def path_of(self, key: str) -> Path | None:
        """It is elsewhere."""
        return None


class _Counted:
    """Passes chunks on and counts their bytes."""

    def __init__(self, chunks: AsyncIterator[bytes]) -> None:
        self._chunks = chunks
        self.size = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._chunks:
            self.size += len(chunk)
            yield chunk


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise NotStored from None
    except (obstore.exceptions.BaseError, OSError) as error:
        raise StoreError(str(error)[:500]) from error


def memory_store() -> ObjectStore:
    """A store that is gone with the process."""
    return ObjectStore(MemoryStore())


def s3_store(bucket: str, folder: str, endpoint: str = "", region: str = "us-east-1") -> ObjectStore:
    """A bucket. Credentials come from the environment (AWS_ACCESS_KEY_ID ...) or the machine's role."""
    config: S3Config = {"region": region, "endpoint": endpoint} if endpoint else {"region": region}
    options: ClientConfig = {"allow_http": endpoint.startswith("http://")}
    return ObjectStore(S3Store(bucket, prefix=folder or None, config=config, client_options=options))
