"""One's own account: where one is signed in, and the password."""

from tests.accounts.browser import PASSWORD, browser, with_password
from tests.world import World

_NEW = "a ferry at first light"


async def test_a_person_sees_where_they_are_signed_in_and_ends_one_session(world: World) -> None:
    ada = await with_password(world)
    async with browser(world) as desk, browser(world) as phone:
        await desk.sign_in(ada.email)
        await phone.sign_in(ada.email)
        listed = (await desk.get("/api/account/session")).json()["items"]
        assert [one["is_current"] for one in listed].count(True) == 1
        (other,) = [one for one in listed if not one["is_current"]]

        assert (await desk.send("DELETE", f"/api/account/session/{other['id']}")).status_code == 204

        assert (await phone.get("/api/account/session")).status_code == 401
        assert len((await desk.get("/api/account/session")).json()["items"]) == 1
        assert (await desk.send("DELETE", f"/api/account/session/{other['id']}")).status_code == 404


async def test_nobody_sees_or_ends_the_sessions_of_others(world: World) -> None:
    ada, ben = await with_password(world), await with_password(world, "Ben Over")
    async with browser(world) as hers, browser(world) as his:
        await hers.sign_in(ada.email)
        await his.sign_in(ben.email)
        (session,) = (await hers.get("/api/account/session")).json()["items"]

        assert (await his.send("DELETE", f"/api/account/session/{session['id']}")).status_code == 404
        assert (await hers.get("/api/account/session")).status_code == 200


async def test_a_sessions_id_is_no_key_to_it(world: World) -> None:
    ada = await with_password(world)
    async with browser(world) as page:
        await page.sign_in(ada.email)
        text = (await page.get("/api/account/session")).text
        assert page.session_cookie is not None
        assert page.session_cookie not in text


async def test_a_new_password_holds_at_once_and_ends_the_other_sessions(world: World) -> None:
    ada = await with_password(world)
    async with browser(world) as desk, browser(world) as phone, browser(world) as later:
        await desk.sign_in(ada.email)
        await phone.sign_in(ada.email)

        answer = await desk.send("PUT", "/api/account/password", {"old": PASSWORD, "new": _NEW})

        assert answer.status_code == 204, answer.text
        assert (await desk.get("/api/account/session")).status_code == 200
        assert (await phone.get("/api/account/session")).status_code == 401
        assert (await later.sign_in(ada.email, PASSWORD)).status_code == 401
        assert (await later.sign_in(ada.email, _NEW)).status_code == 200


async def test_a_wrong_old_password_is_refused_and_held_up(world: World) -> None:
    ada = await with_password(world)
    async with browser(world) as page:
        await page.sign_in(ada.email)
        asked = {"old": "a guess", "new": _NEW}
        answers = [await page.send("PUT", "/api/account/password", asked) for _ in range(11)]

        assert {answer.status_code for answer in answers[:10]} == {400}
        assert answers[0].json()["error"]["message"] == "The old password is wrong."
        assert answers[10].status_code == 429
        assert int(answers[10].headers["Retry-After"]) >= 1


async def test_a_new_password_must_be_one(world: World) -> None:
    ada = await with_password(world)
    async with browser(world) as page:
        await page.sign_in(ada.email)
        answer = await page.send("PUT", "/api/account/password", {"old": PASSWORD, "new": "short"})
    assert answer.status_code == 400
    assert "at least 8 characters" in answer.text


async def test_the_account_page_is_closed_to_tokens_and_to_other_sites(world: World) -> None:
    ada = await with_password(world)
    async with browser(world) as page:
        await page.sign_in(ada.email)
        asked = {"old": PASSWORD, "new": _NEW}
        foreign = await page.send(
            "PUT", "/api/account/password", asked, Origin="https://evil.example", **{"X-CSRF-Token": ""}
        )
        assert foreign.status_code == 403
    token = await world.http.get("/api/account/session", headers={"Authorization": "Bearer nonsense"})
    assert token.status_code == 401
