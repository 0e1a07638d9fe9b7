"""GET /v2/capabilities"""

import pytest

from chinwag.scopes import Scope
from tests.world import World


@pytest.mark.parametrize("query", ["", "?auth_token=", "?auth_token=dead"])
async def test_everybody_may_read_what_the_server_offers(world: World, query: str) -> None:
    response = await world.http.get(f"/v2/capabilities{query}")

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"


async def test_add_ons_find_every_address_where_they_look_for_it(world: World) -> None:
    answer = (await world.http.get("/v2/capabilities", headers=await world.token())).json()

    assert answer["key"] == "hipchat"
    assert answer["links"] == {
        "api": "http://chat.test/v2",
        "homepage": "http://chat.test",
        "self": "http://chat.test/v2/capabilities",
        "subdomain": "http://chat.test",
    }
    offered = answer["capabilities"]
    assert offered["oauth2Provider"] == {
        "authorizationUrl": "http://chat.test/users/authorize",
        "tokenUrl": "http://chat.test/v2/oauth/token",
    }
    assert offered["hipchatApiProvider"]["url"] == "http://chat.test/v2/"


async def test_every_scope_is_offered_with_its_name_and_meaning(world: World) -> None:
    answer = (await world.http.get("/v2/capabilities")).json()

    scopes = answer["capabilities"]["hipchatApiProvider"]["availableScopes"]
    assert set(scopes) == {scope.value for scope in Scope}
    assert all(text["id"] == scope and text["name"] and text["description"] for scope, text in scopes.items())
