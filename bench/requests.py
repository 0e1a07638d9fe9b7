"""The requests that are measured."""

import json
from collections.abc import Callable

from bench.client import build
from bench.servers import Server

_TEXT = (
    "build {:08d} of project alpha <b>finished</b>: 412 tests passed, 0 failed, coverage 87.3%, took 3m42s."
)


def headers(server: Server) -> dict[str, str]:
    """The headers of a call with a body."""
    return {"Authorization": f"Bearer {server.token}", "Content-Type": "application/json"}


def notification(server: Server, room: int | None = None) -> Callable[[int], bytes]:
    """Numbered notifications of about a hundred characters."""
    path = f"/v2/room/{room or server.room}/notification"

    def make(number: int) -> bytes:
        body = {"message": _TEXT.format(number), "message_format": "html", "color": "green", "notify": False}
        return build("POST", path, headers(server), json.dumps(body).encode())

    return make


def get(server: Server, path: str) -> Callable[[int], bytes]:
    """The same GET each time."""
    raw = build("GET", path, headers(server))
    return lambda _: raw
