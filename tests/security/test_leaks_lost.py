"""Who loses a room loses at once all that was in it: answers, files, old links, search, marks, open connections."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.accounts.browser import Browser, signed_in
from tests.realtime.sockets import listening
from tests.realtime.test_stream import streaming
from tests.security.canary import NAME, WORDS, Hidden, fill, hide, leaks, walk
from tests.security.doors import Place
from tests.world import BASE, MadeUser, World

Lose = Callable[[World, Hidden, MadeUser], Awaitable[None]]


async def _is_removed(world: World, hidden: Hidden, eve: MadeUser) -> None:
    gone = await world.http.delete(f"/v2/room/{hidden.room.id}/member/{eve.id}", headers=await world.token())
    assert gone.status_code == 204, gone.text


async def _room_is_deleted(world: World, hidden: Hidden, eve: MadeUser) -> None:
    gone = await world.http.delete(f"/v2/room/{hidden.room.id}", headers=await world.token())
    assert gone.status_code == 204, gone.text


async def _room_turns_private(world: World, hidden: Hidden, eve: MadeUser) -> None:
    change = {
        "name": NAME,
        "topic": "quetzal topic",
        "privacy": "private",
        "is_archived": False,
        "is_guest_accessible": False,
        "owner": {"id": world.owner.id},
    }
    done = await world.http.put(f"/v2/room/{hidden.room.id}", json=change, headers=await world.token())
    assert done.status_code == 204, done.text
    await world.member(hidden.room, hidden.member)


async def _inhabit(page: Browser, hidden: Hidden) -> None:
    """Leave traces of one's own in the room: a favourite, a place read up to, a word, a mark, a link."""
    there = f"/api/room/{hidden.room.id}"
    for verb, path, body in (
        ("PUT", f"{there}/preference", {"is_favourite": True, "level": "all"}),
        ("PUT", f"{there}/read", {"position": 1}),
        ("POST", f"{there}/message", {"message": "quetzal of mine"}),
        ("PUT", f"{there}/message/{hidden.message}/reaction/(yey)", None),
    ):
        done = await page.send(verb, path, body)
        assert done.status_code < 300, (verb, path, done.text)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("lose", [_is_removed, _room_is_deleted, _room_turns_private])
async def test_nothing_of_a_lost_room_is_told_any_more(world: World, port: int, lose: Lose) -> None:
    eve = await world.user("Eve Roth")
    was_public = lose is _room_turns_private
    if was_public:
        member = await world.user("Quentin Quoll")
        hidden = await fill(world, await world.room(NAME), member)
    else:
        hidden = await hide(world, eve)
    room_file = hidden.files[0]
    places = [hidden.places[0], Place(room="Plaza", user=world.owner.id, group=world.group_id)]
    await world.room("Plaza")
    token = await world.token(eve)
    async with signed_in(world, eve) as page, contextlib.AsyncExitStack() as stack:
        await _inhabit(page, hidden)
        await world.app.services.indexer.catch_up()
        seen = {one.partition(":")[0] for one in leaks(await walk(page.get, places))}
        assert {"search_messages", "search_files", "get_room_pins", "get_start", "get_room_message"} <= seen
        for ask in (page.get, lambda path: world.http.get(path, headers=token)):
            assert (await ask(room_file)).status_code == 200
        cookie = {"Cookie": f"chinwag_session={page.session_cookie}"}
        socket = await stack.enter_async_context(listening(port, cookie, origin=BASE))
        stream = await stack.enter_async_context(streaming(port, token))
        await stream.next()
        if not was_public:  # who has a room open that turns private becomes its member
            await socket.say(type="enter", room_id=hidden.room.id)
            await socket.until("room.entered")

        await lose(world, hidden, eve)

        for ask in (page.get, lambda path: world.http.get(path, headers=token)):
            answers = await walk(ask, places)
            assert leaks(answers) == []
            assert (await ask(room_file)).status_code == 404
        await _nothing_more_is_heard(world, hidden, socket, stream, has_room=lose is not _room_is_deleted)
        preferences = (await page.get("/api/account/preferences")).json()
        assert str(hidden.room.id) not in str(preferences.get("chats", [])).split()
        async with listening(port, token, cursor=1) as again:
            told = str([again.frames, await again.all_so_far()]).casefold()
            assert [word for word in WORDS if word in told] == []


async def _nothing_more_is_heard(
    world: World, hidden: Hidden, socket: Any, stream: Any, *, has_room: bool
) -> None:
    before = len(await socket.all_so_far())
    if has_room:
        await fill(world, hidden.room, hidden.member)
    later = str((await socket.all_so_far())[before:]).casefold()
    assert [word for word in WORDS if word in later] == []
    heard: list[Any] = []
    with contextlib.suppress(asyncio.TimeoutError):
        while True:
            heard.append((await asyncio.wait_for(stream.next(), 0.3))[1])
    after = [
        event for event in heard if event["type"] not in {"room.removed", "room.deleted", "room.updated"}
    ]
    assert [word for word in WORDS if word in str(after).casefold()] == []


async def test_a_signed_address_of_a_file_ends_with_the_membership(world: World) -> None:
    eve = await world.user("Eve Roth")
    hidden = await hide(world, eve)
    history = await world.http.get(
        f"/v2/room/{hidden.room.id}/history/latest", headers=await world.token(eve)
    )
    urls = [item["file"]["url"] for item in history.json()["items"] if item.get("file")]
    assert urls
    for url in urls:
        assert (await world.http.get(url.removeprefix(BASE))).status_code == 200
    await _is_removed(world, hidden, eve)
    for url in urls:
        answer = await world.http.get(url.removeprefix(BASE))
        assert answer.status_code in {401, 403, 404}
        assert "quetzal" not in answer.text
