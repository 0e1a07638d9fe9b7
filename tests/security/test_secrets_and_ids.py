"""Replies hold no secrets, fields that are not to be set are not set, and an id never comes again."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from chinwag.db.statements import statement
from chinwag.db.tables import (
    authorization_codes,
    oauth_clients,
    refresh_tokens,
    setup_links,
    tokens,
    users,
    web_sessions,
)
from tests.accounts.browser import PASSWORD, browser, signed_in, with_password
from tests.security.doors import ENDPOINTS, READING, Place, body_of, path_of
from tests.world import World

_STORED = [
    statement(sa.select(column))
    for column in (
        tokens.c.hash,
        users.c.password_hash,
        oauth_clients.c.secret_hash,
        web_sessions.c.hash,
        refresh_tokens.c.hash,
        setup_links.c.hash,
        authorization_codes.c.hash,
    )
]
_SECRET_KEYS = ("hash", "secret", "password", "family")
_SHOWN_ONCE = {"create_personal_token", "create_room_token", "create_user", "sign_in", "get_web_session"}
"""Whose work is to tell a new token, a new password, or the value for writes of one's own session."""


def keys_of(value: Any) -> set[str]:
    """All keys in a reply, at any depth."""
    if isinstance(value, dict):
        return set(value) | {key for part in value.values() for key in keys_of(part)}
    return {key for part in value for key in keys_of(part)} if isinstance(value, list) else set()


async def scene(world: World) -> Place:
    """People with passwords, tokens, clients, messages by integrations and by people."""
    ada = await with_password(world)
    room = await world.room("Engine Room", private=True, members=(ada,))
    await world.token(ada)
    await world.addon_token()
    note = {"message": "Done", "from": "Kiln"}
    headers = await world.room_token(room)
    assert (await world.http.post(f"/v2/room/{room.id}/notification", json=note, headers=headers)).is_success
    await world.http.post(f"/v2/user/{ada.id}/message", json={"message": "Hi"}, headers=await world.token())
    token = await world.raw_token("personal", frozenset(), user_id=world.owner.id)
    return Place(room=room.id, user=ada.id, token=token, group=world.group_id)


async def test_no_reply_of_our_own_api_holds_a_secret(world: World) -> None:
    place = await scene(world)
    async with signed_in(world) as page:
        replies = {
            endpoint.id: await page.get(path_of(endpoint, place) + "?expand=items,owner,client,participants")
            for endpoint in READING
            if endpoint.id != "get_openapi"
        }
        for endpoint in ENDPOINTS:
            makes = 201 in (endpoint.status, *endpoint.also)
            is_message = makes and endpoint.path.endswith(("/message", "/token"))
            if endpoint.method == "POST" and endpoint.path.startswith("/api/") and is_message:
                replies[endpoint.id] = await page.send("POST", path_of(endpoint, place), body_of(endpoint))
                assert replies[endpoint.id].status_code == 201
        secrets = [page.session_cookie]
        async with world.app.services.db.read() as tx:
            secrets += [row[0] for column in _STORED for row in await tx.all(column)]
    assert len([secret for secret in secrets if secret]) >= 6
    assert sum(reply.status_code == 200 for reply in replies.values()) > 20
    for name, reply in replies.items():
        assert [secret for secret in secrets if secret and secret in reply.text] == [], name
        if "json" in reply.headers.get("content-type", "") and name not in _SHOWN_ONCE:
            keys = {key for key in keys_of(reply.json()) if any(word in key.lower() for word in _SECRET_KEYS)}
            assert keys == set(), name


SMUGGLED = {
    "id": 77777,
    "user_id": 1,
    "group_id": 2,
    "room_id": 2,
    "kind": "user",
    "hash": "smuggled",
    "family": "smuggled",
    "rate_limit": 0,
    "position": 99,
    "seq": 99,
    "type": "topic",
    "date": "1999-01-01T00:00:00+00:00",
    "mentions": [1],
    "from": {"id": 1, "name": "Somebody else"},
    "expires_at": None,
    "is_group_admin": True,
}


async def test_fields_that_are_not_to_be_set_are_ignored(world: World) -> None:
    await scene(world)
    async with signed_in(world) as page:
        own = {"label": "x", "scopes": ["view_room"], "expires_in_days": 30}
        token = (await page.send("POST", "/api/account/token", {**SMUGGLED, **own})).json()
        said = (await page.send("POST", "/api/room/1/message", {**SMUGGLED, "message": "Hi"})).json()
        listed = (await page.get("/api/account/token")).json()["items"]
    assert token["id"] != 77777
    assert (said["type"], said["position"], said["from"]["id"]) == ("message", 2, world.owner.id)
    assert "mentions" not in said
    assert not said["date"].startswith("1999")
    assert {item["id"] for item in listed} >= {token["id"]}
    me = (
        await world.http.get(
            "/v2/oauth/token/" + token["token"], headers={"Authorization": f"Bearer {token['token']}"}
        )
    ).json()
    assert me["scopes"] == ["view_room"]


async def test_nobody_signs_in_as_more_than_they_are(world: World) -> None:
    ada = await with_password(world)
    async with browser(world) as page:
        await page.open()
        more = {"is_group_admin": True, "user_id": world.owner.id, "role": "owner"}
        answer = await page.send("POST", "/api/session", {"email": ada.email, "password": PASSWORD, **more})
        assert answer.json()["me"]["id"] == ada.id
        assert answer.json()["me"]["is_group_admin"] is False


async def test_ids_of_deleted_things_never_come_again(world: World) -> None:
    headers = await world.token()

    async def made_and_deleted(path: str, body: dict[str, Any]) -> int:
        made = (await world.http.post(path, json=body, headers=headers)).json()
        made_id = int((made.get("entity") or made)["id"])
        assert (await world.http.delete(f"{path}/{made_id}", headers=headers)).status_code == 204
        return made_id

    room_ids = [await made_and_deleted("/v2/room", {"name": "Deploys"}) for _ in range(3)]
    user_ids = [
        await made_and_deleted("/v2/user", {"name": "Ada Quist", "email": f"ada{number}@example.com"})
        for number in range(3)
    ]
    async with signed_in(world) as page:
        token_ids = []
        for _ in range(3):
            body = {"label": "x", "scopes": ["view_room"], "expires_in_days": 30}
            token_ids.append((await page.send("POST", "/api/account/token", body)).json()["id"])
            assert (await page.send("DELETE", f"/api/account/token/{token_ids[-1]}")).status_code == 204
    for ids in (room_ids, user_ids, token_ids):
        assert ids == sorted(set(ids)), "each newer than all before it"


@pytest.mark.parametrize("email", ["known", "unknown"])
async def test_trying_passwords_tells_nothing_of_who_is_here(world: World, email: str) -> None:
    ada = await with_password(world)
    address = ada.email if email == "known" else "nobody@example.com"
    async with browser(world, "192.0.2.1") as page:
        answers = [await page.sign_in(address, f"guess {number}") for number in range(12)]
    for answer in answers:
        answer_text = answer.json()["error"]["message"]
        assert address not in answer_text
    assert [answer.status_code for answer in answers] == [401] * 10 + [429] * 2
    assert answers[0].json()["error"]["message"] == "E-mail or password is wrong."
    assert int(answers[-1].headers["retry-after"]) > 0
