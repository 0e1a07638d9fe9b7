"""`GET /api/start`: everything that a client shows first, as this person may see it."""

from __future__ import annotations

from typing import Any

from chinwag.http.auth import hash_of
from tests.world import MadeUser, World


async def start(world: World, user: MadeUser | None = None) -> dict[str, Any]:
    answer = await world.http.get("/api/start", headers=await world.token(user))
    assert answer.status_code == 200, answer.text
    state: dict[str, Any] = answer.json()
    return state


async def say(world: World, path: str, text: str, user: MadeUser | None = None) -> dict[str, Any]:
    answer = await world.http.post(path, json={"message": text}, headers=await world.token(user))
    assert answer.status_code == 201, answer.text
    message: dict[str, Any] = answer.json()
    return message


async def test_it_names_the_person_the_group_and_what_they_may_see(world: World) -> None:
    ada, eve = await world.user("Ada Quist"), await world.user("Eve Roth")
    plaza = await world.room("Plaza", owner=ada)
    vault = await world.room("Vault", owner=eve, private=True)
    old = await world.room("Old", archived=True)

    state = await start(world, ada)

    assert state["me"]["mention_name"] == ada.mention_name
    assert state["group"] == {"id": world.group_id, "name": "Quayside", "avatar_url": None}
    rooms = {room["id"]: room for room in state["rooms"]}
    assert set(rooms) == {plaza.id, old.id}
    assert vault.id not in rooms
    assert rooms[plaza.id] == {
        "id": plaza.id,
        "name": "Plaza",
        "topic": "",
        "privacy": "public",
        "is_archived": False,
        "owner_id": ada.id,
        "avatar_url": None,
        "last_position": 0,
        "read_position": 0,
        "mentions": 0,
        "last_active": None,
        "can_post": True,
        "can_admin": True,
    }
    assert (rooms[old.id]["can_post"], rooms[old.id]["can_admin"]) == (False, False)
    assert {person["id"] for person in state["people"]} == {world.owner.id, ada.id, eve.id}


async def test_unread_counts_and_mentions_are_the_persons_own(world: World) -> None:
    ada = await world.user("Ada Quist")
    room = await world.room("Plaza")
    for text in ("one", f"two @{ada.mention_name}", f"three @{ada.mention_name}"):
        await say(world, f"/api/room/{room.id}/message", text)

    before = (await start(world, ada))["rooms"][0]
    assert (before["last_position"], before["read_position"], before["mentions"]) == (3, 0, 2)
    assert before["last_active"] is not None

    answer = await world.http.put(
        f"/api/room/{room.id}/read", json={"position": 2}, headers=await world.token(ada)
    )
    assert answer.status_code == 204
    after = (await start(world, ada))["rooms"][0]
    assert (after["read_position"], after["mentions"]) == (2, 1)
    own = (await start(world))["rooms"][0]
    assert (own["read_position"], own["mentions"]) == (3, 0)


async def test_one_to_one_chats_stand_with_the_person(world: World) -> None:
    ada, bo = await world.user("Ada Quist"), await world.user("Bo Lind")
    message = await say(world, f"/api/user/{bo.id}/message", "psst", ada)

    people = {person["id"]: person for person in (await start(world, bo))["people"]}

    assert people[ada.id]["chat_id"] == message["chat_id"]
    assert (people[ada.id]["last_position"], people[ada.id]["read_position"]) == (1, 0)
    assert people[world.owner.id]["chat_id"] is None
    of_owner = {person["id"]: person for person in (await start(world))["people"]}
    assert of_owner[ada.id]["chat_id"] is None


async def test_a_guest_sees_their_rooms_and_who_is_in_them(world: World) -> None:
    ada, eve = await world.user("Ada Quist"), await world.user("Eve Roth")
    guest = await world.user("Gil Visitor", is_guest=True)
    vault = await world.room("Vault", owner=ada, private=True, members=(guest,))
    await world.room("Plaza", owner=eve)

    state = await start(world, guest)

    assert [room["id"] for room in state["rooms"]] == [vault.id]
    assert {person["id"] for person in state["people"]} == {ada.id, guest.id}


async def test_the_cursor_is_that_of_the_newest_event(world: World) -> None:
    room = await world.room("Plaza")
    first = (await start(world))["cursor"]
    await say(world, f"/api/room/{room.id}/message", "one")
    assert (await start(world))["cursor"] == first + 1


async def test_nothing_secret_is_in_it(world: World) -> None:
    ada = await world.user("Ada Quist", password_hash="not to be seen")
    token = (await world.token(ada))["Authorization"].partition(" ")[2]
    answer = await world.http.get("/api/start", headers={"Authorization": f"Bearer {token}"})
    assert "not to be seen" not in answer.text
    assert hash_of(token) not in answer.text
    assert "email" not in answer.json()["people"][0]


async def test_the_number_of_queries_does_not_grow_with_rooms_and_people(world: World) -> None:
    few = await queries_of_start(world)
    for number in range(12):
        person = await world.user(f"Person {number}")
        room = await world.room(f"Room {number}")
        await say(world, f"/api/room/{room.id}/message", "hello", person)
        await say(world, f"/api/user/{person.id}/message", "hello")
    assert await queries_of_start(world) == few


async def queries_of_start(world: World) -> int:
    await start(world)
    db = world.app.services.db
    count = 0
    original = db.read_offloaded

    def counting() -> Any:
        opened = original()

        class Counted:
            async def __aenter__(self) -> Any:
                tx = await opened.__aenter__()
                return Spy(tx)

            async def __aexit__(self, *raised: Any) -> None:
                await opened.__aexit__(*raised)

        return Counted()

    class Spy:
        def __init__(self, tx: Any) -> None:
            self._tx = tx

        def __getattr__(self, name: str) -> Any:
            nonlocal count
            if name in ("all", "one", "value"):
                count += 1
            return getattr(self._tx, name)

    db.read_offloaded = counting  # type: ignore[method-assign]
    try:
        await start(world)
    finally:
        db.read_offloaded = original  # type: ignore[method-assign]
    return count
