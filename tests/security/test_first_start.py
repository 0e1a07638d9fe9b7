"""A fresh server has no password that anybody could guess; its one way in is told on the console and nowhere else."""

from __future__ import annotations

import json
import re
import sqlite3
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.served import Serve, Served

# A process of its own: not for the inner loop.
pytestmark = pytest.mark.slow

GUESSES = ("admin", "password", "chinwag", "changeme", "", "root", "123456")


def links(served: Served) -> list[str]:
    """The one-time links on the console since the first start."""
    return re.findall(r"/setup/(\w+)", served.log.read_text())


def call(served: Served, method: str, path: str, body: object = None) -> int:
    """The answer to a request without any credential."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        f"{served.url}{path}", data, {"Content-Type": "application/json"}, method=method
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def test_the_only_way_in_is_the_link_on_the_console(serve: Serve, tmp_path: Path) -> None:
    served = serve(tmp_path / "fresh")
    (secret,) = links(served)
    assert len(secret) >= 22, "at least 128 bits of letters and digits"

    with sqlite3.connect(served.data / "chinwag.db") as database:
        assert database.execute("SELECT count(*) FROM users").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM tokens").fetchone() == (0,)
    kept = b"".join(path.read_bytes() for path in served.data.rglob("*") if path.is_file())
    assert secret.encode() not in kept
    assert served.data.stat().st_mode & 0o077 == 0

    for name in ("admin", "admin@example.com", "root"):
        for guess in GUESSES:
            form = {"grant_type": "password", "username": name, "password": guess}
            assert call(served, "POST", "/v2/oauth/token", form) in {400, 401, 429}
    for token in ("admin", "x" * 40, "default", secret):
        assert call(served, "GET", f"/v2/room?auth_token={token}") == 401

    person = {"name": "Ada Quist", "email": "ada@example.com", "password": "correct horse battery"}
    assert call(served, "GET", f"/api/setup/{secret}") == 200
    assert call(served, "POST", f"/api/setup/{secret}", person) == 200
    assert call(served, "POST", f"/api/setup/{secret}", person) == 404
    assert call(served, "GET", f"/api/setup/{secret}") == 404
    served.stop()
    served.start()
    assert links(served) == [secret], "no second link once there is an admin"
