"""Invitations to the group: made by admins, mailed or shown, accepted once."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import structlog

from chinwag.scopes import Scope
from tests.accounts.browser import browser, signed_in
from tests.mail.mailbox import mailbox, text_of
from tests.world import World, new_world

ANN = {"email": "ann@example.com", "name": "Ann Otter", "title": "Stoker"}
ACCOUNT = {"name": "Ann Otter", "mention_name": "ann", "password": "a long password"}


async def invite(world: World, **change: Any) -> Any:
    """Invite as the group's owner; returns the answer."""
    return await world.http.post("/v2/invite/user", json={**ANN, **change}, headers=await world.token())


async def link_of(world: World, **change: Any) -> str:
    """The path of the own API behind a fresh invitation's link."""
    answer = await invite(world, **change)
    assert answer.status_code == 200, answer.text
    link: str = answer.json()["links"]["invitation"]
    return link.replace("http://chat.test/invite/", "/api/invitation/")


async def test_the_reply_is_a_user_to_be_with_the_link(world: World) -> None:
    answer = await invite(world)

    told = answer.json()
    assert answer.status_code == 200
    assert (told["email"], told["name"], told["title"]) == ("ann@example.com", "Ann Otter", "Stoker")
    assert (told["id"], told["mention_name"], told["roles"]) == (None, None, ["user"])
    assert told["group"]["name"] == "Quayside"
    assert told["links"]["invitation"].startswith("http://chat.test/invite/")
    assert len(told["links"]["invitation"].rpartition("/")[2]) == 40
    assert told["expires"] == "2026-03-08T12:00:00+00:00"


async def test_the_fields_may_stand_in_the_query(world: World) -> None:
    headers = await world.token()
    answer = await world.http.post(
        "/v2/invite/user?email=ann%40example.com&name=Ann+Otter&title=Stoker", headers=headers
    )
    assert answer.status_code == 200
    assert answer.json()["name"] == "Ann Otter"


async def test_who_accepts_is_in_the_group_and_signed_in(world: World) -> None:
    path = await link_of(world)

    async with browser(world) as page:
        await page.open()
        seen = (await page.get(path)).json()
        assert seen == {
            "group_name": "Quayside",
            "email": "ann@example.com",
            "name": "Ann Otter",
            "invited_by": "Quayside Owner",
        }
        answer = await page.send("POST", path, ACCOUNT)
        assert answer.status_code == 200, answer.text
        assert answer.json()["me"]["mention_name"] == "ann"
        assert answer.json()["me"]["title"] == "Stoker"
        assert not answer.json()["me"]["is_group_admin"]
        assert (await page.open())["signed_in"]
        assert (await page.get(path)).status_code == 404
        assert (await page.send("POST", path, ACCOUNT)).status_code == 404
    async with browser(world) as again:
        assert (await again.sign_in("ann@example.com", "a long password")).status_code == 200


async def test_of_many_who_accept_at_once_one_gets_in(world: World) -> None:
    path = await link_of(world)

    async with browser(world) as page:
        await page.open()
        answers = await asyncio.gather(
            *[page.send("POST", path, {**ACCOUNT, "mention_name": f"ann{n}"}) for n in range(6)]
        )

    assert sorted(answer.status_code for answer in answers) == [200] + [404] * 5


async def test_a_new_invitation_replaces_the_old_link(world: World) -> None:
    first = await link_of(world)
    second = await link_of(world, email="ANN@example.com", name="Ann O.")

    async with browser(world) as page:
        assert (await page.get(first)).status_code == 404
        assert (await page.get(second)).json()["name"] == "Ann O."
    async with signed_in(world) as admin:
        assert len((await admin.get("/api/admin/invitation")).json()["items"]) == 1


async def test_an_invitation_ends_after_seven_days(world: World) -> None:
    path = await link_of(world)

    async with browser(world) as page:
        world.clock.advance(days=6, hours=23)
        assert (await page.get(path)).status_code == 200
        world.clock.advance(hours=2)
        assert (await page.get(path)).status_code == 404
        assert (await page.send("POST", path, ACCOUNT)).status_code == 404


async def test_a_jump_of_the_wall_clock_ends_no_invitation(world: World) -> None:
    path = await link_of(world)

    world.clock.jump(days=30)

    assert (await world.http.get(path)).status_code == 200


async def test_somebody_of_the_group_is_not_invited(world: World) -> None:
    ada = await world.user()

    answer = await invite(world, email=ada.email.upper())

    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == "Another user exists with that email address."


async def test_an_account_of_another_group_is_not_given_away(world: World) -> None:
    """Inviting it looks like inviting anybody; who holds the link is told at the end."""
    group_id, _ = await world.group("Rivals")
    rival = await world.user("Rita Vale", group_id=group_id)

    path = await link_of(world, email=rival.email)

    async with browser(world) as page:
        await page.open()
        refused = await page.send("POST", path, ACCOUNT)
        assert refused.status_code == 400
        assert (await page.get(path)).status_code == 200, "what was refused used nothing up"


async def test_a_person_who_left_comes_back(world: World) -> None:
    gone = await world.user("Gone Person", is_deleted=True)
    path = await link_of(world, email=gone.email)

    async with browser(world) as page:
        await page.open()
        answer = await page.send("POST", path, {"name": "Gone Person", "password": "a long password"})

    assert answer.json()["me"]["id"] == gone.id


async def test_only_group_admins_invite(world: World) -> None:
    ada = await world.user()
    hers = await world.token(ada)

    assert (await world.http.post("/v2/invite/user", json=ANN, headers=hers)).status_code == 403
    for verb, path in (("GET", ""), ("POST", ""), ("DELETE", "/ann@example.com")):
        answer = await world.http.request(verb, f"/api/admin/invitation{path}", json=ANN, headers=hers)
        assert answer.status_code == 403
    narrow = await world.token(None, Scope.VIEW_GROUP)
    assert (await world.http.post("/v2/invite/user", json=ANN, headers=narrow)).status_code == 403
    addon = await world.addon_token(Scope.ADMIN_GROUP)
    assert (await world.http.post("/v2/invite/user", json=ANN, headers=addon)).status_code == 200


async def test_admins_list_links_and_take_them_back(world: World) -> None:
    path = await link_of(world)

    async with signed_in(world) as admin:
        listed = (await admin.get("/api/admin/invitation")).json()
        assert not listed["sends_mail"]
        (entry,) = listed["items"]
        assert entry["invited_by"] == "Quayside Owner"
        assert entry["link"].rpartition("/")[2] == path.rpartition("/")[2]
        assert (await admin.send("DELETE", "/api/admin/invitation/ann%40example.com")).status_code == 204
        assert (await admin.send("DELETE", "/api/admin/invitation/ann%40example.com")).status_code == 404
        assert (await admin.get("/api/admin/invitation")).json()["items"] == []

    assert (await world.http.get(path)).status_code == 404


async def test_another_group_sees_and_ends_nothing(world: World) -> None:
    path = await link_of(world)
    group_id, rival = await world.group("Rivals")
    theirs = await world.token(rival, group_id=group_id)

    assert (await world.http.get("/api/admin/invitation", headers=theirs)).json()["items"] == []
    answer = await world.http.delete("/api/admin/invitation/ann@example.com", headers=theirs)
    assert answer.status_code == 404
    assert (await world.http.get(path)).status_code == 200


async def test_neither_database_nor_log_holds_the_link(tmp_path: Path) -> None:
    async with new_world(tmp_path) as world:
        with structlog.testing.capture_logs() as lines:
            path = await link_of(world)
            await world.http.get(path)
        secret = path.rpartition("/")[2]
    assert len(secret) == 40
    assert secret not in repr(lines)
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or secret.encode() not in file.read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        {"email": ""},
        {"email": "nobody"},
        {"email": "ann@example.com\r\nBcc: eve@example.com"},
        {"email": "ann@example.com, eve@example.com"},
        {"email": "x" * 300 + "@example.com"},
        {"name": ""},
        {"name": "   "},
        {"name": "x" * 51},
        {"title": "x" * 201},
        {"email": 5},
    ],
)
async def test_what_cannot_be_a_person_is_not_invited(world: World, change: dict[str, Any]) -> None:
    answer = await invite(world, **change)
    assert answer.status_code == 400
    assert answer.json()["error"]["field"] in change


@pytest.mark.parametrize(
    "change",
    [{"password": "short"}, {"name": ""}, {"name": " "}, {"mention_name": "all"}, {"mention_name": "a b"}],
)
async def test_an_account_that_cannot_be_leaves_the_link_alive(world: World, change: dict[str, Any]) -> None:
    path = await link_of(world)
    async with browser(world) as page:
        await page.open()
        refused = await page.send("POST", path, {**ACCOUNT, **change})
        assert refused.status_code == 400
        assert refused.json()["error"]["field"] in change
        assert (await page.send("POST", path, ACCOUNT)).status_code == 200


async def test_a_mention_name_that_is_taken_leaves_the_link_alive(world: World) -> None:
    ada = await world.user()
    path = await link_of(world)
    async with browser(world) as page:
        await page.open()
        refused = await page.send("POST", path, {**ACCOUNT, "mention_name": ada.mention_name})
        assert refused.status_code == 400
        assert (await page.send("POST", path, ACCOUNT)).status_code == 200


async def test_no_foreign_page_accepts_in_somebodys_browser(world: World) -> None:
    path = await link_of(world)
    for foreign in ({"Origin": "https://evil.example"}, {"Origin": "null"}):
        assert (await world.http.post(path, json=ACCOUNT, headers=foreign)).status_code == 403
    answer = await world.http.post(path, json=ACCOUNT, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


async def test_an_address_is_not_flooded(world: World) -> None:
    answers = [await invite(world) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) > 3000
    assert (await invite(world, email="eve@example.com")).status_code == 200
    world.clock.advance(hours=1, seconds=1)
    assert (await invite(world)).status_code == 200


async def test_a_group_does_not_flood_the_world(world: World) -> None:
    for number in range(100):
        assert (await invite(world, email=f"p{number}@example.com")).status_code == 200
    assert (await invite(world, email="last@example.com")).status_code == 429


async def test_with_a_mail_server_the_link_goes_by_mail_alone(tmp_path: Path) -> None:
    async with (
        mailbox() as box,
        new_world(tmp_path, smtp_url=f"smtp://127.0.0.1:{box.port}") as world,
    ):
        answer = await invite(world, name="<b>Ann</b> & Co")
        letter = await box.next()
        async with signed_in(world) as admin:
            assert (await admin.get("/api/admin/invitation")).json()["sends_mail"]

    assert answer.json()["links"] == {}
    assert letter["To"] == "ann@example.com"
    assert letter["Subject"] == "Quayside invites you to Chinwag"
    plain, html = text_of(letter), text_of(letter, "html")
    assert "Hello <b>Ann</b> & Co," in plain
    assert "Quayside Owner invites you to Quayside" in plain
    assert "http://chat.test/invite/" in plain
    assert "&lt;b&gt;Ann&lt;/b&gt; &amp; Co" in html
    assert "<b>Ann</b>" not in html


async def test_a_failing_mail_server_does_not_break_the_invitation(tmp_path: Path) -> None:
    async with mailbox() as box:
        port = box.port
    async with new_world(tmp_path, smtp_url=f"smtp://127.0.0.1:{port}") as world:
        assert (await invite(world)).status_code == 200
        async with signed_in(world) as admin:
            (entry,) = (await admin.get("/api/admin/invitation")).json()["items"]
            assert entry["link"].startswith("http://chat.test/invite/")
