"""Add-on tokens: `grant_type=client_credentials`."""

import base64

import httpx
import pytest

from chinwag.oauth.clients import create_client, delete_client
from chinwag.scopes import Scope
from tests.world import World, bearer

FORM = {"grant_type": "client_credentials"}


async def test_an_add_on_gets_a_token_for_its_id_and_secret(world: World) -> None:
    client = await world.client(Scope.SEND_NOTIFICATION, Scope.VIEW_ROOM)

    answer = await world.http.post("/v2/oauth/token", data=FORM, auth=(client.id, client.secret))

    assert answer.status_code == 200
    body = answer.json()
    assert len(body.pop("access_token")) == 40
    assert body == {
        "expires_in": 28800,
        "group_id": world.group_id,
        "group_name": "Quayside",
        "scope": "send_notification view_room",
        "token_type": "bearer",
    }


async def test_the_token_acts_as_the_add_on_in_its_group(world: World) -> None:
    client = await world.client(Scope.VIEW_GROUP)
    answer = await world.http.post("/v2/oauth/token", data=FORM, auth=(client.id, client.secret))

    token = bearer(answer.json()["access_token"])

    assert (await world.http.get("/v2/user", headers=token)).status_code == 200
    assert (await world.http.post("/v2/room", json={"name": "x"}, headers=token)).status_code == 403


async def test_an_add_on_of_one_room_reaches_no_other(world: World) -> None:
    room, other = await world.room("Deploys"), await world.room("Other")
    client = await world.client(Scope.VIEW_ROOM, room=room)
    answer = await world.http.post("/v2/oauth/token", data=FORM, auth=(client.id, client.secret))

    token = bearer(answer.json()["access_token"])

    assert (await world.http.get(f"/v2/room/{room.id}", headers=token)).status_code == 200
    assert (await world.http.get(f"/v2/room/{other.id}", headers=token)).status_code == 403


async def test_an_old_add_on_writes_what_it_wants_into_the_query(world: World) -> None:
    """As one for Freshdesk did: all in the address, and a body that says nothing of it."""
    client = await world.client(Scope.SEND_NOTIFICATION, Scope.VIEW_ROOM)
    auth = httpx.BasicAuth(client.id, client.secret)
    path = "/v2/oauth/token?grant_type=client_credentials&scope=send_notification"
    for content in ({"content_type": "application/json"}, None):
        answer = await world.http.post(path, data=content, auth=auth)
        assert (answer.status_code, answer.json()["scope"]) == (200, "send_notification")
    with_body = await world.http.post(path, data=FORM, auth=auth)
    assert with_body.json()["scope"] == "send_notification view_room", (
        "the body counts where it says something"
    )


async def test_no_secret_is_taken_from_the_query(world: World) -> None:
    client = await world.client()
    path = (
        f"/v2/oauth/token?grant_type=client_credentials&client_id={client.id}&client_secret={client.secret}"
    )
    assert (await world.http.post(path)).status_code == 400


async def test_without_a_grant_the_field_is_named(world: World) -> None:
    client = await world.client()
    for fields in ({}, {"grant_type": ""}):
        answer = await world.http.post("/v2/oauth/token", json=fields, auth=(client.id, client.secret))
        assert answer.status_code == 400
        assert answer.json()["error"]["field"] == "grant_type"


@pytest.mark.parametrize("form", [True, False])
@pytest.mark.parametrize("in_body", [True, False])
async def test_forms_and_json_basic_and_body_are_all_taken(world: World, form: bool, in_body: bool) -> None:
    client = await world.client()
    fields = {**FORM, **({"client_id": client.id, "client_secret": client.secret} if in_body else {})}
    auth = httpx.Auth() if in_body else httpx.BasicAuth(client.id, client.secret)

    answer = await world.http.post(
        "/v2/oauth/token", auth=auth, data=fields if form else None, json=None if form else fields
    )

    assert answer.status_code == 200


async def test_fewer_scopes_can_be_asked_for_but_no_others(world: World) -> None:
    client = await world.client(Scope.SEND_NOTIFICATION, Scope.VIEW_ROOM)
    auth = (client.id, client.secret)

    fewer = await world.http.post("/v2/oauth/token", data={**FORM, "scope": "view_room"}, auth=auth)
    more = await world.http.post(
        "/v2/oauth/token", data={**FORM, "scope": "view_room admin_group"}, auth=auth
    )
    unknown = await world.http.post("/v2/oauth/token", data={**FORM, "scope": "fly"}, auth=auth)

    assert fewer.json()["scope"] == "view_room"
    assert (more.status_code, unknown.status_code) == (400, 400)
    assert "admin_group" in more.json()["error"]["message"]
    assert "'fly'" in unknown.json()["error"]["message"]


async def test_only_an_unknown_client_or_a_wrong_secret_is_401(world: World) -> None:
    client = await world.client()

    async def ask(**more: object) -> httpx.Response:
        return await world.http.post("/v2/oauth/token", **{"data": FORM, **more})  # type: ignore[arg-type]

    def basic(text: bytes) -> dict[str, str]:
        return {"Authorization": "Basic " + base64.b64encode(text).decode()}

    assert (await ask(auth=(client.id, "wrong"))).status_code == 401
    assert (await ask(auth=("unknown", client.secret))).status_code == 401
    assert (await ask()).status_code == 400
    assert (await ask(headers={"Authorization": "Basic !!!"})).status_code == 400
    assert (await ask(headers=basic(b"no-colon"))).status_code == 400
    assert (await ask(headers=basic(b"\xff\xfe:x"))).status_code == 400
    assert (await ask(auth=(client.id, client.secret), data={"grant_type": "magic"})).status_code == 400
    assert (await ask(auth=(client.id, client.secret), data={})).status_code == 400
    assert (await ask(data={"grant_type": "room_notification"})).status_code == 400


async def test_an_uninstalled_add_on_is_401_and_its_tokens_die_at_once(world: World) -> None:
    async with world.app.services.db.begin() as tx:
        client = await create_client(
            tx,
            sealer=world.app.services.sealer,
            group_id=world.group_id,
            name="Kiln",
            scopes=frozenset({Scope.VIEW_GROUP}),
            key="kiln",
        )
    auth = (client.id, client.secret)
    token = (await world.http.post("/v2/oauth/token", data=FORM, auth=auth)).json()["access_token"]
    assert (await world.http.get("/v2/user", headers=bearer(token))).status_code == 200

    async with world.app.services.db.begin() as tx:
        await delete_client(tx, client.id)

    assert (await world.http.get("/v2/user", headers=bearer(token))).status_code == 401
    assert (await world.http.post("/v2/oauth/token", data=FORM, auth=auth)).status_code == 401


async def test_a_token_dies_of_age_with_the_date_in_the_answer(world: World) -> None:
    client = await world.client()
    answer = await world.http.post("/v2/oauth/token", data=FORM, auth=(client.id, client.secret))
    token = bearer(answer.json()["access_token"])
    world.clock.advance(seconds=28_799)
    assert (await world.http.get("/v2/user", headers=token)).status_code == 200
    world.clock.advance(seconds=2)

    dead = await world.http.get("/v2/user", headers=token)

    assert dead.status_code == 401
    message = dead.json()["error"]["message"]
    assert message == "Invalid OAuth session: this token expired on 2026-03-01. Make a new one."


@pytest.mark.parametrize("days", [-1, 1])
async def test_a_jump_of_the_clock_ends_no_token(world: World, days: int) -> None:
    client = await world.client()
    answer = await world.http.post("/v2/oauth/token", data=FORM, auth=(client.id, client.secret))
    world.clock.jump(days=days)

    token = bearer(answer.json()["access_token"])

    assert (await world.http.get("/v2/user", headers=token)).status_code == 200


async def test_new_tokens_of_an_add_on_share_one_allowance(world: World) -> None:
    client = await world.client(Scope.VIEW_GROUP, rate_limit=3)

    codes = []
    for _ in range(4):
        answer = await world.http.post("/v2/oauth/token", data=FORM, auth=(client.id, client.secret))
        codes.append(
            (await world.http.get("/v2/user", headers=bearer(answer.json()["access_token"]))).status_code
        )

    assert codes == [200, 200, 200, 429]


async def test_neither_token_nor_secret_is_stored_in_clear(world: World) -> None:
    client = await world.client()
    answer = await world.http.post("/v2/oauth/token", data=FORM, auth=(client.id, client.secret))

    data = world.app.services.settings.data
    stored = b"".join(file.read_bytes() for file in data.rglob("*") if file.is_file())

    assert answer.json()["access_token"].encode() not in stored
    assert client.secret.encode() not in stored
