"""Presence, rooms entered and left, typing: told at once, stored nowhere."""

from __future__ import annotations

import asyncio

import pytest

from chinwag.realtime import roll_call
from chinwag.scopes import Scope
from tests.realtime.sockets import Frame, Socket, listening
from tests.world import World


@pytest.fixture(autouse=True)
def short_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roll_call, "GRACE_S", 0.05)


async def of_person(socket: Socket, kind: str, user_id: int) -> Frame:
    """The next frame of a type about a person."""
    while True:
        frame = await socket.until(kind)
        if frame["user_id"] == user_id:
            return frame


async def test_who_connects_is_online_and_who_leaves_is_not(world: World, port: int) -> None:
    ada = await world.user("Ada Quist")
    async with listening(port, await world.token()) as watcher:
        async with listening(port, await world.token(ada)):
            frame = await of_person(watcher, "presence.changed", ada.id)
            assert frame["presence"] == {"show": None, "status": "", "idle": 0, "is_online": True}
        assert (await of_person(watcher, "presence.changed", ada.id))["presence"] is None


async def test_a_reload_is_not_told(world: World, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roll_call, "GRACE_S", 1.5)
    ada = await world.user("Ada Quist")
    token = await world.token(ada)
    async with listening(port, await world.token()) as watcher:
        async with listening(port, token):
            await of_person(watcher, "presence.changed", ada.id)
        async with listening(port, token):
            await asyncio.sleep(1.7)
            told = [frame for frame in await watcher.all_so_far() if frame.get("user_id") == ada.id]
    assert len(told) == 1


async def test_people_say_how_they_are(world: World, port: int) -> None:
    ada = await world.user("Ada Quist")
    async with (
        listening(port, await world.token()) as watcher,
        listening(port, await world.token(ada)) as socket,
    ):
        await of_person(watcher, "presence.changed", ada.id)
        await socket.say(type="presence", show="dnd", status="in a review", idle=0)
        frame = await of_person(watcher, "presence.changed", ada.id)
        assert (frame["presence"]["show"], frame["presence"]["status"]) == ("dnd", "in a review")
        await socket.say(type="presence", show=None, idle=90.5)
        assert (await of_person(watcher, "presence.changed", ada.id))["presence"]["idle"] == 90


async def test_two_clients_of_one_person_are_one_presence(world: World, port: int) -> None:
    ada = await world.user("Ada Quist")
    token = await world.token(ada)
    async with listening(port, await world.token()) as watcher, listening(port, token):
        await of_person(watcher, "presence.changed", ada.id)
        async with listening(port, token):
            pass
        await asyncio.sleep(0.2)
        told = [frame for frame in await watcher.all_so_far() if frame.get("user_id") == ada.id]
    assert len(told) == 1


async def test_entering_and_leaving_a_room_is_told_to_those_who_see_it(world: World, port: int) -> None:
    ada = await world.user("Ada Quist")
    room = await world.room("Deploys")
    async with (
        listening(port, await world.token()) as watcher,
        listening(port, await world.token(ada)) as socket,
    ):
        await socket.say(type="enter", room_id=room.id)
        assert (await of_person(watcher, "room.entered", ada.id))["room_id"] == room.id
        people = await world.http.get(f"/api/room/{room.id}/people", headers=await world.token())
        assert [(one["id"], one["is_present"]) for one in people.json()["items"]] == [(ada.id, True)]
        await socket.say(type="leave", room_id=room.id)
        assert (await of_person(watcher, "room.left", ada.id))["room_id"] == room.id


async def test_typing_is_told_to_the_others_but_not_to_the_typist(world: World, port: int) -> None:
    ada = await world.user("Ada Quist")
    room = await world.room("Deploys")
    async with (
        listening(port, await world.token()) as watcher,
        listening(port, await world.token(ada)) as socket,
    ):
        await socket.say(type="typing", chat_id=room.id)
        frame = await watcher.until("typing.started")
        assert frame == {"type": "typing.started", "chat": {"id": room.id, "kind": "room"}, "user_id": ada.id}
        assert "typing.started" not in await socket.kinds()


async def test_typing_in_a_private_chat_is_told_to_the_other_person_alone(world: World, port: int) -> None:
    ada, bo, eve = [await world.user(name) for name in ("Ada Quist", "Bo Lind", "Eve Roth")]
    first = await world.http.post(
        f"/api/user/{bo.id}/message", json={"message": "hi"}, headers=await world.token(ada)
    )
    chat_id = first.json()["chat_id"]
    async with (
        listening(port, await world.token(ada)) as one,
        listening(port, await world.token(bo)) as two,
        listening(port, await world.token(eve)) as three,
    ):
        await one.say(type="typing", chat_id=chat_id)
        assert (await two.until("typing.started"))["chat"]["users"] == [ada.id, bo.id]
        await three.say(type="typing", chat_id=chat_id)
        assert (await three.until("error"))["message"] == f"Chat {chat_id} not found"
        assert "typing.started" not in await three.kinds()


async def test_typing_is_told_once_in_two_seconds(world: World, port: int) -> None:
    room = await world.room("Deploys")
    ada = await world.user("Ada Quist")
    async with (
        listening(port, await world.token()) as watcher,
        listening(port, await world.token(ada)) as socket,
    ):
        for _ in range(10):
            await socket.say(type="typing", chat_id=room.id)
        await socket.all_so_far()
        world.clock.advance(seconds=2)
        await socket.say(type="typing", chat_id=room.id)
        await socket.all_so_far()
        assert (await watcher.kinds()).count("typing.started") == 2


async def test_a_token_that_cannot_send_cannot_pretend_to_type(world: World, port: int) -> None:
    room = await world.room("Deploys")
    async with listening(port, await world.token(world.owner, Scope.VIEW_MESSAGES)) as socket:
        await socket.say(type="typing", chat_id=room.id)
        assert (await socket.until("error"))["message"] == f"Chat {room.id} not found"
