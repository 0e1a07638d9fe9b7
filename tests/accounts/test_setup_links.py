"""One-time links: the first admin of a new server, and a way in for who has no password."""

import asyncio
from datetime import timedelta

import sqlalchemy as sa

from chinwag.accounts.service import make_setup_link, needs_setup
from chinwag.db.statements import statement
from chinwag.db.tables import groups, users
from tests.accounts.browser import browser, with_password
from tests.world import World

FIRST = {
    "name": "Ida Keel",
    "email": "ida@example.com",
    "password": "a long password",
    "group_name": "Harbour",
}


async def link(world: World, user_id: int | None) -> str:
    async with world.app.services.db.begin() as tx:
        return "/api/setup/" + await make_setup_link(tx, user_id, now=world.clock.steady())


async def empty(world: World) -> None:
    """A server on which nobody has been yet."""
    async with world.app.services.db.begin() as tx:
        await tx.run(statement(sa.delete(users)))
        await tx.run(statement(sa.delete(groups)))


async def test_a_new_server_gets_its_first_admin_and_group(world: World) -> None:
    await empty(world)
    path = await link(world, None)

    async with browser(world) as page:
        await page.open()
        assert (await page.get(path)).json() == {"kind": "first_admin", "name": None, "needs_password": False}
        answer = await page.send("POST", path, FIRST)
        assert answer.status_code == 200, answer.text
        assert answer.json()["me"]["is_group_admin"]
        session = await page.open()
        assert session["group"]["name"] == "Harbour"
        assert (await page.get(path)).status_code == 404
    async with browser(world) as again:
        assert (await again.sign_in("ida@example.com", "a long password")).status_code == 200


async def test_of_two_who_race_for_the_first_admin_one_wins(world: World) -> None:
    await empty(world)
    paths = [await link(world, None), await link(world, None)]

    async with browser(world) as page:
        await page.open()
        answers = await asyncio.gather(
            *[
                page.send("POST", path, {**FIRST, "email": f"p{n}@example.com"})
                for n, path in enumerate(paths * 4)
            ]
        )

    assert sorted(answer.status_code for answer in answers) == [200] + [404] * 7
    async with world.app.services.db.read() as tx:
        assert not await needs_setup(tx)
        assert await tx.value(statement(sa.select(sa.func.count()).select_from(groups))) == 1


async def test_a_first_admins_link_is_dead_once_there_are_people(world: World) -> None:
    path = await link(world, None)

    async with browser(world) as page:
        assert (await page.get(path)).status_code == 404
        assert (await page.send("POST", path, FIRST)).status_code == 404


async def test_a_first_admin_needs_name_address_and_a_password(world: World) -> None:
    await empty(world)
    path = await link(world, None)

    async with browser(world) as page:
        short = await page.send("POST", path, {**FIRST, "password": "short"})
        nameless = await page.send("POST", path, {**FIRST, "name": ""})
        assert (short.status_code, short.json()["error"]["field"]) == (400, "password")
        assert (nameless.status_code, nameless.json()["error"]["field"]) == (400, "name")
        assert (await page.send("POST", path, FIRST)).status_code == 200


async def test_a_sign_in_link_works_once(world: World) -> None:
    ada = await world.user()
    path = await link(world, ada.id)

    async with browser(world) as page:
        assert (await page.get(path)).json() == {
            "kind": "sign_in",
            "name": "Ada Quist",
            "needs_password": True,
        }
        answers = await asyncio.gather(*[page.send("POST", path, {}) for _ in range(4)])
        assert sorted(answer.status_code for answer in answers) == [200, 404, 404, 404]


async def test_a_sign_in_link_can_set_a_new_password(world: World) -> None:
    ada = await with_password(world)
    path = await link(world, ada.id)

    async with browser(world) as page:
        await page.sign_in(ada.email)
        async with browser(world) as other:
            assert (await other.send("POST", path, {"password": "brand new words"})).status_code == 200
        assert not (await page.open())["signed_in"]
        assert (await page.sign_in(ada.email)).status_code == 401
        assert (await page.sign_in(ada.email, "brand new words")).status_code == 200


async def test_a_link_dies_of_age_and_with_its_person(world: World) -> None:
    ada, gone = await world.user(), await world.user("Gone Person", is_deleted=True)
    old, dead = await link(world, ada.id), await link(world, gone.id)
    world.clock.advance(days=timedelta(days=8).days)

    async with browser(world) as page:
        assert (await page.get(old)).status_code == 404
        assert (await page.get(dead)).status_code == 404
        assert (await page.get("/api/setup/unknown")).status_code == 404
