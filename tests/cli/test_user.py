"""`chinwag user`."""

from chinwag.accounts.model import SETUP_LIFETIME
from tests.accounts.browser import browser
from tests.cli.terminal import Terminal, noticed
from tests.world import BASE, World

PASSWORD = "a long enough password"


async def test_a_new_person_signs_in_by_the_link_once_and_with_the_password_ever_after(
    world: World, beside: Terminal
) -> None:
    added = (await beside.beside("user", "add", "ada@example.com", "Ada Quist", "--admin", "--json")).json
    assert added["mention_name"] == "AdaQuist"
    assert added["link"].startswith(f"{BASE}/setup/")
    path = "/api" + added["link"].removeprefix(BASE)

    async with browser(world) as page:
        assert (await page.http.get(path)).json() == {
            "kind": "sign_in",
            "name": "Ada Quist",
            "needs_password": True,
        }
        used = await page.send("POST", path, {"password": PASSWORD})
        assert used.status_code == 200
        assert used.json()["me"]["is_group_admin"]
    async with browser(world) as other:
        assert (await other.send("POST", path, {"password": "another password"})).status_code == 404
        assert (await other.sign_in("ada@example.com", PASSWORD)).status_code == 200


async def test_what_is_printed_says_how_long_the_link_lives_and_logs_hold_no_secret(
    world: World, beside: Terminal
) -> None:
    said = await beside.beside("user", "add", "ada@example.com", "Ada Quist")
    secret = said.out.partition("/setup/")[2].split()[0]

    assert f"{SETUP_LIFETIME.days} days" in said.out
    assert [line["event"] for line in beside.lines] == ["user created", "one-time link made"]
    assert secret not in str(beside.lines)


async def test_a_link_for_somebody_who_forgot_the_password_ends_the_old_sessions(
    world: World, beside: Terminal
) -> None:
    hashed = await world.app.services.passwords.hash(PASSWORD)
    ada = await world.user("Ada Quist", password_hash=hashed)
    link = (await beside.beside("user", "link", "@AdaQuist", "--json")).json["link"]

    async with browser(world) as old, browser(world) as new:
        await old.sign_in(ada.email, PASSWORD)
        await new.send("POST", "/api" + link.removeprefix(BASE), {"password": "forgotten no more"})
        assert not (await old.open())["signed_in"]
        assert (await new.open())["signed_in"]


async def test_a_deactivated_person_is_out_at_once_and_can_come_back(world: World, beside: Terminal) -> None:
    ada = await world.user("Ada Quist")
    token = await world.token(ada)
    assert (await world.http.get("/v2/room", headers=token)).status_code == 200

    assert (await beside.beside("user", "deactivate", ada.email)).code == 0
    await noticed(world)

    assert (await world.http.get("/v2/room", headers=token)).status_code == 401
    listed = (await beside.beside("user", "list", "--json")).json
    assert [person["name"] for person in listed] == ["Quayside Owner"]
    back = (await beside.beside("user", "add", ada.email, "Ada Quist", "--json")).json
    assert back["id"] == ada.id


async def test_refusals_are_sentences(world: World, beside: Terminal) -> None:
    async def refusal(*words: str) -> str:
        said = await beside.beside("user", *words)
        assert (said.code, said.out) == (1, "")
        return said.err

    assert "User nobody@example.com not found. " in await refusal("link", "nobody@example.com")
    assert "is not an email address" in await refusal("add", "ada", "Ada Quist")
    assert "Another user exists" in await refusal("add", world.owner.email, "Ada Quist")
    assert "owner cannot be deleted" in await refusal("deactivate", world.owner.email)


async def test_with_several_groups_one_has_to_be_chosen(world: World, beside: Terminal) -> None:
    other, owner = await world.group("Lighthouse")

    said = await beside.beside("user", "list")
    assert said.code == 1
    assert f"{other} (Lighthouse)" in said.err
    chosen = (await beside.beside("user", "list", "--json", "--group", str(other))).json
    assert [person["id"] for person in chosen] == [owner.id]
