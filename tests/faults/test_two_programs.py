"""A second server on the same data is refused; commands beside a running server are not, and it hears of them."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from tests.faults.wire import ask
from tests.faults.writers import Writers, check_kept, last_position, read_room
from tests.served import Serve, Served
from tests.services.server import free_port

pytestmark = pytest.mark.faults

ROOT = Path(__file__).resolve().parents[2]


async def test_a_second_server_on_the_same_data_is_refused_with_a_sentence(serve: Serve) -> None:
    served = serve()
    begun = time.monotonic()
    second = served.command("serve", "--port", str(free_port()))
    assert time.monotonic() - begun < 20
    assert second.code == 1
    assert "Another Chinwag server already uses" in second.stderr
    assert str(served.data) in second.stderr
    assert "Traceback" not in second.stderr
    assert second.stdout == ""
    assert (await ask(served.port, "GET", "/v2/room", served.token())).status == 200


async def test_a_server_that_was_killed_does_not_lock_its_successor_out(serve: Serve) -> None:
    served = serve()
    served.kill()
    served.start()
    assert served.stop() == 0
    served.start()


async def test_a_taken_port_is_refused_with_a_sentence_and_leaves_the_data_alone(
    serve: Serve, tmp_path: Path
) -> None:
    served = serve()
    other = Served(tmp_path / "other")
    done = other.command("serve", "--port", str(served.port))
    assert done.code == 1
    assert f"Cannot listen on 127.0.0.1 port {served.port}" in done.stderr
    assert "Traceback" not in done.stderr


async def test_the_demo_group_is_seeded_beside_a_running_server_and_works_at_once(
    serve: Serve, tmp_path: Path
) -> None:
    served = serve(tmp_path / "empty")
    assert (await ask(served.port, "GET", "/v2/room", {"Authorization": "Bearer " + "x" * 40})).status == 401
    first = served.command("demo", "--json")
    assert first.code == 0, first.stderr
    demo = json.loads(first.stdout)
    begun = time.monotonic()
    headers = {"Authorization": f"Bearer {demo['user_token']}"}
    while (answer := await ask(served.port, "GET", f"/v2/room/{demo['room_id']}", headers)).status != 200:
        assert time.monotonic() - begun < 10, answer.body
        await asyncio.sleep(0.05)
    assert answer.json()["name"] == demo["room"]
    assert json.loads(served.command("demo", "--json").stdout) == demo
    history = await ask(served.port, "GET", f"/v2/room/{demo['room_id']}/history/latest", headers)
    assert history.json()["items"]


async def test_what_a_program_beside_the_server_writes_arrives_live_and_between_the_others(
    serve: Serve,
) -> None:
    served = serve()
    before = await last_position(served)
    address = f"ws://127.0.0.1:{served.port}/api/live"
    async with connect(address, additional_headers=served.token(), max_queue=None) as live:
        await live.recv()
        async with Writers(served, 8) as writers:
            await writers.wait_for(20)
            arguments = [str(served.data), str(served.demo["room_id"]), "50"]
            done = await asyncio.to_thread(
                subprocess.run,
                [sys.executable, "-m", "tests.faults.intruder", *arguments],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert done.returncode == 0, done.stderr
        stored = await read_room(served, before)
        heard: list[str] = []
        async with asyncio.timeout(15):
            while len(heard) < len(stored):
                frame = json.loads(await live.recv())
                if frame["type"] == "message.sent":
                    heard.append(frame["message"]["body"])
    assert heard == [message["body"] for message in stored], "not in the order of the room"
    beside = [body for body in heard if body.startswith("beside")]
    assert beside == [f"beside {n}" for n in range(50)]
    assert writers.refused == []
    own = [
        {**message, "position": n} for n, message in enumerate(stored) if message["body"] not in set(beside)
    ]
    assert len(own) == len(writers.acknowledged)
    for n, message in enumerate(own):
        message["position"] = n + 1
    check_kept(own, writers)
