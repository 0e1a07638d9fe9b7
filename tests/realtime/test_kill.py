"""A server that is killed and started again: what was acknowledged is heard, once."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.realtime.sockets import listening
from tests.services.server import free_port
from tests.world import new_world

pytestmark = [pytest.mark.faults, pytest.mark.slow]

_START = "import sys; from chinwag.cli.main import main; sys.argv[0] = 'chinwag'; main()"


@contextlib.asynccontextmanager
async def served(data: Path, port: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """`chinwag serve` as a process of its own, killed on leaving."""
    limits = {f"CHINWAG_{name}": "0" for name in ("RATE_LIMIT_USER", "RATE_LIMIT_ADDON", "FLOOD_LIMIT")}
    with (data / "serve.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _START, "serve", "--data", str(data), "--port", str(port)),
            env={**os.environ, **limits},
            stdout=log,
            stderr=log,
        )
    try:
        async with httpx.AsyncClient() as http, asyncio.timeout(30):
            while True:
                with contextlib.suppress(httpx.TransportError):
                    await http.get(f"http://127.0.0.1:{port}/api/health")
                    break
                assert process.returncode is None, (data / "serve.log").read_text()
                await asyncio.sleep(0.05)
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
            await process.wait()


async def test_messages_resent_over_a_kill_are_one_each_and_all_are_heard(tmp_path: Path) -> None:
    async with new_world(tmp_path) as world:
        room = await world.room("Deploys")
        token = await world.token()
    port, path = free_port(), f"/api/room/{room.id}/message"
    unsure: list[dict[str, str]] = []
    acknowledged: list[str] = []
    heard: list[str] = []
    cursor = 0
    for _ in range(3):
        async with (
            served(tmp_path, port) as process,
            listening(port, token, cursor=cursor) as socket,
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=token) as http,
        ):
            killing = asyncio.create_task(kill_after(process, acknowledged, len(acknowledged) + 50))
            number = len(acknowledged)
            try:
                while True:
                    body = (
                        unsure.pop() if unsure else {"message": f"m{number}", "client_id": f"id-{number:06}"}
                    )
                    unsure.append(body)
                    answer = await http.post(path, json=body)
                    assert answer.status_code in (200, 201), answer.text
                    acknowledged.append(unsure.pop()["message"])
                    number += 1
            except httpx.TransportError:
                await killing
            await socket.end()
            heard += messages(socket.frames)
            cursor = max([cursor, *(frame["cursor"] for frame in socket.frames if "cursor" in frame)])
    async with served(tmp_path, port), listening(port, token, cursor=cursor) as socket:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=token) as http:
            await http.post(path, json={"message": "last"})
        while "last" not in messages(socket.frames):
            await socket.receive()
        heard += messages(socket.frames)

    sent = [*acknowledged, *(body["message"] for body in unsure)]
    assert len(acknowledged) > 10
    assert heard[:-1] in (acknowledged, sent)


async def kill_after(process: asyncio.subprocess.Process, acknowledged: list[str], enough: int) -> None:
    async with asyncio.timeout(60):
        while len(acknowledged) < enough:
            await asyncio.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    await process.wait()


def messages(frames: list[dict[str, object]]) -> list[str]:
    found = [frame["message"] for frame in frames if frame["type"] == "message.sent"]
    return [message["body"] for message in found if isinstance(message, dict)]
