"""What a caller may not know of looks like what does not exist, and replies hold no secrets, on every method."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from chinwag.db.statements import statement
from chinwag.db.tables import oauth_clients, rooms, tokens, users
from chinwag.scopes import ClientType
from tests.contract.calls import request_for, someone_who_may
from tests.contract.reference import Method
from tests.contract.scene import Scene, Who
from tests.contract.test_coverage import IMPLEMENTED

on_its_loop = pytest.mark.asyncio(loop_scope="module")
OF_ROOMS = [method for method in IMPLEMENTED if "room_id_or_name" in (method.path or "")]
OUTSIDERS = [
    Who("stranger", ClientType.USER, person="stranger"),
    Who("group admin", ClientType.USER, person="admin"),
    Who("guest", ClientType.USER, person="guest"),
    Who("owner of another group", ClientType.USER, place="other group"),
    Who("room's own token", ClientType.ROOM_CLIENT, kind="addon"),
]
MISSING_ID, MISSING_NAME = "999999", "No Such Room"


async def told(scene: Scene, method: Method, who: Who, ref: str) -> tuple[int, str]:
    """Status and text of an answer about a room, without the words with which the room was named."""
    request = await request_for(scene, method, who, room_id_or_name=ref)
    headers = await scene.headers(who)
    answer = await scene.call(method.verb, request.url(method).replace(" ", "%20"), headers, request.body)
    error = answer.json()["error"]
    error.pop("request_id")
    return answer.status_code, str(error).replace(f"Room {ref} not", "Room ... not")


@on_its_loop
@pytest.mark.parametrize("method", OF_ROOMS, ids=lambda method: method.id)
async def test_a_private_room_is_a_missing_room_for_outsiders(scene: Scene, method: Method) -> None:
    hidden = scene.elsewhere  # private; of the people here only the owner is its member
    for who in OUTSIDERS:
        by_id = await told(scene, method, who, str(hidden.id))
        assert by_id == await told(scene, method, who, MISSING_ID), who
        assert by_id[0] in {403, 404}
        by_name = await told(scene, method, who, hidden.name)
        assert by_name == await told(scene, method, who, MISSING_NAME), who


@on_its_loop
async def test_lists_and_expansions_leave_out_what_is_hidden(scene: Scene) -> None:
    for who in OUTSIDERS[:-1]:
        headers = await scene.headers(who)
        for query in ("", "?expand=items", "?include-archived=true&max-results=1000"):
            answer = await scene.call("GET", f"/v2/room{query}", headers)
            assert answer.status_code == 200
            assert scene.elsewhere.name not in answer.text


@on_its_loop
@pytest.mark.parametrize("method", IMPLEMENTED, ids=lambda method: method.id)
async def test_no_reply_holds_a_secret(scene: Scene, method: Method) -> None:
    """Only what the method is for: the token that is asked for or about, and a password made by the server."""
    who = someone_who_may(method)
    request = await request_for(scene, method, who)
    headers = await scene.headers(who) if request.headers is None else request.headers
    path = request.url(method)
    wide = {"GET": f"{path}?expand=items,owner,items.owner,participants,client,client.room,group,items.group"}
    answer = await scene.call(method.verb, wide.get(method.verb, path), headers, request.body)
    assert answer.status_code == method.status, answer.text
    async with scene.world.app.services.db.read() as tx:
        kept = [row[0] for column in STORED for row in await tx.all(column)]
    assert len(kept) > 5
    assert [secret for secret in kept if secret and secret in answer.text] == []
    for word in ("hash", "secret", "password"):
        allowed = method.id == "create_user" and word == "password"
        assert word not in answer.text or allowed


STORED = [
    statement(sa.select(column))
    for column in (tokens.c.hash, users.c.password_hash, oauth_clients.c.secret_hash)
]

SMUGGLED = {
    "id": 77777,
    "group_id": 2,
    "user_id": 1,
    "chat_id": 1,
    "role": "owner",
    "is_deleted": True,
    "is_guest": True,
    "version": "HACKED00",
    "xmpp_jid": "x@y",
    "xmpp_slug": "hacked",
    "password_hash": "hacked",
    "guest_token": "hacked",
    "created_at": 1,
    "last_active_at": 1,
    "sender_id": 1,
    "position": 9,
    "seq": 9,
    "date": "1999-01-01T00:00:00+00:00",
    "mentions": [{"id": 1}],
    "type": "topic",
    "rate_limit": 0,
}
WRITING = [
    method
    for method in IMPLEMENTED
    if method.verb in {"POST", "PUT"} and method.id not in {"generate_token", "add_member"}
]


@on_its_loop
@pytest.mark.parametrize("method", WRITING, ids=lambda method: method.id)
async def test_fields_that_are_not_to_be_set_are_ignored(scene: Scene, method: Method) -> None:
    who = someone_who_may(method)
    request = await request_for(scene, method, who)
    request = replace(request, body={**SMUGGLED, **request.body})
    headers = await scene.headers(who)
    async with scene.world.app.services.db.read() as tx:
        groups_before = await tx.all(BY_GROUP)
    answer = await scene.call(method.verb, request.url(method), headers, request.body)
    assert answer.status_code == method.status, answer.text
    async with scene.world.app.services.db.read() as tx:
        assert await tx.all(BY_GROUP) == groups_before, "nobody moved to another group, role or state"
        assert await tx.value(HACKED) == 0
    for path in (f"/v2/room/{scene.private.id}", f"/v2/room/{scene.private.id}/history/latest", "/v2/user"):
        shown = (await scene.call("GET", path, headers)).text
        assert "HACKED00" not in shown
        assert "1999-01-01" not in shown
        assert "77777" not in shown


BY_GROUP = statement(
    sa.select(users.c.group_id, users.c.id, users.c.role, users.c.is_guest, users.c.is_deleted)
    .where(users.c.name.not_like("Hand %"))
    .order_by(users.c.id)
)
HACKED = statement(
    sa.select(
        sa.select(sa.func.count()).where(users.c.password_hash == "hacked").scalar_subquery()
        + sa.select(sa.func.count())
        .where((rooms.c.guest_token == "hacked") | (rooms.c.xmpp_slug == "hacked"))
        .scalar_subquery()
    )
)
