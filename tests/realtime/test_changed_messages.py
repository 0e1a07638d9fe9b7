"""Edited and deleted messages on the live connection: an old page and the events make the fresh page."""

from __future__ import annotations

from typing import Any

from tests.realtime.sockets import Socket, listening
from tests.world import MadeRoom, World

Page = dict[str, dict[str, Any]]


async def say(world: World, room: MadeRoom, text: str, parent_id: str | None = None) -> str:
    body = {"message": text} | ({"parent_id": parent_id} if parent_id else {})
    answer = await world.http.post(f"/api/room/{room.id}/message", json=body, headers=await world.token())
    message_id: str = answer.json()["id"]
    return message_id


async def change(world: World, room: MadeRoom, message_id: str, text: str | None) -> None:
    address = f"/api/room/{room.id}/message/{message_id}"
    if text is None:
        answer = await world.http.delete(address, headers=await world.token())
    else:
        answer = await world.http.put(address, json={"message": text}, headers=await world.token())
    assert answer.status_code < 300, answer.text


async def fresh_page(world: World, room: MadeRoom) -> Page:
    answer = await world.http.get(f"/api/room/{room.id}/history", headers=await world.token())
    return {item["id"]: item for item in answer.json()["items"]}


def apply(page: Page, frames: list[dict[str, Any]]) -> Page:
    """What a client does with the events: a message is as the last of them says, also where replies quote it."""
    for frame in frames:
        if not frame["type"].startswith("message."):
            continue
        message = frame["message"]
        if frame["type"] == "message.sent":
            page.setdefault(message["id"], message)
            continue
        page[message["id"]] = message
        line = " ".join((message["body"] or "").split())
        for one in page.values():
            if one.get("parent", {}).get("id") == message["id"]:
                one["parent"] = one["parent"] | {"excerpt": line}
    return page


async def heard(socket: Socket) -> list[dict[str, Any]]:
    return await socket.all_so_far()


async def test_old_page_and_events_make_the_fresh_page(world: World, port: int) -> None:
    room = await world.room()
    first, second, third = [await say(world, room, text) for text in ("one", "two", "three")]
    await say(world, room, "to the first", first)
    async with listening(port, await world.token()) as socket:
        page = await fresh_page(world, room)
        await change(world, room, first, "uno")
        await change(world, room, second, None)
        await change(world, room, third, "tre")
        await change(world, room, third, None)
        page = apply(page, await heard(socket))
    assert page == await fresh_page(world, room)
    assert [item["body"] for item in page.values()] == ["uno", None, None, "to the first"]


async def test_who_was_away_gets_the_same_and_no_text_that_is_gone(world: World, port: int) -> None:
    room = await world.room()
    first = await say(world, room, "first words")
    async with listening(port, await world.token()) as socket:
        await socket.say(type="ping")
        cursor = (await socket.until("pong"))["cursor"]
        page = await fresh_page(world, room)
        second = await say(world, room, "second words")
        await change(world, room, first, "changed words")
        await change(world, room, second, "other words")
        await change(world, room, second, None)
        await change(world, room, first, None)
        await heard(socket)
    async with listening(port, await world.token(), cursor=cursor) as late:
        frames = await heard(late)
    assert apply(page, frames) == await fresh_page(world, room)
    assert "words" not in str(frames)
    kinds = [frame["type"] for frame in frames if frame["type"].startswith("message.")]
    assert kinds == ["message.sent", "message.edited", "message.edited", "message.deleted", "message.deleted"]


async def test_changes_in_a_private_room_are_heard_by_its_members_alone(world: World, port: int) -> None:
    ada, eve = await world.user("Ada Quist"), await world.user("Eve Roth")
    room = await world.room("Vault", private=True, members=(ada,))
    message_id = await say(world, room, "secret")
    async with listening(port, await world.token(ada)) as one, listening(port, await world.token(eve)) as two:
        await change(world, room, message_id, "more secret")
        await change(world, room, message_id, None)
        assert [kind for kind in await one.kinds() if kind.startswith("message.")] == [
            "message.edited",
            "message.deleted",
        ]
        assert not [kind for kind in await two.kinds() if kind.startswith("message.")]


async def test_reactions_and_pins_reach_open_pages(world: World, port: int) -> None:
    room = await world.room()
    first, second = [await say(world, room, text) for text in ("one", "two")]
    async with listening(port, await world.token()) as socket:
        page = await fresh_page(world, room)
        for method, message_id, end in (
            ("PUT", first, "reaction/(success)"),
            ("PUT", first, "pin"),
            ("PUT", second, "pin"),
            ("DELETE", second, "pin"),
        ):
            address = f"/api/room/{room.id}/message/{message_id}/{end}"
            answer = await world.http.request(method, address, headers=await world.token())
            assert answer.status_code == 204, answer.text
        page = apply(page, await heard(socket))
    assert page == await fresh_page(world, room)
    assert page[first]["pinned"] is True
