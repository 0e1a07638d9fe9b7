"""People are made, changed and brought back by several at once; PostgreSQL lets them run beside one another."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import Any

from chinwag.users.change_storage import update_password
from tests.accounts.browser import PASSWORD, browser, signed_in
from tests.guests.coming import open_to_guests
from tests.world import MadeUser, World

AT_ONCE = 6


def _person(name: str, email: str, **more: object) -> dict[str, object]:
    return {"name": name, "email": email, "password": "a long password", **more}


async def _told(world: World, user: MadeUser) -> dict[str, Any]:
    answer = await world.http.get(f"/v2/user/{user.id}", headers=await world.token())
    told: dict[str, Any] = answer.json()
    return told


async def test_people_of_one_name_get_a_mention_name_each(world: World) -> None:
    token = await world.token()
    answers = await asyncio.gather(
        *[
            world.http.post("/v2/user", json=_person("Tilda Reed", f"t{n}@example.com"), headers=token)
            for n in range(AT_ONCE)
        ]
    )

    assert [answer.status_code for answer in answers] == [201] * AT_ONCE
    listed = (await world.http.get("/v2/user", headers=token)).json()["items"]
    names = {one["mention_name"] for one in listed if one["name"] == "Tilda Reed"}
    assert len(names) == AT_ONCE


async def test_guests_of_one_name_come_into_several_rooms_at_once(world: World) -> None:
    links = [await open_to_guests(world, await world.room(f"Berth {n}")) for n in range(AT_ONCE)]
    async with AsyncExitStack() as stack:
        pages = [await stack.enter_async_context(browser(world)) for _ in links]
        for page in pages:
            await page.open()
        answers = await asyncio.gather(
            *[
                page.send("POST", f"/api/guest/{link}", {"name": "Tilda Reed"})
                for page, link in zip(pages, links, strict=True)
            ]
        )
    assert [answer.status_code for answer in answers] == [201] * AT_ONCE


async def test_a_person_is_brought_back_once(world: World) -> None:
    """Whoever is second would else overwrite the name and the password that the first one chose."""
    token = await world.token()
    for number in range(3):
        gone = await world.user(f"Ada Quist {number}", is_deleted=True)
        answers = await asyncio.gather(
            *[
                world.http.post("/v2/user", json=_person(f"Ada {n}", gone.email), headers=token)
                for n in range(3)
            ]
        )
        assert sorted(answer.status_code for answer in answers) == [201, 400, 400]
        (named,) = [n for n, answer in enumerate(answers) if answer.status_code == 201]
        assert (await _told(world, gone))["name"] == f"Ada {named}"


async def test_who_is_made_a_user_does_not_write_the_rights_of_an_admin_back(world: World) -> None:
    token = await world.token()
    for number in range(8):
        ada = await world.user(f"Ada {number}", role="admin")
        own = await world.token(ada)
        profile: dict[str, object] = {
            "name": f"Ada {number}",
            "mention_name": ada.mention_name,
            "email": ada.email,
        }
        profile |= {"title": "Admiral", "is_group_admin": True}
        demotion = world.http.put(f"/api/admin/user/{ada.id}/role", json={"role": "user"}, headers=token)
        writes = [world.http.put(f"/v2/user/{ada.id}", json=profile, headers=own) for _ in range(3)]
        first, demoted, *_ = await asyncio.gather(writes[0], demotion, *writes[1:])

        assert demoted.status_code == 204, demoted.text
        assert first.status_code in {204, 403}
        assert not (await _told(world, ada))["is_group_admin"]


async def test_who_gets_the_group_keeps_it_while_they_change_their_name(world: World) -> None:
    hashed = await world.app.services.passwords.hash(PASSWORD)
    given = {"role": "owner", "password": PASSWORD}
    owner = world.owner
    for number in range(4):
        async with world.app.services.db.begin() as tx:
            await update_password(tx, owner.id, hashed)
        heir = await world.user(f"Heir {number}")
        async with signed_in(world, owner) as page, signed_in(world, heir) as own:
            first, handed, *_ = await asyncio.gather(
                own.send("PUT", "/api/account/profile", {"title": "First"}),
                page.send("PUT", f"/api/admin/user/{heir.id}/role", given),
                *[own.send("PUT", "/api/account/profile", {"title": f"{n}"}) for n in range(4)],
            )
        assert (first.status_code, handed.status_code) == (200, 204), handed.text
        told = await world.http.get(f"/v2/user/{heir.id}", headers=await world.token(heir))
        assert "owner" in told.json()["roles"], told.text
        owner = heir
