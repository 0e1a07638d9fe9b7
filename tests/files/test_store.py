"""The store: what is written comes back, what breaks off leaves nothing; in a folder, in memory and on an S3 server."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chinwag.files.store import FileStore, NotStored, StoreError, one_chunk, open_store, read_all

KEY = "file/0123456789abcdef0123456789abcdef/data"
OTHER = "picture/fedcba9876543210fedcba9876543210/small"


@pytest.fixture(params=["folder", "memory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    if request.param == "s3":
        endpoint = request.getfixturevalue("bucket")
        folder = tempfile.mkdtemp(dir=tmp_path).rpartition("/")[2]
        return open_store(f"s3://chinwag/{folder}?endpoint={endpoint}&region=us-east-1", tmp_path)
    return open_store("" if request.param == "folder" else "memory://", tmp_path)


async def pieces(data: bytes, step: int, fault: Exception | None = None) -> AsyncIterator[bytes]:
    for at in range(0, len(data), step):
        yield data[at : at + step]
        await asyncio.sleep(0)
    if fault is not None:
        raise fault


@pytest.mark.parametrize("length", [0, 1, 262_144, 11_000_000])
async def test_what_is_written_comes_back(store: FileStore, length: int) -> None:
    data = os.urandom(length)
    assert await store.write(KEY, pieces(data, 100_001)) == length
    assert await store.size(KEY) == length
    assert await read_all(store, KEY) == data


async def test_a_part_is_read_without_the_rest(store: FileStore) -> None:
    data = os.urandom(3_000_000)
    await store.write(KEY, one_chunk(data))
    for start, end in ((0, 10), (5, 2_500_000), (2_999_999, None), (1_000, 1_000), (7, 3_000_000)):
        found = b"".join([chunk async for chunk in store.read(KEY, start, end)])
        assert found == data[start:end]


@pytest.mark.parametrize("length", [0, 100_000, 12_000_000])
async def test_a_write_that_breaks_off_leaves_nothing(store: FileStore, length: int, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        await store.write(KEY, pieces(bytes(length), 500_000, ZeroDivisionError()))
    assert await store.size(KEY) is None
    with pytest.raises(NotStored):
        await read_all(store, KEY)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


async def test_a_write_that_is_cancelled_leaves_nothing(tmp_path: Path) -> None:
    store = open_store("", tmp_path)

    async def forever() -> AsyncIterator[bytes]:
        while True:
            yield bytes(300_000)
            await asyncio.sleep(0)

    task = asyncio.create_task(store.write(KEY, forever()))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


async def test_a_later_write_replaces_the_earlier(store: FileStore) -> None:
    await store.write(KEY, one_chunk(b"one"))
    await store.write(KEY, one_chunk(b"three"))
    assert await read_all(store, KEY) == b"three"


async def test_deleting_takes_what_is_there(store: FileStore) -> None:
    await store.write(KEY, one_chunk(b"x"))
    await store.write(OTHER, one_chunk(b"y"))
    await store.delete(KEY, "file/never-was-here/data")
    assert (await store.size(KEY), await store.size(OTHER)) == (None, 1)
    await store.delete(KEY)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "file",
        "../../etc/passwd",
        "file/../../etc/passwd",
        "/etc/passwd",
        "file/ab/data",
        "file/0123456789/../x",
    ],
)
async def test_no_other_keys_are_taken(store: FileStore, key: str) -> None:
    for call in (store.size(key), store.delete(key), store.write(key, one_chunk(b"x")), read_all(store, key)):
        with pytest.raises(ValueError, match="not a key"):
            await call


async def test_what_a_killed_server_left_is_swept(tmp_path: Path) -> None:
    store = open_store("", tmp_path)
    await store.write(KEY, one_chunk(b"x"))
    left = tmp_path / "files" / ".coming" / "left"
    left.write_bytes(b"half")
    assert await store.sweep(older_than_s=3600) == 0
    os.utime(left, (1_000_000, 1_000_000))
    assert await store.sweep(older_than_s=3600) == 1
    assert not left.exists()
    assert await store.size(KEY) == 1


async def test_files_are_for_the_server_alone(tmp_path: Path) -> None:
    store = open_store("", tmp_path)
    await store.write(KEY, one_chunk(b"x"))
    path = store.path_of(KEY)
    assert path is not None
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "url", ["http://x/y", "s3://", "s3:///x", "s3://bucket/x?key=1", "/var/files", "s3://id:key@bucket/x"]
)
def test_a_wrong_storage_url_is_told(tmp_path: Path, url: str) -> None:
    with pytest.raises(ValueError, match="it "):
        open_store(url, tmp_path)


async def test_a_store_that_is_away_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "quay")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "side")
    store = open_store("s3://chinwag?endpoint=http://127.0.0.1:9", tmp_path)
    with pytest.raises(StoreError):
        await store.write(KEY, one_chunk(b"x"))
