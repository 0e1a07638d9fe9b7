"""Every way in which a visit ends, at once and everywhere: session, sockets, list of people, and link."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from chinwag.guests.service import sweep
from tests.accounts.browser import Browser
from tests.guests.coming import close_to_guests, guest, open_to_guests, post
from tests.realtime.sockets import listening, serving
from tests.world import BASE, MadeRoom, World

End = Callable[[World, MadeRoom, Browser, int], Awaitable[Any]]


async def _close(world: World, room: MadeRoom, tilda: Browser, guest_id: int) -> None:
    await close_to_guests(world, room)


async def _update(world: World, room: MadeRoom, tilda: Browser, guest_id: int) -> None:
    body = {"name": room.name, "topic": "", "privacy": "public", "is_archived": False}
    more = {"is_guest_accessible": False, "owner": {"id": world.owner.id}}
    answer = await world.http.put(f"/v2/room/{room.id}", json={**body, **more}, headers=await world.token())
    assert answer.status_code == 204, answer.text


async def _remove(world: World, room: MadeRoom, tilda: Browser, guest_id: int) -> None:
    answer = await world.http.delete(f"/v2/room/{room.id}/member/{guest_id}", headers=await world.token())
    assert answer.status_code == 204, answer.text


async def _delete_room(world: World, room: MadeRoom, tilda: Browser, guest_id: int) -> None:
    await world.http.delete(f"/v2/room/{room.id}", headers=await world.token())


async def _sign_out(world: World, room: MadeRoom, tilda: Browser, guest_id: int) -> None:
    assert (await tilda.send("DELETE", "/api/session")).status_code == 204


async def _time(world: World, room: MadeRoom, tilda: Browser, guest_id: int) -> None:
    world.clock.advance(hours=23)
    assert (await tilda.get(f"/api/room/{room.id}/history")).status_code == 200
    await world.app.services.usage.flush()
    world.clock.advance(hours=1, minutes=1)
    await sweep(world.app.services)


@pytest.mark.parametrize("end", [_close, _update, _remove, _delete_room, _sign_out, _time])
async def test_a_visit_ends_for_the_session_the_socket_and_the_lists(world: World, end: End) -> None:
    room = await world.room()
    token = await open_to_guests(world, room)
    async with serving(world.app) as port, guest(world, token) as tilda:
        me = (await tilda.open())["me"]["id"]
        secret = tilda.session_cookie
        cookie = {"Cookie": f"chinwag_session={secret}"}
        sent = await tilda.send("POST", f"/api/room/{room.id}/message", {"message": "it was me"})
        async with listening(port, cookie, origin=BASE) as socket:
            await end(world, room, tilda, me)
            assert await socket.end() == 4401
            assert all("after" not in str(frame) for frame in socket.frames)
        tilda.http.cookies.set("chinwag_session", secret or "", domain="chat.test", path="/")
        for path in (f"/api/room/{room.id}/history", "/api/start", f"/api/user/{me}/profile"):
            assert (await tilda.get(path)).status_code == 401, path
        headers = await world.token()
        people = (await world.http.get("/api/start", headers=headers)).json()["people"]
        assert me not in [one["id"] for one in people]
        if end is not _delete_room:
            parts = (await world.http.get(f"/api/room/{room.id}/members", headers=headers)).json()["items"]
            assert me not in [one["id"] for one in parts]
            history = (await world.http.get(f"/api/room/{room.id}/history", headers=headers)).json()["items"]
            kept = [one for one in history if one["id"] == sent.json()["id"]]
            assert (kept[0]["from"]["name"], kept[0]["from"]["is_guest"]) == ("Tilda Reed", True)


async def test_a_new_link_lets_those_stay_who_are_in(world: World) -> None:
    room = await world.room()
    async with guest(world, await open_to_guests(world, room)) as tilda:
        await open_to_guests(world, room, renew=True)
        assert (await tilda.get(f"/api/room/{room.id}/history")).status_code == 200
        assert (
            await world.http.get(f"/api/room/{room.id}/guest-access", headers=await world.token())
        ).json()["guests"] == 1


async def test_who_comes_again_in_the_same_browser_is_one_guest_and_sees_nothing_of_before(
    world: World,
) -> None:
    room = await world.room()
    token = await open_to_guests(world, room)
    async with guest(world, token) as tilda:
        await post(world, room, "between two visits")
        answer = await tilda.send("POST", f"/api/guest/{token}", {"name": "Tilda again"})
        assert answer.status_code == 201, answer.text
        assert "between" not in (await tilda.get(f"/api/room/{room.id}/history")).text
        access = await world.http.get(f"/api/room/{room.id}/guest-access", headers=await world.token())
        assert access.json()["guests"] == 1


async def test_the_visit_stays_when_the_room_becomes_private(world: World) -> None:
    room = await world.room()
    token = await open_to_guests(world, room)
    async with guest(world, token) as tilda:
        for privacy in ("private", "public"):
            answer = await world.http.put(
                f"/api/room/{room.id}/settings", json={"privacy": privacy}, headers=await world.token()
            )
            assert answer.status_code == 200, answer.text
            assert (await tilda.get(f"/api/room/{room.id}/history")).status_code == 200
