"""`chinwag addon`."""

from tests.cli.terminal import Terminal, noticed
from tests.world import BASE, World, bearer


async def test_an_add_on_gets_a_token_with_its_id_and_secret(world: World, beside: Terminal) -> None:
    room, other = await world.room("Deploys"), await world.room("Support")
    words = ("--room", "Deploys", "--scopes", "send_notification,view_room", "--key", "com.example.desk")
    made = (await beside.beside("addon", "create", "Release desk", *words, "--json")).json
    assert made["token_url"] == f"{BASE}/v2/oauth/token"

    answer = await world.http.post(
        "/v2/oauth/token",
        data={"grant_type": "client_credentials"},
        auth=(made["oauth_id"], made["oauth_secret"]),
    )
    token = bearer(answer.json()["access_token"])
    assert answer.json()["scope"] == "send_notification view_room"
    assert (await world.http.get(f"/v2/room/{room.id}", headers=token)).status_code == 200
    assert (await world.http.get(f"/v2/room/{other.id}", headers=token)).status_code == 403


async def test_a_removed_add_on_loses_its_tokens_and_gets_no_new_ones(world: World, beside: Terminal) -> None:
    made = (await beside.beside("addon", "create", "Release desk", "--scopes", "all", "--json")).json
    basic = (made["oauth_id"], made["oauth_secret"])
    form = {"grant_type": "client_credentials"}
    first = await world.http.post("/v2/oauth/token", data=form, auth=basic)
    token = bearer(first.json()["access_token"])
    assert (await world.http.get("/v2/room", headers=token)).status_code == 200

    [listed] = (await beside.beside("addon", "list", "--json")).json
    assert listed["oauth_id"] == made["oauth_id"]
    assert (await beside.beside("addon", "remove", made["oauth_id"])).out == "“Release desk” is removed.\n"
    await noticed(world)

    assert (await world.http.get("/v2/room", headers=token)).status_code == 401
    assert (await world.http.post("/v2/oauth/token", data=form, auth=basic)).status_code == 401
    assert (await beside.beside("addon", "list", "--json")).json == []


async def test_the_secret_is_shown_once(world: World, beside: Terminal) -> None:
    made = (await beside.beside("addon", "create", "Release desk", "--json")).json

    assert made["oauth_secret"] not in (await beside.beside("addon", "list", "--json")).out
    assert made["oauth_secret"] not in str(beside.lines)


async def test_refusals_say_what_to_do(world: World, beside: Terminal) -> None:
    async def refusal(*words: str) -> str:
        return (await beside.beside("addon", *words)).err

    assert "Use https://" in await refusal("create", "Desk", "--redirect-uri", "http://example.com/back")
    assert "A key has letters" in await refusal("create", "Desk", "--key", "no key")
    assert "Room Nowhere not found" in await refusal("create", "Desk", "--room", "Nowhere")
    assert "There is no add-on 5" in await refusal("remove", "5")
