"""A guest sees one room and its people, and may call nothing else: whatever is asked, by whatever door."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from chinwag.app import collect_endpoints
from tests.files.uploads import RELATED, body_of
from tests.guests.coming import guest, open_to_guests, post
from tests.realtime.sockets import bodies, listening, serving
from tests.world import BASE, World

FOR_GUESTS = {
    "get_start",
    "get_chat_history_of_room",
    "send_chat_message_to_room",
    "mark_room_read",
    "mark_room_unread",
    "get_room_people",
    "get_room_extensions",
    "edit_room_message",
    "delete_room_message",
    "react_to_room_message",
    "take_reaction_off_room_message",
    "get_emoticon_entries",
    "get_preferences",
    "set_preferences",
    "set_room_preference",
    "get_profile",
    "search_messages",
    "search_files",
    "search_people",
    "search_rooms",
}
"""Whoever adds a method here has shown that it tells a guest nothing of other rooms, other people, or of before."""


def test_what_guests_may_call_is_this_and_no_more() -> None:
    assert {one.id for one in collect_endpoints() if one.for_guests} == FOR_GUESTS


async def test_every_other_method_refuses_a_guest(world: World) -> None:
    room = await world.room()
    token = await open_to_guests(world, room)
    refused = 0
    async with guest(world, token) as tilda:
        for endpoint in collect_endpoints():
            if endpoint.is_public or endpoint.for_guests:
                continue
            path = endpoint.path.replace("{room}", str(room.id)).replace("{user}", str(world.owner.id))
            answer = await tilda.send(endpoint.method, path, {})
            assert answer.status_code == 403, (endpoint.id, answer.status_code)
            refused += 1
    assert refused > 150


@pytest.fixture
async def port(world: World) -> AsyncIterator[int]:
    async with serving(world.app) as chosen:
        yield chosen


async def test_other_rooms_and_people_are_missing(world: World) -> None:
    stranger, colleague = await world.user("Stella Strange"), await world.user("Cole League")
    room = await world.room("Harbour", private=True, members=(colleague,))
    hidden = [await world.room("Engine Room"), await world.room("Vault", private=True)]
    token = await open_to_guests(world, room)
    async with guest(world, token) as tilda:
        start = (await tilda.get("/api/start")).json()
        assert [one["name"] for one in start["rooms"]] == ["Harbour"]
        assert "Stella" not in str(start)
        assert "Cole League" in str(start)
        for other in hidden:
            for verb, path, body in (
                ("GET", f"/api/room/{other.id}/history", None),
                ("GET", f"/api/room/{other.name}/history", None),
                ("GET", f"/api/room/{other.id}/people", None),
                ("POST", f"/api/room/{other.id}/message", {"message": "hi"}),
                ("PUT", f"/api/room/{other.id}/read", {"position": 1}),
            ):
                answer = await tilda.send(verb, path, body)
                assert answer.status_code == 404, (verb, path)
        assert (await tilda.get(f"/api/user/{stranger.id}/profile")).status_code == 404
        known = (await tilda.get(f"/api/user/{colleague.id}/profile")).json()
        assert (known["email"], known["can_message"]) == (None, False)
        assert [one["name"] for one in known["rooms"]] == ["Harbour"]


async def test_nobody_writes_to_a_guest_alone(world: World) -> None:
    token = await open_to_guests(world, await world.room())
    async with guest(world, token) as tilda:
        me = (await tilda.open())["me"]["id"]
        headers = await world.token()
        for path in (f"/api/user/{me}/message", f"/v2/user/{me}/message"):
            answer = await world.http.post(path, json={"message": "psst"}, headers=headers)
            assert answer.status_code == 403, path
        path = f"/v2/user/{me}/share/file"
        file = await world.http.post(path, content=body_of(b"plans"), headers={**headers, **RELATED})
        assert file.status_code == 403
        profile = (await world.http.get(f"/api/user/{me}/profile", headers=headers)).json()
        assert (profile["is_guest"], profile["can_message"]) == (True, False)


async def test_a_guest_is_not_admitted_to_another_room_whose_history_began_before(world: World) -> None:
    vault = await world.room("Vault", private=True)
    await post(world, vault, "the secret of yesterday")
    async with guest(world, await open_to_guests(world, await world.room())) as tilda:
        me = (await tilda.open())["me"]["id"]
        added = await world.http.put(f"/v2/room/{vault.id}/member/{me}", headers=await world.token())
        assert (added.status_code, "guest link" in added.text) == (400, True)
        assert (await tilda.get(f"/api/room/{vault.id}/history")).status_code == 404


async def test_the_socket_of_a_guest_tells_of_nothing_else(world: World, port: int) -> None:
    room, other = await world.room("Harbour"), await world.room("Engine Room")
    early = await post(world, room, "the secret of yesterday")
    token = await open_to_guests(world, room)
    async with guest(world, token) as tilda:
        cookie = {"Cookie": f"chinwag_session={tilda.session_cookie}"}
        async with (
            listening(port, cookie, origin=BASE) as live,
            listening(port, cookie, origin=BASE, cursor=0) as again,
        ):
            headers = await world.token()
            await post(world, other, "not for guests")
            await world.http.put(
                f"/api/room/{room.id}/message/{early}", json={"message": "edited secret"}, headers=headers
            )
            await world.http.put(f"/api/room/{room.id}/message/{early}/reaction/(beer)", headers=headers)
            await post(world, room, "good morning")
            for socket in (live, again):
                frames = str(await socket.all_so_far())
                assert "good morning" in frames
                assert "secret" not in frames
                assert "not for guests" not in frames
                assert "Engine Room" not in frames
            assert "good morning" in bodies(await live.all_so_far())


async def test_a_file_from_before_is_not_fetched_by_its_address(world: World) -> None:
    room = await world.room()
    token = await open_to_guests(world, room)
    headers = await world.token()

    async def share(name: str) -> str:
        answer = await world.http.post(
            f"/api/room/{room.id}/file", files={"file": (name, b"words")}, headers=headers
        )
        assert answer.status_code == 201, answer.text
        url: str = answer.json()["file"]["url"]
        return url

    early = await share("early.txt")
    async with guest(world, token) as tilda:
        late = await share("late.txt")
        assert (await tilda.get(late)).status_code == 200
        assert (await tilda.get(early)).status_code == 404


async def test_a_guest_finds_nothing_of_before_and_nothing_of_others(world: World) -> None:
    room, other = await world.room("Harbour"), await world.room("Engine Room")
    await world.user("Stella Strange")
    await post(world, room, "herring of yesterday")
    await post(world, other, "herring elsewhere")
    token = await open_to_guests(world, room)
    async with guest(world, token) as tilda:
        await post(world, room, "herring of today")
        await world.app.services.indexer.catch_up()
        for query in ("herring", "herr", "from:@me herring", "in:Harbour herring", '"herring of"'):
            text = (await tilda.get(f"/api/search?q={query}")).text
            assert "yesterday" not in text, query
            assert "elsewhere" not in text, query
        assert "herring of today" in (await tilda.get("/api/search?q=herring")).text.replace("<b>", "")
        assert "Engine" not in (await tilda.get("/api/search/rooms?q=Engine")).text
        assert "Stella" not in (await tilda.get("/api/search/people?q=Stella")).text
