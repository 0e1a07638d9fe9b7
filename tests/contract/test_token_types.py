"""The four token types, each made as people and add-ons make them, on every method of the reference."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from chinwag.scopes import PERSONAL_SCOPES, ROOM_TOKEN_SCOPES, ClientType, Scope
from tests.accounts.browser import signed_in
from tests.contract.callers import expected
from tests.contract.calls import request_for
from tests.contract.reference import Method
from tests.contract.scene import Scene, Who
from tests.contract.test_coverage import IMPLEMENTED
from tests.oauth.flow import CALLBACK, allow, exchange
from tests.world import bearer

on_its_loop = pytest.mark.asyncio(loop_scope="module")


async def personal_token(scene: Scene) -> str:
    """Made on the page «API access», with all scopes that it offers."""
    async with signed_in(scene.world) as page:
        asked = {"label": "Laptop", "scopes": sorted(PERSONAL_SCOPES), "expires_in_days": 30}
        made = await page.send("POST", "/api/account/token", asked)
    return str(made.json()["token"])


async def room_token(scene: Scene) -> str:
    """Made on the room's page «Tokens»."""
    async with signed_in(scene.world) as page:
        asked = {"label": "Kiln", "scopes": sorted(ROOM_TOKEN_SCOPES), "expires_in_days": None}
        made = await page.send("POST", f"/api/room/{scene.private.id}/token", asked)
    return str(made.json()["token"])


async def addon_token(scene: Scene) -> str:
    """Asked for by an add-on that was installed in the group."""
    client = await scene.world.client(Scope.VIEW_GROUP, Scope.SEND_NOTIFICATION, Scope.MANAGE_ROOMS)
    made = await scene.world.http.post(
        "/v2/oauth/token", data={"grant_type": "client_credentials"}, auth=(client.id, client.secret)
    )
    return str(made.json()["access_token"])


async def user_token(scene: Scene) -> str:
    """Allowed by the group's owner on the consent page of an add-on."""
    scopes = (Scope.VIEW_MESSAGES, Scope.SEND_MESSAGE, Scope.ADMIN_ROOM)
    client = await scene.world.client(*scopes, redirect_uris=[CALLBACK])
    async with signed_in(scene.world) as page:
        made = await exchange(scene.world, client, await allow(page, client))
    return str(made.json()["access_token"])


Make = Callable[[Scene], Awaitable[str]]
TYPES: list[tuple[Make, Who]] = [
    (personal_token, Who("personal token", ClientType.USER, PERSONAL_SCOPES)),
    (room_token, Who("room token", ClientType.ROOM_CLIENT, ROOM_TOKEN_SCOPES, kind="room")),
    (
        addon_token,
        Who(
            "add-on token",
            ClientType.GROUP_CLIENT,
            frozenset({Scope.VIEW_GROUP, Scope.SEND_NOTIFICATION, Scope.MANAGE_ROOMS}),
            kind="addon",
        ),
    ),
    (
        user_token,
        Who(
            "user token",
            ClientType.USER,
            frozenset({Scope.VIEW_MESSAGES, Scope.SEND_MESSAGE, Scope.ADMIN_ROOM}),
            kind="user",
        ),
    ),
]


async def answer(scene: Scene, method: Method, who: Who, token: str) -> int:
    """The status of one call; about itself, where the method asks about a token."""
    request = await request_for(scene, method, who)
    if "access_token" in request.path:
        request = replace(request, path={"access_token": token})
    response = await scene.call(method.verb, request.url(method), bearer(token), request.body)
    status: int = response.status_code
    return status


@on_its_loop
@pytest.mark.parametrize(("make", "who"), TYPES, ids=[str(who) for _, who in TYPES])
async def test_a_token_does_what_the_reference_gives_to_its_type_and_scopes(
    scene: Scene, make: Make, who: Who
) -> None:
    token = await make(scene)
    assert re.fullmatch(r"[A-Za-z0-9]{40}", token)
    scene.know(who, token)  # what a call needs is made with it, such as the add-on's own glance
    ordered = sorted(IMPLEMENTED, key=lambda method: method.id == "delete_session")  # it ends the token: last
    answers = {method.id: await answer(scene, method, who, token) for method in ordered}
    assert answers == {method.id: expected(method, who) for method in ordered}
    after = await scene.call("GET", f"/v2/room/{scene.private.id}", bearer(token))
    assert after.status_code == 401


@on_its_loop
async def test_no_two_tokens_are_alike(scene: Scene) -> None:
    tokens = [await addon_token(scene) for _ in range(50)] + [await room_token(scene) for _ in range(20)]
    assert len(set(tokens)) == 70
    assert len(set("".join(tokens))) == 62, "every letter and digit comes up among 2,800 drawn"
