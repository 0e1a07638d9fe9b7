"""Pages of a chat by position, and messages that are sent once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.world import MadeUser, World


async def page(world: World, path: str, user: MadeUser | None = None, **query: int | str) -> dict[str, Any]:
    answer = await world.http.get(path, params=query, headers=await world.token(user))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def positions(found: dict[str, Any]) -> list[int]:
    return [item["position"] for item in found["items"]]


async def post(
    world: World, path: str, body: dict[str, Any], user: MadeUser | None = None
) -> tuple[int, Any]:
    answer = await world.http.post(path, json=body, headers=await world.token(user))
    return answer.status_code, answer.json()


async def test_pages_go_back_and_forth_from_any_position(world: World) -> None:
    room = await world.room("Plaza")
    path = f"/api/room/{room.id}/history"
    for number in range(1, 11):
        await post(world, f"/api/room/{room.id}/message", {"message": f"message {number}"})

    assert positions(await page(world, path)) == list(range(1, 11))
    newest = await page(world, path, limit=3)
    assert positions(newest) == [8, 9, 10]
    assert (newest["first_position"], newest["last_position"]) == (1, 10)
    assert positions(await page(world, path, before=8, limit=3)) == [5, 6, 7]
    assert positions(await page(world, path, before=2, limit=3)) == [1]
    assert positions(await page(world, path, after=8, limit=50)) == [9, 10]
    assert positions(await page(world, path, after=2, before=5)) == [3, 4]
    assert positions(await page(world, path, after=10)) == []


async def _ten(world: World) -> tuple[str, list[dict[str, Any]]]:
    """A room with ten messages, ten seconds from one to the next."""
    room = await world.room("Plaza")
    sent = []
    for number in range(1, 11):
        world.clock.advance(seconds=10)
        sent.append((await post(world, f"/api/room/{room.id}/message", {"message": f"message {number}"}))[1])
    return f"/api/room/{room.id}/history", sent


async def test_a_page_can_be_around_a_message(world: World) -> None:
    path, sent = await _ten(world)
    for position, expected in (
        (5, [3, 4, 5, 6, 7]),
        (1, [1, 2, 3, 4, 5]),
        (2, [1, 2, 3, 4, 5]),
        (10, [6, 7, 8, 9, 10]),
    ):
        found = await page(world, path, around=sent[position - 1]["id"], limit=5)
        assert positions(found) == expected
        assert found["last_position"] == 10
    assert positions(await page(world, path, around=sent[4]["id"], limit=1)) == [5]


async def test_a_page_can_begin_at_a_moment(world: World) -> None:
    path, sent = await _ten(world)
    assert positions(await page(world, path, date=sent[4]["date"], limit=4)) == [4, 5, 6, 7]
    assert positions(await page(world, path, date="2001-01-01T00:00:00+02:00", limit=4)) == [1, 2, 3, 4]
    assert positions(await page(world, path, date="2101-01-01T00:00:00Z", limit=4)) == [7, 8, 9, 10]
    for wrong in ("yesterday", "2016-05-01", "2016-05-01T10:00:00"):
        answer = await world.http.get(path, params={"date": wrong}, headers=await world.token())
        assert answer.status_code == 400, answer.text


async def test_no_page_is_around_a_message_of_elsewhere(world: World) -> None:
    path, _ = await _ten(world)
    eve, vault = await world.user("Eve Roth"), await world.room("Vault", private=True)
    _, secret = await post(world, f"/api/room/{vault.id}/message", {"message": "a secret"})
    for place in (path, f"/api/room/{vault.id}/history", f"/api/user/{world.owner.id}/history"):
        answer = await world.http.get(place, params={"around": secret["id"]}, headers=await world.token(eve))
        assert answer.status_code == 404, answer.text
        assert "secret" not in answer.text


async def test_a_chat_without_a_word_is_empty(world: World) -> None:
    ada = await world.user("Ada Quist")
    assert await page(world, f"/api/user/{ada.id}/history") == {
        "items": [],
        "first_position": 1,
        "last_position": 0,
    }


async def test_one_to_one_history_is_the_same_for_both_and_nobody_else(world: World) -> None:
    ada, bo, eve = [await world.user(name) for name in ("Ada Quist", "Bo Lind", "Eve Roth")]
    await post(world, f"/api/user/{bo.id}/message", {"message": "hello Bo"}, ada)
    await post(world, f"/api/user/{ada.id}/message", {"message": "hello Ada"}, bo)

    of_ada = await page(world, f"/api/user/{bo.id}/history", ada)
    assert of_ada == await page(world, f"/api/user/{ada.id}/history", bo)
    assert [item["body"] for item in of_ada["items"]] == ["hello Bo", "hello Ada"]
    assert (await page(world, f"/api/user/{bo.id}/history", eve))["items"] == []


async def test_a_private_room_is_missing_for_others(world: World) -> None:
    eve = await world.user("Eve Roth")
    room = await world.room("Vault", private=True)
    for method, path in (
        ("GET", "history"),
        ("GET", "people"),
        ("POST", "message"),
        ("PUT", "read"),
    ):
        answers = [
            await world.http.request(
                method,
                f"/api/room/{number}/{path}",
                json={"message": "x", "position": 1} if method != "GET" else None,
                headers=await world.token(eve),
            )
            for number in (room.id, room.id + 1000)
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        messages = [answer.json()["error"]["message"] for answer in answers]
        assert messages == [f"Room {number} not found" for number in (room.id, room.id + 1000)]


async def test_the_same_client_id_is_the_same_message(world: World) -> None:
    room = await world.room("Plaza")
    ada = await world.user("Ada Quist")
    path = f"/api/room/{room.id}/message"
    body = {"message": "once", "client_id": str(uuid4())}

    first, again = await post(world, path, body, ada), await post(world, path, body, ada)
    of_somebody_else = await post(world, path, body)

    assert (first[0], again[0], of_somebody_else[0]) == (201, 200, 201)
    assert first[1] == again[1]
    assert first[1]["client_id"] == body["client_id"]
    assert of_somebody_else[1]["id"] != first[1]["id"]
    assert len((await page(world, f"/api/room/{room.id}/history"))["items"]) == 2


async def test_the_same_client_id_to_a_person_is_the_same_message(world: World) -> None:
    ada = await world.user("Ada Quist")
    body = {"message": "once", "client_id": str(uuid4())}
    path = f"/api/user/{ada.id}/message"
    assert [(await post(world, path, body))[0] for _ in range(3)] == [201, 200, 200]
    assert len((await page(world, f"/api/user/{ada.id}/history"))["items"]) == 1


async def test_a_reply_shows_what_it_answers(world: World) -> None:
    room = await world.room("Plaza")
    path = f"/api/room/{room.id}/message"
    _, parent = await post(world, path, {"message": "who broke it?"})
    _, reply = await post(world, path, {"message": "me", "parent_id": parent["id"]})
    assert reply["parent"]["id"] == parent["id"]
    assert reply["parent"]["excerpt"] == "who broke it?"
    status, _ = await post(world, path, {"message": "me", "parent_id": str(uuid4())})
    assert status == 404


async def test_an_archived_room_takes_no_message(world: World) -> None:
    room = await world.room("Old", archived=True)
    status, refusal = await post(world, f"/api/room/{room.id}/message", {"message": "hello?"})
    assert (status, refusal["error"]["message"]) == (409, "This room is archived")


async def test_what_cannot_be_a_message_is_refused(world: World) -> None:
    room = await world.room("Plaza")
    for body in ({}, {"message": ""}, {"message": "x" * 10_001}, {"message": "nul \x00"}, {"message": 5}):
        status, _ = await post(world, f"/api/room/{room.id}/message", body)
        assert status in (400, 201) if body.get("message") == 5 else status == 400, body


async def test_reading_never_goes_back_and_never_beyond_the_end(world: World) -> None:
    room = await world.room("Plaza")
    for _ in range(3):
        await post(world, f"/api/room/{room.id}/message", {"message": "x"})
    ada = await world.user("Ada Quist")
    headers = await world.token(ada)

    async def read(position: int) -> int:
        answer = await world.http.put(
            f"/api/room/{room.id}/read", json={"position": position}, headers=headers
        )
        assert answer.status_code == 204
        state = await world.http.get("/api/start", headers=headers)
        reached: int = state.json()["rooms"][0]["read_position"]
        return reached

    assert [await read(position) for position in (2, 1, 99)] == [2, 2, 3]


async def test_people_of_a_private_room_are_its_members(world: World) -> None:
    ada = await world.user("Ada Quist")
    room = await world.room("Vault", private=True, members=(ada,))
    answer = await world.http.get(f"/api/room/{room.id}/people", headers=await world.token())
    people = [(one["id"], one["is_present"], one["room_roles"]) for one in answer.json()["items"]]
    assert people == [(ada.id, False, ["room_member"]), (world.owner.id, False, ["room_admin"])]
