"""OAuth clients made by hand."""

import pytest

from chinwag.errors import BadRequest
from chinwag.oauth.clients import check_redirect_uri, create_client
from chinwag.scopes import Scope
from tests.world import World


@pytest.mark.parametrize(
    "uri",
    ["https://a.example/cb", "https://a.example/cb?x=1", "http://localhost:8080/cb", "http://127.0.0.1/"],
)
def test_codes_may_be_sent_over_https_or_to_this_machine(uri: str) -> None:
    check_redirect_uri(uri)


@pytest.mark.parametrize(
    "uri",
    [
        "http://a.example/cb",
        "https://a.example/cb#x",
        "https://user@a.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.example/",
        "https:///cb",
        "https://a.example/\ncb",
        "https://a.example/ cb",
        "https://[::1",
        "myapp://callback",
        "",
    ],
)
def test_codes_may_not_be_sent_anywhere_else(uri: str) -> None:
    with pytest.raises(BadRequest):
        check_redirect_uri(uri)


async def test_a_made_client_has_an_id_of_its_own_and_a_secret_of_forty(world: World) -> None:
    async with world.app.services.db.begin() as tx:
        one, two = [
            await create_client(
                tx,
                sealer=world.app.services.sealer,
                group_id=world.group_id,
                name="Kiln",
                scopes=frozenset({Scope.VIEW_GROUP}),
            )
            for _ in range(2)
        ]

    assert one.id != two.id
    assert len(one.id) == 36
    assert len(one.secret) == 40
