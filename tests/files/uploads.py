"""What the tests of files share: bodies of uploads, and pictures."""

import base64
import io
import json
from typing import Any

import httpx
from PIL import Image

from tests.world import MadeRoom, MadeUser, World

RELATED = {"Content-Type": "multipart/related; boundary=B"}
_METADATA = (
    "--B\r\nContent-Type: application/json; charset=UTF-8\r\n"
    'Content-Disposition: attachment; name="metadata"\r\n\r\n'
)


def body_of(
    content: bytes,
    name: str = "x.bin",
    *,
    message: str | None = None,
    metadata: object = None,
    media_type: str = "application/octet-stream",
) -> bytes:
    """An upload as HipChat's web client sends it."""
    said = {"message": message} if metadata is None and message is not None else metadata
    head = "" if said is None else _METADATA + json.dumps(said) + "\r\n"
    head += f'--B\r\nContent-Type: {media_type}\r\nContent-Disposition: attachment; name="file"; '
    head += f'filename="{name}"\r\n\r\n'
    return head.encode() + content + b"\r\n--B--\r\n"


def sloppy_body(content: bytes, name: str = "x.bin", message: str = "hello") -> bytes:
    """As hipchat-go sends it: bare LF, base64 on one line, no quotes, no semicolon, no last `--`."""
    return (
        b'--B\nContent-Type: application/json; charset=UTF-8\nContent-Disposition: attachment; name="metadata"\n\n'
        + f'{{"message": "{message}"}}\n\n--B\nContent-Type: image/png charset=UTF-8\n'.encode()
        + f"Content-Transfer-Encoding: base64\nContent-Disposition: attachment; name=file; filename={name}\n\n".encode()
        + base64.b64encode(content)
        + b"\n--B\n"
    )


def picture(width: int = 800, height: int = 600, kind: str = "PNG") -> bytes:
    """A picture of its own."""
    made = io.BytesIO()
    Image.new("RGB", (width, height), (30, 120, 200)).save(made, kind)
    return made.getvalue()


async def share(
    world: World,
    room: MadeRoom,
    content: bytes,
    name: str = "x.bin",
    user: MadeUser | None = None,
    **more: Any,
) -> dict[str, Any]:
    """Share a file in a room; the entry of the history."""
    headers = {**await world.token(user), **RELATED}
    body = body_of(content, name, **more)
    answer = await world.http.post(f"/v2/room/{room.id}/share/file", content=body, headers=headers)
    assert (answer.status_code, answer.content) == (204, b"")
    return (await world.history(room))[-1]


async def fetch(world: World, url: str, **headers: str) -> httpx.Response:
    """Fetch an address without any credentials."""
    return await world.http.get(url, headers=headers)
