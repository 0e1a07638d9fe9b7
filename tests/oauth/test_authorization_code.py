"""User tokens: consent, code, exchange, renewal."""

import asyncio

import pytest

from chinwag.scopes import Scope
from tests.accounts.browser import signed_in
from tests.oauth.flow import CALLBACK, CHALLENGE, VERIFIER, allow, asked, exchange, renew
from tests.world import MadeClient, World, bearer


async def installed(world: World, *scopes: Scope) -> MadeClient:
    return await world.client(*(scopes or (Scope.VIEW_GROUP,)), redirect_uris=[CALLBACK])


async def test_a_code_becomes_tokens_that_act_as_the_person(world: World) -> None:
    ada = await world.user()
    client = await installed(world, Scope.VIEW_GROUP, Scope.SEND_MESSAGE)

    async with signed_in(world, ada) as page:
        answer = await exchange(world, client, await allow(page, client, scope="view_group"))

    assert answer.status_code == 200
    body = answer.json()
    assert (body["scope"], body["expires_in"], body["group_id"]) == ("view_group", 28800, world.group_id)
    session = await world.http.get(
        f"/v2/oauth/token/{body['access_token']}", headers=bearer(body["access_token"])
    )
    assert session.json()["owner_type"] == "user"
    assert session.json()["owner"]["id"] == ada.id
    assert session.json()["client"]["id"] == client.id
    assert session.json()["client"]["allowed_scopes"] == ["send_message", "view_group"]


async def test_of_eight_who_race_with_one_code_one_wins(world: World) -> None:
    client = await installed(world)
    async with signed_in(world) as page:
        code = await allow(page, client)

    answers = await asyncio.gather(*[exchange(world, client, code) for _ in range(8)])

    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 7


async def test_a_code_used_twice_ends_what_it_made(world: World) -> None:
    client = await installed(world)
    async with signed_in(world) as page:
        code = await allow(page, client)
    made = (await exchange(world, client, code)).json()
    token = bearer(made["access_token"])
    assert (await world.http.get("/v2/user", headers=token)).status_code == 200

    assert (await exchange(world, client, code)).status_code == 400

    assert (await world.http.get("/v2/user", headers=token)).status_code == 401
    assert (await renew(world, client, made["refresh_token"])).status_code == 400


async def test_a_code_is_bound_to_its_client_and_address(world: World) -> None:
    client, thief = await installed(world), await installed(world)
    async with signed_in(world) as page:
        code = await allow(page, client)

    assert (await exchange(world, thief, code)).status_code == 400
    assert (await exchange(world, client, code, redirect_uri=CALLBACK + "/")).status_code == 400
    assert (await exchange(world, client, "unknown")).status_code == 400
    assert (await exchange(world, client, code)).status_code == 200


async def test_a_code_lives_for_a_minute(world: World) -> None:
    client = await installed(world)
    async with signed_in(world) as page:
        early, late = await allow(page, client), await allow(page, client)
    world.clock.advance(seconds=59)
    assert (await exchange(world, client, early)).status_code == 200
    world.clock.advance(seconds=2)

    assert (await exchange(world, client, late)).status_code == 400


async def test_a_challenge_needs_its_verifier(world: World) -> None:
    client = await installed(world)
    pkce = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
    async with signed_in(world) as page:
        code = await allow(page, client, **pkce)
        plain = await allow(page, client)

    assert (await exchange(world, client, code)).status_code == 400
    assert (await exchange(world, client, code, code_verifier=VERIFIER + "x")).status_code == 400
    assert (await exchange(world, client, code, code_verifier=CHALLENGE)).status_code == 400
    assert (await exchange(world, client, plain, code_verifier=VERIFIER)).status_code == 400
    assert (await exchange(world, client, code, code_verifier=VERIFIER)).status_code == 200


async def test_the_other_spelling_of_redirect_uri_is_taken(world: World) -> None:
    client = await installed(world)
    async with signed_in(world) as page:
        code = await allow(page, client)

    assert (await exchange(world, client, code, redirect_uri="", redirect_url=CALLBACK)).status_code == 200


async def test_a_refresh_token_gives_new_tokens_once(world: World) -> None:
    client = await installed(world, Scope.VIEW_GROUP, Scope.SEND_MESSAGE)
    async with signed_in(world) as page:
        first = (await exchange(world, client, await allow(page, client))).json()

    second = await renew(world, client, first["refresh_token"], scope="view_group")

    assert second.status_code == 200
    assert second.json()["scope"] == "view_group"
    assert second.json()["refresh_token"] != first["refresh_token"]
    third = await renew(world, client, second.json()["refresh_token"])
    assert third.json()["scope"] == "send_message view_group"


async def test_a_refresh_token_used_twice_ends_the_whole_family(world: World) -> None:
    client = await installed(world)
    async with signed_in(world) as page:
        first = (await exchange(world, client, await allow(page, client))).json()
    second = (await renew(world, client, first["refresh_token"])).json()

    assert (await renew(world, client, first["refresh_token"])).status_code == 400

    assert (await renew(world, client, second["refresh_token"])).status_code == 400
    for made in (first, second):
        answer = await world.http.get("/v2/user", headers=bearer(made["access_token"]))
        assert answer.status_code == 401


async def test_of_eight_who_race_with_one_refresh_token_one_wins(world: World) -> None:
    client = await installed(world)
    async with signed_in(world) as page:
        made = (await exchange(world, client, await allow(page, client))).json()

    answers = await asyncio.gather(*[renew(world, client, made["refresh_token"]) for _ in range(8)])

    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 7


async def test_a_refresh_token_is_bound_to_its_client(world: World) -> None:
    client, thief = await installed(world), await installed(world)
    async with signed_in(world) as page:
        made = (await exchange(world, client, await allow(page, client))).json()

    assert (await renew(world, thief, made["refresh_token"])).status_code == 400
    assert (await renew(world, None, made["refresh_token"])).status_code == 400
    assert (await renew(world, client, made["refresh_token"])).status_code == 200


async def test_more_scopes_cannot_be_had_by_renewal(world: World) -> None:
    client = await installed(world, Scope.VIEW_GROUP, Scope.SEND_MESSAGE)
    async with signed_in(world) as page:
        made = (await exchange(world, client, await allow(page, client, scope="view_group"))).json()

    answer = await renew(world, client, made["refresh_token"], scope="view_group send_message")

    assert answer.status_code == 400


# ---- the consent page


async def test_the_consent_page_shows_who_asks_for_what(world: World) -> None:
    client = await installed(world, Scope.VIEW_GROUP, Scope.SEND_MESSAGE)

    async with signed_in(world) as page:
        answer = await page.http.get("/api/oauth/authorize", params=asked(client, scope="send_message"))

    assert answer.status_code == 200
    assert answer.json()["client"] == {"name": "Release desk"}
    assert [scope["id"] for scope in answer.json()["scopes"]] == ["send_message"]
    assert answer.json()["me"]["id"] == world.owner.id


@pytest.mark.parametrize(
    "change",
    [
        {"client_id": "unknown"},
        {"redirect_uri": "https://evil.example/callback"},
        {"redirect_uri": CALLBACK + "?more=1"},
        {"redirect_uri": CALLBACK + "/../other"},
        {"redirect_uri": CALLBACK.upper()},
        {"response_type": "token"},
        {"scope": "admin_group"},
        {"scope": "fly"},
        {"code_challenge": CHALLENGE, "code_challenge_method": "plain"},
        {"code_challenge": CHALLENGE},
        {"code_challenge": "short", "code_challenge_method": "S256"},
        {"code_challenge_method": "S256"},
        {"state": "x" * 2001},
    ],
)
async def test_what_does_not_fit_leads_nowhere(world: World, change: dict[str, str]) -> None:
    client = await installed(world)
    fields = {**asked(client), **change}

    async with signed_in(world) as page:
        shown = await page.http.get("/api/oauth/authorize", params=fields)
        allowed = await page.send("POST", "/api/oauth/authorize", {**fields, "decision": "allow"})
        denied = await page.send("POST", "/api/oauth/authorize", {**fields, "decision": "deny"})

    assert [shown.status_code, allowed.status_code, denied.status_code] == [400, 400, 400]
    assert "redirect" not in allowed.json()


async def test_state_comes_back_and_no_means_no(world: World) -> None:
    client = await world.client(Scope.VIEW_GROUP, redirect_uris=[CALLBACK + "?tenant=7"])
    fields = {**asked(client, state="a b&c=d"), "redirect_uri": CALLBACK + "?tenant=7"}

    async with signed_in(world) as page:
        denied = await page.send("POST", "/api/oauth/authorize", {**fields, "decision": "deny"})
        allowed = await page.send("POST", "/api/oauth/authorize", {**fields, "decision": "allow"})

    assert denied.json()["redirect"] == f"{CALLBACK}?tenant=7&error=access_denied&state=a+b%26c%3Dd"
    assert allowed.json()["redirect"].startswith(f"{CALLBACK}?tenant=7&code=")
    assert allowed.json()["redirect"].endswith("&state=a+b%26c%3Dd")


async def test_only_a_signed_in_person_can_allow_anything(world: World) -> None:
    client = await installed(world)
    body = {**asked(client), "decision": "allow"}

    assert (await world.http.post("/api/oauth/authorize", json=body)).status_code == 401
    answer = await world.http.post("/api/oauth/authorize", json=body, headers=await world.token())
    assert answer.status_code == 403
    async with signed_in(world) as page:
        assert (await page.http.post("/api/oauth/authorize", json=body)).status_code == 403


async def test_an_add_on_of_another_group_cannot_be_allowed(world: World) -> None:
    client = await installed(world)
    other_id, stranger = await world.group("Elsewhere")
    world.group_id, home = other_id, world.group_id

    async with signed_in(world, stranger) as page:
        answer = await page.http.get("/api/oauth/authorize", params=asked(client))

    world.group_id = home
    assert answer.status_code == 400


async def test_a_deleted_person_gets_nothing_for_an_old_code(world: World) -> None:
    ada = await world.user()
    client = await installed(world)
    async with signed_in(world, ada) as page:
        code = await allow(page, client)
        made = (await exchange(world, client, await allow(page, client))).json()

    deleted = await world.http.delete(f"/v2/user/{ada.id}", headers=await world.token())

    assert deleted.status_code == 204
    assert (await exchange(world, client, code)).status_code == 400
    assert (await renew(world, client, made["refresh_token"])).status_code == 400
    assert (await world.http.get("/v2/user", headers=bearer(made["access_token"]))).status_code == 401
