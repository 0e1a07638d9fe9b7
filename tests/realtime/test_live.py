"""What listeners of the live connection are told."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from chinwag.scopes import PERSONAL_SCOPES, Scope
from tests.realtime.sockets import Frame, bodies, listening, serving
from tests.world import World, bearer


@pytest.fixture(params=["direct", "any server"])
async def port(world: World, request: pytest.FixtureRequest) -> AsyncIterator[int]:
    async with serving(world.app, direct=request.param == "direct") as chosen:
        yield chosen


async def say(world: World, room: str, text: str, headers: dict[str, str]) -> None:
    answer = await world.http.post(f"/v2/room/{room}/message", json={"message": text}, headers=headers)
    assert answer.status_code == 201, answer.text


async def test_a_message_reaches_everybody_who_listens(world: World, port: int) -> None:
    room = await world.room("Deploys")
    ada, bo = await world.user("Ada Quist"), await world.user("Bo Lind")
    async with listening(port, await world.token(ada)) as one, listening(port, await world.token(bo)) as two:
        await say(world, "Deploys", "ready", await world.token(ada))
        frames = [await socket.until("message.sent") for socket in (one, two)]

    assert frames[0] == frames[1]
    assert frames[0]["chat"] == {"id": room.id, "kind": "room"}
    assert frames[0]["message"]["body"] == "ready"
    assert frames[0]["message"]["position"] == 1
    assert frames[0]["message"]["from"]["mention_name"] == ada.mention_name


async def test_messages_come_in_the_order_of_their_positions(world: World, port: int) -> None:
    await world.room("Deploys")
    token = await world.token()
    async with listening(port, token) as socket:
        for number in range(50):
            await say(world, "Deploys", f"message {number}", token)
        frames = await socket.all_so_far()

    assert bodies(frames) == [f"message {number}" for number in range(50)]
    cursors = [frame["cursor"] for frame in frames if frame["type"] == "message.sent"]
    assert cursors == sorted(set(cursors))


async def test_a_private_message_reaches_the_two_people_alone(world: World, port: int) -> None:
    ada, bo, eve = [await world.user(name) for name in ("Ada Quist", "Bo Lind", "Eve Roth")]
    async with (
        listening(port, await world.token(ada)) as one,
        listening(port, await world.token(bo)) as two,
        listening(port, await world.token(eve)) as three,
        listening(port, await world.addon_token()) as addon,
    ):
        answer = await world.http.post(
            f"/v2/user/{bo.id}/message", json={"message": "psst"}, headers=await world.token(ada)
        )
        assert answer.status_code == 204
        frames = [await socket.until("message.sent") for socket in (one, two)]

        assert frames[0]["chat"]["kind"] == "private"
        assert frames[0]["chat"]["users"] == sorted([ada.id, bo.id])
        assert frames[0] == frames[1]
        assert "message.sent" not in await three.kinds()
        assert "message.sent" not in await addon.kinds()


async def test_a_private_room_leaks_nothing_to_others(world: World, port: int) -> None:
    ada, eve = await world.user("Ada Quist"), await world.user("Eve Roth")
    room = await world.room("Vault", private=True, members=(ada,))
    async with listening(port, await world.token(ada)) as one, listening(port, await world.token(eve)) as two:
        token = await world.token(ada)
        await say(world, "Vault", "secret", token)
        await one.say(type="enter", room_id=room.id)
        await one.say(type="typing", chat_id=room.id)
        await world.http.put("/v2/room/Vault/topic", json={"topic": "hidden"}, headers=await world.token())
        await one.until("room.updated")

        await two.say(type="enter", room_id=room.id)
        await two.say(type="typing", chat_id=room.id)
        assert await two.until("error") == {"type": "error", "message": f"Room {room.id} not found"}
        assert await two.until("error") == {"type": "error", "message": f"Chat {room.id} not found"}
        assert_says_nothing_of(room.id, await two.all_so_far())


async def test_a_guest_hears_of_their_rooms_and_the_people_in_them_alone(world: World, port: int) -> None:
    ada, eve = await world.user("Ada Quist"), await world.user("Eve Roth")
    guest = await world.user("Gil Visitor", is_guest=True)
    room = await world.room("Vault", private=True, members=(ada, guest))
    open_room = await world.room("Open")
    async with listening(port, await world.token(guest)) as socket:
        async with listening(port, await world.token(ada)), listening(port, await world.token(eve)):
            await say(world, "Open", "for the group", await world.token(eve))
            await say(world, "Vault", "for you", await world.token(ada))
        frames = await socket.all_so_far()

    assert bodies(frames) == ["for you"]
    assert {frame["user_id"] for frame in frames if frame["type"] == "presence.changed"} == {ada.id, guest.id}
    assert_says_nothing_of(open_room.id, frames)
    assert room.id != open_room.id


async def test_a_room_token_hears_its_own_room_alone(world: World, port: int) -> None:
    room = await world.room("Deploys")
    await world.room("Other")
    headers = await world.room_token(room, Scope.VIEW_ROOM, Scope.VIEW_MESSAGES)
    async with listening(port, headers) as socket:
        await say(world, "Other", "elsewhere", await world.token())
        await say(world, "Deploys", "here", await world.token())
        frames = await socket.all_so_far()

    assert bodies(frames) == ["here"]
    assert {frame["type"] for frame in frames} == {"message.sent"}


async def test_scopes_decide_what_a_token_hears(world: World, port: int) -> None:
    await world.room("Deploys")
    async with listening(port, await world.token(world.owner, Scope.VIEW_ROOM)) as socket:
        await say(world, "Deploys", "unheard", await world.token())
        topic = {"topic": "heard"}
        await world.http.put("/v2/room/Deploys/topic", json=topic, headers=await world.token())
        frames = await socket.all_so_far()

    assert {frame["type"] for frame in frames} == {"room.updated"}


async def test_another_group_on_the_same_server_hears_nothing(world: World, port: int) -> None:
    await world.room("Deploys")
    other_group, stranger = await world.group("Elsewhere")
    headers = bearer(
        await world.raw_token("personal", PERSONAL_SCOPES, user_id=stranger.id, group_id=other_group)
    )
    async with listening(port, headers) as socket, listening(port, await world.token()):
        await say(world, "Deploys", "ours", await world.token())
        frames = await socket.all_so_far()

    assert [frame for frame in frames if frame.get("user_id") != stranger.id] == []


async def test_notifications_carry_what_the_room_sees(world: World, port: int) -> None:
    room = await world.room("Deploys")
    async with listening(port, await world.token()) as socket:
        body = {"message": "<b>done</b><script>x</script>", "color": "green", "notify": True}
        answer = await world.http.post(
            "/v2/room/Deploys/notification", json=body, headers=await world.room_token(room, label="Kiln")
        )
        assert answer.status_code == 204
        message = (await socket.until("message.sent"))["message"]

    assert message["type"] == "notification"
    assert message["sender"] == "Kiln"
    assert message["body"] == "<b>done</b>"
    assert (message["color"], message["notify"], message["from"]) == ("green", True, None)


def assert_says_nothing_of(room_id: int, frames: list[Frame]) -> None:
    for frame in frames:
        text = json.dumps(frame)
        assert f'"room_id": {room_id}' not in text, text
        assert f'"chat_id": {room_id}' not in text, text
        assert frame.get("chat", {}).get("id") != room_id
        assert frame.get("room", {}).get("id") != room_id
