"""Uploads over real connections: memory stays flat, clients get to read why they are refused, others feel nothing."""

import asyncio
import contextlib
import http.client
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.faults.wire import ask, head
from tests.files.uploads import RELATED, body_of
from tests.served import Serve, Served

# Processes of their own: not for the inner loop.
pytestmark = pytest.mark.slow

MB = 1_048_576
CHUNK = bytes(range(256)) * 1024


def path_of(served: Served) -> str:
    return f"/v2/room/{served.demo['room_id']}/share/file"


def big_body(size: int) -> Iterator[bytes]:
    """An upload of `size` bytes, made as it is sent."""
    start, _, end = body_of(b"--here--", "big.bin").partition(b"--here--")
    yield start
    for _ in range(size // len(CHUNK)):
        yield CHUNK
    yield end


def length_of(size: int) -> int:
    return size + len(body_of(b"", "big.bin"))


def memory_of(served: Served) -> int:
    """KiB in memory of the server itself and of its children."""
    found = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            text = status.read_text()
            is_own = f"\nPid:\t{served.pid}\n" in text or f"\nPPid:\t{served.pid}\n" in text
            resident = re.search(r"VmRSS:\s+(\d+)", text)
            found += int(resident[1]) if is_own and resident else 0
    return found


def upload(served: Served, size: int, *, chunked: bool = False) -> tuple[int, bytes]:
    """Send without looking whether the server has answered already, as most clients do."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    headers = {**served.token("admin_token"), **RELATED}
    headers |= {"Transfer-Encoding": "chunked"} if chunked else {"Content-Length": str(length_of(size))}
    with contextlib.closing(connection):
        connection.request("POST", path_of(served), big_body(size), headers, encode_chunked=chunked)
        answer = connection.getresponse()
        return answer.status, answer.read()


def newest(served: Served) -> dict[str, Any]:
    answer = httpx.get(
        f"{served.url}/v2/room/{served.demo['room_id']}/history/latest", headers=served.token("admin_token")
    )
    entry: dict[str, Any] = answer.json()["items"][-1]
    return entry


@pytest.mark.slow
@pytest.mark.quiet
async def test_a_large_upload_and_its_download_need_no_memory(serve: Serve, record_property: Any) -> None:
    served = serve(upload_limit=300 * MB)
    size = 200 * MB
    await asyncio.to_thread(upload, served, MB)  # what is loaded at the first one
    idle, most = memory_of(served), 0
    sending = asyncio.create_task(asyncio.to_thread(upload, served, size))
    while not sending.done():
        most = max(most, memory_of(served))
        await asyncio.sleep(0.05)
    assert sending.result() == (204, b"")
    file = newest(served)["file"]
    assert file["size"] == size
    received = 0
    async with httpx.AsyncClient() as client, client.stream("GET", file["url"]) as answer:
        async for chunk in answer.aiter_bytes():
            if received % (8 * MB) < len(chunk):
                most = max(most, memory_of(served))
                assert chunk == (CHUNK * (len(chunk) // len(CHUNK) + 2))[received % 256 :][: len(chunk)]
            received += len(chunk)
    assert received == size
    record_property("idle_kib", idle)
    record_property("most_kib", most)
    assert most - idle < 30 * 1024


@pytest.mark.slow
@pytest.mark.quiet
async def test_a_large_upload_to_s3_needs_a_few_parts(
    serve: Serve, bucket: str, record_property: Any
) -> None:
    served = serve(upload_limit=300 * MB, storage_url=f"s3://chinwag/served?endpoint={bucket}")
    await asyncio.to_thread(upload, served, 6 * MB)
    idle, most = memory_of(served), 0
    sending = asyncio.create_task(asyncio.to_thread(upload, served, 100 * MB))
    while not sending.done():
        most = max(most, memory_of(served))
        await asyncio.sleep(0.05)
    assert sending.result() == (204, b"")
    answer = httpx.get(newest(served)["file"]["url"], headers={"Range": "bytes=52428000-52430000"})
    assert answer.content == (CHUNK * 2)[52_428_000 % 256 :][:2001]
    record_property("idle_kib", idle)
    record_property("most_kib", most)
    assert most - idle < 40 * 1024


@pytest.mark.slow
@pytest.mark.quiet
async def test_others_do_not_feel_an_upload(serve: Serve, record_property: Any) -> None:
    served = serve(upload_limit=300 * MB)
    path = f"/v2/room/{served.demo['room_id']}/notification"

    async def post() -> float:
        begun = time.perf_counter()
        answer = await ask(served.port, "POST", path, served.token("room_token"), json={"message": "x"})
        assert answer.status == 204
        return time.perf_counter() - begun

    calm = sorted([await post() for _ in range(60)])[-3]
    sending = asyncio.create_task(asyncio.to_thread(upload, served, 200 * MB))
    times = []
    while not sending.done():
        times.append(await post())
        await asyncio.sleep(0.01)
    assert sending.result() == (204, b"")
    busy = sorted(times)[int(len(times) * 0.95)]
    record_property("calm_ms", round(calm * 1000, 1))
    record_property("busy_ms", round(busy * 1000, 1))
    assert busy < max(10 * calm, 0.25)


@pytest.mark.parametrize("chunked", [False, True])
def test_a_client_that_sends_on_gets_to_read_the_refusal(serve: Serve, chunked: bool) -> None:
    served = serve(upload_limit=MB)
    begun = time.monotonic()
    status, body = upload(served, 60 * MB, chunked=chunked)
    assert status == 413
    assert b"at most" in body
    assert time.monotonic() - begun < 10
    assert left(served) == []


def test_a_client_that_asks_first_need_not_send(serve: Serve) -> None:
    served = serve(upload_limit=MB)
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
        headers = {**served.token("admin_token"), **RELATED, "Expect": "100-continue"}
        connection.sendall(head("POST", path_of(served), headers, 10**9, is_json=False))
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")


async def test_a_broken_line_leaves_nothing(serve: Serve) -> None:
    served = serve()
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    headers = {**served.token("admin_token"), **RELATED}
    writer.write(head("POST", path_of(served), headers, length_of(40 * MB), is_json=False))
    for chunk in list(big_body(10 * MB)):
        writer.write(chunk)
        await writer.drain()
    await until(lambda: len(left(served)) == 1)
    writer.close()
    await until(lambda: left(served) == [])
    assert (await ask(served.port, "GET", "/api/health")).status == 200
    del reader


async def test_a_kill_in_the_middle_leaves_nothing_after_the_next_start(serve: Serve) -> None:
    served = serve()
    _, writer = await asyncio.open_connection("127.0.0.1", served.port)
    headers = {**served.token("admin_token"), **RELATED}
    writer.write(head("POST", path_of(served), headers, length_of(40 * MB), is_json=False))
    for chunk in list(big_body(10 * MB)):
        writer.write(chunk)
        await writer.drain()
    await until(lambda: len(left(served)) == 1)
    served.kill()
    writer.close()
    assert len(left(served)) == 1
    served.start()
    await until(lambda: left(served) == [])


async def test_a_stop_waits_for_no_upload_that_hangs(serve: Serve) -> None:
    served = serve()
    _, writer = await asyncio.open_connection("127.0.0.1", served.port)
    headers = {**served.token("admin_token"), **RELATED}
    writer.write(
        head("POST", path_of(served), headers, length_of(40 * MB), is_json=False) + next(big_body(1))
    )
    await writer.drain()
    await asyncio.sleep(0.3)
    begun = time.monotonic()
    await asyncio.to_thread(served.stop)
    assert time.monotonic() - begun < 12
    writer.close()
    served.start()
    await until(lambda: left(served) == [])


def left(served: Served) -> list[Path]:
    """Files of uploads in the data folder, whole or not."""
    return [path for path in (served.data / "files").rglob("*") if path.is_file()]


async def until(is_so: Any) -> None:
    async with asyncio.timeout(15):
        while not is_so():
            await asyncio.sleep(0.02)


def test_many_uploads_at_once_all_come_back(serve: Serve) -> None:
    served = serve()
    contents = [os.urandom(300_000) for _ in range(16)]

    async def all_of_them() -> list[httpx.Response]:
        async with httpx.AsyncClient(timeout=60) as client:
            headers = {**served.token("admin_token"), **RELATED}
            calls = [
                client.post(
                    served.url + path_of(served), content=body_of(content, f"{at}.bin"), headers=headers
                )
                for at, content in enumerate(contents)
            ]
            assert [answer.status_code for answer in await asyncio.gather(*calls)] == [204] * 16
            history = await client.get(
                f"{served.url}/v2/room/{served.demo['room_id']}/history/latest",
                headers=served.token("admin_token"),
            )
            items = [item for item in history.json()["items"] if "file" in item][-16:]
            items.sort(key=lambda item: int(item["file"]["name"].partition(".")[0]))
            return list(await asyncio.gather(*(client.get(item["file"]["url"]) for item in items)))

    assert [answer.content for answer in asyncio.run(all_of_them())] == contents


def test_the_samples_of_the_guide_run(serve: Serve) -> None:
    served = serve()
    page = (Path(__file__).parents[2] / "docs" / "guide" / "files.md").read_text("utf-8")
    samples = [block.group(1) for block in re.finditer(r"^```sh\n(curl.*?|echo.*?)^```$", page, re.M | re.S)]
    assert len(samples) == 2
    environment = {**os.environ, "CHAT": served.url, "MY_TOKEN": served.demo["user_token"]}
    for sample in samples:
        done = subprocess.run(["bash", "-ec", sample], env=environment, capture_output=True, timeout=30)
        assert done.returncode == 0, done.stderr
    answer = httpx.get(
        f"{served.url}/v2/room/Engine%20Room/history/latest", headers=served.token("admin_token")
    )
    entries = answer.json()["items"][-2:]
    assert [(entry["message"], entry["file"]["name"]) for entry in entries] == [
        ("The log of build 7", "build.log")
    ] * 2
    fetched = [httpx.get(entry["file"]["url"]).text.strip() for entry in entries]
    assert fetched == ["all is well"] * 2
