"""Marking as unread: the position goes back for all clients of the person, and mentions count again."""

from __future__ import annotations

from typing import Any

from tests.messages.talk import say, say_many
from tests.realtime.sockets import listening, serving
from tests.world import MadeRoom, MadeUser, World


async def entry(world: World, room: MadeRoom, user: MadeUser | None = None) -> dict[str, Any]:
    start = await world.http.get("/api/start", headers=await world.token(user))
    return next(one for one in start.json()["rooms"] if one["id"] == room.id)


async def mark(world: World, room: MadeRoom, what: str, position: int, user: MadeUser | None = None) -> int:
    answer = await world.http.put(
        f"/api/room/{room.id}/{what}", json={"position": position}, headers=await world.token(user)
    )
    return answer.status_code


async def test_a_room_is_unread_from_the_chosen_message_on(world: World) -> None:
    ada, room = await world.user("Ada Quist"), await world.room("Quay")
    await say_many(world, room, 9)
    await mark(world, room, "read", 9, ada)

    assert await mark(world, room, "unread", 4, ada) == 204

    assert (await entry(world, room, ada))["read_position"] == 3
    assert (await entry(world, room))["read_position"] == 9, "nobody else's"


async def test_mentions_from_there_on_count_again_and_those_before_do_not(world: World) -> None:
    ada, room = await world.user("Ada Quist"), await world.room("Quay")
    for text in ("@AdaQuist one", "two", "@AdaQuist three", "@all four", "an @allotment", "@AdaQuist six"):
        await say(world, room, text)
    await mark(world, room, "read", 6, ada)
    assert (await entry(world, room, ada))["mentions"] == 0

    await mark(world, room, "unread", 2, ada)

    assert (await entry(world, room, ada))["mentions"] == 3
    await mark(world, room, "unread", 5, ada)
    assert (await entry(world, room, ada))["mentions"] == 1


async def test_own_messages_and_deleted_ones_mention_nobody_anew(world: World) -> None:
    ada, room = await world.user("Ada Quist"), await world.room("Quay")
    await say(world, room, "hello")
    await say(world, room, "@all from myself", ada)
    gone = await say(world, room, "@AdaQuist look")
    await world.http.delete(f"/api/room/{room.id}/message/{gone}", headers=await world.token())
    await mark(world, room, "read", 3, ada)

    await mark(world, room, "unread", 1, ada)

    assert (await entry(world, room, ada))["mentions"] == 0


async def test_what_does_not_exist_cannot_be_unread(world: World) -> None:
    ada, room = await world.user("Ada Quist"), await world.room("Quay")
    await say_many(world, room, 3)
    await mark(world, room, "read", 3, ada)

    assert await mark(world, room, "unread", 4, ada) == 204
    assert (await entry(world, room, ada))["read_position"] == 3
    secret = await world.room("Secret", private=True)
    assert await mark(world, secret, "unread", 1, ada) == 404


async def test_a_one_to_one_chat_can_be_unread_too(world: World) -> None:
    ada = await world.user("Ada Quist")
    headers = await world.token()
    for text in ("one", "two"):
        await world.http.post(f"/v2/user/{ada.id}/message", json={"message": text}, headers=headers)
    path = f"/api/user/{world.owner.id}"
    of_ada = await world.token(ada)
    await world.http.put(f"{path}/read", json={"position": 2}, headers=of_ada)

    assert (await world.http.put(f"{path}/unread", json={"position": 2}, headers=of_ada)).status_code == 204

    start = (await world.http.get("/api/start", headers=of_ada)).json()
    owner = next(person for person in start["people"] if person["id"] == world.owner.id)
    assert (owner["last_position"], owner["read_position"]) == (2, 1)
    assert (
        await world.http.put("/api/user/999/unread", json={"position": 1}, headers=of_ada)
    ).status_code == 404


async def test_all_clients_of_the_person_are_told_where_reading_stands(world: World) -> None:
    ada, room = await world.user("Ada Quist"), await world.room("Quay")
    await say(world, room, "@AdaQuist one")
    await say_many(world, room, 3)
    of_ada, of_owner = await world.token(ada), await world.token()
    async with (
        serving(world.app) as port,
        listening(port, of_ada) as tab,
        listening(port, of_owner) as other,
    ):
        await mark(world, room, "read", 2, ada)
        assert (await tab.until("read.moved"))["position"] == 2
        await mark(world, room, "read", 4, ada)
        await tab.until("read.moved")
        await mark(world, room, "unread", 1, ada)
        told = await tab.until("read.moved")
        assert (told["position"], told["mentions"], told["is_back"]) == (0, 1, True)
        assert "read.moved" not in await other.kinds()
