"""No write of any declared method reaches what its caller may not know of, or may not do: whatever ids it is given."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
import sqlalchemy as sa

from chinwag.db.statements import statement
from chinwag.db.tables import metadata
from chinwag.http.endpoint import Endpoint
from chinwag.scopes import ONLY_USER, PERSONAL_SCOPES, Scope
from tests.guests.coming import guest, open_to_guests
from tests.security.canary import OUTSIDERS, SAID, Hidden, Kind, Send, hide, sending, speaker
from tests.security.doors import ENDPOINTS, WRITING, Place, all_rows, body_of, path_of
from tests.world import MadeUser, World

pytestmark = pytest.mark.timeout(300)

BY_MESSAGE = {"send_chat_message_to_room", "send_chat_message_to_user", "reply_to_message"}
"""Name the message that they answer in the body."""

FOR_EVERYBODY = {"sign_in", "sign_out", "use_setup_link", "accept_invitation", "come_in_as_guest"}
WRITES = [one for one in WRITING if one.id not in FOR_EVERYBODY]

_TABLES = [(table, statement(sa.select(table))) for table in metadata.sorted_tables]
_OF_CHATS = {"chat_id", "room_id"}
_MOVE_BY_THEMSELVES = {"deliveries", "delivery_attempts"}
"""The webhook of the room is called behind the requests, in vain."""

_BODY_FIRST = {one.id for one in WRITES if one.id.startswith("create_room_") or one.id.endswith("_ui_update")}
"""Add-ons alone call them: a body that does not fit is answered before any room is sought."""


async def kept(world: World, hidden: Hidden) -> dict[str, list[Any]]:
    """All rows of the hidden room, and of the one-to-one chat beside it."""
    chats = {hidden.room.id, await _private_chat(world, hidden)}
    rows: dict[str, list[Any]] = {}
    async with world.app.services.db.read() as tx:
        for table, statement_of in _TABLES:
            if table.name in _MOVE_BY_THEMSELVES:
                continue
            names = list(table.columns.keys())
            about = [number for number, name in enumerate(names) if name in _OF_CHATS]
            if table.name in {"chats", "rooms", "private_chats"}:
                about.append(names.index("id"))
            found = await tx.all(statement_of)
            rows[table.name] = [row for row in found if any(row[number] in chats for number in about)]
    return rows


async def _private_chat(world: World, hidden: Hidden) -> int:
    answer = await world.http.get(f"/api/user/{hidden.member.id}/history", headers=await world.token())
    chat_id: int = answer.json()["items"][0]["chat_id"]
    return chat_id


def body_naming(endpoint: Endpoint, message: str) -> Any:
    """The body, with a message that it answers where it can have one."""
    body = body_of(endpoint)
    if endpoint.id not in BY_MESSAGE:
        return body
    field = "parentMessageId" if endpoint.id == "reply_to_message" else "parent_id"
    return {**body, field: message}


async def try_everything(send: Send, place: Place) -> dict[str, tuple[int, str]]:
    """Every write at a place: status and text."""
    told = {}
    for endpoint in WRITES:
        answer = await send(endpoint.method, path_of(endpoint, place), body_naming(endpoint, place.message))
        told[endpoint.id] = answer.status_code, answer.text.casefold()
    return told


def names(endpoint_id: str, *parameters: str) -> bool:
    path = next(one.path for one in WRITES if one.id == endpoint_id)
    return any("{" + parameter + "}" in path for parameter in parameters)


async def _outsider(world: World, kind: str, stack: Any) -> tuple[Send, Hidden, MadeUser | None]:
    if kind != "removed member":
        hidden = await hide(world)
        send, who = await speaker(world, kind, stack)  # type: ignore[arg-type]
        return send, hidden, who
    eve = await world.user("Eve Roth")
    hidden = await hide(world, eve)
    await world.room("Plaza")
    gone = await world.http.delete(f"/v2/room/{hidden.room.id}/member/{eve.id}", headers=await world.token())
    assert gone.status_code == 204
    return sending(world, await world.token(eve)), hidden, eve


KINDS: tuple[Kind | str, ...] = (*OUTSIDERS, "removed member")


@pytest.mark.parametrize("kind", KINDS)
async def test_no_write_reaches_a_hidden_room_or_a_message_in_it(world: World, kind: str) -> None:
    async with contextlib.AsyncExitStack() as stack:
        send, hidden, _ = await _outsider(world, kind, stack)
        inside, between = hidden.places
        before = await kept(world, hidden)

        for endpoint_id, (status, text) in (await try_everything(send, inside)).items():
            if names(endpoint_id, "room"):
                asked_first = {400} if endpoint_id in _BODY_FIRST else set()
                assert status in {401, 403, 404} | asked_first, (endpoint_id, status, text)
            assert SAID not in text, endpoint_id
        assert await kept(world, hidden) == before

        # By a room and by people that they do see, with ids of what they do not.
        for message in (inside.message, between.message):
            place = Place(room="Plaza", user=hidden.member.id, message=message, group=world.group_id)
            for endpoint_id, (status, text) in (await try_everything(send, place)).items():
                assert status < 500, (endpoint_id, text)
                if names(endpoint_id, "message") or endpoint_id in BY_MESSAGE:
                    assert status in {400, 401, 403, 404, 409}, (endpoint_id, status, text)
                assert SAID not in text, endpoint_id
        assert await kept(world, hidden) == before


def narrow(endpoint: Endpoint) -> frozenset[Scope]:
    """All scopes but those that would do."""
    return PERSONAL_SCOPES - endpoint.scopes_any


async def test_no_token_with_too_small_a_scope_does_anything(world: World) -> None:
    """Reading counts: where any scope is asked for, all others together are not enough."""
    hidden = await hide(world)
    guarded = [
        one
        for one in ENDPOINTS
        if not one.is_public and (one.is_session_only or (one.scopes_any and one.clients & ONLY_USER))
    ]
    assert len(guarded) > 150
    tokens = {narrow(one): await world.token(None, *narrow(one)) for one in guarded}
    before = await all_rows(world)
    for endpoint in guarded:
        for place in hidden.places:
            path = path_of(endpoint, place)
            answer = await world.http.request(
                endpoint.method, path, json=body_of(endpoint), headers=tokens[narrow(endpoint)]
            )
            assert answer.status_code == 403, (endpoint.id, answer.text)
            assert SAID not in answer.text.casefold()
    assert await all_rows(world) == before


async def test_no_token_of_any_kind_does_what_is_for_people_who_are_signed_in(world: World) -> None:
    hidden = await hide(world)
    client = await world.client()
    callers = [
        await world.token(),
        {"Authorization": f"Bearer {await _user_token(world, client.id)}"},
        await world.addon_token(),
        await world.addon_token(room=hidden.room),
        await world.room_token(hidden.room),
    ]
    before = await all_rows(world)
    for endpoint in (one for one in ENDPOINTS if one.is_session_only):
        for headers in callers:
            answer = await world.http.request(
                endpoint.method, path_of(endpoint, hidden.places[0]), json=body_of(endpoint), headers=headers
            )
            assert answer.status_code == 403, (endpoint.id, answer.text)
    assert await all_rows(world) == before


async def _user_token(world: World, client_id: str) -> str:
    return await world.raw_token("user", PERSONAL_SCOPES, user_id=world.owner.id, client_id=client_id)


async def test_a_guest_does_nothing_to_what_was_said_before_they_came(world: World) -> None:
    hidden = await hide(world)
    secret = await open_to_guests(world, hidden.room)
    async with guest(world, secret) as page:
        before = await kept(world, hidden)
        for endpoint in (one for one in WRITES if "{message}" in one.path):
            answer = await page.send(endpoint.method, path_of(endpoint, hidden.places[0]), body_of(endpoint))
            expected = 404 if endpoint.for_guests else 403
            assert answer.status_code == expected, (endpoint.id, answer.text)
        assert await kept(world, hidden) == before
