"""Files in a folder of this machine. All that touches the disk runs in threads of its own."""

import asyncio
import errno
import os
import secrets
import shutil
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

from chinwag.files.store import BLOCK, NotStored, Space, StoreError, StoreFull, check_key

T = TypeVar("T")

_SYNC_EVERY = 8 * 1_048_576
"""Bytes after which a long write goes to the disk, so that its end does not hold up the database's commits."""

_THREADS = 4
COMING = ".coming"
"""The folder of what is being written: nothing in it is whole."""


class LocalStore:
    """A key `file/5f0c.../data` is the file `file/5f/5f0c.../data`. A write appears under its key at once and whole."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="files")

    async def write(self, key: str, chunks: AsyncIterator[bytes]) -> int:
        """See `FileStore`. Synced: what is stored survives power loss."""
        target = self._path(key)
        coming = _Coming(self._root / COMING / secrets.token_hex(16))
        try:
            await self._run(coming.open)
            block = bytearray()
            async for chunk in chunks:
                block += chunk
                if len(block) >= BLOCK:
                    await self._run(coming.write, bytes(block))
                    block.clear()
            await self._run(coming.write, bytes(block))
            await self._run(coming.publish, target)
        except BaseException:
            await asyncio.shield(self._run(coming.discard))
            raise
        return coming.size

    async def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncGenerator[bytes, None]:
        """See `FileStore`. A file that is deleted meanwhile is read to its end."""
        file = await self._run(_open_at, self._path(key), start)
        left = None if end is None else end - start
        try:
            while left is None or left > 0:
                block = await self._run(file.read, BLOCK if left is None else min(BLOCK, left))
                if not block:
                    return
                yield block
                left = None if left is None else left - len(block)
        finally:
            file.close()

    async def size(self, key: str) -> int | None:
        """See `FileStore`."""
        return await self._run(_size_of, self._path(key))

    async def delete(self, *keys: str) -> None:
        """See `FileStore`."""
        await self._run(_delete, [self._path(key) for key in keys])

    async def space(self) -> Space | None:
        """See `FileStore`."""
        return await self._run(self._space)

    async def sweep(self, older_than_s: float) -> int:
        """See `FileStore`."""
        return await self._run(self._sweep, older_than_s)

    def path_of(self, key: str) -> Path | None:
        """See `FileStore`."""
        return self._path(key)

    def _path(self, key: str) -> Path:
        kind, name, part = check_key(key).split("/")
        return self._root / kind / name[:2] / name / part

    async def _run(self, call: Callable[..., T], *arguments: object) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, call, *arguments)
        except FileNotFoundError:
            raise NotStored from None
        except OSError as error:
            is_full = error.errno in {errno.ENOSPC, errno.EDQUOT}
            raise (StoreFull if is_full else StoreError)(str(error)) from error

    def _space(self) -> Space:
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        usage = shutil.disk_usage(self._root)
        return Space(usage.free, usage.total)

    def _sweep(self, older_than_s: float) -> int:
        limit, removed = time.time() - older_than_s, 0
        folder = self._root / COMING
        for path in folder.iterdir() if folder.is_dir() else ():
            with suppress(FileNotFoundError):
                if path.stat().st_mtime <= limit:
                    path.unlink()
                    removed += 1
        return removed


class _Coming:
    """A file that is being written, under a name that nobody reads."""

    def __init__(self, path: Path) -> None:
        self.size = 0
        self._path = path
        self._file: BinaryIO | None = None
        self._synced = 0

    def open(self) -> None:
        _make_folders(self._path.parent)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(descriptor, "wb", buffering=0)

    def write(self, block: bytes) -> None:
        if self._file is None:
            raise RuntimeError("the file is not open")
        view = memoryview(block)
        while view:
            view = view[self._file.write(view) :]
        self.size += len(block)
        if self.size - self._synced >= _SYNC_EVERY:
            os.fsync(self._file.fileno())
            self._synced = self.size

    def publish(self, target: Path) -> None:
        """Under its name only when it is on the disk, and then the name, too."""
        if self._file is None:
            raise RuntimeError("the file is not open")
        os.fsync(self._file.fileno())
        self._file.close()
        _make_folders(target.parent)
        self._path.replace(target)
        _sync_folder(target.parent)

    def discard(self) -> None:
        if self._file is not None:
            self._file.close()
        self._path.unlink(missing_ok=True)


def _open_at(path: Path, start: int) -> BinaryIO:
    file = path.open("rb", buffering=0)
    file.seek(start)
    return file


def _size_of(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _delete(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
        with suppress(OSError):  # something else is in it, or it is gone
            path.parent.rmdir()


def _make_folders(folder: Path) -> None:
    """Make a folder and those above, each noted on the disk."""
    if folder.is_dir():
        return
    _make_folders(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
