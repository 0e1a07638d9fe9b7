"""Add-ons as processes of their own beside a real server, and the admin who installs them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx

from tests.served import Served
from tests.services.server import free_port

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
_LIMIT_S = 60.0
T = TypeVar("T")


def soon(read: Callable[[], T | None], limit_s: float = _LIMIT_S) -> T:
    """What `read` gives as soon as it gives something."""
    ends = time.monotonic() + limit_s
    while (found := read()) is None:
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.05)
    return found


@dataclass(frozen=True, slots=True)
class Running:
    """An add-on that has been started."""

    url: str
    data: Path
    log: Path

    @property
    def descriptor_url(self) -> str:
        return f"{self.url}/atlassian-connect.json"

    def said(self) -> str:
        """What it printed."""
        return self.log.read_text()


@contextlib.contextmanager
def running(
    command: list[str], folder: Path, environment: dict[str, str] | None = None, *, port: int
) -> Iterator[Running]:
    """Start an add-on on that port of 127.0.0.1, wait until it answers, and kill it afterwards."""
    addon = Running(f"http://127.0.0.1:{port}", folder / f"{port}.json", folder / f"{port}.log")
    own = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    with addon.log.open("wb") as log:
        child = subprocess.Popen(
            command,
            cwd=folder,
            env={**own, "PYTHONUNBUFFERED": "1", **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            soon(lambda: _answers(child, addon))
            yield addon
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait(_LIMIT_S)


def _answers(child: subprocess.Popen[bytes], addon: Running) -> bool | None:
    assert child.poll() is None, f"the add-on ended: {addon.said()}"
    try:
        return httpx.get(addon.url, timeout=5).status_code < 500 or None
    except httpx.TransportError:
        return None


@contextlib.contextmanager
def example(name: str, served: Served, folder: Path, port: int | None = None) -> Iterator[Running]:
    """Start one of the example add-ons; again, with what it kept, on the same port."""
    port = port or free_port()
    runner = {"python_addon.py": sys.executable, "node_addon.mjs": "node"}[name]
    flags = ["--port", str(port), "--chat", served.url, "--data", str(folder / f"{port}.json")]
    with running([runner, str(EXAMPLES / name), *flags], folder, port=port) as addon:
        yield addon


class Admin:
    """The demo's admin in a browser: signed in, with the cookie and the mark of our own pages."""

    def __init__(self, served: Served, http: httpx.Client) -> None:
        self.served = served
        self.room_id: int = served.demo["room_id"]
        self._http = http
        self._csrf: str = http.get("/api/session").json()["csrf"]
        form = {"email": served.demo["admin_email"], "password": served.demo["admin_password"]}
        self._csrf = self.call("POST", "/api/session", form)["csrf"]

    def send(self, verb: str, path: str, body: object = None) -> httpx.Response:
        own = {"X-CSRF-Token": self._csrf, "Origin": self.served.url}
        return self._http.request(verb, path, json=body, headers=own)

    def call(self, verb: str, path: str, body: object = None) -> Any:
        answer = self.send(verb, path, body)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    def install(self, url: str, *, room: int | None = None) -> str:
        """Look at an add-on, allow what it asks for, install it; returns the oauthId."""
        place = {"url": url, "room": room}
        review = self.call("POST", "/api/addon/review", place)
        scopes = [scope["id"] for scope in review["scopes"]]
        oauth_id: str = self.call("POST", "/api/addon", {**place, "scopes": scopes})["addon"]["oauth_id"]
        return oauth_id

    def say(self, text: str, room_id: int | None = None) -> None:
        self.call("POST", f"/v2/room/{room_id or self.room_id}/message", {"message": text})

    def newest(self, room_id: int | None = None) -> dict[str, Any]:
        """The newest message of a room."""
        page = self.call("GET", f"/v2/room/{room_id or self.room_id}/history/latest?max-results=1")
        message: dict[str, Any] = page["items"][0]
        return message

    def notification(self, starts: str, room_id: int | None = None) -> dict[str, Any]:
        """Wait for the notification that begins so."""

        def read() -> dict[str, Any] | None:
            newest = self.newest(room_id)
            is_it = newest["type"] == "notification" and newest["message"].startswith(starts)
            return newest if is_it else None

        return soon(read)


@contextlib.contextmanager
def signed_in(served: Served) -> Iterator[Admin]:
    with httpx.Client(base_url=served.url, timeout=30) as http:
        yield Admin(served, http)
