"""Paths, methods, tokens and headers: what is tolerated, and how refusals look."""

import pytest

from chinwag.scopes import Scope
from tests.world import World, bearer

# How a request is read: no statement of a database is under test.
pytestmark = pytest.mark.one_engine


async def test_doubled_and_trailing_slashes_do_not_count(world: World) -> None:
    room = await world.room()
    token = await world.token()

    answer = await world.http.get(f"/v2//room/{room.id}///", headers=token)

    assert answer.status_code == 200


@pytest.mark.parametrize("ref", ["Engine%20Room", "engine%20ROOM", "Engine+Room"])
async def test_a_room_is_found_by_name_in_any_spelling(world: World, ref: str) -> None:
    room = await world.room("Engine Room")

    answer = await world.http.get(f"/v2/room/{ref}", headers=await world.token())

    assert answer.json()["id"] == room.id


@pytest.mark.parametrize("name", ["A/B", "Größe", "日本語", "100%", "a,b", "x?y#z"])
async def test_a_name_with_odd_characters_is_one_segment(world: World, name: str) -> None:
    from urllib.parse import quote

    room = await world.room(name)

    answer = await world.http.get(f"/v2/room/{quote(name, safe='')}", headers=await world.token())

    assert answer.json()["id"] == room.id
    assert answer.json()["name"] == name


@pytest.mark.parametrize(
    "query",
    [
        "start-index=&max-results=&include-private=&include-archived=",
        "start-index&max-results&include-archived",
        "include-archived=&max-results=100",
    ],
)
async def test_an_empty_parameter_that_can_be_no_text_is_not_given(world: World, query: str) -> None:
    """Guzzle writes PHP's `false` so, and shell scripts their empty variables."""
    room = await world.room()
    await world.room("Old", archived=True)

    answer = await world.http.get(f"/v2/room?{query}", headers=await world.token())

    assert answer.status_code == 200, answer.text
    assert [item["id"] for item in answer.json()["items"]] == [room.id]
    assert (answer.json()["startIndex"], answer.json()["maxResults"]) == (0, 100)


async def test_empty_parameters_excuse_no_wrong_one(world: World) -> None:
    answer = await world.http.get("/v2/room?start-index=&max-results=many", headers=await world.token())

    assert answer.status_code == 400
    assert answer.json()["error"]["field"] in {"start-index", "max-results"}


async def test_a_token_counts_in_the_header_or_the_query_but_not_in_a_body(world: World) -> None:
    room = await world.room()
    raw = await world.raw_token("room", frozenset({Scope.SEND_NOTIFICATION}), room_id=room.id)
    path = f"/v2/room/{room.id}/notification"

    by_header = await world.http.post(path, json={"message": "a"}, headers=bearer(raw))
    by_query = await world.http.post(f"{path}?auth_token={raw}", json={"message": "b"})
    by_body = await world.http.post(path, data={"message": "c", "auth_token": raw})

    assert (by_header.status_code, by_query.status_code, by_body.status_code) == (204, 204, 401)


async def test_no_token_and_a_dead_token_get_their_recorded_sentences(world: World) -> None:
    none = await world.http.get("/v2/room/nothing")
    dead = await world.http.get("/v2/room/nothing", headers=bearer("A" * 40))

    assert none.status_code == dead.status_code == 401
    assert none.json()["error"]["message"].startswith("Authenticated requests only. See ")
    assert dead.json()["error"]["message"] == "Invalid OAuth session"
    assert "www-authenticate" in none.headers


async def test_expired_and_v1_tokens_say_what_is_wrong_with_them(world: World) -> None:
    raw = await world.raw_token("personal", frozenset(Scope), user_id=world.owner.id, expires_in_s=60)
    world.clock.advance(minutes=2)

    expired = await world.http.get("/v2/room", headers=bearer(raw))
    old = await world.http.get("/v2/room", headers=bearer("0123456789abcdef0123456789abcd"))

    assert expired.status_code == old.status_code == 401
    assert "expired on 2026-03-01" in expired.json()["error"]["message"]
    assert "API v1" in old.json()["error"]["message"]


async def test_a_missing_scope_is_named_as_recorded(world: World) -> None:
    room = await world.room()
    token = await world.room_token(room, Scope.SEND_NOTIFICATION)

    answer = await world.http.get(f"/v2/room/{room.id}", headers=token)

    assert answer.status_code == 403
    message = answer.json()["error"]["message"]
    assert message == "This action requires one of the following scopes: [u'view_group', u'view_room']"


async def test_a_method_that_is_not_defined_is_405_with_what_is(world: World) -> None:
    answer = await world.http.patch("/v2/room/5/topic", headers=await world.token())

    assert answer.status_code == 405
    assert answer.headers["allow"] == "PUT"
    assert answer.json()["error"]["type"] == "Method Not Allowed"


async def test_unknown_addresses_are_404_in_the_envelope(world: World) -> None:
    answer = await world.http.get("/v2/rooms", headers=await world.token())

    assert answer.status_code == 404
    assert answer.json()["error"]["request_id"] == answer.headers["x-request-id"]


async def test_head_is_get_without_the_body(world: World) -> None:
    answer = await world.http.head("/v2/room", headers=await world.token())

    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) > 0


async def test_pages_of_other_sites_may_call_with_a_bearer_token_but_never_with_cookies(world: World) -> None:
    preflight = await world.http.options(
        "/v2/room", headers={"Origin": "https://else.test", "Access-Control-Request-Method": "GET"}
    )
    answer = await world.http.get("/v2/room", headers=await world.token() | {"Origin": "https://else.test"})

    assert preflight.status_code == 204
    assert "Authorization" in preflight.headers["access-control-allow-headers"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("start-index=-1", 400),
        ("start-index=99999999999999999999", 400),
        ("start-index=1_000", 400),
        ("start-index=%D9%A1", 400),
        ("max-results=1001", 400),
        ("max-results=x", 400),
        ("max-results=0", 200),
        ("start-index=1000000&max-results=1000", 200),
        ("include-archived=maybe", 400),
        ("include-archived=True", 200),
        ("unknown=1&max-results=30&", 200),
        ("x=%00", 400),
        ("x=%ff", 400),
        ("&".join(f"p{n}=1" for n in range(101)), 400),
    ],
)
async def test_queries_are_read_strictly_where_it_matters(world: World, query: str, status: int) -> None:
    answer = await world.http.get(f"/v2/room?{query}", headers=await world.token())

    assert answer.status_code == status, answer.text


async def test_absurd_sizes_are_refused_before_anything_is_parsed(world: World) -> None:
    token = await world.token()

    long = await world.http.get("/v2/room/" + "x" * 9000, headers=token)
    many = await world.http.get("/v2/room", headers=token | {f"X-H{n}": "1" for n in range(120)})

    assert (long.status_code, many.status_code) == (414, 431)


async def test_the_next_link_keeps_other_parameters_and_never_the_token(world: World) -> None:
    for name in ("A", "B", "C"):
        await world.room(name)
    raw = (await world.token())["Authorization"].removeprefix("Bearer ")

    answer = await world.http.get(f"/v2/room?include-archived=true&max-results=2&auth_token={raw}")

    links = answer.json()["links"]
    assert links["self"] == "http://chat.test/v2/room"
    assert links["next"] == "http://chat.test/v2/room?include-archived=true&start-index=2&max-results=2"
    assert "prev" not in links
    last = await world.http.get(links["next"], headers=bearer(raw))
    assert "next" not in last.json()["links"]
    assert last.json()["links"]["prev"].endswith("start-index=0&max-results=2")


async def test_links_come_from_the_configuration_and_not_from_the_host_header(world: World) -> None:
    room = await world.room()

    answer = await world.http.get(
        f"/v2/room/{room.id}",
        headers=await world.token() | {"Host": "evil.test", "X-Forwarded-Host": "evil.test"},
    )

    assert "evil" not in answer.text
