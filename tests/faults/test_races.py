"""Many want the same at the same moment: one gets it, the others are told so, and nothing is left half done."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Iterable

import httpx

from tests.accounts.browser import signed_in
from tests.oauth.flow import CALLBACK, allow, exchange, renew
from tests.world import World

AT_ONCE = 16
ROUNDS = 5


async def statuses(requests: Iterable[Awaitable[httpx.Response]]) -> Counter[int]:
    return Counter(answer.status_code for answer in await asyncio.gather(*requests))


async def test_one_of_sixteen_gets_the_name_of_a_room(world: World) -> None:
    token = await world.token()
    for number in range(ROUNDS):
        names = [("Deploys %d", "DEPLOYS %d", "deploys %d")[n % 3] % number for n in range(AT_ONCE)]
        found = await statuses(
            world.http.post("/v2/room", json={"name": name}, headers=token) for name in names
        )
        assert found == {201: 1, 400: AT_ONCE - 1}
    listed = (await world.http.get("/v2/room?max-results=1000", headers=token)).json()["items"]
    assert len(listed) == ROUNDS


async def test_one_of_sixteen_gets_the_address_and_the_mention_name_of_a_user(world: World) -> None:
    token = await world.token()
    for number in range(2):  # each try hashes a password
        people = [
            {
                "name": f"Ada {number}",
                "email": f"{'Aa'[n % 2]}da{number}@example.com",
                "mention_name": f"ada{number}x{n}",
            }
            for n in range(AT_ONCE)
        ]
        found = await statuses(world.http.post("/v2/user", json=person, headers=token) for person in people)
        assert found == {201: 1, 400: AT_ONCE - 1}
        people = [
            {"name": f"Bea {number}", "email": f"bea{number}x{n}@example.com", "mention_name": f"Bea{number}"}
            for n in range(AT_ONCE)
        ]
        found = await statuses(world.http.post("/v2/user", json=person, headers=token) for person in people)
        assert found == {201: 1, 400: AT_ONCE - 1}


async def test_a_code_is_worth_one_token_to_the_fastest(world: World) -> None:
    for _ in range(ROUNDS):
        client = await world.client(redirect_uris=[CALLBACK])
        async with signed_in(world) as page:
            code = await allow(page, client)
        answers = await asyncio.gather(*(exchange(world, client, code) for _ in range(AT_ONCE)))
        assert Counter(answer.status_code for answer in answers) == {200: 1, 400: AT_ONCE - 1}


async def test_a_refresh_token_is_renewed_once(world: World) -> None:
    client = await world.client(redirect_uris=[CALLBACK])
    async with signed_in(world) as page:
        code = await allow(page, client)
    refresh = (await exchange(world, client, code)).json()["refresh_token"]
    answers = await asyncio.gather(*(renew(world, client, refresh) for _ in range(AT_ONCE)))
    assert {answer.status_code for answer in answers} <= {200, 400}
    assert len([answer for answer in answers if answer.status_code == 200]) <= 1


async def test_a_message_with_an_id_of_its_own_is_stored_once(world: World) -> None:
    await world.room("Deploys")
    token = await world.token()
    for number in range(ROUNDS):
        body = {"message": f"once {number}", "client_id": f"00000000-0000-4000-8000-{number:012d}"}
        found = await statuses(
            world.http.post("/api/room/Deploys/message", json=body, headers=token) for _ in range(AT_ONCE)
        )
        assert found == {201: 1, 200: AT_ONCE - 1}
    history = (await world.http.get("/api/room/Deploys/history", headers=token)).json()["items"]
    assert [message["body"] for message in history] == [f"once {number}" for number in range(ROUNDS)]


async def test_a_first_private_message_opens_one_chat(world: World) -> None:
    ada = await world.user("Ada Quist")
    one, two = await world.token(), await world.token(ada)
    found = await statuses(
        world.http.post(
            f"/v2/user/{(ada.id, world.owner.id)[n % 2]}/message",
            json={"message": f"m{n}"},
            headers=(one, two)[n % 2],
        )
        for n in range(AT_ONCE)
    )
    assert found == {204: AT_ONCE}
    history = (await world.http.get(f"/api/user/{ada.id}/history", headers=one)).json()["items"]
    assert len(history) == AT_ONCE
    assert {message["chat_id"] for message in history} == {history[0]["chat_id"]}


async def test_members_who_are_added_and_removed_at_once_are_members_or_not(world: World) -> None:
    owner = await world.token()
    ada = await world.user("Ada Quist")
    hers = await world.token(ada)
    for number in range(ROUNDS):
        room = await world.room(f"Vault {number}", private=True)
        path = f"/v2/room/{room.id}/member/{ada.id}"
        found = await statuses(
            world.http.request(("PUT", "DELETE")[n % 2], path, headers=owner, json={} if n % 2 == 0 else None)
            for n in range(AT_ONCE)
        )
        assert set(found) <= {204, 400, 404, 409}
        members = (await world.http.get(f"/v2/room/{room.id}/member", headers=owner)).json()["items"]
        is_member = [member["id"] for member in members].count(ada.id)
        assert is_member in {0, 1}
        seen = await world.http.get(f"/v2/room/{room.id}", headers=hers)
        assert seen.status_code == (200 if is_member else 404)


async def test_a_room_that_is_deleted_while_people_post_takes_nothing_afterwards(world: World) -> None:
    token = await world.token()
    for number in range(ROUNDS):
        room = await world.room(f"Doomed {number}")
        path = f"/v2/room/{room.id}/notification"

        posts = [world.http.post(path, json={"message": f"m{n}"}, headers=token) for n in range(AT_ONCE)]
        deletion = world.http.delete(f"/v2/room/{room.id}", headers=token)
        answers = list(await asyncio.gather(*posts[:8], deletion, *posts[8:]))
        deleted = answers.pop(8)
        assert deleted.status_code == 204
        assert {answer.status_code for answer in answers} <= {204, 404}
        late = await world.http.post(path, json={"message": "late"}, headers=token)
        assert late.status_code == 404
        assert (await world.http.get(f"/v2/room/{room.id}", headers=token)).status_code == 404


async def test_one_of_sixteen_deletes(world: World) -> None:
    token = await world.token()
    for number in range(ROUNDS):
        room = await world.room(f"Doomed {number}")
        found = await statuses(
            world.http.delete(f"/v2/room/{room.id}", headers=token) for _ in range(AT_ONCE)
        )
        assert found == {204: 1, 404: AT_ONCE - 1}
        user = await world.user(f"Ada {number}")
        found = await statuses(
            world.http.delete(f"/v2/user/{user.id}", headers=token) for _ in range(AT_ONCE)
        )
        assert found == {204: 1, 404: AT_ONCE - 1}


async def test_a_room_renamed_by_many_has_one_of_the_names(world: World) -> None:
    token = await world.token()
    rooms = [await world.room(f"Room {n}") for n in range(4)]
    bodies = [
        {
            "name": "Deploys",
            "topic": "",
            "privacy": "public",
            "is_archived": False,
            "is_guest_accessible": False,
            "owner": {"id": world.owner.id},
        }
        for _ in range(AT_ONCE)
    ]
    found = await statuses(
        world.http.put(f"/v2/room/{rooms[n % 4].id}", json=body, headers=token)
        for n, body in enumerate(bodies)
    )
    assert set(found) <= {204, 400, 409}
    listed = (await world.http.get("/v2/room?max-results=100", headers=token)).json()["items"]
    assert [item["name"] for item in listed].count("Deploys") == 1
