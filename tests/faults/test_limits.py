"""Limits over real sockets: call limit and flood control as by default, brakes on guessing, absurd pages."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from urllib.parse import quote, urlencode

import pytest

from tests.faults.wire import Answer, Wire, ask, head, wire
from tests.served import Serve, Served

pytestmark = [pytest.mark.faults]

HEADERS = ("limit", "remaining", "reset")


def limited(serve: Serve) -> Served:
    """A server with the limits that it has when nothing is set."""
    return serve(rate_limit_user=100, rate_limit_addon=500, flood_limit=30)


async def calls(served: Served, token: str, count: int, path: str = "/v2/capabilities") -> list[Answer]:
    async with wire(served.port) as connection:
        return [await connection.ask("GET", path, served.token(token)) for _ in range(count)]


async def message(served: Served, text: str, token: str = "addon_token", ref: str = "") -> Answer:
    path = f"/v2/room/{ref or served.demo['room_id']}/notification"
    return await ask(served.port, "POST", path, served.token(token), json={"message": text})


@pytest.mark.parametrize(
    ("token", "limit"),
    [("admin_token", 100), ("room_token", 100), ("addon_token", 500), ("room_addon_token", 500)],
)
async def test_the_call_after_the_last_is_refused(serve: Serve, token: str, limit: int) -> None:
    served = limited(serve)
    path = f"/v2/room/{served.demo['room_id']}"
    answers = await calls(served, token, limit + 5, path)
    assert [answer.status for answer in answers] == [200] * limit + [429] * 5
    remaining = [int(answer.headers["x-ratelimit-remaining"]) for answer in answers]
    assert remaining == [*range(limit - 1, -1, -1), 0, 0, 0, 0, 0]
    for answer in answers:
        assert answer.headers["x-ratelimit-limit"] == str(limit)
        assert 0 < int(answer.headers["x-ratelimit-reset"]) - time.time() <= 301
    assert 0 < int(answers[-1].headers["retry-after"]) <= 301
    assert answers[-1].json()["error"]["code"] == 429
    others = {"admin_token", "user_token", "room_token", "addon_token"} - {token}
    for other in others:
        assert (await ask(served.port, "GET", path, served.token(other))).status == 200


async def test_message_thirty_one_of_a_minute_is_refused_whoever_sends_it(serve: Serve) -> None:
    served = limited(serve)
    name = quote(served.demo["room"])
    ways = [("addon_token", ""), ("room_token", name), ("admin_token", name.upper()), ("user_token", "")]
    answers = []
    for number in range(32):
        token, ref = ways[number % 4]
        answers.append(await message(served, f"m{number}", token, ref))
    assert [answer.status for answer in answers] == [204] * 30 + [429] * 2
    for answer in answers:
        for kind in ("x-ratelimit", "x-floodcontrol"):
            assert all(f"{kind}-{one}" in answer.headers for one in HEADERS)
    assert [int(answer.headers["x-floodcontrol-remaining"]) for answer in answers] == [
        *range(29, -1, -1),
        0,
        0,
    ]
    assert 0 < int(answers[0].headers["x-floodcontrol-reset"]) - time.time() <= 61
    assert 0 < int(answers[-1].headers["retry-after"]) <= 61
    private = served.demo["private_room_id"]
    assert (await message(served, "elsewhere", "addon_token", str(private))).status == 204


async def test_no_disguise_of_a_call_gets_around_the_limit(serve: Serve) -> None:
    served = limited(serve)
    assert {answer.status for answer in await calls(served, "user_token", 100)} == {200}
    raw = served.demo["user_token"]
    disguises: list[tuple[str, str, dict[str, str]]] = [
        ("GET", "/v2/room", {"authorization": f"Bearer {raw}"}),
        ("GET", "/v2/room", {"Authorization": f"bearer  {raw}"}),
        ("GET", f"/v2/room?auth_token={raw}", {}),
        ("GET", f"/v2/room?auth_token={raw}&auth_token=x", {}),
        ("GET", f"/v2/room?auth_token={quote(raw[:1])}%{ord(raw[1]):02x}{raw[2:]}", {}),
        ("HEAD", "/v2/room", served.token("user_token")),
        ("GET", "//v2//room//", served.token("user_token")),
        ("GET", "/v2/%72oom", served.token("user_token")),
        ("GET", "/v2/room?auth_test=true", served.token("user_token")),
        ("GET", "/v2/room", {**served.token("user_token"), "X-Forwarded-For": "203.0.113.9"}),
        ("GET", "/v2/room", {**served.token("user_token"), "Forwarded": "for=203.0.113.9"}),
        ("GET", "/v2/room", {**served.token("user_token"), "X-Real-IP": "203.0.113.9"}),
        ("GET", "/v2/room", {**served.token("user_token"), "X-HTTP-Method-Override": "OPTIONS"}),
        ("GET", "/v2/nowhere", served.token("user_token")),
        ("GET", "/api/start", served.token("user_token")),
        ("GET", "/v2/user/@nobody", served.token("user_token")),
    ]
    for method, path, headers in disguises:
        answer = await ask(served.port, method, path, headers)
        assert answer.status in {404, 429}, (method, path, answer.status)
        if "nowhere" not in path:
            assert answer.status == 429, (method, path)
    async with wire(served.port, source="127.0.0.9") as elsewhere:
        assert (await elsewhere.ask("GET", "/v2/room", served.token("user_token"))).status == 429


async def test_calls_at_the_same_moment_are_counted_one_by_one(serve: Serve) -> None:
    served = limited(serve)
    answers = await asyncio.gather(
        *(ask(served.port, "GET", "/v2/capabilities", served.token("user_token")) for _ in range(130))
    )
    assert Counter(answer.status for answer in answers) == {200: 100, 429: 30}
    async with wire(served.port) as connection:
        await connection.send(head("GET", "/v2/capabilities", served.token("admin_token")) * 120)
        row = [await connection.read() for _ in range(120)]
    assert [answer and answer.status for answer in row] == [200] * 100 + [429] * 20


def guess(served: Served, who: str, password: str) -> dict[str, str]:
    return {"grant_type": "password", "username": served.demo[f"{who}_email"], "password": password}


async def grant(connection: Wire, form: dict[str, str]) -> Answer:
    body = urlencode(form).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    await connection.send(head("POST", "/v2/oauth/token", kind, len(body), is_json=False) + body)
    answer = await connection.read()
    assert answer is not None
    return answer


async def sign_in(connection: Wire, email: str, password: str) -> Answer:
    page = await connection.ask("GET", "/api/session")
    cookie = page.headers["set-cookie"].partition(";")[0]
    headers = {"Cookie": cookie, "X-CSRF-Token": page.json()["csrf"]}
    return await connection.ask("POST", "/api/session", headers, json={"email": email, "password": password})


async def tries_until_braked(connection: Wire, served: Served, way: str, emails: list[str]) -> int:
    for number in range(60):
        email = emails[number % len(emails)]
        if way == "grant":
            form = {"grant_type": "password", "username": email, "password": f"guess {number}"}
            answer = await grant(connection, form)
        else:
            answer = await sign_in(connection, email, f"guess {number}")
        assert answer.status in {400, 401, 429}
        if answer.status == 429:
            assert 0 < int(answer.headers["retry-after"]) <= 60
            return number
    return 60


@pytest.mark.parametrize("way", ["page", "grant"])
async def test_guessing_is_braked_for_one_account_and_for_one_address_and_harms_nobody_else(
    serve: Serve, way: str
) -> None:
    served = serve()
    admin, user = served.demo["admin_email"], served.demo["user_email"]
    async with wire(served.port, source="127.0.0.2") as guesser:
        assert await tries_until_braked(guesser, served, way, [admin]) <= 40
        assert (await sign_in(guesser, admin, served.demo["admin_password"])).status == 429
    async with wire(served.port, source="127.0.0.3") as guesser:
        many = [f"person{number}@example.com" for number in range(40)]
        assert await tries_until_braked(guesser, served, way, many) <= 40
    async with wire(served.port, source="127.0.0.4") as owner:
        assert (await sign_in(owner, admin, served.demo["admin_password"])).status == 200
        assert (await grant(owner, guess(served, "user", served.demo["user_password"]))).status == 200
    async with wire(served.port, source="127.0.0.2") as neighbour:
        assert (await sign_in(neighbour, user, served.demo["user_password"])).status == 200
    async with asyncio.timeout(30), wire(served.port, source="127.0.0.2") as owner:
        while (answer := await sign_in(owner, admin, served.demo["admin_password"])).status == 429:
            await asyncio.sleep(min(1, int(answer.headers["retry-after"])))
        assert answer.status == 200


async def test_a_burst_of_guesses_gets_no_further_than_a_row(serve: Serve) -> None:
    served = serve()
    form = guess(served, "user", "wrong")

    async def one() -> int:
        async with wire(served.port, source="127.0.0.5") as connection:
            return (await grant(connection, form)).status

    looked_at = Counter(await asyncio.gather(*(one() for _ in range(150))))[400]
    assert looked_at <= 40


LISTS = (
    "/v2/room",
    "/v2/user",
    "/v2/room/{room_id}/history",
    "/v2/room/{room_id}/history/latest",
    "/v2/room/{private_room_id}/member",
    "/v2/room/{room_id}/participant",
    "/v2/user/{user_id}/history",
    "/v2/user/{user_id}/history/latest",
    "/api/room/{room_id}/history",
)
PAGES = (
    "max-results=1000",
    "max-results=1001",
    "max-results=0",
    "max-results=-1",
    "max-results=999999999999999999999999999999",
    "start-index=999999999",
    "start-index=9223372036854775807",
    "start-index=9223372036854775808",
    "start-index=-1",
    "start-index=-9223372036854775809",
    "start-index=1e9",
    "start-index=NaN",
    "start-index=%D9%A1",
    "start-index=1_000",
    "start-index=%201",
    "start-index=&max-results=",
    "start-index[]=1",
    "date=0001-01-01&max-results=1000",
    "date=9999-12-31T23:59:59Z&start-index=100000000&max-results=1000",
    "date=-292277026596-12-04&max-results=5",
    "date=99999999999999999999",
    "date=recent&reverse=maybe&timezone=Nowhere/City",
    "end-date=0000-00-00&date=recent",
    "not-before=no-such-message",
    "before=9223372036854775808&after=-1&limit=100000",
    "before=1&after=1&limit=0",
    "expand=items&max-results=1000",
    "expand=" + ".".join(["items"] * 200),
    "expand=" + ",".join(["items.from"] * 500),
)


async def test_no_page_is_too_absurd_to_be_answered_soon(serve: Serve) -> None:
    served = serve()
    async with wire(served.port) as connection:
        for template in LISTS:
            for page in PAGES:
                begun = time.monotonic()
                path = f"{template.format(**served.demo)}?{page}"
                answer = await connection.ask("GET", path, served.token())
                assert answer.status in {200, 400, 404}, (path, answer.status, answer.body)
                assert time.monotonic() - begun < 10, path
                if answer.status == 200:
                    assert len(answer.json().get("items", [])) <= 1000
