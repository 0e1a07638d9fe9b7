"""Replies: counted on the message that they answer, listed as a thread, and gone from both when deleted."""

from typing import Any
from uuid import uuid4

from tests.world import MadeRoom, MadeUser, World


async def _say(
    world: World, path: str, text: str, who: MadeUser | None = None, parent: str | None = None
) -> dict[str, Any]:
    body = {"message": text} | ({} if parent is None else {"parent_id": parent})
    sent = await world.http.post(f"{path}/message", json=body, headers=await world.token(who))
    assert sent.status_code == 201, sent.text
    message: dict[str, Any] = sent.json()
    return message


async def _get(world: World, path: str, who: MadeUser | None = None, **query: Any) -> Any:
    answer = await world.http.get(path, params=query, headers=await world.token(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def _replies(world: World, room: MadeRoom, message: str) -> dict[str, Any] | None:
    page = await _get(world, f"/api/room/{room.id}/history")
    replies: dict[str, Any] | None = next(one for one in page["items"] if one["id"] == message).get("replies")
    return replies


async def test_a_message_tells_how_it_was_answered(world: World) -> None:
    ada, bo, room = await world.user("Ada Quist"), await world.user("Bo Lind"), await world.room("Plaza")
    path = f"/api/room/{room.id}"
    asked = await _say(world, path, "who broke it?")
    assert "replies" not in asked
    assert await _replies(world, room, asked["id"]) is None

    for who in (ada, bo, ada):
        world.clock.advance(seconds=1)
        last = await _say(world, path, "not me", who, asked["id"])
    assert await _replies(world, room, asked["id"]) == {
        "count": 3,
        "last_position": 4,
        "last_at": last["date"],
        "users": [ada.id, bo.id],
    }


async def test_replies_of_the_old_api_are_among_them(world: World) -> None:
    room = await world.room("Plaza")
    asked = await _say(world, f"/api/room/{room.id}", "who broke it?")
    answer = await world.http.post(
        f"/v2/room/{room.id}/reply",
        json={"parentMessageId": asked["id"], "message": "a script"},
        headers=await world.token(),
    )
    assert answer.is_success, answer.text
    thread = await _get(world, f"/api/room/{room.id}/message/{asked['id']}/replies")
    assert [one["body"] for one in thread["items"]] == ["a script"]


async def test_a_thread_is_read_page_by_page_without_what_else_was_said(world: World) -> None:
    room = await world.room("Plaza")
    path = f"/api/room/{room.id}"
    asked = await _say(world, path, "who broke it?")
    for number in range(1, 6):
        await _say(world, path, f"reply {number}", parent=asked["id"])
        await _say(world, path, "something else")
    thread = f"{path}/message/{asked['id']}/replies"

    newest = await _get(world, thread, limit=2)
    assert [one["body"] for one in newest["items"]] == ["reply 4", "reply 5"]
    assert newest["has_more"]
    assert {one["parent"]["id"] for one in newest["items"]} == {asked["id"]}
    earlier = await _get(world, thread, before=newest["items"][0]["position"], limit=3)
    assert [one["body"] for one in earlier["items"]] == ["reply 1", "reply 2", "reply 3"]
    assert not earlier["has_more"]
    assert (await _get(world, thread))["items"] == [*earlier["items"], *newest["items"]]


async def test_a_deleted_reply_no_longer_counts_and_listeners_are_told(world: World) -> None:
    room = await world.room("Plaza")
    path = f"/api/room/{room.id}"
    asked = await _say(world, path, "who broke it?")
    kept, gone = [await _say(world, path, text, parent=asked["id"]) for text in ("kept", "gone")]
    cursor = (await _get(world, "/api/start"))["cursor"]

    deleted = await world.http.delete(f"{path}/message/{gone['id']}", headers=await world.token())
    assert deleted.status_code == 204

    thread = await _get(world, f"{path}/message/{asked['id']}/replies")
    assert [one["body"] for one in thread["items"]] == ["kept"]
    replies = await _replies(world, room, asked["id"])
    assert replies is not None
    assert (replies["count"], replies["last_position"]) == (1, kept["position"])
    assert (await _get(world, "/api/start"))["cursor"] == cursor + 2  # the reply, and what it answered


async def test_a_deleted_message_keeps_its_replies(world: World) -> None:
    room = await world.room("Plaza")
    path = f"/api/room/{room.id}"
    asked = await _say(world, path, "a secret")
    reply = await _say(world, path, "better not say that here", parent=asked["id"])
    await world.http.delete(f"{path}/message/{asked['id']}", headers=await world.token())

    thread = await _get(world, f"{path}/message/{asked['id']}/replies")
    assert [one["id"] for one in thread["items"]] == [reply["id"]]
    assert thread["items"][0]["parent"]["excerpt"] == ""
    replies = await _replies(world, room, asked["id"])
    assert replies is not None
    assert replies["count"] == 1


async def test_threads_of_two_people_are_theirs_alone(world: World) -> None:
    ada, bo, eve = [await world.user(name) for name in ("Ada Quist", "Bo Lind", "Eve Roth")]
    asked = await _say(world, f"/api/user/{bo.id}", "lunch?", ada)
    await _say(world, f"/api/user/{ada.id}", "at one", bo, asked["id"])

    for who, other in ((ada, bo), (bo, ada)):
        thread = await _get(world, f"/api/user/{other.id}/message/{asked['id']}/replies", who)
        assert [one["body"] for one in thread["items"]] == ["at one"]
    answer = await world.http.get(
        f"/api/user/{bo.id}/message/{asked['id']}/replies", headers=await world.token(eve)
    )
    assert answer.status_code == 404


async def test_a_thread_of_a_private_room_is_missing_for_others(world: World) -> None:
    eve, plaza = await world.user("Eve Roth"), await world.room("Plaza")
    vault = await world.room("Vault", private=True)
    asked = await _say(world, f"/api/room/{vault.id}", "a secret")
    await _say(world, f"/api/room/{vault.id}", "hush", parent=asked["id"])

    for path in (
        f"/api/room/{vault.id}/message/{asked['id']}",
        f"/api/room/{plaza.id}/message/{asked['id']}",
    ):
        answer = await world.http.get(f"{path}/replies", headers=await world.token(eve))
        assert answer.status_code == 404, answer.text
    unknown = await world.http.get(
        f"/api/room/{plaza.id}/message/{uuid4()}/replies", headers=await world.token(eve)
    )
    assert unknown.status_code == 404
