"""Signing in and out: what a session is, and when it ends."""

import asyncio

import pytest

from tests.accounts.browser import PASSWORD, browser, signed_in, with_password
from tests.world import World


async def test_the_right_password_signs_in(world: World) -> None:
    ada = await with_password(world)

    async with browser(world) as page:
        answer = await page.sign_in(ada.email.upper())
        session = await page.open()

    assert answer.status_code == 200
    assert answer.json()["me"] == {
        "id": ada.id,
        "name": "Ada Quist",
        "mention_name": "AdaQuist",
        "email": "adaquist@example.com",
        "title": "",
        "is_group_admin": False,
        "is_guest": False,
        "timezone": "UTC",
        "photo_url": None,
    }
    assert session["signed_in"]
    assert session["group"] == {"id": world.group_id, "name": "Quayside"}


async def test_wrong_password_and_unknown_address_get_the_same_answer(world: World) -> None:
    ada = await with_password(world)
    await with_password(world, "Gone Person", is_deleted=True)
    await world.user("Sven Nopass")

    async with browser(world) as page:
        answers = [
            await page.sign_in(ada.email, "wrong"),
            await page.sign_in("nobody@example.com"),
            await page.sign_in("goneperson@example.com"),
            await page.sign_in("svennopass@example.com"),
        ]

    assert {answer.status_code for answer in answers} == {401}
    assert {answer.json()["error"]["message"] for answer in answers} == {"E-mail or password is wrong."}
    assert page.session_cookie is None


async def test_unknown_addresses_cost_a_hash_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str | None] = []
    passwords = world.app.services.passwords
    verify = passwords._check

    def spy(stored: str, password: str) -> bool:
        checked.append(stored)
        return verify(stored, password)

    monkeypatch.setattr(passwords, "_check", spy)
    async with browser(world) as page:
        await page.sign_in("nobody@example.com")

    assert len(checked) == 1
    assert str(checked[0]).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_signing_in_makes_a_new_session_and_ends_the_old_one(world: World) -> None:
    ada = await with_password(world)

    async with signed_in(world) as page:
        before = page.session_cookie
        await page.sign_in(ada.email)
        after = page.session_cookie
        assert before != after
        page.http.cookies.set("chinwag_session", str(before), domain="chat.test", path="/")
        assert not (await page.open())["signed_in"]


async def test_a_session_id_planted_by_somebody_else_is_not_taken_over(world: World) -> None:
    ada = await with_password(world)

    async with browser(world) as page:
        page.http.cookies.set("chinwag_session", "planted" * 5, domain="chat.test", path="/")
        await page.open()
        assert (await page.sign_in(ada.email)).status_code == 200
        assert page.session_cookie != "planted" * 5


async def test_signing_out_ends_the_session_on_the_server(world: World) -> None:
    async with signed_in(world) as page:
        kept = str(page.session_cookie)
        assert (await page.send("DELETE", "/api/session")).status_code == 204
        assert page.session_cookie is None
        page.http.cookies.set("chinwag_session", kept, domain="chat.test", path="/")
        assert not (await page.open())["signed_in"]
        assert (await page.get("/api/account/token")).status_code == 401


async def test_signing_out_twice_is_no_mistake(world: World) -> None:
    async with signed_in(world) as page:
        kept = str(page.session_cookie)
        await page.send("DELETE", "/api/session")
        page.http.cookies.set("chinwag_session", kept, domain="chat.test", path="/")
        assert (await page.send("DELETE", "/api/session")).status_code == 204
        assert page.session_cookie is None


async def test_a_foreign_page_signs_nobody_out(world: World) -> None:
    async with signed_in(world) as page:
        assert (await page.http.delete("/api/session")).status_code == 403
        assert (await page.send("DELETE", "/api/session", Origin="https://evil.example")).status_code == 403
        assert (await page.open())["signed_in"]


async def test_a_session_ends_thirty_days_after_its_last_use(world: World) -> None:
    async with signed_in(world) as page:
        world.clock.advance(days=20)
        assert (await page.open())["signed_in"]
        await world.app.services.usage.flush()
        world.clock.advance(days=20)
        assert (await page.open())["signed_in"]
        await world.app.services.usage.flush()
        world.clock.advance(days=31)
        assert not (await page.open())["signed_in"]


@pytest.mark.parametrize("days", [-1, 1, 40])
async def test_a_jump_of_the_clock_ends_no_session(world: World, days: int) -> None:
    async with signed_in(world) as page:
        world.clock.jump(days=days)
        world.app.services.callers.forget(["callers"])
        assert (await page.open())["signed_in"]


async def test_the_cookie_is_out_of_reach_of_scripts_and_foreign_posts(world: World) -> None:
    ada = await with_password(world)

    async with browser(world) as page:
        cookie = (await page.sign_in(ada.email)).headers["set-cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie


async def test_neither_password_nor_session_is_stored_in_clear(world: World) -> None:
    ada = await with_password(world)

    async with browser(world) as page:
        await page.sign_in(ada.email)
        secret = str(page.session_cookie)

    data = world.app.services.settings.data
    stored = b"".join(file.read_bytes() for file in data.rglob("*") if file.is_file())
    assert secret.encode() not in stored
    assert PASSWORD.encode() not in stored


async def test_sign_ins_at_once_are_all_answered(world: World) -> None:
    ada = await with_password(world)

    async with browser(world) as page:
        await page.open()
        answers = await asyncio.gather(*[page.sign_in(ada.email) for _ in range(8)])

    assert {answer.status_code for answer in answers} == {200}
