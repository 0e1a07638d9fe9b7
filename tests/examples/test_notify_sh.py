"""The example for scripts: a room token, curl or wget, and texts as programs print them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.examples.running import EXAMPLES
from tests.served import Serve, Served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
NASTY = 'tab\there, "quoted" \\back\\slash\nsecond line\n\x1b[31mred\x1b[0m 50% & <b>é 火 $HOME `id`'
CLEAN = NASTY.replace("\x1b", "")


@pytest.fixture
def served(serve: Serve) -> Served:
    return serve()


def run(
    served: Served, *arguments: str, path: str | None = None, **changed: str
) -> subprocess.CompletedProcess[str]:
    own = {
        "CHAT": served.url + "/",
        "ROOM": served.demo["room"],
        "TOKEN": served.demo["room_token"],
        **changed,
    }
    environment = {"PATH": path or os.environ["PATH"], "LANG": "C.UTF-8", **own}
    command = ["/bin/sh", str(EXAMPLES / "notify.sh"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def newest(served: Served) -> dict[str, Any]:
    path = f"/v2/room/{served.demo['room_id']}/history/latest?max-results=1"
    answer = httpx.get(served.url + path, headers=served.token(), timeout=10)
    message: dict[str, Any] = answer.json()["items"][0]
    return message


def only(folder: Path, *programs: str) -> str:
    """A PATH with these programs and what the script's own lines need."""
    folder.mkdir()
    for name in (*programs, "tr", "awk", "od", "sed", "date", "mktemp", "rm", "cat"):
        found = shutil.which(name)
        assert found, name
        (folder / name).symlink_to(found)
    return str(folder)


@pytest.mark.parametrize("program", ["curl", "wget"])
def test_green_red_and_a_card_arrive_to_the_letter(served: Served, tmp_path: Path, program: str) -> None:
    path = only(tmp_path / "bin", program)
    for colour in ("green", "red"):
        done = run(served, colour, NASTY, path=path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        told = newest(served)
        assert (told["color"], told["message"], told["message_format"]) == (colour, CLEAN, "text")
    assert (
        run(served, "card", 'Build "17"', "https://ci.example.com/17", "42 tests", path=path).returncode == 0
    )
    card = json.loads(newest(served)["card"])
    assert (card["title"], card["url"]) == ('Build "17"', "https://ci.example.com/17")
    assert card["description"]["value"] == "42 tests"


@pytest.mark.parametrize("program", ["curl", "wget"])
def test_it_fails_and_says_why(served: Served, tmp_path: Path, program: str) -> None:
    path = only(tmp_path / "bin", program)
    refused = run(served, "green", "x", path=path, TOKEN="f" * 40)
    assert refused.returncode != 0
    said = refused.stdout + refused.stderr
    assert "401" in said or "Authentication Failed" in said  # in curl's words, and in wget's
    assert run(served, "green", "x", path=path, CHAT="http://127.0.0.1:9").returncode != 0
    assert run(served, "green", path=path).returncode == 64
    assert run(served, "green", "x", path=path, TOKEN="").returncode == 64


def test_the_room_may_have_any_name(served: Served) -> None:
    name = "Öl & Docht / 50%"
    made = httpx.post(served.url + "/v2/room", json={"name": name}, headers=served.token(), timeout=10)
    assert made.status_code == 201, made.text
    assert run(served, "green", "lit", ROOM=name, TOKEN=served.demo["admin_token"]).returncode == 0


def test_the_token_stands_in_no_argument(served: Served, tmp_path: Path) -> None:
    """Arguments of programs can be read by everybody on the machine."""
    path = only(tmp_path / "bin")
    spy = tmp_path / "bin" / "curl"
    spy.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/arguments\n')
    spy.chmod(0o755)
    assert run(served, "green", "x", path=path).returncode == 0
    assert served.demo["room_token"] not in (tmp_path / "arguments").read_text()
