"""What somebody does in person alone: no token, no integration and no browser left open takes an account or a group."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from chinwag.callers import TokenKind
from chinwag.scopes import PERSONAL_SCOPES, Scope
from tests.accounts.browser import PASSWORD, browser, signed_in
from tests.world import MadeUser, World, bearer


async def known_owner(world: World) -> None:
    """Give the owner the password."""
    from chinwag.users import change_storage

    hashed = await world.app.services.passwords.hash(PASSWORD)
    async with world.app.services.db.begin() as tx:
        await change_storage.update_password(tx, world.owner.id, hashed)


def profile(user: MadeUser, **change: Any) -> dict[str, Any]:
    return {"name": user.name, "email": user.email, "mention_name": user.mention_name, **change}


async def owner_of(world: World) -> int:
    found = (await world.http.get("/api/admin/group", headers=await world.token())).json()
    owner_id: int = found["owner"]["id"]
    return owner_id


async def test_no_token_hands_the_group_over(world: World) -> None:
    await known_owner(world)
    ada = await world.user(role="admin")
    client = await world.client()
    path, body = f"/api/admin/user/{ada.id}/role", {"role": "owner", "password": PASSWORD}
    kinds: list[tuple[str, dict[str, Any]]] = [
        (str(TokenKind.PERSONAL), {"user_id": world.owner.id}),
        (str(TokenKind.USER), {"user_id": world.owner.id, "client_id": client.id}),
        (str(TokenKind.ADDON), {"client_id": client.id}),
        (str(TokenKind.PERSONAL), {"user_id": ada.id}),
    ]
    for kind, columns in kinds:
        token = bearer(await world.raw_token(kind, PERSONAL_SCOPES, **columns))
        refused = await world.http.put(path, json=body, headers=token)
        assert refused.status_code == 403, (kind, refused.text)
    assert await owner_of(world) == world.owner.id


@pytest.mark.parametrize("password", [None, "", "wrong horse"])
async def test_a_browser_left_open_does_not_hand_the_group_over(world: World, password: str | None) -> None:
    await known_owner(world)
    ada = await world.user()
    body = {"role": "owner"} | ({} if password is None else {"password": password})
    async with signed_in(world) as page:
        refused = await page.send("PUT", f"/api/admin/user/{ada.id}/role", body)
    assert (refused.status_code, refused.json()["error"]["field"]) == (400, "password")
    assert await owner_of(world) == world.owner.id


async def test_an_admin_is_not_asked_for_a_password_that_would_not_help(world: World) -> None:
    ben = await world.user("Ben Lind")
    async with signed_in(world, await world.user(role="admin")) as page:
        refused = await page.send(
            "PUT", f"/api/admin/user/{ben.id}/role", {"role": "owner", "password": PASSWORD}
        )
    assert refused.status_code == 403


async def test_guessing_the_owners_password_there_is_held_up(world: World) -> None:
    await known_owner(world)
    ada = await world.user()
    path = f"/api/admin/user/{ada.id}/role"
    async with signed_in(world) as page:
        for number in range(10):
            await page.send("PUT", path, {"role": "owner", "password": f"guess {number}"})
        held = await page.send("PUT", path, {"role": "owner", "password": PASSWORD})
    assert held.status_code == 429
    assert int(held.headers["Retry-After"]) >= 1


async def test_of_two_handed_the_group_at_once_one_owns_it(world: World) -> None:
    await known_owner(world)
    heirs = [await world.user("Ada Quist"), await world.user("Ben Lind")]
    async with signed_in(world) as page:
        answers = await asyncio.gather(
            *[
                page.send("PUT", f"/api/admin/user/{heir.id}/role", {"role": "owner", "password": PASSWORD})
                for heir in heirs
            ]
        )
    assert sorted(answer.status_code for answer in answers) == [204, 403]
    people = (await world.http.get("/api/admin/user", headers=await world.token())).json()["items"]
    (owner,) = [one for one in people if one["role"] == "owner"]
    assert owner["id"] == await owner_of(world)
    assert heirs[[answer.status_code for answer in answers].index(204)].id == owner["id"]


# ---- one's own account


@pytest.mark.parametrize("role", ["owner", "admin"])
async def test_neither_a_token_nor_an_open_browser_sets_the_password_of_its_person(
    world: World, role: str
) -> None:
    me = world.owner if role == "owner" else await world.user(role="admin")
    body = profile(me, password="a new password", is_group_admin=True)
    by_token = await world.http.put(f"/v2/user/{me.id}", json=body, headers=await world.token(me))
    async with signed_in(world, me) as page:
        by_session = await page.send("PUT", f"/v2/user/{me.id}", body)
    assert [by_token.status_code, by_session.status_code] == [403, 403]
    assert "account page" in by_token.json()["error"]["message"]
    async with browser(world) as thief:
        assert (await thief.sign_in(me.email, "a new password")).status_code == 401


async def test_nobody_makes_a_sign_in_link_for_themselves(world: World) -> None:
    for me in (world.owner, await world.user(role="admin")):
        async with signed_in(world, me) as page:
            refused = await page.send("POST", f"/api/admin/user/{me.id}/link")
        assert refused.status_code == 400
        assert "account page" in refused.json()["error"]["message"]


async def test_the_owners_address_is_changed_by_no_token(world: World) -> None:
    body = profile(world.owner, email="thief@example.com")
    refused = await world.http.put(f"/v2/user/{world.owner.id}", json=body, headers=await world.token())
    assert refused.status_code == 403
    v1 = await world.raw_token("v1_admin", frozenset(), label="Old script")
    by_v1 = await world.http.post(
        "/v1/users/update",
        data={"auth_token": v1, "user_id": world.owner.id, "email": "thief@example.com"},
    )
    assert by_v1.status_code == 401, "API v1 says 401 for 403"
    async with signed_in(world) as page:
        assert (await page.send("PUT", f"/v2/user/{world.owner.id}", body)).status_code == 204


async def test_nobody_reaches_above_themselves(world: World) -> None:
    """What an admin, their token, an add-on of the group and API v1 try on the owner."""
    ada = await world.user(role="admin")
    v1 = await world.raw_token("v1_admin", frozenset(), label="Old script")
    there, admin_there = f"/v2/user/{world.owner.id}", f"/api/admin/user/{world.owner.id}"
    tries: list[tuple[str, str, Any]] = [
        ("PUT", there, profile(world.owner, password="a new password")),
        ("PUT", there, profile(world.owner, is_group_admin=False)),
        ("DELETE", there, None),
        ("PUT", f"{admin_there}/role", {"role": "user"}),
        ("POST", f"{admin_there}/deactivate", None),
        ("POST", f"{admin_there}/sign-out", {"tokens": True}),
        ("POST", f"{admin_there}/link", None),
        ("POST", f"{admin_there}/reactivate", None),
    ]
    callers = [await world.token(ada), await world.addon_token(Scope.ADMIN_GROUP)]
    async with signed_in(world, ada) as page:
        for verb, path, body in tries:
            answers = [await world.http.request(verb, path, json=body, headers=who) for who in callers]
            answers.append(await page.send(verb, path, body))
            assert {answer.status_code for answer in answers} <= {400, 403}, path
    for method, data in (("delete", {}), ("update", {"password": "a new password"})):
        answer = await world.http.post(
            f"/v1/users/{method}", data={"auth_token": v1, "user_id": world.owner.id, **data}
        )
        assert answer.status_code in {400, 401}, answer.text
    async with signed_in(world) as page:
        assert (await page.open())["me"]["id"] == world.owner.id
