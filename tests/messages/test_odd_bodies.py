"""Bodies that nobody would write on purpose: taken or refused with a sentence, never a fault of the server."""

import json
import random
from typing import Any

from tests.messages.talk import say
from tests.world import World

FIELDS = [
    "message", "message_format", "color", "notify", "from", "card", "attach_to", "parentMessageId", "parent_message_id"
]  # fmt: skip
VALUES: list[Any] = [
    None, True, False, 0, -1, 1, 2**31, 2**63, 2**64, 10**40, 1.5, 1e308, -0.0, "", " ", "x", "x" * 37, "x" * 1001,
    "x" * 10_001, "true", "html", "text", "red", "RED", "random", "null", "{}", "[]", "\t\n\r", "\u2028", "\ufffe",
    "\U0010ffff", "é" * 64, "<b>", "&#0;", "&#xD800;", "<!--", "]]>", "@all", "@here", [], {}, [[]], [None], {"": ""},
    {"style": "link"}, {"style": "link", "id": "1", "title": "t"}, {"style": "link", "id": "1", "title": "&#0;"},
]  # fmt: skip
RAW = [
    b"", b"null", b"[]", b"{}", b'""', b"0", b"{", b'{"message":', b'{"message": "x",}', b'{"message": "x"}x',
    b'{"message": "\\u0000"}', b'{"message": "\\udfff"}', b'{"message": "\xc3\x28"}', b'\xff\xfe{\x00}\x00',
    b'{"message": NaN}', b'{"message": "x", "message": ""}', b"[" * 5000, b'{"a":' * 5000, b'{"card": ' + b"[" * 900,
    b"message=x", b"message", b"=", b"&&&", b"message=%00", b"message=%ff", b"--x\r\n\r\n--x--",
    b'\xef\xbb\xbf{"message": "x"}', b'{"message": "' + b"x" * 300_000 + b'"}',
]  # fmt: skip
TYPES = [
    "application/json",
    "application/x-www-form-urlencoded",
    "text/plain",
    "",
    "multipart/form-data",
    "x",
]


def odd_bodies(count: int) -> list[bytes]:
    """Objects with some fields right and some not; the same in every run."""
    chance = random.Random(17)
    bodies = []
    for _ in range(count):
        body = {name: chance.choice(VALUES) for name in FIELDS if chance.random() < 0.4}
        if chance.random() < 0.7:
            body["message"] = chance.choice([value for value in VALUES if isinstance(value, str)])
        bodies.append(json.dumps(body).encode())
    return bodies


async def test_no_body_makes_a_fault(world: World) -> None:
    room = await world.room()
    parent = await say(world, room, "x")
    headers = await world.token()
    paths = [f"/v2/room/{room.id}/{end}" for end in ("notification", "message", "reply")]
    paths.append(f"/v2/user/{world.owner.id}/message")
    bodies = [*odd_bodies(60), *RAW, json.dumps({"parentMessageId": parent, "message": "x"}).encode()]
    seen = set()
    for path in paths:
        for number, body in enumerate(bodies):
            kind = TYPES[number % len(TYPES)] if number % 3 == 0 else TYPES[0]
            sent = {**headers, "Content-Type": kind}
            response = await world.http.post(path, content=body, headers=sent)
            seen.add(response.status_code)
            assert response.status_code in {201, 204, 400, 404, 413}, (path, body[:200], response.text)
            if response.status_code >= 400:
                assert response.json()["error"]["message"]
    assert seen == {201, 204, 400, 404, 413}
    history = await world.history(room)
    assert all(entry["message"] is not None for entry in history)
