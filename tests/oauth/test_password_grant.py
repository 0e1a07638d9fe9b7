"""Tokens for a person's password, as HipChat's own apps got them."""

from pathlib import Path

from tests.accounts.browser import PASSWORD, with_password
from tests.oauth.flow import renew
from tests.world import MadeUser, World, bearer, new_world


def form(user: MadeUser, **more: str) -> dict[str, str]:
    return {"grant_type": "password", "username": user.email, "password": PASSWORD, **more}


async def test_a_password_gives_a_user_token_without_any_client(world: World) -> None:
    ada = await with_password(world)

    answer = await world.http.post("/v2/oauth/token", data=form(ada, scope="view_group"))

    assert answer.status_code == 200
    token = answer.json()["access_token"]
    session = await world.http.get(f"/v2/oauth/token/{token}?expand=owner", headers=bearer(token))
    assert session.json()["owner"]["email"] == ada.email
    assert session.json()["scopes"] == ["view_group"]
    renewed = await renew(world, None, answer.json()["refresh_token"])
    assert renewed.status_code == 200


async def test_a_wrong_password_is_400_because_401_would_mean_uninstalled(world: World) -> None:
    ada = await with_password(world)

    wrong = await world.http.post("/v2/oauth/token", data=form(ada, password="guess"))
    unknown = await world.http.post("/v2/oauth/token", data=form(ada, username="nobody@example.com"))
    missing = await world.http.post("/v2/oauth/token", data=form(ada, password=""))

    assert [wrong.status_code, unknown.status_code, missing.status_code] == [400, 400, 400]
    assert wrong.json()["error"]["message"] == unknown.json()["error"]["message"]


async def test_a_password_gives_a_personal_token_for_a_year(world: World) -> None:
    ada = await with_password(world)

    answer = await world.http.post(
        "/v2/oauth/token", data=form(ada, grant_type="personal", scope="view_group", client_name="My script")
    )

    assert answer.status_code == 200
    assert answer.json()["expires_in"] == 365 * 86_400
    assert "refresh_token" not in answer.json()
    token = answer.json()["access_token"]
    session = await world.http.get(f"/v2/oauth/token/{token}", headers=bearer(token))
    assert session.json()["client"]["name"] == "My script"


async def test_the_password_grant_can_be_switched_off(tmp_path: Path) -> None:
    async with new_world(tmp_path, password_grant=False) as world:
        ada = await with_password(world)

        answer = await world.http.post("/v2/oauth/token", data=form(ada))

    assert answer.status_code == 400
    assert "API access" in answer.json()["error"]["message"]
