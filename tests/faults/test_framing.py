"""HTTP that is broken on purpose: refused as HipChat refuses, never understood in two ways, never a fault of ours."""

from __future__ import annotations

import asyncio
import http.client
import json
from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import pytest

from tests.faults.wire import Answer, Wire, ask, head, wire
from tests.faults.writers import last_position, read_room
from tests.served import Served

pytestmark = [pytest.mark.faults]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all tests of this file."""
    made = Served(tmp_path_factory.mktemp("framing") / "data")
    assert made.demo
    made.start()
    yield made
    made.kill()


@pytest.fixture(autouse=True)
async def _goes_on(served: Served) -> AsyncIterator[None]:
    """After each attack it serves as before, and has nothing to be ashamed of in its log."""
    yield
    assert (await ask(served.port, "GET", "/v2/room", served.token())).status == 200
    assert "Traceback" not in served.log.read_text()


def post(served: Served, text: str, *headers: str, body: bytes | None = None, length: bool = True) -> bytes:
    """A notification with headers of one's own."""
    body = json.dumps({"message": text}).encode() if body is None else body
    lines = [
        f"POST /v2/room/{served.demo['room_id']}/notification HTTP/1.1",
        "Host: chat.test",
        f"Authorization: Bearer {served.demo['room_token']}",
        *([f"Content-Length: {len(body)}"] if length else []),
        *headers,
    ]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


async def answers_to(served: Served, *parts: bytes) -> list[Answer]:
    """Everything that comes back for some bytes, until the server ends the connection or has no more to say."""
    found: list[Answer] = []
    async with wire(served.port) as connection:
        for part in parts:
            await connection.send(part)
            await asyncio.sleep(0.02)
        while True:
            try:
                answer = await connection.read(patience_s=0.2 if found else 3.0)
            except TimeoutError:
                return found
            if answer is None:
                return found
            found.append(answer)


async def test_a_length_and_chunks_at_once_are_refused_and_smuggle_nothing(served: Served) -> None:
    before = await last_position(served)
    smuggled = post(served, "smuggled")
    for order in (0, 1):
        headers = ["Transfer-Encoding: chunked", f"Content-Length: {len(smuggled) + 5}"]
        attack = post(
            served, "", *(headers[order], headers[1 - order]), body=b"0\r\n\r\n" + smuggled, length=False
        )
        answers = await answers_to(served, attack)
        assert [answer.status for answer in answers] == [400]
        assert answers[0].json()["error"]["type"] == "Bad Request"
    assert await last_position(served) == before


@pytest.mark.parametrize(
    "headers",
    [
        ("Content-Length: 5", "Content-Length: 6"),
        ("Content-Length: 5", "Content-Length: 5"),
        ("Content-Length: 5, 6",),
        ("Content-Length: +5",),
        ("Content-Length: -5",),
        ("Content-Length: 0x5",),
        ("Content-Length: 5 5",),
        ("Content-Length: ",),
        ("Content-Length: 99999999999999999999999",),
        ("Content-Length : 5",),
        ("Transfer-Encoding: chunked, identity",),
        ("Transfer-Encoding: xchunked",),
        ("Transfer-Encoding: chunked\x0b",),
        ("Transfer-Encoding:\x0bchunked",),
        ("Transfer-Encoding: chunked", "Transfer-Encoding: identity"),
        ("X-Folded: one", " two"),
        ("X-Folded: one", "\ttwo"),
        ("X-Name\x00: nul",),
        ("X-Name: nul\x00",),
        ("X-Name: bare\rreturn",),
        ("X Name: blank",),
        (": no name",),
        ("no colon",),
        ("Host: other.test",),
        ("Authorization: Bearer other",),
    ],
    ids=repr,
)
async def test_headers_that_two_readers_understand_differently_are_refused(
    served: Served, headers: tuple[str, ...]
) -> None:
    before = await last_position(served)
    next_one = post(served, "smuggled")
    attack = post(served, "", *headers, body=b'"five"' + next_one, length=False)
    answers = await answers_to(served, attack)
    assert {answer.status for answer in answers} <= {400, 413}
    assert len(answers) <= 1
    assert await last_position(served) == before


@pytest.mark.parametrize(
    "coding",
    ["identity, chunked", "gzip, chunked", "chunked, chunked", "chunked;q=1", '"chunked"', ", chunked"],
)
async def test_a_body_in_codings_that_others_read_otherwise_is_refused(served: Served, coding: str) -> None:
    before = await last_position(served)
    chunks = b'0f\r\n{"message":"x"}\r\n0\r\n\r\n'
    attack = post(served, "", f"Transfer-Encoding: {coding}", body=chunks, length=False)
    assert [answer.status for answer in await answers_to(served, attack)] == [400]
    old = post(served, "", "Transfer-Encoding: chunked", body=chunks, length=False)
    answers = await answers_to(served, old.replace(b"HTTP/1.1", b"HTTP/1.0", 1))
    assert [answer.status for answer in answers] == [400]
    assert await last_position(served) == before


async def test_a_request_without_a_host_is_refused_unless_it_is_of_http_1_0(served: Served) -> None:
    """RFC 9112, 3.2: what stands before us may have meant any host."""
    before = await last_position(served)
    (answer,) = await answers_to(served, post(served, "nowhere").replace(b"Host: chat.test\r\n", b""))
    assert answer.status == 400
    assert "Host" in answer.json()["error"]["message"]
    assert await last_position(served) == before
    (answer,) = await answers_to(served, b"GET /api/health HTTP/1.0\r\n\r\n")
    assert answer.status == 200


async def test_lines_that_end_in_a_bare_line_feed_are_not_read_as_one_thing_by_us_alone(
    served: Served,
) -> None:
    before = await last_position(served)
    for attack in (
        post(served, "bare").replace(b"\r\n", b"\n"),
        post(served, "", "X: y\nTransfer-Encoding: chunked", body=b"0\r\n\r\n" + post(served, "smuggled")),
        post(served, "", "Transfer-Encoding: chunked", body=b'5\n{"a":\n0\n\n', length=False),
        post(served, "", "Transfer-Encoding: chunked", body=b"2;\nxx\r\n{}\r\n0\r\n\r\n", length=False),
    ):
        assert {answer.status for answer in await answers_to(served, attack)} <= {400}
    assert await last_position(served) == before


@pytest.mark.parametrize(
    "chunk", [b"-1\r\n", b"fffffffffffffffff\r\n", b"0x2\r\n{}\r\n", b" 2\r\n{}\r\n", b"2\r\n{}x\r\n"]
)
async def test_chunks_that_lie_about_their_size_are_refused_at_once(served: Served, chunk: bytes) -> None:
    attack = post(served, "", "Transfer-Encoding: chunked", body=chunk + b"0\r\n\r\n", length=False)
    assert [answer.status for answer in await answers_to(served, attack)] == [400]


@pytest.mark.parametrize("where", ["in an extension", "in a trailer", "around single bytes"])
async def test_a_body_that_is_mostly_framing_is_refused(served: Served, where: str) -> None:
    """Without content no other limit would ever be reached."""
    before = await last_position(served)
    chunks = {
        "in an extension": b"2;" + b"x" * 1_000_000 + b"\r\n{}\r\n0\r\n\r\n",
        "in a trailer": b"2\r\n{}\r\n0\r\nX-Sum: " + b"x" * 1_000_000 + b"\r\n\r\n",
        "around single bytes": (b"1;" + b"x" * 100 + b"\r\n \r\n") * 10_000 + b"0\r\n\r\n",
    }
    attack = post(served, "", "Transfer-Encoding: chunked", body=chunks[where], length=False)
    (answer,) = await answers_to(served, attack[:500], attack[500:])
    assert answer.status == 400
    assert "around them" in answer.json()["error"]["message"]
    assert await last_position(served) == before


async def test_a_proper_chunked_body_is_read_even_in_pieces_with_trailers(served: Served) -> None:
    text = f"chunked {uuid4()}"
    body = json.dumps({"message": text}).encode()
    parts = [b"%x;name=value\r\n%s\r\n" % (1, body[at : at + 1]) for at in range(len(body))]
    whole = post(served, "", "Transfer-Encoding: chunked", body=b"".join(parts), length=False)
    answers = await answers_to(served, whole, b"0\r\nX-Trailer: x\r\n\r\n")
    assert [answer.status for answer in answers] == [204]
    assert (await read_room(served))[-1]["body"] == text


async def test_requests_in_a_row_without_waiting_are_answered_in_their_order(served: Served) -> None:
    before = await last_position(served)
    room, token = f"/v2/room/{served.demo['room_id']}", served.token()
    many = b"".join(
        post(served, f"pipelined {n}")
        + head("GET", f"{room}?n={n}", token)
        + head("GET", "/v2/nowhere", token)
        for n in range(30)
    )
    async with wire(served.port) as connection:
        await connection.send(many)
        found = [await connection.read() for _ in range(90)]
    assert [answer and answer.status for answer in found] == [204, 200, 404] * 30
    stored = [message["body"] for message in await read_room(served, before)]
    assert stored == [f"pipelined {n}" for n in range(30)]


async def test_what_comes_before_rubbish_is_answered_first(served: Served) -> None:
    before = await last_position(served)
    answers = await answers_to(
        served, post(served, "one") + post(served, "two") + b"\x16\x03\x01rubbish\r\n\r\n"
    )
    assert [answer.status for answer in answers][:2] == [204, 204]
    assert {answer.status for answer in answers[2:]} <= {400}
    assert await last_position(served) == before + 2


async def test_after_the_last_request_of_a_connection_nothing_is_done(served: Served) -> None:
    before = await last_position(served)
    answers = await answers_to(served, post(served, "last", "Connection: close") + post(served, "too late"))
    assert [answer.status for answer in answers] == [204]
    assert await last_position(served) == before + 1


@pytest.mark.parametrize(
    "line",
    [
        b"GET / HTTP/2.0",
        b"GET / HTTP/1.2",
        b"GET / HTTP/0.9",
        b"GET /",
        b"GET  / HTTP/1.1",
        b"get /v2/room HTTP/1.1",
        b"GET /v2/\xff\xfe HTTP/1.1",
        b"GET v2/room HTTP/1.1",
        b"GET /v2/room\x00 HTTP/1.1",
        b"FETCH /v2/room HTTP/1.1",
        b"GET http:// HTTP/1.1",
        b"GET http://[::1/ HTTP/1.1",
        b"PRI * HTTP/2.0",
        b"CONNECT evil.test:443 HTTP/1.1",
        b"OPTIONS * HTTP/1.1",
        b"TRACE /v2/room HTTP/1.1",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"SSH-2.0-client",
        b"\x00" * 64,
        b"GET //evil.test/v2/room HTTP/1.1",
        b"GET /v2/../v2/./room HTTP/1.1",
        b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
        b"GET /v2/room/%00 HTTP/1.1",
        b"GET /v2/room/%ff%fe HTTP/1.1",
        b"GET /v2/room/%zz HTTP/1.1",
        b"GET /v2/room?%ff=%zz HTTP/1.1",
        b"GET /assets/%2e%2e/index.html HTTP/1.1",
        b"GET /v2/room#fragment HTTP/1.1",
    ],
    ids=repr,
)
async def test_odd_request_lines_get_a_refusal_and_never_a_fault(served: Served, line: bytes) -> None:
    token = f"Authorization: Bearer {served.demo['admin_token']}".encode()
    answers = await answers_to(served, line + b"\r\nHost: chat.test\r\n" + token + b"\r\n\r\n")
    assert all(200 <= answer.status < 500 for answer in answers)
    for answer in answers:
        assert b"passwd" not in answer.body
        assert b"root:" not in answer.body


@pytest.mark.parametrize(
    "method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "MKCOL", "LOCK", "M-SEARCH", "BREW"]
)
@pytest.mark.parametrize("path", ["/v2/room", "/api/health", "/sign_in", "/assets/nothing.js", "/nowhere"])
async def test_methods_that_are_not_defined_are_refused(served: Served, method: str, path: str) -> None:
    answer = await ask(served.port, method, path, served.token(), json={})
    assert answer.status in {400, 401, 403, 404, 405}
    assert "TRACE" not in answer.headers.get("allow", "")


async def test_an_absolute_address_counts_by_its_path_and_its_host_is_not_believed(served: Served) -> None:
    for address in ("http://evil.test/v2/room?max-results=1", "http://evil.test:80//v2/room/?max-results=1"):
        answer = await ask(served.port, "GET", address, {**served.token(), "X-Forwarded-Host": "evil.test"})
        assert answer.status == 200
        assert b"evil.test" not in answer.body
        assert answer.json()["links"]["self"].startswith(served.url)
    assert (await ask(served.port, "GET", "http://evil.test", served.token())).status in {200, 400, 404}


async def test_http_1_0_is_answered_once_and_closed(served: Served) -> None:
    token = f"Authorization: Bearer {served.demo['admin_token']}\r\n\r\n".encode()
    async with wire(served.port) as connection:
        await connection.send(b"GET /v2/room?max-results=1 HTTP/1.0\r\n" + token)
        answer = await connection.read()
        assert answer is not None
        assert answer.status == 200
        assert answer.json()["items"]
        assert "transfer-encoding" not in answer.headers
        assert await connection.is_closed(within_s=10)


@pytest.mark.parametrize(
    "name", ["a\r\nSet-Cookie: x=1", "a\nb", "a\u2028b", "a\x85b", "é\r\n\r\n<b>", 'a"; b']
)
async def test_no_name_becomes_a_header(served: Served, name: str) -> None:
    unique = f"{uuid4().hex[:8]} {name}"
    answer = await ask(served.port, "POST", "/v2/room", served.token(), json={"name": unique})
    assert answer.status in {201, 400}
    assert "set-cookie" not in answer.headers
    if answer.status == 201:
        location = answer.headers["location"]
        assert location.startswith(served.url)
        assert (await ask(served.port, "GET", location, served.token())).json()["name"] == unique.strip()
        listed = await ask(served.port, "GET", "/v2/room?max-results=1000", served.token())
        assert "set-cookie" not in listed.headers


async def test_paths_and_queries_never_become_headers(served: Served) -> None:
    for path in (
        "/sign_in?next=%0d%0aSet-Cookie:x",
        "/%0d%0aSet-Cookie:%20x=1",
        "/v2/room/%0d%0aX:%20y/topic",
    ):
        answer = await ask(served.port, "GET", path, {**served.token(), "Referer": "\xff"})
        assert answer.status < 500
        assert not {"x", "y"} & set(answer.headers)
        assert "x=1" not in answer.headers.get("set-cookie", "")
    answer = await ask(
        served.port, "GET", "/v2/room", {**served.token(), "Origin": "http://a.test, http://b.test"}
    )
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_heads_addresses_and_bodies_over_the_limit_are_refused(served: Served) -> None:
    room, token = f"/v2/room/{served.demo['room_id']}/notification", served.token("room_token")
    for wanted, answers in (
        (431, await answers_to(served, head("GET", "/v2/room", {**token, "X-Long": "x" * 100_000}))),
        (
            431,
            await answers_to(
                served, head("GET", "/v2/room", {**token, **{f"X-{n}": "x" for n in range(5000)}})
            ),
        ),
        (
            431,
            await answers_to(
                served, head("GET", "/v2/room", {**token, **{f"X-{n}": "x" for n in range(150)}})
            ),
        ),
        (431, await answers_to(served, head("GET", "/v2/room", {"Authorization": "Bearer " + "x" * 70_000}))),
        (414, await answers_to(served, head("GET", "/v2/room?q=" + "x" * 10_000, token))),
        (414, await answers_to(served, head("GET", "/v2/room/" + "x" * 30_000, token))),
        (413, await answers_to(served, head("POST", room, token, 1_000_000) + b"x" * 1_000_000)),
        (413, await answers_to(served, head("POST", room, token, 10**15))),
    ):
        assert [answer.status for answer in answers] == [wanted]
        assert answers[0].json()["error"]["code"] == wanted
    chunks = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    answers = await answers_to(
        served, post(served, "", "Transfer-Encoding: chunked", body=chunks * 8, length=False)
    )
    assert [answer.status for answer in answers] == [413]


@pytest.mark.parametrize("connection", ["close", "keep-alive"])
async def test_clients_that_send_everything_before_they_read_hear_the_refusal(
    served: Served, connection: str
) -> None:
    def send(path: str, size: int, headers: dict[str, str]) -> int:
        client = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
        try:
            client.request(
                "POST", path, b"x" * size, {**served.token("room_token"), "Connection": connection, **headers}
            )
            return client.getresponse().status
        finally:
            client.close()

    path = f"/v2/room/{served.demo['room_id']}/notification"
    for size in (300_000, 3_000_000, 30_000_000):
        for _ in range(5):
            assert await asyncio.to_thread(send, path, size, {}) == 413
    assert await asyncio.to_thread(send, path, 3_000_000, {"Authorization": "Bearer no"}) == 401
    assert await asyncio.to_thread(send, path, 10, {"X-Long": "x" * 60_000, "X-More": "x" * 60_000}) == 431


async def test_after_a_refused_body_the_connection_can_be_used_again(served: Served) -> None:
    path = f"/v2/room/{served.demo['room_id']}/notification"
    async with wire(served.port) as connection:
        await connection.send(head("POST", path, served.token("room_token"), 500_000) + b"x" * 500_000)
        answer = await connection.read()
        assert answer is not None
        assert answer.status == 413
        assert (await connection.ask("GET", "/v2/room", served.token())).status == 200


async def test_a_thousand_refusals_leave_nothing_behind(served: Served) -> None:
    def open_files() -> int:
        import os

        return len(os.listdir(f"/proc/{served.pid}/fd"))

    before = open_files()
    for _ in range(20):
        connections = [Wire(served.port) for _ in range(50)]
        for number, connection in enumerate(connections):
            await connection.send(
                (b"\x00\x01", post(served, "x")[:50], b"GET / HTTP/1.1\r\n\r\n")[number % 3]
            )
        for connection in connections:
            await connection.close()
    async with asyncio.timeout(10):
        while open_files() > before + 5:
            await asyncio.sleep(0.05)
