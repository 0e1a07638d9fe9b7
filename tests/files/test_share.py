"""Sharing files over HipChat's API: what is sent comes back byte by byte, in every dialect."""

import base64
import os
from pathlib import Path

import pytest

from tests.files.uploads import RELATED, body_of, fetch, picture, share, sloppy_body
from tests.world import World


async def test_a_shared_file_is_a_message_with_a_file(world: World, tmp_path: Path) -> None:
    room, content = await world.room(), os.urandom(200_000)
    entry = await share(world, room, content, "größe 図.bin", message="See this")
    assert (entry["type"], entry["message"], entry["from"]["id"]) == ("message", "See this", world.owner.id)
    file = entry["file"]
    assert (file["name"], file["size"]) == ("größe 図.bin", len(content))
    assert "thumb_url" not in file
    answer = await fetch(world, file["url"])
    assert (answer.status_code, answer.content) == (200, content)


@pytest.mark.parametrize(
    "dialect", ["web client", "hipchat-go", "hipchat-rb", "Laravel", "no metadata", "JSON file"]
)
async def test_every_dialect_comes_back_byte_by_byte(world: World, dialect: str) -> None:
    room, content = await world.room(), os.urandom(5000) + b"\r\n--B\r"
    body, text = body_of(content, "x.png", message="hello"), "hello"
    if dialect == "hipchat-go":
        body = sloppy_body(content, "x.png")
    elif dialect == "hipchat-rb":
        body = sloppy_body(content, "x.png").replace(base64.b64encode(content), base64.encodebytes(content))
    elif dialect == "Laravel":
        content = content.replace(b"\r\n--B\r", b"")
        body = (
            b'--B\r\nContent-Disposition: form-data; name="file"; filename="x.png"\r\nContent-Length: 5000\r\n'
            b"Content-Type: image/png\r\n\r\n" + content + b"\r\n--B\r\nContent-Type: application/json\r\n"
            b'Content-Disposition: form-data; name="metadata"\r\nContent-Length: 20\r\n\r\n'
            b'{"message": "hello"}\r\n--B--\r\n'
        )
    elif dialect == "no metadata":
        body, text = body_of(content[:-6], "x.png"), ""
        content = content[:-6]
    elif dialect == "JSON file":
        content = b'{"message": 7}'
        body = body_of(content, "x.json", message="hello", media_type="application/json")
    else:
        content = content[:-6]
        body = body_of(content, "x.png", message="hello")
    headers = {**await world.token(), **RELATED}
    answer = await world.http.post(f"/v2/room/{room.id}/share/file", content=body, headers=headers)
    assert answer.status_code == 204, answer.text
    (entry,) = await world.history(room)
    assert entry["message"] == text
    assert (await fetch(world, entry["file"]["url"])).content == content


async def test_a_picture_has_a_likeness(world: World) -> None:
    room, content = await world.room(), picture()
    entry = await share(world, room, content, "photo.png")
    thumb = await fetch(world, entry["file"]["thumb_url"])
    assert thumb.status_code == 200
    assert thumb.headers["content-type"] in {"image/png", "image/jpeg"}
    assert (await fetch(world, entry["file"]["url"])).headers["content-type"] == "image/png"
