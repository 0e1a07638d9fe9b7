"""Old state + event = fresh state, for each type of event and each kind of onlooker."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from tests.chats.client import ClientState
from tests.contract.calls_pictures import IMAGE
from tests.realtime.sockets import listening, serving
from tests.world import MadeRoom, MadeUser, World


@dataclass
class Stage:
    """Ada looks on, Bo does not; the owner of the group acts."""

    world: World
    ada: MadeUser
    bo: MadeUser
    plaza: MadeRoom
    vault: MadeRoom
    hidden: MadeRoom

    async def call(self, method: str, path: str, body: object = None, user: MadeUser | None = None) -> Any:
        headers = await self.world.token(user)
        answer = await self.world.http.request(method, path, json=body, headers=headers)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    async def change_room(self, room: MadeRoom, **changes: object) -> None:
        now = await self.call("GET", f"/v2/room/{room.id}")
        names = ("name", "privacy", "is_archived", "is_guest_accessible", "topic")
        body = {name: now[name] for name in names} | {"owner": {"id": now["owner"]["id"]}} | changes
        await self.call("PUT", f"/v2/room/{room.id}", body)


@pytest.fixture
async def stage(world: World) -> Stage:
    ada, bo = await world.user("Ada Quist"), await world.user("Bo Lind")
    plaza = await world.room("Plaza")
    vault = await world.room("Vault", private=True, members=(ada,))
    return Stage(world, ada, bo, plaza, vault, await world.room("Hidden", private=True, members=(bo,)))


@pytest.fixture
async def port(world: World) -> AsyncIterator[int]:
    async with serving(world.app) as chosen:
        yield chosen


Act = Callable[[Stage], Awaitable[object]]
_person = {
    "name": "Ada Q. Quist",
    "mention_name": "AdaQQuist",
    "title": "Harbour master",
    "email": "a@example.com",
}

ACTS: dict[str, Act] = {
    "message.sent to a room": lambda s: s.call("POST", f"/api/room/{s.plaza.id}/message", {"message": "hi"}),
    "message.sent with a mention": lambda s: s.call(
        "POST", f"/api/room/{s.vault.id}/message", {"message": f"hi @{s.ada.mention_name}"}
    ),
    "message.sent by oneself": lambda s: s.call(
        "POST", f"/api/room/{s.plaza.id}/message", {"message": "hi"}, s.ada
    ),
    "message.sent to oneself": lambda s: s.call(
        "POST", f"/api/user/{s.ada.id}/message", {"message": "milk"}, s.ada
    ),
    "message.sent to the person": lambda s: s.call(
        "POST", f"/api/user/{s.ada.id}/message", {"message": "hi"}
    ),
    "message.sent to somebody else": lambda s: s.call(
        "POST", f"/api/user/{s.bo.id}/message", {"message": "x"}
    ),
    "message.sent to a hidden room": lambda s: s.call(
        "POST", f"/api/room/{s.hidden.id}/message", {"message": "x"}
    ),
    "message.sent as a notification": lambda s: s.call(
        "POST", f"/v2/room/{s.plaza.id}/notification", {"message": "built"}
    ),
    "room.created": lambda s: s.call("POST", "/v2/room", {"name": "Second"}),
    "room.created in private": lambda s: s.call("POST", "/v2/room", {"name": "Own", "privacy": "private"}),
    "room.created by the person": lambda s: s.call("POST", "/v2/room", {"name": "Mine"}, s.ada),
    "room.updated topic": lambda s: s.call("PUT", f"/v2/room/{s.plaza.id}/topic", {"topic": "new"}),
    "room.updated name": lambda s: s.change_room(s.plaza, name="Square"),
    "room.updated archived": lambda s: s.change_room(s.plaza, is_archived=True),
    "room.updated private": lambda s: s.change_room(s.plaza, privacy="private"),
    "room.updated public": lambda s: s.change_room(s.hidden, privacy="public"),
    "room.updated owner": lambda s: s.change_room(s.plaza, owner={"id": s.ada.id}),
    "room.deleted": lambda s: s.call("DELETE", f"/v2/room/{s.vault.id}"),
    "room.deleted hidden": lambda s: s.call("DELETE", f"/v2/room/{s.hidden.id}"),
    "room.member_added": lambda s: s.call("PUT", f"/v2/room/{s.hidden.id}/member/{s.ada.id}"),
    "room.member_added another": lambda s: s.call("PUT", f"/v2/room/{s.vault.id}/member/{s.bo.id}"),
    "room.member_removed": lambda s: s.call("DELETE", f"/v2/room/{s.vault.id}/member/{s.ada.id}"),
    "room.member_removed another": lambda s: s.call("DELETE", f"/v2/room/{s.hidden.id}/member/{s.bo.id}"),
    "room.invited": lambda s: s.call("POST", f"/v2/room/{s.plaza.id}/invite/{s.ada.id}", {"reason": "join"}),
    "user.created": lambda s: s.call("POST", "/v2/user", {"name": "New Here", "email": "new@example.com"}),
    "user.updated": lambda s: s.call("PUT", f"/v2/user/{s.bo.id}", _person),
    "user.updated photo": lambda s: s.call("PUT", f"/v2/user/{s.bo.id}/photo", {"photo": IMAGE}),
    "room.updated avatar": lambda s: s.call("PUT", f"/v2/room/{s.vault.id}/avatar", {"avatar": IMAGE}),
    "group.updated": lambda s: s.call("PUT", f"/v2/group/{s.world.group_id}/avatar", {"avatar": IMAGE}),
    "user.deleted": lambda s: s.call("DELETE", f"/v2/user/{s.bo.id}"),
}


async def _edited(stage: Stage) -> None:
    address = f"/api/room/{stage.vault.id}/message"
    sent = await stage.call("POST", address, {"message": f"hi @{stage.ada.mention_name}"})
    await stage.call("PUT", f"{address}/{sent['id']}", {"message": "hi"})


async def _deleted(stage: Stage) -> None:
    address = f"/api/room/{stage.vault.id}/message"
    sent = await stage.call("POST", address, {"message": f"hi @{stage.ada.mention_name}"})
    await stage.call("DELETE", f"{address}/{sent['id']}")


async def _edited_privately(stage: Stage) -> None:
    address = f"/api/user/{stage.ada.id}/message"
    sent = await stage.call("POST", address, {"message": "helo"})
    await stage.call("PUT", f"{address}/{sent['id']}", {"message": "hello"})


ACTS |= {
    "message.edited": _edited,
    "message.edited to the person": _edited_privately,
    "message.deleted": _deleted,
}


@pytest.mark.parametrize("act", ACTS)
async def test_old_state_and_event_make_the_fresh_state(stage: Stage, port: int, act: str) -> None:
    await check(stage, port, ACTS[act])


@pytest.mark.parametrize("act", ACTS)
async def test_old_state_and_missed_event_make_the_fresh_state(stage: Stage, port: int, act: str) -> None:
    state = ClientState(await stage.call("GET", "/api/start", user=stage.ada))
    await ACTS[act](stage)
    async with listening(port, await stage.world.token(stage.ada), cursor=state.cursor) as socket:
        for frame in await socket.all_so_far():
            state.apply(frame)
        await assert_fresh(stage, state)


async def test_reading_on_one_device_shows_on_the_other(stage: Stage, port: int) -> None:
    text = {"message": f"hi @{stage.ada.mention_name}"}
    await stage.call("POST", f"/api/room/{stage.plaza.id}/message", text)
    await stage.call("POST", f"/api/user/{stage.ada.id}/message", text)

    async def read(s: Stage) -> None:
        await s.call("PUT", f"/api/room/{s.plaza.id}/read", {"position": 1}, s.ada)
        await s.call("PUT", f"/api/user/{s.world.owner.id}/read", {"position": 1}, s.ada)

    await check(stage, port, read)


async def test_mentions_that_come_and_go_with_an_edited_text_show(stage: Stage, port: int) -> None:
    calling, plain = {"message": f"hi @{stage.ada.mention_name}"}, {"message": "hi"}
    address = f"/api/room/{stage.plaza.id}/message"
    first = (await stage.call("POST", address, calling))["id"]
    second = (await stage.call("POST", address, plain))["id"]
    third = (await stage.call("POST", address, calling))["id"]

    async def change(s: Stage) -> None:
        await s.call("PUT", f"{address}/{first}", plain)
        await s.call("PUT", f"{address}/{second}", calling)
        await s.call("DELETE", f"{address}/{third}")

    await check(stage, port, change)
    await check(stage, port, lambda s: s.call("PUT", f"{address}/{first}", calling))


async def test_presence_of_others_shows(stage: Stage, port: int) -> None:
    async with AsyncExitStack() as connections:

        async def come_and_be_busy(s: Stage) -> None:
            socket = await connections.enter_async_context(listening(port, await s.world.token(s.bo)))
            await socket.say(type="presence", show="dnd", status="busy")
            await socket.say(type="enter", room_id=s.plaza.id)
            await socket.say(type="typing", chat_id=s.plaza.id)
            await socket.all_so_far()

        await check(stage, port, come_and_be_busy)


async def check(stage: Stage, port: int, act: Act) -> None:
    async with listening(port, await stage.world.token(stage.ada)) as socket:
        await socket.all_so_far()
        state = ClientState(await stage.call("GET", "/api/start", user=stage.ada))
        before = len(socket.frames)
        await act(stage)
        await socket.all_so_far()
        for frame in socket.frames[before:]:
            if frame["type"] != "pong":
                state.apply(frame)
        await assert_fresh(stage, state)


async def assert_fresh(stage: Stage, state: ClientState) -> None:
    fresh = ClientState(await stage.call("GET", "/api/start", user=stage.ada))
    assert state.rooms == fresh.rooms
    assert state.people == fresh.people
    assert state.group == fresh.group
    assert state.cursor <= fresh.cursor
