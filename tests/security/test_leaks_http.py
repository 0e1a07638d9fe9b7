"""No answer of any declared method tells somebody outside of a room that it is there, nor of anything in it."""

from __future__ import annotations

import contextlib
import json
import re
from typing import Any

import pytest

from tests.accounts.browser import signed_in
from tests.guests.coming import guest, open_to_guests
from tests.security.canary import (
    OUTSIDERS,
    SAID,
    WORDS,
    Answer,
    Ask,
    Kind,
    fill,
    hide,
    leaks,
    outsider,
    visible,
    walk,
)
from tests.security.doors import Place
from tests.world import World

TELL_THE_OWNER = {
    "get_all_rooms",
    "get_all_webhooks",
    "get_chat_history_of_room",
    "get_chat_history_with_user",
    "get_files_of_room",
    "get_files_with_user",
    "get_links_of_room",
    "get_room",
    "get_room_message",
    "get_room_pins",
    "get_start",
    "list_room_tokens",
    "search_files",
    "search_messages",
    "search_rooms",
    "view_recent_room_history",
    "view_room_history",
}
"""Must show the canary to its owner, or the walk goes past what it should test."""


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", OUTSIDERS)
async def test_no_method_tells_an_outsider_of_a_hidden_room(world: World, kind: Kind) -> None:
    hidden = await hide(world)
    async with contextlib.AsyncExitStack() as stack:
        ask, _ = await outsider(world, kind, stack)
        answers = await walk(ask, [visible(world), *hidden.places, Place(room=hidden.room.id, id=2)])
        assert leaks(answers) == []
        assert [one.path for one in answers if one.status >= 500] == []
        for url in hidden.files:
            for path in (url, url.replace("/files/", "/files/thumb/"), re.sub("/[^/]*$", "/thumb/x", url)):
                answer = await ask(path)
                assert answer.status_code in {401, 403, 404}, path
                assert SAID not in answer.text.casefold()


@pytest.mark.timeout(300)
async def test_a_guest_who_comes_by_a_link_reads_nothing_from_before(world: World) -> None:
    member = await world.user("Quentin Quoll")
    room = await world.room("Harbour", private=True, members=(member,))
    before = await fill(world, room, member)
    token = await open_to_guests(world, room)
    async with guest(world, token) as page:
        answers = await walk(page.get, before.places)
        assert leaks(answers, "parole", f"{SAID}-plan", f"{SAID} built", "between us") == []
        assert [one.path for one in answers if one.status >= 500] == []
        for url in before.files:
            assert (await page.get(url)).status_code in {403, 404}


MAY_NAME_IT = {
    "list_rooms_for_admins",
    "get_audit_log",
    "export_audit_log",
    "get_group_integrations",
}
"""Group admins manage every room: they read its name, its size and what was changed in it, never what is said."""


@pytest.mark.timeout(300)
async def test_an_admin_outside_reads_the_name_of_a_room_at_most(world: World) -> None:
    hidden = await hide(world)
    await world.room("Plaza")
    admin = await world.user("Ada Quist", role="admin")
    async with signed_in(world, admin) as page:
        answers = await walk(page.get, [visible(world), *hidden.places])
    telling = {
        one.endpoint.id: one.path for one in answers if one.tells("parole", f"{SAID}-plan", "between us")
    }
    assert telling == {}
    named = {one.endpoint.id for one in answers if one.tells(*WORDS)}
    assert named <= MAY_NAME_IT, named - MAY_NAME_IT


async def test_the_walk_finds_the_room_where_it_may_be_seen(world: World) -> None:
    hidden = await hide(world)
    async with signed_in(world) as page:
        answers = await walk(page.get, hidden.places)
    telling = {one.endpoint.id for one in answers if one.tells(*WORDS)}
    assert telling >= TELL_THE_OWNER, TELL_THE_OWNER - telling


MOVES_BY_ITSELF = {
    "get_health",
    "get_own_sessions",
    "get_web_session",
    "list_personal_tokens",
    "list_token_calls",
    "get_server_health",
}
"""Tell of time, of this very connection, or of the machine."""

_UNNAMED = {"cursor", "behind", "request_id"}
"""How many events there were in the group is told to all in it; of what, by whom and where is not."""


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(one) for key, one in value.items() if key not in _UNNAMED}
    return [_bare(one) for one in value] if isinstance(value, list) else value


def _seen(answers: list[Answer]) -> dict[str, Any]:
    """What is told at each address, without what moves by itself."""
    told: dict[str, Any] = {}
    for one in answers:
        if one.endpoint.id in MOVES_BY_ITSELF:
            continue
        try:
            told[one.path] = one.status, _bare(json.loads(one.text))
        except ValueError:
            told[one.path] = one.status, one.text
    return told


async def _differences(ask: Ask, place: Place, before: dict[str, Any]) -> list[str]:
    now = _seen(await walk(ask, [place]))
    return [path for path, told in now.items() if told != before[path]]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", ["colleague", "guest", "room"])
async def test_no_count_and_no_mark_moves_for_an_outsider(world: World, kind: Kind) -> None:
    hidden = await hide(world)
    async with contextlib.AsyncExitStack() as stack:
        ask, eve = await outsider(world, kind, stack)
        place = visible(world)
        before = _seen(await walk(ask, [place]))
        await fill(world, hidden.room, hidden.member)
        assert eve is None or (await ask("/api/start")).json()["rooms"] != []
        assert await _differences(ask, place, before) == []
