"""Pictures under the real server: its event loop, its limits on bodies, and how its children end with it."""

import base64
import json
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.pictures.samples import opened, picture
from tests.served import Serve, Served

pytestmark = pytest.mark.slow


def children_of(pid: int) -> list[int]:
    """The processes that the server started."""
    found = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in found for child in path.read_text().split()]


def put(served: Served, data: bytes) -> int:
    body = json.dumps({"photo": base64.b64encode(data).decode()}).encode()
    headers = {**served.token(), "Content-Type": "application/json"}
    request = urllib.request.Request(f"{served.url}/v2/user/1/photo", body, headers, method="PUT")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def gone(pids: list[int]) -> bool:
    """Whether these processes end within some seconds."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.02)
    return False


def test_a_large_photo_goes_through_the_real_server(serve: Serve) -> None:
    served = serve()
    assert children_of(served.pid) == [], "no child before the first picture"
    assert put(served, picture("PNG", (1400, 1400), compress_level=0)) == 204
    assert 1 <= len(children_of(served.pid)) <= 2
    request = urllib.request.Request(f"{served.url}/v2/user/1/photo/small", headers=served.token())
    with urllib.request.urlopen(request, timeout=30) as answer:  # follows the redirect
        assert answer.headers["content-type"] == "image/png"
        assert opened(answer.read()).size == (125, 125)
    assert put(served, b"x" * (7 * 1_048_576)) == 413


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_no_child_outlives_the_server(serve: Serve, how: str) -> None:
    served = serve()
    assert put(served, picture()) == 204
    children = children_of(served.pid)
    assert children
    getattr(served, how)()
    assert gone(children)
