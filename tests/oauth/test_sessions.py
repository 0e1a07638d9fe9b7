"""Get session, delete session, and what a dead token is told."""

import pytest

from chinwag.callers import TokenKind
from chinwag.scopes import ROOM_TOKEN_SCOPES, Scope
from tests.world import World, bearer


async def test_a_personal_token_is_described_to_itself(world: World) -> None:
    ada = await world.user()
    raw = await world.raw_token(
        "personal",
        frozenset({Scope.VIEW_GROUP, Scope.SEND_MESSAGE}),
        user_id=ada.id,
        label="Script",
        expires_in_s=500,
    )

    answer = await world.http.get(f"/v2/oauth/token/{raw}", headers=bearer(raw))

    assert answer.status_code == 200
    body = answer.json()
    assert body["access_token"] == raw
    assert body["owner_type"] == "user"
    assert body["owner"]["mention_name"] == "AdaQuist"
    assert body["scopes"] == ["send_message", "view_group"]
    assert 490 <= body["expires_in"] <= 500
    assert body["client"]["room"] is None
    assert body["client"]["name"] == "Script"


async def test_a_room_token_says_in_which_room_it_works(world: World) -> None:
    room = await world.room("Deploys", private=True)
    raw = await world.raw_token(
        "room", ROOM_TOKEN_SCOPES, room_id=room.id, user_id=world.owner.id, label="Kiln"
    )

    plain = await world.http.get(f"/v2/oauth/token/{raw}", headers=bearer(raw))
    opened = await world.http.get(f"/v2/oauth/token/{raw}?expand=client.room", headers=bearer(raw))

    assert plain.json()["owner_type"] == "client"
    assert "owner" not in plain.json()
    assert plain.json()["client"]["room"]["id"] == room.id
    assert plain.json()["expires_in"] == 431_999_999
    assert opened.json()["client"]["room"]["xmpp_jid"]


async def test_a_token_of_somebody_else_is_not_found(world: World) -> None:
    ada, bo = await world.user(), await world.user("Bo Lind")
    scopes = frozenset({Scope.VIEW_GROUP})
    hers, his = await world.raw_token("personal", scopes, user_id=ada.id), await world.token(bo)
    room = await world.room()
    rooms = await world.raw_token("room", ROOM_TOKEN_SCOPES, room_id=room.id, user_id=bo.id)

    for raw in (hers, rooms, "0" * 40):
        for verb in ("GET", "DELETE"):
            answer = await world.http.request(verb, f"/v2/oauth/token/{raw}", headers=his)
            assert answer.status_code == 404
            assert raw not in answer.text
    assert (await world.http.get("/v2/user", headers=bearer(hers))).status_code == 200


async def test_another_token_of_the_same_person_or_add_on_is_found(world: World) -> None:
    ada = await world.user()
    scopes = frozenset({Scope.VIEW_GROUP})
    one, two = [await world.raw_token("personal", scopes, user_id=ada.id) for _ in range(2)]
    client = await world.client()
    three, four = [await world.raw_token("addon", scopes, client_id=client.id) for _ in range(2)]

    assert (await world.http.get(f"/v2/oauth/token/{two}", headers=bearer(one))).status_code == 200
    assert (await world.http.delete(f"/v2/oauth/token/{four}", headers=bearer(three))).status_code == 204
    assert (await world.http.get("/v2/user", headers=bearer(four))).status_code == 401


async def test_a_revoked_token_is_dead_at_the_next_call(world: World) -> None:
    raw = await world.raw_token("personal", frozenset({Scope.VIEW_GROUP}), user_id=world.owner.id)
    token = bearer(raw)
    assert (await world.http.get("/v2/user", headers=token)).status_code == 200

    assert (await world.http.delete(f"/v2/oauth/token/{raw}", headers=token)).status_code == 204

    answer = await world.http.get("/v2/user", headers=token)
    assert answer.status_code == 401
    assert answer.json()["error"]["message"] == "Invalid OAuth session"
    assert (await world.http.delete(f"/v2/oauth/token/{raw}", headers=token)).status_code == 401


async def test_a_token_without_any_scope_may_still_look_at_itself(world: World) -> None:
    raw = await world.raw_token("personal", frozenset(), user_id=world.owner.id)

    assert (await world.http.get(f"/v2/oauth/token/{raw}", headers=bearer(raw))).status_code == 200


@pytest.mark.parametrize("kind", [TokenKind.ADDON, TokenKind.ROOM])
async def test_tokens_of_a_deleted_room_die_with_it(world: World, kind: TokenKind) -> None:
    room = await world.room()
    token = (
        await world.addon_token(Scope.VIEW_ROOM, room=room)
        if kind is TokenKind.ADDON
        else await world.room_token(room)
    )
    assert (await world.http.get(f"/v2/room/{room.id}", headers=token)).status_code == 200

    deleted = await world.http.delete(f"/v2/room/{room.id}", headers=await world.token())

    assert deleted.status_code == 204
    assert (await world.http.get(f"/v2/room/{room.id}", headers=token)).status_code == 401


async def test_a_token_that_looks_like_v1_is_told_so(world: World) -> None:
    answer = await world.http.get("/v2/user", headers=bearer("0123456789abcdef0123456789abcd"))

    assert answer.status_code == 401
    assert "API v1" in answer.json()["error"]["message"]
