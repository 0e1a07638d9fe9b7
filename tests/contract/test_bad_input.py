"""Bad input on every method: HipChat's error envelope each time, never a fault of the server, and nothing stored."""

import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from chinwag.app import collect_endpoints
from chinwag.db.statements import statement
from chinwag.db.tables import metadata
from chinwag.http.endpoint import Endpoint
from chinwag.scopes import ClientType
from tests.contract.bad_input import (
    BAD_QUERIES,
    BROKEN_QUERIES,
    BROKEN_REFS,
    EXTREME_QUERIES,
    LONE,
    OTHER_REFS,
    ROOM_REFS,
    USER_REFS,
    bad_bodies,
    bad_texts,
)
from tests.contract.calls import INSTALLED, OWNER, request_for, someone_who_may
from tests.contract.reference import Method, faults, request_fields
from tests.contract.scene import Scene, Who, new_scene
from tests.contract.test_coverage import ENDPOINTS, IMPLEMENTED, query_params

on_its_loop = pytest.mark.asyncio(loop_scope="module")
WITH_BODY = [method for method in IMPLEMENTED if request_fields(method)]
WITH_PATH = [method for method in IMPLEMENTED if "{" in (method.path or "")]
WITH_QUERY = [method for method in IMPLEMENTED if query_params(method)]
REFS = {
    "room_id_or_name": ROOM_REFS,
    "user_id_or_email": USER_REFS,
    "id_or_email": USER_REFS,
    "other_id_or_email": USER_REFS,
}
USED = {"last_used_at", "last_active_at"}
CONTENT = {
    table.name: statement(
        sa.select(*(column for column in table.c if column.name not in USED)).order_by(*table.primary_key)
    )
    for table in metadata.sorted_tables
}


async def content(scene: Scene) -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a digest of them."""
    for who in (OWNER, INSTALLED):  # makes the tokens of the calls, which are to be there before
        await scene.headers(who)
    await scene.world.app.services.upkeep.counting.catch_up()  # or the server does, a minute after its start
    found = {}
    async with scene.world.app.services.db.read() as tx:
        for name, rows_of in CONTENT.items():
            rows = await tx.all(rows_of)
            found[name] = (len(rows), hashlib.sha256(repr(rows).encode()).hexdigest())
    return found


async def told(scene: Scene, method: Method, target: str, body: Any = None) -> Any:
    """The answer to who may; whatever it is, an error has HipChat's envelope and tells nothing of the inside."""
    headers = {**await scene.headers(someone_who_may(method)), "Content-Type": "application/json"}
    encoded = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    answer = await scene.world.http.request(method.verb, target, headers=headers, content=encoded)
    if answer.status_code >= 400:
        assert faults(answer.json(), "error") == []
        assert answer.json()["error"]["code"] == answer.status_code
        assert len(answer.content) < 6000
    said = answer.text.lower()
    assert not any(
        word in said for word in ("traceback", "sqlalchemy", "asyncpg", "sqlite", "chinwag/", "msgspec")
    )
    return answer


async def wrong_bodies(scene: Scene, method: Method) -> list[str]:
    """The bad bodies of one method that were not refused as they must be."""
    request = await request_for(scene, method, someone_who_may(method))
    target = request.url(method)
    before = await content(scene)
    wrong = []
    limit = ENDPOINTS[method.id].body_limit
    for body in bad_bodies(method, request.body or {}, limit):
        answer = await told(scene, method, target, body)
        if answer.status_code not in ({413} if len(body) > limit else {400}):
            wrong.append(f"{answer.status_code} for {body[:150]!r}")
    assert wrong or await content(scene) == before, "something was stored"
    return wrong


async def wrong_refs(scene: Scene, method: Method) -> list[str]:
    """Paths that name nothing and were not answered so."""
    request = await request_for(scene, method, someone_who_may(method))
    before, wrong = await content(scene), []
    for parameter, value in request.path.items():
        for ref in (*REFS.get(parameter, OTHER_REFS), *BROKEN_REFS):
            if ref == value:
                continue
            target = f"/v2{method.path}".format(**{**request.path, parameter: ref})
            answer = await told(scene, method, target, request.body)
            is_chosen = (
                parameter == "key" and method.verb == "PUT"
            )  # it disagrees with the body's, or is none
            wanted = {400} if ref in BROKEN_REFS or is_chosen else {404}
            if answer.status_code not in wanted:
                wrong.append(f"{answer.status_code} for {target[:150]}")
    assert wrong or await content(scene) == before, "something was stored"
    return wrong


async def wrong_queries(scene: Scene, method: Method) -> list[str]:
    """Absurd queries that were not refused, and odd ones that were."""
    target = (await request_for(scene, method, someone_who_may(method))).url(method)
    params = query_params(method)
    asked = [
        (f"{name}={value}", 400) for name, values in BAD_QUERIES.items() if name in params for value in values
    ]
    asked += [(query, 400) for query in BROKEN_QUERIES]
    asked += [(query, 200) for query in EXTREME_QUERIES if "max" not in query or "max-results" in params]
    wrong = []
    for query, wanted in asked:
        answer = await told(scene, method, f"{target}?{query}")
        if answer.status_code != wanted:
            wrong.append(f"{answer.status_code} instead of {wanted} for {query[:100]}")
        elif answer.status_code == 200 and "items" in answer.json():
            assert len(answer.json()["items"]) <= 1000
    return wrong


@on_its_loop
@pytest.mark.parametrize("method", WITH_BODY, ids=lambda method: method.id)
async def test_bad_bodies_are_refused_and_leave_no_trace(scene: Scene, method: Method) -> None:
    assert await wrong_bodies(scene, method) == []


@on_its_loop
@pytest.mark.parametrize("method", WITH_PATH, ids=lambda method: method.id)
async def test_what_does_not_exist_is_not_found(scene: Scene, method: Method) -> None:
    assert await wrong_refs(scene, method) == []


@on_its_loop
@pytest.mark.parametrize("method", WITH_QUERY, ids=lambda method: method.id)
async def test_absurd_queries_are_refused_and_odd_ones_answered(scene: Scene, method: Method) -> None:
    assert await wrong_queries(scene, method) == []


async def test_postgresql_refuses_the_same(tmp_path: Path, postgres_address: str) -> None:
    async with new_scene(tmp_path, database_url=postgres_address) as scene:
        wrong = [(method.id, await wrong_bodies(scene, method)) for method in WITH_BODY]
        wrong += [(method.id, await wrong_refs(scene, method)) for method in WITH_PATH]
        wrong += [(method.id, await wrong_queries(scene, method)) for method in WITH_QUERY]
    assert [found for found in wrong if found[1]] == []


@on_its_loop
async def test_a_body_that_is_taken_is_found(scene: Scene) -> None:
    """The comparison of rows can fail."""
    before = await content(scene)
    headers = await scene.headers(OWNER)
    path = f"/v2/room/{scene.private.id}/topic"
    assert (await scene.call("PUT", path, headers, {"topic": "Seen"})).status_code == 204
    assert {name for name, rows in (await content(scene)).items() if rows != before[name]} >= {
        "rooms",
        "messages",
    }


OWN_BODIES = [
    endpoint
    for endpoint in collect_endpoints()
    if endpoint.body is not None and endpoint.path.startswith("/api/")
]
ODD: tuple[object, ...] = (None, -1, 1.5, 10**30, True, [], {}, ["x"], "", "x" * 100_000, "a\x00b", LONE)
_CHOICES = (b'{"is_favourite": true}', b'{"level": null}')
TAKEN = {
    ("set_auto_join_rooms", b'{"rooms": []}'),
    *(("set_preferences", b'{"%b": true}' % name) for name in (b"sounds", b"desktop", b"show_text")),
    *(("set_preferences", b'{"%b": null}' % name) for name in (b"quiet_hours", b"snoozed_until")),
    ("set_preferences", b'{"keywords": []}'),
    ("set_preferences", b'{"language": ""}'),
    ("sign_person_out", b'{"tokens": true}'),
    ("set_guest_access", b'{"is_on": true}'),
    *(
        ("change_room_settings", b'{"%b": null}' % name)
        for name in (b"name", b"topic", b"privacy", b"is_archived", b"owner")
    ),
    *(("change_room_settings", body) for body in (b'{"is_archived": true}', b'{"topic": ""}')),
    *(
        ("change_own_profile", b'{"%b": null}' % name)
        for name in (b"name", b"mention_name", b"title", b"timezone")
    ),
    ("change_own_profile", b'{"title": ""}'),
    *(("change_room_as_admin", body) for body in (b'{"is_archived": true}', b'{"is_archived": null}')),
    ("change_room_as_admin", b'{"owner": null}'),
    *(("change_group_settings", b'{"%b": null}' % name) for name in (b"name", b"newcomer_rooms")),
    ("change_group_settings", b'{"newcomer_rooms": []}'),
    *(("set_permissions", b'{"%b": null}' % name) for name in (b"edit_minutes", b"delete_minutes")),
    *(
        ("set_limits", b'{"%b": null}' % name)
        for name in (b"rate_limit_user", b"rate_limit_addon", b"rate_limit_v1", b"flood_limit")
    ),
    *(
        (method, body)
        for method in ("set_room_preference", "set_private_chat_preference")
        for body in _CHOICES
    ),
}
"""Bodies of these that are not bad for a method."""


@on_its_loop
@pytest.mark.parametrize("endpoint", OWN_BODIES, ids=lambda endpoint: endpoint.id)
async def test_methods_of_our_own_refuse_bad_bodies_too(scene: Scene, endpoint: Endpoint) -> None:
    values = {
        "room": scene.private.id,
        "user": scene.peer.id,
        "message": scene.message_id,
        "token": "x" * 40,
        "addon": "x",
        "kind": "webPanel",
        "key": "x",
        "id": 1,
    }
    target = endpoint.path.format(**values)
    headers = await scene.headers(Who("browser", ClientType.USER, kind="session"))
    names = [field.encode_name for field in msgspec.structs.fields(endpoint.body)] if endpoint.body else []
    bodies = [*bad_texts(b"{}"), *(json.dumps({name: value}).encode() for name in names for value in ODD)]
    before = await content(scene)
    for body in bodies:
        if (endpoint.id, body) in TAKEN:
            continue
        answer = await scene.world.http.request(endpoint.method, target, headers=headers, content=body)
        assert answer.status_code in {400, 401, 403, 404, 409, 413, 429}, (body[:100], answer.text)
        assert faults(answer.json(), "error") == []
    assert await content(scene) == before
