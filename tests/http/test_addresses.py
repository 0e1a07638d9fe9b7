"""Addresses as they stand on the wire: what curl sends when nobody escaped the name of the room."""

import json

import pytest

from tests.contract.raw_http import Answer, listening, send
from tests.world import World

pytestmark = pytest.mark.one_engine


async def _post(world: World, port: int, name: str, headers: dict[str, str], text: str) -> Answer:
    """A notification to a room whose name stands in the address as its bare UTF-8."""
    target = f"/v2/room/{name}/notification?from=curl".encode().decode("latin-1")
    return await send(port, "POST", target, headers, json.dumps({"message": text}).encode())


async def test_a_name_in_bare_utf_8_finds_its_room(world: World) -> None:
    room = await world.room("Größe-図-🚢")
    headers = await world.room_token(room)

    async with listening(world.app) as port:
        answers = [await _post(world, port, room.name, headers, text) for text in ("one", "grün")]

    assert [answer.status for answer in answers] == [204, 204]
    assert [entry["message"] for entry in await world.history(room)] == ["one", "grün"]


async def test_letters_that_are_no_utf_8_are_refused(world: World) -> None:
    headers = await world.token()

    async with listening(world.app) as port:
        answer = await send(port, "GET", "/v2/room/Gr\xf6\xdfe", headers, b"")

    assert answer.status == 400
    assert answer.json()["error"]["message"].startswith("The path is not valid UTF-8.")


async def test_bare_letters_are_only_read_in_the_first_line(world: World) -> None:
    headers = await world.token() | {"X-Na\xc3\xafve": "1"}

    async with listening(world.app) as port:
        answer = await send(port, "GET", "/v2/room", headers, b"")

    assert answer.status == 400
    assert answer.json()["error"]["message"] == "This is not a proper HTTP request."


async def test_a_blank_in_an_address_is_told_how_to_write_it(world: World) -> None:
    room = await world.room("Engine Room")

    async with listening(world.app) as port:
        answer = await _post(world, port, room.name, await world.room_token(room), "lost")

    assert answer.status == 400
    assert "Write it as %20" in answer.json()["error"]["message"]
    assert await world.history(room) == []
