"""A server without a public address answers to every name by which its own machine is called."""

from pathlib import Path

import httpx
import pytest

from chinwag.accounts.csrf import Csrf
from chinwag.accounts.model import SignInData
from chinwag.accounts.service import start_session
from tests.realtime.sockets import listening, serving
from tests.world import World, new_world

LOOPBACK = ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000", "http://LOCALHOST:8000"]
FOREIGN = [
    "http://localhost:8001",
    "https://localhost:8000",
    "http://localhost",
    "http://localhost.evil.example:8000",
    "http://127.0.0.2:8000",
    "null",
    "",
]


def own(csrf: Csrf, origin: str, host: str | None = None) -> bool:
    """What is said of a page of `origin` that calls the host under the same name, or another."""
    named = host if host is not None else origin.partition("://")[2]
    return csrf.is_own_page({b"origin": origin.encode(), b"host": named.encode()})


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"])
def test_all_loopback_names_with_the_same_port_are_ours(base: str) -> None:
    csrf = Csrf(base, is_public=False)

    assert [origin for origin in LOOPBACK if not own(csrf, origin)] == []
    assert [origin for origin in FOREIGN if own(csrf, origin)] == []


def test_a_page_of_one_name_is_a_stranger_to_the_other() -> None:
    csrf = Csrf("http://127.0.0.1:8000", is_public=False)

    assert not own(csrf, "http://localhost:8000", host="127.0.0.1:8000")
    assert not own(csrf, "http://127.0.0.1:8000", host="localhost:8000")


def test_with_a_public_address_that_one_alone_is_ours() -> None:
    for base in ("http://127.0.0.1:8000", "https://chat.example.com"):
        csrf = Csrf(base)
        assert own(csrf, base)
        assert [origin for origin in LOOPBACK if origin != base and own(csrf, origin)] == []


def test_a_machine_with_a_name_of_its_own_has_no_other() -> None:
    csrf = Csrf("http://192.0.2.7:8000", is_public=False)

    assert own(csrf, "http://192.0.2.7:8000")
    assert [origin for origin in LOOPBACK if own(csrf, origin)] == []


def test_the_port_that_a_scheme_means_anyway_may_be_left_out() -> None:
    assert own(Csrf("http://127.0.0.1:80", is_public=False), "http://localhost")
    assert own(Csrf("http://127.0.0.1:80", is_public=False), "http://localhost", host="localhost:80")
    assert own(Csrf("https://chat.example.com:443"), "https://chat.example.com")


async def _cookie(world: World) -> str:
    async with world.app.services.db.begin() as tx:
        data = SignInData(world.owner.id, world.group_id, None)
        now = world.clock.steady()
        return f"chinwag_session={(await start_session(tx, data, user_agent='test', now=now)).secret}"


async def test_people_sign_in_and_listen_under_localhost(tmp_path: Path) -> None:
    async with new_world(tmp_path, public_url="", host="127.0.0.1", port=8000) as world:
        transport = httpx.ASGITransport(app=world.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as page:
            csrf = (await page.get("/api/session")).json()["csrf"]
            form = {"email": "nobody@example.com", "password": "a wrong one"}

            async def sign_in(origin: str) -> int:
                headers = {"X-CSRF-Token": csrf, "Origin": origin}
                return (await page.post("/api/session", json=form, headers=headers)).status_code

            assert await sign_in("http://localhost:8000") == 401
            assert await sign_in("http://127.0.0.1:8000") == 403
            assert await sign_in("http://evil.example:8000") == 403

        cookie = await _cookie(world)
        async with serving(world.app) as port:
            headers = {"Cookie": cookie, "Host": "localhost:8000"}
            async with listening(port, headers, origin="http://localhost:8000") as socket:
                assert socket.frames[0]["type"] == "hello"
            with pytest.raises(Exception, match="403"):
                async with listening(port, headers, origin="http://localhost:9999"):
                    pass
