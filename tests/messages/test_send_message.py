"""POST /v2/room/{room}/message and /reply"""

import asyncio
from uuid import UUID, uuid4

from chinwag.callers import Caller
from chinwag.http.auth import hash_of
from chinwag.messages import service
from chinwag.oauth.service import find_caller
from chinwag.rooms.service import find_room
from chinwag.scopes import Scope
from tests.messages.hostile_html import SAMPLES
from tests.messages.talk import places, read_positions_of, say, waiting
from tests.world import MadeRoom, MadeUser, World


async def test_a_message_is_answered_with_its_id_and_time(world: World) -> None:
    room = await world.room()
    response = await world.http.post(
        "/v2/room/Deploys/message", json={"message": "hello"}, headers=await world.token()
    )
    assert response.status_code == 201
    answer = response.json()
    assert str(UUID(answer["id"])) == answer["id"]
    (entry,) = await world.history(room)
    assert (entry["id"], entry["date"]) == (answer["id"], answer["timestamp"])
    assert response.headers["location"].endswith(f"/v2/room/{room.id}/history/{answer['id']}")


async def test_a_message_comes_back_from_its_person_without_color(world: World) -> None:
    room, ada = await world.room(), await world.user("Ada Quist")
    message_id = await say(world, room, "x < y & (beer)", ada)
    (entry,) = await world.history(room)
    assert entry == {
        "date": entry["date"],
        "from": {
            "id": ada.id,
            "links": {"self": f"http://chat.test/v2/user/{ada.id}"},
            "mention_name": "AdaQuist",
            "name": "Ada Quist",
            "version": "AAAA0001",
        },
        "id": message_id,
        "mentions": [],
        "message": "x < y & (beer)",
        "type": "message",
    }


async def test_whatever_is_typed_comes_back_as_it_was(world: World) -> None:
    room = await world.room()
    for text in [*SAMPLES[::10], "😀" * 1000, "e\u0301 ﷽ \u202eabc", " \t ", "a\r\nb", "\\u0041"]:
        await say(world, room, text)
        assert (await world.history(room))[-1]["message"] == text


async def test_a_message_has_1_to_1000_characters(world: World) -> None:
    room = await world.room()
    headers = await world.token()
    bodies: list[dict[str, object]] = [{}, {"message": ""}, {"message": "x" * 1001}, {"message": None}]
    for body in bodies:
        response = await world.http.post(f"/v2/room/{room.id}/message", json=body, headers=headers)
        assert (response.status_code, response.json()["error"]["field"]) == (400, "message")


async def test_what_cannot_be_stored_is_refused(world: World) -> None:
    room = await world.room()
    headers = {**await world.token(), "Content-Type": "application/json"}
    for bad in (b'{"message": "a\\u0000b"}', b'{"message": "\\ud800"}', b'{"message": "\xff"}', b"{", b"[1]"):
        response = await world.http.post(f"/v2/room/{room.id}/message", content=bad, headers=headers)
        assert response.status_code == 400
    assert await world.history(room) == []


async def test_fields_of_other_calls_are_ignored(world: World) -> None:
    room = await world.room()
    body = {"message": "x", "notify": False, "from": "", "color": "yellow", "room_id": 1}
    response = await world.http.post(f"/v2/room/{room.id}/message", json=body, headers=await world.token())
    assert response.status_code == 201


async def test_a_text_body_is_the_message(world: World) -> None:
    room = await world.room()
    headers = {**await world.token(), "Content-Type": "text/plain; charset=UTF-8"}
    response = await world.http.post(f"/v2/room/{room.id}/message", content="héllo".encode(), headers=headers)
    assert response.status_code == 201
    assert (await world.history(room))[-1]["message"] == "héllo"


async def test_only_people_with_the_scope_send_messages(world: World) -> None:
    room = await world.room()
    for headers in (
        await world.addon_token(Scope.SEND_MESSAGE),
        await world.token(None, Scope.SEND_NOTIFICATION),
        await world.room_token(room),
    ):
        response = await world.http.post(
            f"/v2/room/{room.id}/message", json={"message": "x"}, headers=headers
        )
        assert response.status_code == 403


async def test_an_archived_room_refuses_messages_and_replies(world: World) -> None:
    room = await world.room(archived=True)
    headers = await world.token()
    for path, body in (("message", {"message": "x"}), ("reply", {"message": "x", "parentMessageId": "y"})):
        response = await world.http.post(f"/v2/room/{room.id}/{path}", json=body, headers=headers)
        assert response.status_code == 409
    assert await world.history(room) == []


# ---- mentions and what has been read


async def test_named_people_are_mentioned_and_the_message_waits_for_them(world: World) -> None:
    room, ada, bob = await world.room(), await world.user("Ada Quist"), await world.user("Bob Rye")
    await say(world, room, "@bobrye and @ADAQUIST: see @nobody", ada)
    (entry,) = await world.history(room)
    assert [person["name"] for person in entry["mentions"]] == ["Bob Rye", "Ada Quist"]
    assert await waiting(world, room) == [(bob.id, 1)]


async def test_a_private_rooms_message_waits_for_its_members_alone(world: World) -> None:
    ada, bob = await world.user("Ada Quist"), await world.user("Bob Rye")
    room = await world.room(private=True, members=(ada,))
    await say(world, room, "@AdaQuist @BobRye")
    assert await waiting(world, room) == [(ada.id, 1)]
    await say(world, room, "@all")
    assert await waiting(world, room) == [(ada.id, 1), (ada.id, 2)]
    assert bob.id not in dict(await waiting(world, room))


async def test_all_and_here_in_a_public_room_call_those_who_are_present(world: World) -> None:
    room = await world.room()
    here, away, elsewhere = [await world.user(name) for name in ("Ada Quist", "Bob Rye", "Cy Dell")]
    presence = world.app.services.presence
    for person in (here, away, elsewhere):
        presence.connect("p", str(person.id), person.id)
    presence.enter(str(here.id), room.id)
    presence.enter(str(away.id), room.id)
    presence.set(str(away.id), "away", "")
    await say(world, room, "@all")
    assert await waiting(world, room) == [(here.id, 1), (away.id, 1)]
    await say(world, room, "@here")
    assert await waiting(world, room) == [(here.id, 1), (away.id, 1), (here.id, 2)]
    assert (await world.history(room))[-1]["mentions"] == []


async def test_deleted_people_are_not_mentioned(world: World) -> None:
    room = await world.room()
    await world.user("Ada Quist", is_deleted=True)
    await say(world, room, "@AdaQuist")
    assert (await world.history(room))[0]["mentions"] == []
    assert await waiting(world, room) == []


async def test_who_writes_has_read_the_room(world: World) -> None:
    room, ada = await world.room(), await world.user("Ada Quist")
    await say(world, room, "@AdaQuist one")
    await say(world, room, "@AdaQuist two")
    assert await read_positions_of(world) == {world.owner.id: 2}
    await say(world, room, "thanks", ada)
    assert await read_positions_of(world) == {world.owner.id: 2, ada.id: 3}
    assert await waiting(world, room) == []


async def test_a_script_of_mine_reads_nothing_for_me(world: World) -> None:
    room = await world.room()
    await world.http.post(
        f"/v2/room/{room.id}/notification", json={"message": "x"}, headers=await world.token()
    )
    assert await read_positions_of(world) == {}


# ---- replies


async def test_a_reply_hangs_on_its_parent(world: World) -> None:
    room, headers = await world.room(), await world.token()
    parent = await say(world, room, "question")
    for name in ("parentMessageId", "parent_message_id"):
        response = await world.http.post(
            f"/v2/room/{room.id}/reply", json={name: parent, "message": "x" * 10_000}, headers=headers
        )
        assert (response.status_code, response.content) == (204, b"")
        entry = (await world.history(room))[-1]
        assert (entry["type"], entry["attach_to"], entry["message"]) == ("message", parent, "x" * 10_000)


async def test_a_reply_needs_a_parent_of_the_same_room(world: World) -> None:
    room, other = await world.room(), await world.room("Other")
    elsewhere = await say(world, other, "x")
    for parent in (elsewhere, "no-such-message"):
        response = await world.http.post(
            f"/v2/room/{room.id}/reply",
            json={"parentMessageId": parent, "message": "x"},
            headers=await world.token(),
        )
        assert response.status_code == 404
        assert response.json()["error"]["message"] == f"Message {parent} not found"


async def test_a_bad_reply_is_told_what_is_wrong(world: World) -> None:
    room, headers = await world.room(), await world.token()
    for body, field in (
        ({"message": "x"}, "parentMessageId"),
        ({"parentMessageId": "", "message": "x"}, "parentMessageId"),
        ({"parentMessageId": "x"}, "message"),
        ({"parentMessageId": "x", "message": "x" * 10_001}, "message"),
    ):
        response = await world.http.post(f"/v2/room/{room.id}/reply", json=body, headers=headers)
        assert (response.status_code, response.json()["error"]["field"]) == (400, field)


# ---- the sender's own ids


async def _caller(world: World, user: MadeUser) -> Caller:
    raw = await world.raw_token("personal", frozenset({Scope.SEND_MESSAGE}), user_id=user.id)
    async with world.app.services.db.read() as tx:
        caller = await find_caller(tx, hash_of(raw))
    assert caller is not None
    return caller


async def _send(world: World, room: MadeRoom, caller: Caller, text: str, client_id: str) -> str:
    async with world.app.services.db.begin() as tx:
        found = await find_room(tx, caller, str(room.id))
        return (await service.send_message(tx, found, caller, text, client_id)).id


async def test_a_resent_message_is_the_first_one(world: World) -> None:
    room, caller, client_id = await world.room(), await _caller(world, world.owner), str(uuid4())
    first = await _send(world, room, caller, "one", client_id)
    assert await _send(world, room, caller, "one again", client_id) == first
    assert await _send(world, room, caller, "two", str(uuid4())) != first
    assert [entry["message"] for entry in await world.history(room)] == ["one", "two"]


async def test_many_at_once_with_one_id_are_one_message(world: World) -> None:
    room, caller, client_id = await world.room(), await _caller(world, world.owner), str(uuid4())
    sent = await asyncio.gather(*(_send(world, room, caller, "one", client_id) for _ in range(8)))
    assert len(set(sent)) == 1
    assert len(await world.history(room)) == 1
    assert len(await places(world, room)) == 1


async def test_the_same_id_of_another_person_is_another_message(world: World) -> None:
    room, client_id = await world.room(), str(uuid4())
    first = await _send(world, room, await _caller(world, world.owner), "one", client_id)
    second = await _send(world, room, await _caller(world, await world.user()), "two", client_id)
    assert first != second


async def test_many_people_at_once_get_places_without_gaps(world: World) -> None:
    rooms = [await world.room(), await world.room("Other")]
    people = [await _caller(world, await world.user(f"Person {number}")) for number in range(4)]
    await asyncio.gather(
        *(
            _send(world, rooms[turn % 2], people[turn % 4], f"@all @Person{turn % 3} {turn}", str(uuid4()))
            for turn in range(40)
        )
    )
    numbers = []
    for room in rooms:
        found = await places(world, room)
        assert [position for position, _ in found] == list(range(1, 21))
        assert [seq for _, seq in found] == sorted(seq for _, seq in found)
        numbers += [seq for _, seq in found]
    assert sorted(numbers) == list(range(min(numbers), min(numbers) + 40))
