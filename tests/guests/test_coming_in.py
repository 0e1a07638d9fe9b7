"""A guest link: who hands it out, where it leads, who comes in by it, and how many."""

from __future__ import annotations

from tests.accounts.browser import browser, signed_in
from tests.guests.coming import close_to_guests, guest, open_to_guests, post
from tests.world import World


async def test_a_room_admin_gets_a_link_and_others_are_refused(world: World) -> None:
    ada, bo = await world.user("Ada Quist"), await world.user("Bo Reed")
    room = await world.room(owner=ada)
    assert len(await open_to_guests(world, room, by=ada)) >= 32
    path = f"/api/room/{room.id}/guest-access"
    refused = await world.http.put(path, json={"is_on": False}, headers=await world.token(bo))
    assert refused.status_code == 403
    assert (await world.http.get(path, headers=await world.token(bo))).status_code == 403
    assert (await world.http.get(path, headers=await world.token(ada))).json()["is_on"] is True


async def test_the_link_tells_which_room_it_leads_to_and_nothing_more(world: World) -> None:
    room = await world.room("Skippers council", private=True)
    token = await open_to_guests(world, room)
    seen = (await world.http.get(f"/api/guest/{token}")).json()
    assert (seen["room_name"], seen["is_full"], seen["room_id"]) == ("Skippers council", False, None)
    assert set(seen) == {"group_name", "room_name", "topic", "avatar_url", "is_full", "room_id"}
    assert (await world.http.get(f"/api/guest/{token[:-1]}x")).status_code == 404
    async with signed_in(world) as member:
        assert (await member.get(f"/api/guest/{token}")).json()["room_id"] == room.id
    async with signed_in(world, await world.user("Bo Reed")) as stranger:
        assert (await stranger.get(f"/api/guest/{token}")).json()["room_id"] is None


async def test_a_guest_comes_in_with_a_name_and_is_seen_as_a_guest(world: World) -> None:
    room = await world.room()
    token = await open_to_guests(world, room)
    async with guest(world, token, "  Tilda   Reed ") as tilda:
        session = await tilda.open()
        assert (session["me"]["name"], session["me"]["is_guest"]) == ("Tilda Reed", True)
        sent = await tilda.send("POST", f"/api/room/{room.id}/message", {"message": "Hello"})
        assert sent.status_code == 201, sent.text
        assert sent.json()["from"]["is_guest"] is True
        owner = await world.token()
        parts = (await world.http.get(f"/api/room/{room.id}/members", headers=owner)).json()["items"]
        assert [(one["name"], one["part"]) for one in parts if one["is_guest"]] == [("Tilda Reed", "guest")]
        people = (await world.http.get("/api/start", headers=owner)).json()["people"]
        assert [one["is_guest"] for one in people if one["name"] == "Tilda Reed"] == [True]
        assert (await world.http.get("/api/people", headers=owner)).json()["total"] == 1
        found = await world.http.get("/api/people?include-guests=true&q=tilda", headers=owner)
        assert [one["is_guest"] for one in found.json()["items"]] == [True]


async def test_a_name_that_nobody_sees_is_refused(world: World) -> None:
    token = await open_to_guests(world, await world.room())
    async with browser(world) as stranger:
        await stranger.open()
        for name in ("   ", "\u200b\u200b", ""):
            answer = await stranger.send("POST", f"/api/guest/{token}", {"name": name})
            assert answer.status_code == 400, name


async def test_no_foreign_page_can_bring_somebody_in(world: World) -> None:
    token = await open_to_guests(world, await world.room())
    async with browser(world) as victim:
        await victim.open()
        path, body = f"/api/guest/{token}", {"name": "Tilda"}
        foreign = await victim.send("POST", path, body, Origin="https://evil.example")
        assert foreign.status_code == 403
        assert (await victim.http.post(path, json=body)).status_code == 403
        assert victim.session_cookie is None


async def test_who_has_an_account_opens_the_room_instead_and_keeps_the_session(world: World) -> None:
    token = await open_to_guests(world, await world.room())
    async with signed_in(world) as member:
        answer = await member.send("POST", f"/api/guest/{token}", {"name": "Sneaky"})
        assert answer.status_code == 409
        assert (await member.open())["me"]["is_guest"] is False


async def test_a_link_dies_with_its_switch_its_renewal_its_archive_and_its_room(world: World) -> None:
    room = await world.room()
    first = await open_to_guests(world, room)
    assert await open_to_guests(world, room) == first
    second = await open_to_guests(world, room, renew=True)
    assert (await world.http.get(f"/api/guest/{first}")).status_code == 404
    assert (await world.http.get(f"/api/guest/{second}")).status_code == 200
    headers = await world.token()
    await world.http.put(f"/api/room/{room.id}/settings", json={"is_archived": True}, headers=headers)
    assert (await world.http.get(f"/api/guest/{second}")).status_code == 404
    await world.http.put(f"/api/room/{room.id}/settings", json={"is_archived": False}, headers=headers)
    assert (await world.http.get(f"/api/guest/{second}")).status_code == 200
    await close_to_guests(world, room)
    assert (await world.http.get(f"/api/guest/{second}")).status_code == 404
    third = await open_to_guests(world, room)
    assert third not in {first, second}
    await world.http.delete(f"/v2/room/{room.id}", headers=headers)
    assert (await world.http.get(f"/api/guest/{third}")).status_code == 404


async def test_a_room_takes_fifty_guests_and_an_address_brings_twenty_in_an_hour(world: World) -> None:
    room = await world.room()
    token = await open_to_guests(world, room)
    for number in range(50):
        async with guest(world, token, f"Guest {number}", address=f"192.0.2.{number // 15}"):
            pass
    async with browser(world, "192.0.2.200") as late:
        await late.open()
        answer = await late.send("POST", f"/api/guest/{token}", {"name": "One more"})
        assert answer.status_code == 409
        assert (await late.get(f"/api/guest/{token}")).json()["is_full"] is True
    other = await open_to_guests(world, await world.room("Harbour"))
    codes = []
    for _ in range(6):
        async with browser(world, "192.0.2.0") as busy:
            await busy.open()
            answer = await busy.send("POST", f"/api/guest/{other}", {"name": "Again"})
            codes.append(answer.status_code)
    assert codes == [201] * 5 + [429]


async def test_what_was_said_before_stays_with_those_who_were_there(world: World) -> None:
    room = await world.room()
    early = await post(world, room, "the secret of yesterday")
    token = await open_to_guests(world, room)
    async with guest(world, token) as tilda:
        late = await post(world, room, "good morning")
        for query in ("", "?before=999", "?after=0", f"?around={early}", "?date=2020-01-01T00:00:00Z"):
            answer = await tilda.get(f"/api/room/{room.id}/history{query}")
            assert "secret of yesterday" not in answer.text, query
        page = (await tilda.get(f"/api/room/{room.id}/history")).json()
        assert [one["id"] for one in page["items"]] == [late]
        assert page["first_position"] == page["items"][0]["position"]
        entry = (await tilda.get("/api/start")).json()["rooms"][0]
        assert entry["last_position"] - entry["read_position"] == 1
        reply = {"message": "what was it", "parent_id": early}
        assert (await tilda.send("POST", f"/api/room/{room.id}/message", reply)).status_code == 404
        reaction = f"/api/room/{room.id}/message/{early}/reaction/(success)"
        assert (await tilda.send("PUT", reaction)).status_code == 404
        assert (await tilda.send("PUT", reaction.replace(early, late))).status_code in {200, 204}
