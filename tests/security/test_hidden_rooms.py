"""Whoever may not see a room cannot tell it from one that does not exist: on every endpoint, and live."""

from __future__ import annotations

from typing import Any

import pytest

from chinwag.http.endpoint import Endpoint
from tests.accounts.browser import Browser, signed_in
from tests.realtime.sockets import listening
from tests.security.doors import OF_ROOMS, READING, Place, body_of, path_of
from tests.world import BASE, MadeRoom, MadeUser, World

HIDDEN, MISSING = "Smugglers Cove", "No Such Room"
MISSING_ID = 999_999


async def told(page: Browser, endpoint: Endpoint, room: str | int, person: int) -> tuple[int, str]:
    """Status and text of an answer, without the word by which the room was called."""
    path = path_of(endpoint, Place(room=room, user=person))
    answer = await page.send(endpoint.method, path, body_of(endpoint))
    if not answer.content:
        return answer.status_code, ""
    error: dict[str, Any] = answer.json().get("error", {})
    error.pop("request_id", None)
    return answer.status_code, str(error).replace(str(room), "...")


async def with_secret(world: World, is_guest: bool) -> tuple[MadeUser, MadeRoom]:
    """Somebody outside, and the room that they must not know of, with a message in it."""
    outsider = await world.user("Eve Roth", is_guest=is_guest)
    await world.room("Plaza", members=(outsider,))
    hidden = await world.room(HIDDEN, private=True)
    said = await world.http.post(
        f"/v2/room/{hidden.id}/message", json={"message": "the parole is 4711"}, headers=await world.token()
    )
    assert said.status_code == 201
    await world.http.put(
        f"/v2/room/{hidden.id}/topic", json={"topic": "the parole"}, headers=await world.token()
    )
    return outsider, hidden


@pytest.mark.parametrize("is_guest", [False, True], ids=["colleague", "guest"])
async def test_a_private_room_answers_as_a_missing_one(world: World, is_guest: bool) -> None:
    outsider, hidden = await with_secret(world, is_guest)
    before = await world.history(hidden)
    async with signed_in(world, outsider) as page:
        for endpoint in OF_ROOMS:
            by_id = await told(page, endpoint, hidden.id, outsider.id)
            assert by_id == await told(page, endpoint, MISSING_ID, outsider.id), endpoint.id
            by_name = await told(page, endpoint, HIDDEN, outsider.id)
            assert by_name == await told(page, endpoint, MISSING, outsider.id), endpoint.id
            assert {by_id[0], by_name[0]} <= {403, 404}, endpoint.id
    assert await world.history(hidden) == before


@pytest.mark.parametrize("is_guest", [False, True], ids=["colleague", "guest"])
async def test_no_list_expansion_or_start_tells_of_it(world: World, is_guest: bool) -> None:
    outsider, hidden = await with_secret(world, is_guest)
    place = Place(room="Plaza", user=world.owner.id, group=world.group_id)
    wide = "?expand=items,owner,items.owner,participants,statistics,rooms,items.participants&max-results=1000"
    async with signed_in(world, outsider) as page:
        for endpoint in (one for one in READING if one.id != "get_openapi"):  # it has examples of its own
            for query in ("", wide, f"{wide}&include-archived=true&include-private=true&start-index=0"):
                answer = await page.get(path_of(endpoint, place) + query)
                for word in (HIDDEN, "4711", "the parole", f"/v2/room/{hidden.id}"):
                    assert word not in answer.text, endpoint.id


async def test_the_live_connection_treats_it_as_missing(world: World, port: int) -> None:
    outsider, hidden = await with_secret(world, is_guest=False)
    owner = await world.token()
    async with signed_in(world, outsider) as page:
        cookie = {"Cookie": f"chinwag_session={page.session_cookie}"}
        async with listening(port, owner) as inside, listening(port, cookie, origin=BASE) as outside:
            answers = []
            for room_id in (hidden.id, MISSING_ID):
                for frame in ({"type": "enter", "room_id": room_id}, {"type": "typing", "chat_id": room_id}):
                    await outside.say(**frame)
                    answers.append((await outside.until("error"))["message"].replace(str(room_id), "..."))
            assert answers[:2] == answers[2:]
            path = f"/v2/room/{hidden.id}/message"
            await world.http.post(path, json={"message": "still 4711"}, headers=owner)
            await world.http.put(f"/v2/room/{hidden.id}/topic", json={"topic": "new parole"}, headers=owner)
            await inside.until("message.sent")
            assert {"room.entered", "typing.started"}.isdisjoint(await inside.kinds())
            heard = str(await outside.all_so_far())
    assert [word for word in (HIDDEN, "4711", "parole") if word in heard] == []
    assert world.app.services.presence.in_room(hidden.id) == []
