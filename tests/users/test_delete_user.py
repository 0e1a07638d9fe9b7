"""Removing people: everything that lets them act dies at once, what they said stays."""

import json
from typing import Any

import sqlalchemy as sa

from chinwag.db.statements import statement
from chinwag.db.tables import events
from chinwag.scopes import Scope
from tests.accounts.browser import signed_in, with_password
from tests.world import World

_EVENTS = statement(sa.select(events.c.type, events.c.payload).order_by(events.c.seq))


async def told(world: World) -> list[tuple[str, Any]]:
    async with world.app.services.db.read() as tx:
        return [(kind, json.loads(payload)) for kind, payload in await tx.all(_EVENTS)]


async def test_tokens_and_sessions_die_at_once(world: World) -> None:
    ada = await with_password(world)
    token = await world.token(ada)
    async with signed_in(world) as admin:
        assert (await world.http.get("/v2/user", headers=token)).status_code == 200
        answer = await admin.http.delete(f"/v2/user/{ada.id}", headers={"X-CSRF-Token": admin.csrf})
    assert answer.status_code == 204

    assert (await world.http.get("/v2/user", headers=token)).status_code == 401
    async with signed_in(world) as page:
        assert (await page.sign_in(ada.email)).status_code == 401


async def test_an_open_session_ends(world: World) -> None:
    ada = await world.user()

    async with signed_in(world, ada) as page:
        assert (await world.http.delete(f"/v2/user/{ada.id}", headers=await world.token())).status_code == 204
        assert not (await page.open())["signed_in"]


async def test_messages_stay(world: World) -> None:
    ada, room = await world.user(), await world.room()
    sent = await world.http.post(
        f"/v2/room/{room.id}/message", json={"message": "I was here"}, headers=await world.token(ada)
    )
    assert sent.status_code == 201

    await world.http.delete(f"/v2/user/{ada.id}", headers=await world.token())

    last = (await world.history(room))[-1]
    assert (last["message"], last["from"]["name"]) == ("I was here", "Ada Quist")


async def test_rooms_go_to_the_groups_owner(world: World) -> None:
    ada = await world.user()
    room = await world.room("Hidden", owner=ada, private=True)
    token = await world.token()
    assert (await world.http.get(f"/v2/room/{room.id}", headers=token)).status_code == 404

    await world.http.delete(f"/v2/user/{ada.id}", headers=token)

    shown = await world.http.get(f"/v2/room/{room.id}", headers=token)
    assert shown.json()["owner"]["id"] == world.owner.id


async def test_the_owner_and_the_last_admin_stay(world: World) -> None:
    admin = await world.user("Ann Admin", role="admin")
    token = await world.token(admin)

    owner = await world.http.delete(f"/v2/user/{world.owner.id}", headers=token)

    assert owner.status_code == 400
    assert "owner cannot be deleted" in owner.json()["error"]["message"]
    assert (await world.http.delete(f"/v2/user/{admin.id}", headers=token)).status_code == 204


async def test_the_deleted_are_gone_for_every_method(world: World) -> None:
    ada = await world.user()
    token = await world.token()
    await world.http.delete(f"/v2/user/{ada.id}", headers=token)

    assert (await world.http.delete(f"/v2/user/{ada.id}", headers=token)).status_code == 404
    listed = await world.http.get("/v2/user", headers=token)
    assert ada.id not in {item["id"] for item in listed.json()["items"]}


async def test_people_without_rights_delete_nobody(world: World) -> None:
    ada, bo = await world.user(), await world.user("Bo Lind")

    assert (await world.http.delete(f"/v2/user/{bo.id}", headers=await world.token(ada))).status_code == 403
    viewer = await world.token(world.owner, Scope.VIEW_GROUP)
    assert (await world.http.delete(f"/v2/user/{bo.id}", headers=viewer)).status_code == 403


async def test_listeners_hear_of_every_change(world: World) -> None:
    token = await world.token()
    made = await world.http.post(
        "/v2/user", json={"name": "Grace Hop", "email": "g@x.example"}, headers=token
    )
    user_id = made.json()["id"]
    body = {"name": "Grace Hop", "email": "g@x.example", "mention_name": "grace"}
    await world.http.put(f"/v2/user/{user_id}", json=body, headers=token)
    await world.http.delete(f"/v2/user/{user_id}", headers=token)

    entry = {
        "id": user_id,
        "name": "Grace Hop",
        "mention_name": "GraceHop",
        "title": "",
        "photo_url": None,
        "is_guest": False,
    }
    assert await told(world) == [
        ("user.created", {"user": entry}),
        ("user.updated", {"user": {**entry, "mention_name": "grace"}}),
        ("user.deleted", {"user_id": user_id}),
    ]
