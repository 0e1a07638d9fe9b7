"""What the security log says, and what never stands in any log."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from structlog.testing import LogCapture

from tests.accounts.browser import PASSWORD, browser, signed_in, with_password
from tests.oauth.flow import renew
from tests.world import World


@pytest.fixture
def lines() -> Iterator[list[Any]]:
    capture = LogCapture()
    structlog.configure(processors=[capture], cache_logger_on_first_use=False)
    yield capture.entries
    structlog.reset_defaults()


async def test_sign_ins_tokens_and_roles_are_written_down(world: World, lines: list[Any]) -> None:
    ada = await with_password(world)
    async with browser(world) as page:
        await page.sign_in(ada.email, "guess")
        await page.sign_in("nobody\r\nforged line@example.com", "guess")
        await page.sign_in(ada.email)
        made = await page.send(
            "POST", "/api/account/token", {"label": "x", "scopes": ["view_group"], "expires_in_days": 30}
        )
        await page.send("DELETE", f"/api/account/token/{made.json()['id']}")
    body = {"name": ada.name, "email": ada.email, "mention_name": ada.mention_name, "is_group_admin": True}
    await world.http.put(f"/v2/user/{ada.id}", json=body, headers=await world.token())

    said = [(line["event"], line.get("user_id")) for line in lines]
    assert said == [
        ("sign-in failed", ada.id),
        ("sign-in failed", None),
        ("signed in", ada.id),
        ("token made", ada.id),
        ("token revoked", None),
        ("role changed", ada.id),
    ]
    assert "forged" not in str(lines)


async def test_no_secret_reaches_a_log(
    world: World, lines: list[Any], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    ada = await with_password(world)
    form = {"grant_type": "password", "username": ada.email, "password": PASSWORD}
    async with browser(world) as page:
        await page.sign_in(ada.email)
        session = str(page.session_cookie)
    first = (await world.http.post("/v2/oauth/token", data=form)).json()
    await renew(world, None, first["refresh_token"])

    async def break_down(*_: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr("chinwag.oauth.routes.service.find_token", break_down)
    broken = await world.http.get(
        f"/v2/oauth/token/{first['access_token']}?auth_token={first['access_token']}"
    )
    assert broken.status_code == 500

    ours = [record.getMessage() for record in caplog.records if record.name != "httpx"]  # that is the client
    logged = str(lines) + str(ours)
    assert "out of order" in logged
    for secret in (PASSWORD, session, first["access_token"], first["refresh_token"]):
        assert secret not in logged


async def test_everything_can_be_ended_with_one_call(world: World) -> None:
    from chinwag.accounts.service import end_every_session
    from chinwag.oauth.service import end_every_token

    token = await world.token()
    async with signed_in(world) as page:
        assert (await world.http.get("/v2/user", headers=token)).status_code == 200
        async with world.app.services.db.begin() as tx:
            await end_every_session(tx)
            await end_every_token(tx)
        assert not (await page.open())["signed_in"]

    assert (await world.http.get("/v2/user", headers=token)).status_code == 401
