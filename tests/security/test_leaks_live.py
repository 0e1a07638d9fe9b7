"""Open connections and replays tell an outsider nothing of a hidden room, whatever happens in it."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any, Literal

import httpx
import pytest

from chinwag.scopes import PERSONAL_SCOPES
from tests.realtime.sockets import listening
from tests.realtime.test_stream import streaming
from tests.security.canary import NAME, SAID, WORDS, fill, hide
from tests.world import MadeUser, World, bearer

Outside = Literal["colleague", "guest", "foreign", "room token"]
STILL = 0.3
"""Seconds in which a stream that has nothing to say says nothing."""


async def _headers(world: World, kind: Outside) -> tuple[dict[str, str], MadeUser | None]:
    plaza = await world.room("Plaza")
    if kind == "foreign":
        group_id, owner = await world.group("Elsewhere")
        raw = await world.raw_token("personal", PERSONAL_SCOPES, group_id=group_id, user_id=owner.id)
        return bearer(raw), None
    if kind == "room token":
        return await world.addon_token(room=plaza), None
    eve = await world.user("Eve Roth", is_guest=kind == "guest")
    await world.member(plaza, eve)
    return await world.token(eve), eve


async def _bustle(world: World, hidden: Any) -> None:
    """Everything that can happen in a room, up to its end."""
    owner, room = await world.token(), hidden.room
    await fill(world, room, hidden.member)
    calls: list[tuple[str, str, Any]] = [
        ("PUT", f"/api/room/{room.id}/message/{hidden.message}", {"message": f"{SAID} as it is now"}),
        ("DELETE", f"/api/room/{room.id}/message/{hidden.message}", None),
        ("PUT", f"/v2/room/{room.id}/topic", {"topic": f"{SAID} again"}),
        ("PUT", f"/v2/room/{room.id}/member/{world.owner.id}", {"room_roles": ["room_admin"]}),
        ("DELETE", f"/v2/room/{room.id}/member/{hidden.member.id}", None),
        ("DELETE", f"/v2/room/{room.id}", None),
    ]
    for verb, path, body in calls:
        answer = await world.http.request(verb, path, json=body, headers=owner)
        assert answer.status_code < 300, (verb, path, answer.text)


def _tells(frames: Any, hidden: Any) -> list[str]:
    text = json.dumps(frames).casefold()
    of_room = [
        f'"room_id": {hidden.room.id}}}',
        f'"room_id": {hidden.room.id},',
        f'"chat": {{"id": {hidden.room.id},',
    ]
    return [word for word in (*WORDS, *of_room) if word in text]


@pytest.mark.parametrize("kind", ["colleague", "guest", "foreign", "room token"])
async def test_a_socket_hears_nothing_of_a_hidden_room(world: World, port: int, kind: Outside) -> None:
    for number in range(40):  # so that its id is no other number by chance
        await world.room(f"Berth {number}")
    hidden = await hide(world)
    headers, eve = await _headers(world, kind)
    async with (
        listening(port, headers) as outside,
        listening(port, await world.token(hidden.member)) as inside,
    ):
        await inside.say(type="enter", room_id=hidden.room.id)
        await inside.say(type="typing", chat_id=hidden.room.id)
        if eve is not None:
            await outside.say(type="enter", room_id=hidden.room.id)
            assert (await outside.until("error"))["type"] == "error"
            outside.frames.clear()
        await _bustle(world, hidden)
        heard = await outside.all_so_far()
        assert _tells(heard, hidden) == []
        assert _tells(await inside.all_so_far(), hidden) != []
    async with listening(port, headers, cursor=1) as again:
        assert _tells([again.frames, await again.all_so_far()], hidden) == []


@pytest.mark.parametrize("kind", ["colleague", "guest", "foreign", "room token"])
async def test_a_stream_hears_nothing_of_a_hidden_room(world: World, port: int, kind: Outside) -> None:
    for number in range(40):
        await world.room(f"Berth {number}")
    hidden = await hide(world)
    headers, _ = await _headers(world, kind)
    heard: list[Any] = []

    async def listen(path: str, until: asyncio.Event) -> None:
        with contextlib.suppress(asyncio.TimeoutError, EOFError, httpx.HTTPError):
            async with streaming(port, headers, path) as stream:
                heard.append((await stream.next())[1])
                until.set()
                while True:
                    heard.append((await asyncio.wait_for(stream.next(), STILL))[1])

    begun = asyncio.Event()
    listener = asyncio.create_task(listen("/api/events", begun))
    await asyncio.wait_for(begun.wait(), 10)
    await _bustle(world, hidden)
    await listener
    await listen("/api/events?cursor=1", asyncio.Event())
    assert heard, "the stream greets everybody"
    assert _tells(heard, hidden) == []
    assert NAME not in str(heard)
