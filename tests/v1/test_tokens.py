"""Tokens of API v1: what each kind may call, and that they work there alone."""

import pytest

from chinwag.callers import TokenKind
from chinwag.oauth.inventory import list_tokens
from chinwag.oauth.service import revoke
from chinwag.scopes import PERSONAL_SCOPES
from chinwag.v1.method import Method
from chinwag.v1.room_routes import methods as rooms
from chinwag.v1.user_routes import methods as users
from tests.v1.clients import V1, error_of, make_v1
from tests.world import World, bearer

METHODS = [*rooms.all, *users.all]
LISTS = {"rooms/list", "users/list"}
"""What may be called without any parameter."""

NO_ACCESS = (
    "This auth token does not have access to this method. Please see: https://www.hipchat.com/docs/api/auth"
)
"""The PyPI package hipchat-notif compares it, and goes on with a token for notifications."""

FOR_NOTIFICATION = {"rooms/message", "rooms/topic"}


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.path)
async def test_a_notification_token_may_send_and_set_topics_only(
    world: World, admin: V1, notifier: V1, method: Method
) -> None:
    for verb in method.verbs:
        for script, may in ((admin, True), (notifier, method.path in FOR_NOTIFICATION)):
            call = script.get if verb == "GET" else script.post
            tested = await call(method.path, auth_test="true")
            if may:
                assert tested.status_code == 202
                assert tested.json()["success"] == {
                    "code": 202,
                    "type": "Accepted",
                    "message": "This auth_token has access to use this method.",
                }
                assert (await call(method.path)).status_code == (200 if method.path in LISTS else 400)
            else:
                assert error_of(tested) == (401, NO_ACCESS)
                assert error_of(await call(method.path))[0] == 401


async def test_auth_test_does_nothing_else(world: World, notifier: V1) -> None:
    room = await world.room("Deploys")
    answer = await notifier.post(
        "rooms/message", room_id=room.id, from_="Kiln", message="Hm", auth_test="true"
    )
    assert answer.status_code == 202
    assert await world.history(room) == []


async def test_tokens_of_v2_do_not_work_here(world: World) -> None:
    room = await world.room("Deploys")
    secrets = [
        await world.raw_token("personal", PERSONAL_SCOPES, user_id=world.owner.id),
        (await world.room_token(room))["Authorization"].removeprefix("Bearer "),
        (await world.addon_token())["Authorization"].removeprefix("Bearer "),
    ]
    for secret in secrets:
        for _ in range(2):
            status, said = error_of(await V1(world, secret).get("rooms/list"))
            assert (status, "token of API v2" in said) == (401, True)


async def test_tokens_of_v1_do_not_work_on_v2(world: World, admin: V1) -> None:
    await admin.got("rooms/list")  # the server has seen it, and keeps it in memory
    for path in ("/v2/room", "/v2/user", f"/v2/oauth/token/{admin.token}", "/api/start", "/api/events"):
        answer = await world.http.get(path, headers=bearer(admin.token))
        assert answer.status_code == 401, path
        assert "API v1" in answer.json()["error"]["message"]
        assert (await world.http.get(path, params={"auth_token": admin.token})).status_code == 401
    owner = await world.token()
    assert (await world.http.get(f"/v2/oauth/token/{admin.token}", headers=owner)).status_code == 404
    assert (await world.http.delete(f"/v2/oauth/token/{admin.token}", headers=owner)).status_code == 404
    await admin.got("rooms/list")


@pytest.mark.parametrize("token", ["", "nonsense", "0" * 30, "\udce4"])
async def test_no_token_and_a_wrong_one_are_refused(world: World, token: str) -> None:
    assert error_of(await world.http.get("/v1/rooms/list"))[0] == 401
    answer = await world.http.get(
        "/v1/rooms/list", params={"auth_token": token.encode("utf-8", "surrogateescape")}
    )
    assert error_of(answer)[0] in {400, 401}


async def test_a_header_carries_no_token(world: World, admin: V1) -> None:
    answer = await world.http.get("/v1/rooms/list", headers=bearer(admin.token))
    assert error_of(answer) == (
        401,
        "auth_token is missing. Send a token of API v1 in the query or in the form.",
    )


async def test_a_revoked_token_is_dead_at_once_and_the_others_live(world: World, admin: V1) -> None:
    other = await make_v1(world)
    await admin.got("rooms/list")
    async with world.app.services.db.begin() as tx:
        listed = await list_tokens(tx, world.group_id)
        assert [one.token.kind for one in listed] == [TokenKind.V1_ADMIN, TokenKind.V1_ADMIN]
        await revoke(tx, listed[0].token)
    assert error_of(await admin.get("rooms/list"))[0] == 401
    await other.got("rooms/list")


async def test_a_token_outlives_everybody_and_knows_its_group_only(world: World) -> None:
    rivals, rival = await world.group("Rivals")
    theirs = await world.room("Theirs", owner=rival, group_id=rivals)
    own_group, world.group_id = world.group_id, rivals
    script = await make_v1(world)
    world.group_id = own_group
    assert [room["room_id"] for room in (await script.got("rooms/list"))["rooms"]] == [theirs.id]
    assert [user["user_id"] for user in (await script.got("users/list"))["users"]] == [rival.id]


async def test_the_token_has_thirty_hex_digits_and_is_not_stored(world: World, admin: V1) -> None:
    assert len(admin.token) == 30
    assert set(admin.token) <= set("0123456789abcdef")
    async with world.app.services.db.read() as tx:
        [listed] = await list_tokens(tx, world.group_id)
    assert admin.token not in repr(listed)
    assert listed.token.label == "Old scripts"


async def test_the_last_use_is_noted(world: World, admin: V1) -> None:
    await admin.got("rooms/list")
    await world.app.services.usage.flush()
    async with world.app.services.db.read() as tx:
        [listed] = await list_tokens(tx, world.group_id)
    assert listed.token.last_used_at is not None
