"""A right that is taken away is gone with the answer: membership, the account, an archived room, a guest's borders."""

from __future__ import annotations

import pytest

from chinwag.scopes import ONLY_USER, Scope
from tests.accounts.browser import signed_in
from tests.security.doors import ENDPOINTS, OF_PEOPLE, OF_ROOMS, READING, WRITING, Place, body_of, path_of
from tests.world import MadeRoom, MadeUser, World

ROOM_READING = [
    one
    for one in OF_ROOMS
    if one.method == "GET"
    and one.clients & ONLY_USER
    and one.scopes_any != {Scope.ADMIN_ROOM}
    and not one.path.endswith(("/token", "/avatar"))
]
"""What a member of a room may read. Tokens and webhooks are for its admins, and this room has no avatar."""


async def post(world: World, room: MadeRoom, text: str) -> str:
    """A message of the owner; returns its id."""
    answer = await world.http.post(
        f"/v2/room/{room.id}/message", json={"message": text}, headers=await world.token()
    )
    assert answer.status_code == 201, answer.text
    message_id: str = answer.json()["id"]
    return message_id


async def vault(world: World) -> tuple[MadeUser, MadeRoom, Place]:
    """A private room with a member and a message."""
    ada = await world.user("Ada Quist")
    room = await world.room("Vault", private=True, members=(ada,))
    return ada, room, Place(room=room.id, user=world.owner.id, message=await post(world, room, "secret"))


async def test_a_removed_member_reaches_nothing_of_the_room(world: World) -> None:
    ada, room, place = await vault(world)
    token = await world.token(ada)
    async with signed_in(world, ada) as page:
        for endpoint in ROOM_READING:
            path = path_of(endpoint, place)
            assert (await page.get(path)).status_code == 200, endpoint.id
            assert (await world.http.get(path, headers=token)).status_code in {200, 403}, endpoint.id

        gone = await world.http.delete(f"/v2/room/{room.id}/member/{ada.id}", headers=await world.token())
        assert gone.status_code == 204

        for endpoint in OF_ROOMS:
            path = path_of(endpoint, place)
            answers = [
                await page.send(endpoint.method, path, body_of(endpoint)),
                await world.http.request(endpoint.method, path, json=body_of(endpoint), headers=token),
            ]
            assert {answer.status_code for answer in answers} <= {403, 404}, endpoint.id
            assert "secret" not in "".join(answer.text for answer in answers)
        assert "Vault" not in (await page.get("/api/start")).text
        assert "Vault" not in (await page.get("/v2/room?expand=items")).text


async def test_a_room_that_turns_private_is_closed_to_the_others(world: World) -> None:
    eve = await world.user("Eve Roth")
    room = await world.room("Plaza")
    message = await post(world, room, "secret")
    link = f"/v2/room/{room.id}/history/{message}"
    token = await world.token(eve)
    assert (await world.http.get(link, headers=token)).status_code == 200
    change = {
        "name": "Plaza",
        "topic": "",
        "privacy": "private",
        "is_archived": False,
        "is_guest_accessible": False,
        "owner": {"id": world.owner.id},
    }
    changed = await world.http.put(f"/v2/room/{room.id}", json=change, headers=await world.token())
    assert changed.status_code == 204
    assert (await world.http.get(link, headers=token)).status_code == 404


CHANGES_ARCHIVED = {"update_room", "delete_room", "change_room_as_admin", "delete_room_as_admin"}
"""Bring a room back from the archive, or end it."""
BRINGS_BACK = "reactivate_person"
"""Is for people who were taken out, and for admins alone."""
READ_MARKS = {
    "mark_room_read",
    "mark_room_unread",
    "set_room_preference",
    "create_room_token",
    "delete_room_token",
}
"""Change nothing that others see in the room: one's own place in it, and the tokens of its admins."""


async def test_an_archived_room_can_be_read_and_not_written(world: World) -> None:
    room = await world.room("Harbour")
    message = await post(world, room, "before")
    await world.user("Ada Quist")
    place = Place(room=room.id, user=2, message=message)
    archived = {
        "name": "Harbour",
        "topic": "",
        "privacy": "public",
        "is_archived": True,
        "is_guest_accessible": False,
        "owner": {"id": world.owner.id},
    }
    done = await world.http.put(f"/v2/room/{room.id}", json=archived, headers=await world.token())
    assert done.status_code == 204
    before = await world.history(room)
    async with signed_in(world) as page:
        for endpoint in OF_ROOMS:
            if endpoint.id in CHANGES_ARCHIVED or not endpoint.clients & ONLY_USER:
                continue
            answer = await page.send(endpoint.method, path_of(endpoint, place), body_of(endpoint))
            if endpoint.method == "GET":
                lacks_it = answer.status_code == 404 and f"Room {room.id} not found" not in answer.text
                assert answer.status_code == 200 or lacks_it or "public" in answer.text, (
                    endpoint.id,
                    answer.text,
                )
            elif endpoint.id not in READ_MARKS:
                assert 400 <= answer.status_code < 500, endpoint.id
    assert await world.history(room) == before


async def test_the_credentials_of_a_deleted_person_are_dead_everywhere(world: World) -> None:
    ada, _, place = await vault(world)
    token = await world.token(ada)
    async with signed_in(world, ada) as page:
        assert (await world.http.delete(f"/v2/user/{ada.id}", headers=await world.token())).status_code == 204
        for endpoint in ENDPOINTS:
            if endpoint.is_public:
                continue
            path = path_of(endpoint, place)
            by_token = await world.http.request(endpoint.method, path, json=body_of(endpoint), headers=token)
            by_session = await page.send(endpoint.method, path, body_of(endpoint))
            assert (by_token.status_code, by_session.status_code) == (401, 401), endpoint.id


async def test_nobody_can_do_anything_with_a_deleted_person(world: World) -> None:
    """Only what they were and said stays, under their id."""
    ada = await world.user("Ada Quist")
    await world.room("Harbour")
    assert (await world.http.delete(f"/v2/user/{ada.id}", headers=await world.token())).status_code == 204
    async with signed_in(world) as page:
        for endpoint in (one for one in OF_PEOPLE if one.clients & ONLY_USER):
            if endpoint.id == BRINGS_BACK:
                continue
            for ref in (ada.id, ada.email, f"@{ada.mention_name}"):
                gone = await page.send(
                    endpoint.method, path_of(endpoint, Place(room="Harbour", user=ref)), body_of(endpoint)
                )
                is_memory = endpoint.method == "GET" and ref == ada.id
                assert gone.status_code in ({200, 404} if is_memory else {400, 404}), (endpoint.id, ref)


async def test_a_guest_knows_their_rooms_and_the_people_in_them_alone(world: World) -> None:
    guest = await world.user("Greta Lund", is_guest=True)
    friend, stranger = await world.user("Ada Quist"), await world.user("Zeno Stern")
    await world.room("Harbour", owner=friend, members=(guest,))
    elsewhere = await world.room("Plaza", owner=stranger)
    await post(world, elsewhere, "not for guests")
    here = Place(room="Harbour", user=friend.id, group=world.group_id)
    there = Place(room=elsewhere.id, user=stranger.id, group=world.group_id)
    wide = "?expand=items,owner,items.owner,participants,statistics&max-results=1000&include-guests=true"
    async with signed_in(world, guest) as page:
        for endpoint in READING:
            for place in (here, there):
                for query in ("", wide):
                    text = (await page.get(path_of(endpoint, place) + query)).text
                    told = [word for word in ("Plaza", "Zeno", "not for guests") if word in text]
                    assert told == [], (endpoint.id, place)
        for endpoint in WRITING:
            if "{room}" in endpoint.path:
                answer = await page.send(endpoint.method, path_of(endpoint, there), body_of(endpoint))
                assert answer.status_code in {403, 404}, endpoint.id


@pytest.mark.parametrize("path", ["/v2/user", "/v2/room", "/v2/user/2"])
async def test_a_guest_manages_nothing(world: World, path: str) -> None:
    guest = await world.user("Greta Lund", is_guest=True)
    await world.room("Harbour", members=(guest,))
    async with signed_in(world, guest) as page:
        body = {"name": "Made by a guest", "email": "made@example.com", "mention_name": "Made"}
        method = "PUT" if path.endswith("2") else "POST"
        assert (await page.send(method, path, body)).status_code in {403, 404}
    assert "Made by a guest" not in (await world.http.get("/v2/user", headers=await world.token())).text
