"""Integration links: short-lived, of one add-on, and never a way from our address to a stranger's."""

from typing import Any

import sqlalchemy as sa

from chinwag.db.statements import statement
from chinwag.db.tables import extensions, integration_links
from chinwag.oauth.clients import delete_client
from tests.contract.calls_extensions import MODULES
from tests.world import World, bearer

OWN = "https://addon.example.com"
HASHES = statement(sa.select(integration_links.c.hash))
_DECLARE = statement(sa.update(extensions).values(is_declared=sa.true()))


async def make(world: World, headers: dict[str, str], target: str, ttl: object = 600) -> Any:
    return await world.http.post("/v2/addon/link", headers=headers, json={"target": target, "ttl": ttl})


async def opened(world: World, made: Any) -> Any:
    return await world.http.get(f"/v2/addon/link/{made.json()['token']}")


async def test_a_link_redirects_to_a_host_that_the_admin_approved(world: World) -> None:
    addon = await world.addon_token(redirect_uris=[f"{OWN}/back"])
    answer = await opened(world, await make(world, addon, f"{OWN}/board?x=ü"))
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{OWN}/board?x=%C3%BC")


ELSEWHERE = [
    "https://evil.example.com/",
    "https://addon.example.com.evil.example.com/",
    "https://addon.example.com@evil.example.com/",
    "http://addon.example.com/",
    "https://addon.example.com:8443/",
    "//addon.example.com/",
    "javascript:alert(1)",
    "https://addon.example.com\\@evil.example.com/",
    "https://addon.example.com/\r\nSet-Cookie: x=1",
    "data:text/html,x",
    "unknown-module",
    "/users/authorize",
]


async def test_a_target_elsewhere_is_refused(world: World) -> None:
    addon = await world.addon_token(redirect_uris=[f"{OWN}/back"])
    for target in ELSEWHERE:
        answer = await make(world, addon, target)
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, "target"), target


async def test_where_nothing_was_approved_the_address_is_told_and_nobody_is_redirected(world: World) -> None:
    addon = await world.addon_token()
    path = "/v2/extension/externalPage/site"
    assert (await world.http.put(path, headers=addon, json=MODULES["external_page"])).status_code == 201
    for target in ("https://evil.example.com/x", "site"):
        answer = await opened(world, await make(world, addon, target))
        assert answer.status_code == 200
        assert "Location" not in answer.headers
        assert answer.json()["target"] == target


async def test_a_link_to_a_declared_module_redirects(world: World) -> None:
    addon = await world.addon_token()
    path = "/v2/extension/externalPage/site"
    await world.http.put(path, headers=addon, json=MODULES["external_page"])
    made = await make(world, addon, "site")
    async with world.app.services.db.begin() as tx:
        await tx.run(_DECLARE)
    answer = await opened(world, made)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{OWN}/site")


async def test_a_link_ends_with_its_time_its_deletion_its_module_and_its_addon(world: World) -> None:
    client = await world.client()
    addon = bearer(await world.raw_token("addon", frozenset(), client_id=client.id))
    late, deleted, left = [await make(world, addon, f"{OWN}/x", ttl) for ttl in (60, 600, 600)]
    world.clock.advance(minutes=2)
    assert (await opened(world, late)).status_code == 404
    path = f"/v2/addon/link/{deleted.json()['token']}"
    other = await world.addon_token()
    assert (await world.http.delete(path, headers=other)).status_code == 404
    assert (await world.http.delete(path, headers=addon)).status_code == 204
    assert (await world.http.delete(path, headers=addon)).status_code == 404
    assert (await opened(world, deleted)).status_code == 404
    assert (await opened(world, left)).status_code == 200
    async with world.app.services.db.begin() as tx:
        await delete_client(tx, client.id)
    assert (await opened(world, left)).status_code == 404


async def test_the_time_has_bounds(world: World) -> None:
    addon = await world.addon_token()
    for ttl in [0, -5, 604_801, "soon", None, 1.5]:
        answer = await make(world, addon, f"{OWN}/x", ttl)
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, "ttl"), ttl


async def test_tokens_are_stored_as_hashes(world: World) -> None:
    token = (await make(world, await world.addon_token(), f"{OWN}/x")).json()["token"]
    async with world.app.services.db.read() as tx:
        ((kept,),) = await tx.all(HASHES)
    assert len(token) == 40
    assert token not in kept
