"""What two do at the same moment: nothing is doubled, nothing slips through, nothing breaks."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import httpx

from chinwag.messages.marks import MOST_KINDS
from tests.accounts.browser import browser, signed_in
from tests.guests.coming import open_to_guests
from tests.world import MadeRoom, World

AT_ONCE = 6


async def said(world: World, room: MadeRoom, text: str = "the parole") -> str:
    answer = await world.http.post(
        f"/api/room/{room.id}/message", json={"message": text}, headers=await world.token()
    )
    assert answer.status_code == 201, answer.text
    message_id: str = answer.json()["id"]
    return message_id


async def in_history(world: World, room: MadeRoom) -> list[dict[str, Any]]:
    answer = await world.http.get(f"/api/room/{room.id}/history?limit=200", headers=await world.token())
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def statuses(answers: list[httpx.Response]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


async def test_one_person_reacts_once_however_often_at_once(world: World) -> None:
    room = await world.room()
    message = await said(world, room)
    path = f"/api/room/{room.id}/message/{message}/reaction/(success)"
    people = [await world.user("Ada Quist"), await world.user("Ben Lind")]
    tokens = [await world.token(one) for one in people for _ in range(AT_ONCE)]

    answers = await asyncio.gather(*[world.http.put(path, headers=token) for token in tokens])

    assert statuses(answers) == {204: len(tokens)}
    (reaction,) = (await in_history(world, room))[0]["reactions"]
    assert sorted(reaction["users"]) == sorted(one.id for one in people)

    both = [world.http.put(path, headers=tokens[0]), world.http.delete(path, headers=tokens[0])]
    assert statuses(await asyncio.gather(*both)) == {204: 2}
    (left,) = (await in_history(world, room))[0]["reactions"]
    assert left["users"].count(people[0].id) <= 1


async def test_no_burst_puts_more_kinds_of_reactions_on_a_message_than_it_takes(world: World) -> None:
    room = await world.room()
    message, token = await said(world, room), await world.token()
    there = f"/api/room/{room.id}/message/{message}/reaction"

    answers = await asyncio.gather(
        *[world.http.put(f"{there}/(kind{number})", headers=token) for number in range(MOST_KINDS + 5)]
    )

    assert statuses(answers) == {204: MOST_KINDS, 409: 5}
    assert len((await in_history(world, room))[0]["reactions"]) == MOST_KINDS


async def test_what_is_said_while_a_room_is_archived_is_either_kept_or_refused(world: World) -> None:
    room = await world.room()
    token = await world.token()
    archive = world.http.put(f"/api/room/{room.id}/settings", json={"is_archived": True}, headers=token)
    posts = [
        world.http.post(f"/api/room/{room.id}/message", json={"message": f"{number}"}, headers=token)
        for number in range(AT_ONCE)
    ]

    first, archived, *rest = await asyncio.gather(posts[0], archive, *posts[1:])

    assert archived.status_code == 200, archived.text
    told = statuses([first, *rest])
    assert set(told) <= {201, 409}
    assert len(await in_history(world, room)) == told[201]
    late = await world.http.post(f"/api/room/{room.id}/message", json={"message": "late"}, headers=token)
    assert late.status_code == 409


async def test_a_message_that_is_deleted_while_it_is_answered_is_quoted_nowhere(world: World) -> None:
    room = await world.room()
    message, token = await said(world, room), await world.token()
    there = f"/api/room/{room.id}/message"
    answers = [
        world.http.post(there, json={"message": f"{number}", "parent_id": message}, headers=token)
        for number in range(AT_ONCE)
    ]

    first, gone, *rest = await asyncio.gather(
        answers[0], world.http.delete(f"{there}/{message}", headers=token), *answers[1:]
    )

    assert gone.status_code == 204
    told = statuses([first, *rest])
    assert set(told) <= {201, 400, 404, 409}, told
    shown = await in_history(world, room)
    assert len(shown) == 1 + told[201]
    assert "parole" not in str(shown)
    thread = await world.http.get(f"{there}/{message}/replies", headers=token)
    assert thread.status_code in {200, 404}
    assert "parole" not in thread.text


async def test_a_room_that_is_deleted_while_all_write_into_it_is_gone(world: World) -> None:
    room = await world.room()
    message, token = await said(world, room), await world.token()
    there = f"/api/room/{room.id}"
    answers = await asyncio.gather(
        world.http.post(f"{there}/message", json={"message": "a"}, headers=token),
        world.http.put(f"{there}/message/{message}/pin", headers=token),
        world.http.delete(there.replace("/api", "/v2"), headers=token),
        world.http.put(f"{there}/message/{message}/reaction/(yey)", headers=token),
        world.http.put(f"{there}/settings", json={"name": "Other"}, headers=token),
        world.http.put(f"{there}/guest-access", json={"is_on": True}, headers=token),
        world.http.post(f"{there}/message", json={"message": "b", "parent_id": message}, headers=token),
    )
    assert set(statuses(list(answers))) <= {200, 201, 204, 404}
    assert answers[2].status_code == 204
    assert (await world.http.get(f"{there}/history", headers=token)).status_code == 404
    assert "Other" not in (await world.http.get("/api/start", headers=token)).text


async def test_nobody_signs_in_beside_their_deactivation(world: World) -> None:
    """Whichever comes first: at the end there is no session and no way to make one."""
    from tests.accounts.browser import with_password

    ada = await with_password(world)
    out = f"/api/admin/user/{ada.id}/deactivate"
    async with browser(world) as one, browser(world) as other:
        await one.open()
        await other.open()
        answers = await asyncio.gather(
            one.sign_in(ada.email),
            world.http.post(out, headers=await world.token()),
            other.sign_in(ada.email),
        )
        assert answers[1].status_code == 204
        assert {answers[0].status_code, answers[2].status_code} <= {200, 401}
        assert not (await one.open())["signed_in"]
        assert not (await other.open())["signed_in"]
        assert (await one.sign_in(ada.email)).status_code == 401


async def test_two_one_time_links_used_at_once_leave_one_password(world: World) -> None:
    from chinwag.accounts.service import make_setup_link
    from tests.accounts.browser import with_password

    ada = await with_password(world)
    async with world.app.services.db.begin() as tx:
        links = [await make_setup_link(tx, ada.id, now=world.clock.steady()) for _ in range(2)]
    passwords = ["first horse battery", "second horse battery"]
    async with browser(world) as page:
        answers = await asyncio.gather(
            *[
                page.send("POST", f"/api/setup/{link}", {"password": password})
                for link, password in zip(links, passwords, strict=True)
            ]
        )
    assert statuses(list(answers)) == {200: 1, 404: 1}, "a used link ends the other"
    used = passwords[[answer.status_code for answer in answers].index(200)]
    async with browser(world) as later:
        opens = [(await later.sign_in(ada.email, password)).status_code for password in passwords]
    assert opens == [200 if password == used else 401 for password in passwords]


async def test_a_guest_who_comes_while_the_link_is_renewed_or_closed_is_in_or_out(world: World) -> None:
    room = await world.room()
    secret = await open_to_guests(world, room)
    async with browser(world) as page:
        await page.open()
        came, closed = await asyncio.gather(
            page.send("POST", f"/api/guest/{secret}", {"name": "Tilda Reed"}),
            world.http.put(
                f"/api/room/{room.id}/guest-access", json={"is_on": False}, headers=await world.token()
            ),
        )
        assert closed.status_code == 200
        assert came.status_code in {201, 404}
        assert (await page.get(f"/api/room/{room.id}/history")).status_code == 401, "closed is closed"


async def test_an_address_invited_and_added_at_once_is_one_person(world: World) -> None:
    made = await world.http.post(
        "/api/admin/invitation", json={"email": "ann@example.com", "name": "Ann"}, headers=await world.token()
    )
    path = f"/api/invitation/{made.json()['link'].rpartition('/')[2]}"
    async with signed_in(world) as admin, browser(world) as page:
        await page.open()
        accepted, added = await asyncio.gather(
            page.send("POST", path, {"name": "Ann", "password": "a long password"}),
            admin.send("POST", "/api/admin/user", {"name": "Ann", "email": "ann@example.com"}),
        )
    assert sorted([accepted.status_code, added.status_code]) in ([200, 400], [201, 400], [201, 404])
    people = (await world.http.get("/api/admin/user?query=ann%40", headers=await world.token())).json()
    assert people["total"] == 1
