"""No foreign page signs anybody in, or writes with somebody's session."""

import pytest

from chinwag.accounts.csrf import Csrf
from tests.accounts.browser import PASSWORD, browser, signed_in, with_password
from tests.world import World

# Refused before a database is asked.
pytestmark = pytest.mark.one_engine

TOKEN = {"label": "x", "scopes": ["view_group"], "expires_in_days": 30}


async def test_a_write_with_the_cookie_alone_is_refused(world: World) -> None:
    async with signed_in(world) as page:
        answer = await page.http.post("/api/account/token", json=TOKEN)
        assert answer.status_code == 403
        assert (await page.send("POST", "/api/account/token", TOKEN)).status_code == 201


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://chat.test.evil.example", "http://chat.test:81"]
)
async def test_a_write_from_another_origin_is_refused(world: World, origin: str) -> None:
    async with signed_in(world) as page:
        answer = await page.send("POST", "/api/account/token", TOKEN, Origin=origin)

    assert answer.status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_write_that_the_browser_calls_foreign_is_refused(world: World, site: str) -> None:
    async with signed_in(world) as page:
        answer = await page.send("POST", "/api/account/token", TOKEN, **{"Sec-Fetch-Site": site})

    assert answer.status_code == 403


async def test_signing_in_needs_the_value_of_a_page_of_ours(world: World) -> None:
    ada = await with_password(world)
    body = {"email": ada.email, "password": PASSWORD}

    async with browser(world) as page:
        await page.open()
        assert (await page.http.post("/api/session", json=body)).status_code == 403
        foreign = await page.send("POST", "/api/session", body, Origin="https://evil.example")
        assert foreign.status_code == 403
        assert page.session_cookie is None
        assert (await page.send("POST", "/api/session", body)).status_code == 200


async def test_the_value_of_another_session_does_not_fit(world: World) -> None:
    async with signed_in(world) as page, signed_in(world) as other:
        page.csrf = other.csrf
        assert (await page.send("POST", "/api/account/token", TOKEN)).status_code == 403


def test_under_https_cookies_carry_the_host_prefix_and_secure() -> None:
    csrf = Csrf("https://chat.example.com")

    for cookie in (csrf.session_set("x"), csrf.early_set("x")):
        assert cookie.startswith("__Host-chinwag_")
        assert cookie.endswith("; Secure")
        assert "Path=/;" in cookie
        assert "Domain" not in cookie


def test_a_cookie_that_comes_twice_is_not_believed() -> None:
    csrf = Csrf("http://chat.test")

    assert csrf.session_of({b"cookie": b"a=1; chinwag_session=x"}) == "x"
    assert csrf.session_of({b"cookie": b"chinwag_session=x; chinwag_session=y"}) is None
    assert csrf.session_of({}) is None
