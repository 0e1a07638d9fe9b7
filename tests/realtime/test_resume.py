"""A client that was away gets what it missed: all of it, once, in order. Or is told to start anew."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from chinwag.app import build_app
from chinwag.clock import Clock
from chinwag.http.auth import hash_of
from chinwag.messages.service import send_notification
from chinwag.oauth.service import find_caller
from chinwag.realtime.hub import KEEP_EVENTS
from chinwag.rooms.service import find_room
from chinwag.settings import Settings
from tests.realtime.sockets import Socket, bodies, listening, serving
from tests.world import BASE, MadeRoom, MadeUser, World


async def post(world: World, room: str, *texts: str) -> None:
    headers = await world.token()
    for text in texts:
        answer = await world.http.post(f"/v2/room/{room}/message", json={"message": text}, headers=headers)
        assert answer.status_code == 201, answer.text


async def fill(world: World, room: MadeRoom, count: int) -> None:
    """Many notifications, in one transaction."""
    raw = (await world.token())["Authorization"].partition(" ")[2]
    async with world.app.services.db.begin() as tx:
        caller = await find_caller(tx, hash_of(raw))
        assert caller is not None
        place = await find_room(tx, caller, room.name)
        for number in range(count):
            await send_notification(tx, place, caller, body=f"message {number}")


async def cursor_of(socket: Socket) -> int:
    """As far as the client is, once it has everything."""
    await socket.say(type="ping")
    cursor: int = (await socket.until("pong"))["cursor"]
    return cursor


async def missed(socket: Socket) -> list[str]:
    return bodies(await socket.all_so_far())


async def test_what_was_said_meanwhile_comes_first(world: World, port: int) -> None:
    await world.room("Deploys")
    token = await world.token()
    async with listening(port, token) as socket:
        await post(world, "Deploys", "one")
        await socket.until("message.sent")
        cursor = await cursor_of(socket)
    await post(world, "Deploys", "two", "three")

    async with listening(port, token, cursor=cursor) as socket:
        await post(world, "Deploys", "four")
        assert socket.frames[0]["cursor"] == cursor
        assert socket.frames[0]["reload"] is False
        assert await missed(socket) == ["two", "three", "four"]


async def test_without_a_cursor_a_client_begins_now(world: World, port: int) -> None:
    await world.room("Deploys")
    await post(world, "Deploys", "one")
    async with listening(port, await world.token()) as socket:
        assert socket.frames[0]["reload"] is False
        assert await missed(socket) == []
        cursor = socket.frames[0]["cursor"]
    await post(world, "Deploys", "two")
    async with listening(port, await world.token(), cursor=cursor) as socket:
        assert await missed(socket) == ["two"]


async def test_posts_during_reconnects_are_neither_lost_nor_doubled(world: World, port: int) -> None:
    await world.room("Deploys")
    token = await world.token()
    async with listening(port, token) as socket:
        cursor = await cursor_of(socket)
    said = [f"message {number}" for number in range(120)]
    posting = asyncio.create_task(post(world, "Deploys", *said))
    heard: list[str] = []
    while len(heard) < len(said):
        async with listening(port, token, cursor=cursor) as socket:
            for _ in range(7):
                if len(heard) < len(said):
                    frame = await socket.until("message.sent")
                    heard.append(frame["message"]["body"])
                    cursor = frame["cursor"]
    await posting
    assert heard == said


async def test_nothing_is_lost_over_a_restart_of_the_server(tmp_path: Path, world: World) -> None:
    await world.room("Deploys")
    token = await world.token()
    async with AsyncExitStack() as first:
        port = await first.enter_async_context(serving(world.app))
        async with listening(port, token) as socket:
            await post(world, "Deploys", "one")
            cursor = (await socket.until("message.sent"))["cursor"]
            await first.aclose()
            assert await socket.end() == 1012
    await post(world, "Deploys", "two", "three")

    settings = Settings(data=tmp_path, public_url=BASE, database_url=world.app.services.settings.database_url)
    second = await build_app(settings, Clock())
    await second.start()
    try:
        async with serving(second) as port, listening(port, token, cursor=cursor) as socket:
            assert await missed(socket) == ["two", "three"]
    finally:
        await second.stop()


async def test_other_events_than_messages_are_resumed(world: World, port: int) -> None:
    room = await world.room("Deploys")
    token = await world.token()
    async with listening(port, token) as socket:
        cursor = await cursor_of(socket)
    await post(world, "Deploys", "one")
    await world.http.put("/v2/room/Deploys/topic", json={"topic": "new"}, headers=token)
    await world.http.post("/v2/room", json={"name": "Second"}, headers=token)
    await world.http.put(f"/api/room/{room.id}/read", json={"position": 1}, headers=token)

    async with listening(port, token, cursor=cursor) as socket:
        frames = await socket.all_so_far()

    durable = [frame["type"] for frame in frames if "cursor" in frame]
    assert sorted(durable) == ["message.sent", "message.sent", "room.created", "room.updated"]
    cursors = [frame["cursor"] for frame in frames if "cursor" in frame]
    assert cursors == sorted(set(cursors))


async def test_rights_count_as_they_are_at_the_resumption(world: World, port: int) -> None:
    ada = await world.user("Ada Quist")
    room = await world.room("Vault", private=True, members=(ada,))
    public = await world.room("Plaza")
    token = await world.token(ada)
    async with listening(port, token) as socket:
        cursor = await cursor_of(socket)
    await post(world, "Vault", "said while a member")
    await world.http.delete(f"/v2/room/Vault/member/{ada.id}", headers=await world.token())
    await post(world, "Plaza", "hello")

    async with listening(port, token, cursor=cursor) as socket:
        frames = await socket.all_so_far()

    assert [frame["room_id"] for frame in frames if frame["type"] == "room.removed"] == [room.id]
    assert bodies(frames) == ["hello"]
    assert public.id != room.id


async def test_a_room_that_vanished_meanwhile_is_told_to_those_who_saw_it(world: World, port: int) -> None:
    ada, eve = await world.user("Ada Quist"), await world.user("Eve Roth")
    vault = await world.room("Vault", private=True, members=(ada,))
    plaza = await world.room("Plaza")
    cursors = {}
    for person in (ada, eve):
        async with listening(port, await world.token(person)) as socket:
            cursors[person.id] = await cursor_of(socket)
    for room in (vault, plaza):
        answer = await world.http.delete(f"/v2/room/{room.id}", headers=await world.token())
        assert answer.status_code == 204

    async def gone_for(person: MadeUser) -> list[int]:
        async with listening(port, await world.token(person), cursor=cursors[person.id]) as socket:
            frames = await socket.all_so_far()
        return [frame["room_id"] for frame in frames if frame["type"] == "room.deleted"]

    assert await gone_for(ada) == [vault.id, plaza.id]
    assert await gone_for(eve) == [plaza.id]


@pytest.mark.parametrize("cursor", ["999999", "minus%20one", "-1", "%D9%A1", "99999999999999999999"])
async def test_a_cursor_from_nowhere_means_start_anew(world: World, port: int, cursor: str) -> None:
    async with listening(port, await world.token(), cursor=cursor) as socket:
        assert socket.frames[0]["reload"] is True
        assert await missed(socket) == []


async def test_a_cursor_that_is_too_far_behind_means_start_anew(world: World, port: int) -> None:
    room = await world.room("Deploys")
    await fill(world, room, 1_100)
    async with listening(port, await world.token(), cursor=0) as socket:
        assert socket.frames[0]["reload"] is True
        newest = socket.frames[0]["cursor"]
        assert await missed(socket) == []
    async with listening(port, await world.token(), cursor=newest - 1_000) as socket:
        assert socket.frames[0]["reload"] is False
        assert len(await missed(socket)) == 1_000


async def test_a_cursor_older_than_what_is_kept_means_start_anew(world: World, port: int) -> None:
    await world.room("Deploys")
    token = await world.token()
    await world.http.put("/v2/room/Deploys/topic", json={"topic": "old"}, headers=token)
    world.clock.advance(days=KEEP_EVENTS.days + 1)
    await world.app.services.hub.prune()
    async with listening(port, token, cursor=0) as socket:
        assert socket.frames[0]["reload"] is True
