"""Every shell sample of the guide is run: here at one server, or by the test that is named."""

from __future__ import annotations

import json
import os
import re
import secrets
import shlex
import string
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.terminal import Terminal, opened
from tests.served import Serve, Served

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"
_BLOCK = re.compile(r"^```sh[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LIMIT_S = 30.0
POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
"""The key of RFC 8291's example, of which the guide shows the beginning."""

OUTSIDE = "chinwag addon install"
"""Fetches a descriptor from elsewhere: tests/examples/test_guide.py installs one that is here."""

HERE = {
    "admin.md": ("chinwag user add", "chinwag user invite", "printf"),
    "administration.md": ("curl",),
    "importing.md": ("chinwag addon create", "curl"),
    "moving-from-hipchat.md": ("chinwag token adopt",),
    "notifications.md": ("curl",),
    "scripts.md": ("token=",),
    "api-v1.md": ("chinwag token create", "curl"),
}
"""By page, how the blocks begin that are run here, in this order."""

ELSEWHERE = {
    "addons.md": {
        "chinwag addon install": "tests/cli/test_addon_install.py",
        "CHINWAG_OUTBOUND_ALLOW": "tests/examples/test_guide.py",
        "python3 examples": "tests/examples/test_guide.py",
    },
    "admin.md": {
        "python3 -m venv": "tests/packaging: a wheel in an environment of its own",
        "useradd": "needs root",
        "export CHINWAG_SMTP_URL": "tests/mail",
        "createdb": "tests/services",
    },
    "backup.md": {"/opt/chinwag": "tests/cli/test_guide.py", "pg_dump": "a program of PostgreSQL"},
    "files.md": {
        "curl": "tests/files/test_served.py",
        "echo": "tests/files/test_served.py",
        "pip": "tests/files",
    },
    "integrations.md": {"curl": "tests/cli/test_guide.py", "test": "tests/cli/test_guide.py"},
    "scaling.md": {"export CHINWAG_DATABASE_URL": "tests/services"},
    "scripts.md": {"make setup": "tests/scripts"},
    "webhooks.md": {"curl": "tests/webhooks", "chinwag webhook": "tests/cli/test_webhook.py"},
}
"""By page, how the other blocks begin, and what runs them or why nothing does."""


def blocks(page: str) -> list[str]:
    return _BLOCK.findall((GUIDE / page).read_text("utf-8"))


def is_of(block: str, beginnings: Iterable[str]) -> bool:
    return any(block.startswith(beginning) for beginning in beginnings)


@pytest.mark.parametrize("page", sorted(path.name for path in GUIDE.glob("*.md")))
def test_every_sample_is_run_somewhere(page: str) -> None:
    known = [*HERE.get(page, ()), *ELSEWHERE.get(page, {})]

    assert [block for block in blocks(page) if not is_of(block, known)] == []
    assert [words for words in known if not any(block.startswith(words) for block in blocks(page))] == []


@pytest.mark.slow
def test_every_sample_for_a_running_server_works_at_one(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve()
    with opened(tmp_path, monkeypatch, public_url=server.url) as terminal:
        terminal.data = server.data
        reader = Reader(server, terminal)
        for page, beginnings in HERE.items():
            reader.token = server.demo["v1_notification_token" if page == "api-v1.md" else "admin_token"]
            for block in blocks(page):
                if is_of(block, beginnings):
                    reader.run(block)


def _old_token(line: str) -> str:
    """A token as HipChat made it for that API: what a command that adopts one reads."""
    letters, length = (
        (string.hexdigits[:16], 30) if "--v1" in line else (string.ascii_letters + string.digits, 40)
    )
    return "".join(secrets.choice(letters) for _ in range(length))


class Reader:
    """Somebody who pastes the samples one after the other, and minds what they print."""

    def __init__(self, server: Served, terminal: Terminal) -> None:
        self.token = ""
        self.printed = ""
        self._server = server
        self._terminal = terminal
        Image.new("RGB", (200, 200), "teal").save("ada.jpg")
        Image.new("P", (30, 30)).save("shipit.gif")
        Path("demo.json").write_text(json.dumps(server.demo))

    def run(self, block: str) -> None:
        """`chinwag` inside this process, which is quicker; all else in a shell."""
        shell = ['curl() { command curl -sS --fail-with-body "$@"; }']
        for line in self._put_in_place(block).replace("\\\n", " ").splitlines():
            if not line.startswith("chinwag "):
                shell.append(line)
            elif not line.startswith(OUTSIDE):
                said = self._terminal.run(*shlex.split(line, comments=True)[1:], typed=_old_token(line))
                assert said.code == 0, f"{line}\n{said.err}"
                self.printed += said.out
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", "\n".join(shell)],
            env={**os.environ, **self._variables()},
            capture_output=True,
            text=True,
            check=False,
            timeout=_LIMIT_S,
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
        self.printed += done.stdout

    def _put_in_place(self, block: str) -> str:
        own = {
            "https://chat.example.com": self._server.url,
            "http://127.0.0.1:8000": self._server.url,
            "Deploys": "Berths",  # the demo group has a room «Deploys», with newer messages than those to import
            "revoke 12": f"revoke {self._terminal.run('token', 'list', '--json').json[-1]['id']}",
            "BCVx…": POINT,
            "BTBZ…": "A" * 22,
        }
        if not block.startswith("chinwag user add"):  # that one adds ada, and deactivates her
            own["ada@example.com"] = self._server.demo["user_email"]
        return re.sub("|".join(map(re.escape, own)), lambda found: own[found[0]], block)

    def _variables(self) -> dict[str, str]:
        return {
            "TOKEN": self.token,
            "OAUTH_ID": self._newest(r"OAuth id +(\S+)"),
            "OAUTH_SECRET": self._newest(r"OAuth secret +(\S+)"),
            "IMPORT_TOKEN": self._newest(r'"access_token": ?"(\w+)"'),
        }

    def _newest(self, pattern: str) -> str:
        found: list[str] = re.findall(pattern, self.printed)
        return found[-1] if found else ""
