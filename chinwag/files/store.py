"""Where the bytes of files and pictures lie: a folder of this machine, or an S3-compatible store.

Keys are made by us, never from names that people chose: `file/<id>/data`, `picture/<key>/small`. What stands under
a key is whole: a write that breaks off, whatever the reason, leaves nothing.
"""

import re
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

BLOCK = 262_144
"""Bytes that are read or written at a time."""

FOLDER = "files"
"""Where they lie in the data folder, unless `storage_url` names a bucket."""

_KEY = re.compile(r"[a-z]+/[A-Za-z0-9_-]{8,64}/[a-z]+", re.ASCII)
_GIB = 1_073_741_824


class StoreError(Exception):
    """The store cannot do it now; str() is for the log."""


class StoreFull(StoreError):
    """There is no space left."""


class NotStored(Exception):
    """Nothing lies under this key."""


@dataclass(frozen=True, slots=True)
class Space:
    """What is left of a disk, in bytes."""

    free: int
    total: int

    @property
    def reserve(self) -> int:
        """What files leave to the database: 1 GiB, or 2 % of a disk smaller than 50 GiB."""
        return min(_GIB, self.total // 50)


class FileStore(Protocol):
    """A store. `StoreError` when it is away, `StoreFull` when it is full."""

    async def write(self, key: str, chunks: AsyncIterator[bytes]) -> int:
        """Store what comes, and say how much it was. Faults of `chunks` come through; then nothing is stored."""

    def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncGenerator[bytes, None]:
        """The bytes from `start` up to but not including `end`, which is in the file. `NotStored` at the first step."""

    async def size(self, key: str) -> int | None:
        """Bytes under a key; None when there is nothing."""

    async def delete(self, *keys: str) -> None:
        """Remove what lies under these keys, if anything."""

    async def space(self) -> Space | None:
        """What is left; None where nobody can say."""

    async def sweep(self, older_than_s: float) -> int:
        """Remove what writes left behind that never ended, because the process was killed. Says how many."""

    def path_of(self, key: str) -> Path | None:
        """The file on this machine that holds a key; None when it is elsewhere."""


async def one_chunk(data: bytes) -> AsyncIterator[bytes]:
    """Bytes in hand, as `FileStore.write` takes them."""
    yield data


async def read_all(store: FileStore, key: str) -> bytes:
    """Everything under a key, for what is known to be small."""
    return b"".join([chunk async for chunk in store.read(key)])


def check_key(key: str) -> str:
    """The key; ValueError for one that is not of our making."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"not a key of the store: {key!r}")
    return key


def open_store(storage_url: str, data: Path) -> FileStore:
    """The store that `storage_url` names; empty = a folder of the data folder. ValueError as `read_storage_url`."""
    if not storage_url:
        from chinwag.files.local_store import LocalStore

        return LocalStore(data / FOLDER)
    bucket, folder, options = read_storage_url(storage_url)
    from chinwag.files.object_store import memory_store, s3_store  # the extra `s3` may be absent

    return s3_store(bucket, folder, **options) if bucket else memory_store()


def read_storage_url(storage_url: str) -> tuple[str, str, dict[str, str]]:
    """Bucket, folder and options of `s3://bucket/folder?endpoint=...&region=...`; no bucket for `memory://` (tests).

    ValueError says what is wrong.
    """
    parts = urlsplit(storage_url)
    if parts.scheme not in {"s3", "memory"} or (parts.scheme == "s3" and not parts.hostname):
        raise ValueError("it is s3://bucket/folder, or empty for the data folder")
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    unknown = options.keys() - {"endpoint", "region"}
    if unknown:
        raise ValueError(f"it knows endpoint and region, not {', '.join(sorted(unknown))}")
    if parts.username or parts.password:
        raise ValueError("it holds no credentials: put them into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
    return (parts.netloc if parts.scheme == "s3" else ""), parts.path.strip("/"), options
