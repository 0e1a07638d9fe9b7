"""`chinwag sessions`."""

from tests.accounts.browser import signed_in
from tests.cli.terminal import Terminal, noticed
from tests.world import BASE, World


async def test_everybody_is_signed_out_and_scripts_go_on(world: World, beside: Terminal) -> None:
    script, addon = await world.token(), await world.addon_token()
    link = (await beside.beside("user", "link", world.owner.email, "--json")).json["link"]
    async with signed_in(world) as page:
        for token in (script, addon):
            assert (await world.http.get("/v2/room", headers=token)).status_code == 200

        said = await beside.beside("sessions", "end-all")
        await noticed(world)

        assert "--tokens revokes them as well" in said.out
        assert not (await page.open())["signed_in"]
        assert (await page.http.get("/api" + link.removeprefix(BASE))).status_code == 404
    assert (await world.http.get("/v2/room", headers=addon)).status_code == 401
    assert (await world.http.get("/v2/room", headers=script)).status_code == 200


async def test_all_tokens_end_on_demand(world: World, beside: Terminal) -> None:
    script = await world.token()
    assert (await world.http.get("/v2/room", headers=script)).status_code == 200

    assert (await beside.beside("sessions", "end-all", "--tokens")).code == 0
    await noticed(world)

    assert (await world.http.get("/v2/room", headers=script)).status_code == 401
