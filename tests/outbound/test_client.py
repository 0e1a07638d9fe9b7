"""Calls that leave: only to the address that was judged, to a limit, in a time, and nothing behind it."""

import asyncio
import gzip
import os
import ssl
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from chinwag.outbound.client import Outbound, Refused, Unreachable
from chinwag.outbound.names import SystemNames
from tests.outbound.canary import INSIDE, OUTSIDE, canary, names, outbound, says

ALLOW = f"{OUTSIDE}/32"


async def test_call_brings_the_answer_and_says_where_it_came_from() -> None:
    async with canary() as there, outbound(ALLOW, hooks_example=[OUTSIDE]) as out:
        there.reply = says(b"taken", status="202 Accepted", headers=["X-Note: one", "x-note: two"])
        answer = await out.call(
            "POST", there.at("hooks.example", "/a?b=c#d"), headers={"X-Id": "7"}, body=b"{}", limit=100
        )
    assert (answer.status, answer.body, answer.is_cut) == (202, b"taken", False)
    assert answer.headers["x-note"] == "two"
    assert answer.address == OUTSIDE
    assert answer.took_ms >= 0
    head = there.heads[0].lower()
    assert head.startswith("post /a?b=c http/1.1")
    assert "x-id: 7" in head
    assert there.bodies == [b"{}"]
    assert "accept-encoding: identity" in head
    assert "user-agent: chinwag" in head
    assert "cookie" not in head


@pytest.mark.parametrize(
    "host", [INSIDE, "localhost", "127.1", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "0"]
)
async def test_nothing_inside_hears_of_a_call_to_it(host: str) -> None:
    async with canary(INSIDE) as inside, outbound() as out:
        with pytest.raises(Refused):
            await out.call("GET", inside.at(host))
        with pytest.raises(Refused):
            await out.check_resolved(inside.at(host))
    assert inside.connections == 0


async def test_name_of_an_inside_address_is_refused_at_registration_and_at_the_call() -> None:
    for address in (INSIDE, "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"):
        async with canary(INSIDE) as inside, outbound(ALLOW, evil_example=[address]) as out:
            for attempt in (out.check_resolved, lambda url, out=out: out.call("GET", url)):
                with pytest.raises(Refused, match=r"evil\.example"):
                    await attempt(inside.at("evil.example"))
        assert inside.connections == 0


async def test_name_with_one_inside_address_among_others_is_refused() -> None:
    async with canary() as there, outbound(ALLOW, mixed_example=[OUTSIDE, INSIDE]) as out:
        with pytest.raises(Refused):
            await out.check_resolved(there.at("mixed.example"))
        with pytest.raises(Refused):
            await out.call("GET", there.at("mixed.example"))
    assert there.connections == 0


_SEQUENCES = [
    [OUTSIDE, INSIDE],
    [OUTSIDE, OUTSIDE, INSIDE],
    [OUTSIDE, INSIDE, OUTSIDE],
    [INSIDE, OUTSIDE],
    [OUTSIDE, "::ffff:127.0.0.1"],
    [OUTSIDE, "0.0.0.0"],
    [OUTSIDE, "::1"],
]


@pytest.mark.parametrize("sequence", _SEQUENCES)
async def test_name_that_changes_its_address_never_leads_inside(sequence: list[str]) -> None:
    """DNS rebinding: another answer at each look-up. What is called is what was judged."""
    asked = iter([[address] for address in sequence * 20])
    refused = 0
    async with (
        canary(OUTSIDE) as outside,
        canary(INSIDE, port=outside.port) as inside,
        outbound(ALLOW, rebind_example=asked) as out,
    ):
        for attempt in range(2 * len(sequence) + 1):
            try:
                if attempt % 2:
                    await out.check_resolved(outside.at("rebind.example"))
                assert (await out.call("GET", outside.at("rebind.example"))).address == OUTSIDE
            except Refused:
                refused += 1
    assert inside.connections == 0
    assert outside.connections > 0
    assert refused > 0


async def test_address_is_judged_again_where_the_socket_is_made() -> None:
    """A literal skips the library's resolver, and so would any way in that nobody thought of."""
    from yarl import URL

    from chinwag.outbound.session import GuardedSession

    session = GuardedSession(look_up=names(), is_allowed=lambda address: address == OUTSIDE)
    async with canary(INSIDE) as inside, canary(OUTSIDE) as outside:
        with pytest.raises(Refused):
            await session.fetch("GET", URL(inside.url), {}, None, 10)
        assert (await session.fetch("GET", URL(outside.url), {}, None, 10)).status == 200
        cheat = GuardedSession(
            look_up=names(a_example=[INSIDE]), is_allowed=lambda address: address == OUTSIDE
        )
        with pytest.raises(Refused):
            await cheat.fetch("GET", URL(inside.at("a.example")), {}, None, 10)
        await cheat.close()
    await session.close()
    assert inside.connections == 0


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]
)
async def test_redirect_is_an_answer_that_is_not_followed(status: str) -> None:
    async with canary(INSIDE) as inside, canary() as there, outbound(ALLOW) as out:
        there.reply = says(b"", status=status, headers=[f"Location: {inside.url}"])
        answer = await out.call("GET", there.url)
        assert answer.status == int(status[:3])
        assert answer.headers["location"] == inside.url
    assert inside.connections == 0
    assert there.connections == 1


async def test_giant_answer_is_cut_and_left() -> None:
    written = 0

    async def giant(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal written
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n")
        while True:
            writer.write(b"x" * 65_536)
            await writer.drain()
            written += 65_536

    async with canary() as there, outbound(ALLOW) as out:
        there.reply = giant
        answer = await out.call("GET", there.url, limit=1000)
        assert answer.body == b"x" * 1000
        assert answer.is_cut
        async with asyncio.timeout(5):
            while there.open:
                await asyncio.sleep(0.01)
    assert written < 8_000_000  # what fits into the buffers of two sockets


async def test_answer_of_just_the_limit_is_whole() -> None:
    async with canary() as there, outbound(ALLOW) as out:
        there.reply = says(b"x" * 1000)
        answer = await out.call("GET", there.url, limit=1000)
        assert answer.body == b"x" * 1000
        assert not answer.is_cut
        assert (await out.call("GET", there.url, limit=0)).is_cut


async def test_compressed_answer_is_not_unpacked() -> None:
    bomb = gzip.compress(b"\0" * 10_000_000)
    async with canary() as there, outbound(ALLOW) as out:
        there.reply = says(bomb, headers=["Content-Encoding: gzip"])
        answer = await out.call("GET", there.url, headers={"accept-Encoding": "gzip"})
    assert answer.body == bomb
    assert "accept-encoding: identity" in there.heads[0].lower()
    assert "gzip" not in there.heads[0]


async def _endless_header(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        writer.write(b"x" * 65_536)
        await writer.drain()


async def _endless_headers(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(10_000_000):
        writer.write(b"X-%d: y\r\n" % number)
        if number % 1000 == 0:
            await writer.drain()


async def _endless_interim(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")
        await asyncio.sleep(0.001)


async def _slow_header(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 10_000:
        writer.write(bytes([byte]))
        await asyncio.sleep(0.05)


async def _slow_body(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")
    while True:
        writer.write(b"y")
        await asyncio.sleep(0.05)


async def _silence(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


@pytest.mark.parametrize(
    "reply", [_endless_header, _endless_headers, _endless_interim, _slow_header, _slow_body, _silence]
)
async def test_receiver_that_never_finishes_is_left(reply: object) -> None:
    loop = asyncio.get_running_loop()
    async with canary() as there, outbound(ALLOW) as out:
        there.reply = reply  # type: ignore[assignment]
        started = loop.time()
        with pytest.raises(Unreachable):
            await out.call("GET", there.url, timeout_s=0.5)
        assert loop.time() - started < 15  # the shortest of the replies would take a minute
        async with asyncio.timeout(5):
            while there.open:
                await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "raw",
    [
        *(
            b"",
            b"hello\r\n\r\n",
            b"HTTP/1.1 abc OK\r\n\r\n",
            b"HTTP/9.9 200 OK\r\n\r\n",
            b"\x16\x03\x01\x00\x00",
        ),
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nA" + b"B" * 20_000 + b": x\r\n\r\n",
    ],
)
async def test_answer_that_is_no_http_is_a_sentence(raw: bytes) -> None:
    async def reply(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()

    async with canary() as there, outbound(ALLOW) as out:
        there.reply = reply
        with pytest.raises(Unreachable) as failure:
            await out.call("POST", there.url, timeout_s=3)
    assert str(failure.value).endswith(".")


async def test_closed_port_and_unknown_name_are_sentences() -> None:
    async with canary() as there:
        pass
    async with outbound(ALLOW, known_example=[OUTSIDE]) as out:
        with pytest.raises(Unreachable, match="does not accept"):
            await out.call("GET", there.at("known.example"))
        with pytest.raises(Unreachable, match=r"There is no host other\.example"):
            await out.call("GET", there.at("other.example"))
        await out.check_resolved(there.at("other.example"))  # it may come to be; each call is judged again


async def test_header_that_would_begin_another_is_refused() -> None:
    async with canary() as there, outbound(ALLOW) as out:
        for headers in ({"X": "a\r\nY: b"}, {"X\r\nY": "a"}):
            with pytest.raises(Refused):
                await out.call("GET", there.url, headers=headers)
    assert there.heads == []


async def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    async with canary(INSIDE) as proxy, canary() as there, outbound(ALLOW) as out:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert (await out.call("GET", there.url)).status == 200
    assert proxy.connections == 0
    assert os.environ["HTTP_PROXY"]


async def test_cookies_are_not_kept() -> None:
    async with canary() as there, outbound(ALLOW, a_example=[OUTSIDE]) as out:
        there.reply = says(headers=["Set-Cookie: a=b; Path=/"])
        for _ in range(2):
            await out.call("GET", there.at("a.example"))
    assert len(there.heads) == 2
    assert all("cookie" not in head.lower() for head in there.heads)


async def test_one_host_gets_ten_connections_at_a_time() -> None:
    async with canary() as there, outbound(ALLOW) as out:
        there.reply = _silence
        calls = [asyncio.create_task(out.call("GET", there.url, timeout_s=1)) for _ in range(40)]
        results = await asyncio.gather(*calls, return_exceptions=True)
        assert all(isinstance(result, Unreachable) for result in results)
    assert 1 <= there.most_open <= 10


async def test_certificate_that_nobody_vouches_for_is_not_trusted(tmp_path: Path) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(_self_signed(tmp_path))
    async with canary(tls=tls) as there, outbound(ALLOW) as out:
        with pytest.raises(Unreachable, match="certificate"):
            await out.call("GET", f"https://{OUTSIDE}:{there.port}/")
    async with canary() as plain, outbound(ALLOW) as out:
        with pytest.raises(Unreachable):
            await out.call("GET", f"https://{OUTSIDE}:{plain.port}/", timeout_s=0.5)


async def test_name_servers_that_never_answer_hold_up_a_bounded_number_of_calls() -> None:
    look_up = SystemNames(most=2, timeout_s=0.1)
    release = asyncio.Event()
    loop = asyncio.get_running_loop()

    def hang(host: str) -> list[str]:
        asyncio.run_coroutine_threadsafe(release.wait(), loop).result(10)
        return [OUTSIDE]

    import chinwag.outbound.names as module

    real, module._addresses = module._addresses, hang
    try:
        failures = await asyncio.gather(*(look_up("slow.example") for _ in range(3)), return_exceptions=True)
    finally:
        module._addresses = real
        release.set()
    assert sorted(str(failure) for failure in failures) == [
        "slow.example could not be looked up in time.",
        "slow.example could not be looked up in time.",
        "slow.example could not be looked up: too many look-ups are waiting.",
    ]
    async with asyncio.timeout(5):
        while look_up.running:
            await asyncio.sleep(0.01)
    assert INSIDE in await look_up("localhost")


async def test_server_that_stops_cuts_its_calls() -> None:
    async with canary() as there:
        there.reply = _silence
        out = Outbound(allow=(ALLOW,))
        call = asyncio.create_task(out.call("GET", there.url))
        async with asyncio.timeout(5):
            while not there.open:
                await asyncio.sleep(0.01)
        await out.close()
        with pytest.raises(Unreachable):
            await call
        with pytest.raises(Unreachable):
            await out.call("GET", there.url)


def _self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, OUTSIDE)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(OUTSIDE))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "tls.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return pem


def test_client_library_is_not_loaded_before_the_first_call() -> None:
    """It takes 0.15 s and 7 MiB: a server that calls nobody starts without it."""
    code = "import sys, chinwag.app; sys.exit('aiohttp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
