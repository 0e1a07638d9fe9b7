"""What other sites may make a browser send changes nothing and tells them nothing, on every endpoint."""

from __future__ import annotations

import pytest

from chinwag.http.endpoint import Endpoint
from tests.accounts.browser import Browser, signed_in
from tests.security.doors import ENDPOINTS, READING, WRITING, Place, all_rows, body_of, path_of
from tests.world import BASE, World

# Refused before a database is asked.
pytestmark = pytest.mark.one_engine

EVIL = "evil.example"
FOREIGN = {
    "no value of our pages": {},
    "another origin": {"Origin": f"https://{EVIL}"},
    "an origin that begins like ours": {"Origin": f"{BASE}.{EVIL}"},
    "no origin to speak of": {"Origin": "null"},
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a neighbour": {"Sec-Fetch-Site": "same-site"},
}
"""What a foreign request looks like. All but the first even know the value that only our pages know."""


async def place_of(world: World) -> Place:
    """Something for every parameter of a path."""
    room = await world.room("Engine Room")
    person = await world.user("Ada Quist")
    token = await world.raw_token("personal", frozenset(), user_id=world.owner.id)
    return Place(room=room.id, user=person.id, token=token, group=world.group_id)


async def foreign(page: Browser, endpoint: Endpoint, place: Place, kind: str) -> int:
    """The answer to such a request with the person's cookie."""
    known = {"X-CSRF-Token": page.csrf, "Origin": BASE} if kind != "no value of our pages" else {}
    headers = {**known, **FOREIGN[kind]}
    answer = await page.http.request(
        endpoint.method, path_of(endpoint, place), json=body_of(endpoint), headers=headers
    )
    assert "set-cookie" not in answer.headers
    return answer.status_code


@pytest.mark.parametrize("kind", FOREIGN)
async def test_no_foreign_request_writes_with_the_session_of_a_person(world: World, kind: str) -> None:
    place = await place_of(world)
    async with signed_in(world) as page:
        before = await all_rows(world)
        answers = {
            endpoint.id: await foreign(page, endpoint, place, kind)
            for endpoint in WRITING
            if endpoint.id != "use_setup_link"
        }
        # Works without a session, for who has the link; its page needs an own Origin.
        assert await foreign(page, by_id("use_setup_link"), place, kind) in {403, 404}
        after = await all_rows(world)
    assert answers == dict.fromkeys(answers, 403)
    assert after == before


async def test_our_own_pages_may_write(world: World) -> None:
    place = await place_of(world)
    async with signed_in(world) as page:
        answer = await page.send("PUT", path_of(by_id("set_topic"), place), body_of(by_id("set_topic")))
    assert answer.status_code == 204


def by_id(endpoint_id: str) -> Endpoint:
    return next(endpoint for endpoint in ENDPOINTS if endpoint.id == endpoint_id)


async def test_reading_changes_nothing(world: World) -> None:
    place = await place_of(world)
    headers = await world.token()
    async with signed_in(world) as page:
        before = await all_rows(world)
        for endpoint in READING:
            if endpoint.id == "export_audit_log":
                continue  # whoever takes the log along stands in it
            path = path_of(endpoint, place)
            for query in (
                "",
                "?expand=items,owner,participants&max-results=5",
                "?_method=DELETE&method=DELETE",
            ):
                assert (await page.get(path + query)).status_code < 500
                assert (await world.http.get(path + query, headers=headers)).status_code < 500
            hidden = {**headers, "X-HTTP-Method-Override": "DELETE", "X-Method-Override": "DELETE"}
            assert (await world.http.get(path, headers=hidden)).status_code < 500
        assert await all_rows(world) == before


async def test_no_answer_lets_another_site_use_the_session(world: World) -> None:
    place = await place_of(world)
    async with signed_in(world) as page:
        for endpoint in ENDPOINTS:
            path = path_of(endpoint, place)
            asked = {"Origin": f"https://{EVIL}", "Access-Control-Request-Method": endpoint.method}
            answers = [await page.http.options(path, headers=asked)]
            if endpoint.method == "GET":
                answers.append(await page.http.get(path, headers={"Origin": f"https://{EVIL}"}))
            for answer in answers:
                assert "access-control-allow-credentials" not in answer.headers
                assert answer.headers.get("access-control-allow-origin", "*") == "*"
                assert answer.headers["x-content-type-options"] == "nosniff"


LIES = {
    "Host": EVIL,
    "X-Forwarded-Host": EVIL,
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Port": "666",
    "X-Forwarded-Prefix": f"//{EVIL}",
    "X-Forwarded-For": "203.0.113.66",
    "Forwarded": f"for=203.0.113.66;host={EVIL};proto=gopher",
    "X-Original-URL": f"https://{EVIL}/",
    "X-Rewrite-URL": f"https://{EVIL}/",
    "X-Real-IP": "203.0.113.66",
}


async def test_no_answer_repeats_what_a_proxy_claims(world: World) -> None:
    place = await place_of(world)
    headers = {**await world.token(), **LIES}
    for endpoint in READING:
        answer = await world.http.get(path_of(endpoint, place), headers=headers)
        told = answer.text + str(answer.headers)
        assert [word for word in (EVIL, "gopher", ":666", "203.0.113.66") if word in told] == [], endpoint.id
    made = await world.http.post("/v2/room", json={"name": "New"}, headers=headers)
    assert made.headers["location"].startswith(f"{BASE}/v2/room/")


async def test_a_claimed_address_does_not_get_round_the_brake_of_signing_in(world: World) -> None:
    form = {"grant_type": "password", "username": "ada@example.com", "password": "guess"}
    answers = []
    for number in range(14):
        claimed = f"198.51.100.{number}"
        lies = {"X-Forwarded-For": claimed, "X-Real-IP": claimed, "Forwarded": f"for={claimed}"}
        answers.append((await world.http.post("/v2/oauth/token", data=form, headers=lies)).status_code)
    assert answers[-1] == 429


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "//evil.example/%2e%2e",
        "/\\evil.example",
        "/%5cevil.example",
        "/%2f%2fevil.example",
        "/login?d=//evil.example",
        "/login?next=https://evil.example",
        "/sign_in?d=https://evil.example",
        "/.//evil.example/",
        "/assets//evil.example",
        "/room/5//evil.example/",
        "/login/%0d%0aLocation:%20https://evil.example",
        "/v2/room/%0d%0aX-Evil:%201",
    ],
)
async def test_no_address_leads_to_another_host(world: World, path: str) -> None:
    answer = await world.http.get(f"{BASE}{path}", follow_redirects=False)
    location = answer.headers.get("location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert EVIL not in location
    assert "x-evil" not in answer.headers
