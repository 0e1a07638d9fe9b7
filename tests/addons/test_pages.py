"""The pages of an add-on that are for those who manage it."""

from typing import Any

import httpx

from tests.accounts.browser import Browser, signed_in
from tests.extensions.board import HOST, Installed, installed, query_of
from tests.world import World


async def open_page(who: Browser, board: Installed, **body: Any) -> httpx.Response:
    return await who.send("POST", f"/api/addon/{board.id}/open", body)


async def test_the_configuration_of_an_addon_of_the_group_names_no_room(world: World) -> None:
    async with installed(world, None) as board:
        url = (await open_page(board.page, board, theme="dark")).json()["url"]
        assert url.startswith(f"{HOST}/config?at=1&signed_request=")
        claims = board.claims(query_of(url)["signed_request"])
        assert (claims["sub"], claims["context"]) == (str(world.owner.id), {"user_tz": "UTC"})
        token = (await board.page.send("POST", f"/api/addon/{board.id}/token", {})).json()
        assert board.claims(token["token"])["exp"] == token["expires_at"]


async def test_the_configuration_of_an_addon_of_a_room_is_for_its_admins(world: World) -> None:
    ada, bo = await world.user("Ada Quist"), await world.user("Bo Reader")
    room = await world.room("Engine Room", owner=ada)
    async with (
        installed(world, room) as board,
        signed_in(world, ada) as admin,
        signed_in(world, bo) as reader,
    ):
        url = (await open_page(admin, board)).json()["url"]
        assert board.claims(query_of(url)["signed_request"])["context"]["room_id"] == room.id
        assert (await open_page(reader, board)).status_code == 404
        assert (await reader.send("POST", f"/api/addon/{board.id}/token", {})).status_code == 404


async def test_the_admin_page_is_for_group_admins(world: World) -> None:
    ada = await world.user("Ada Quist")
    room = await world.room("Engine Room", owner=ada)
    async with installed(world, room) as board, signed_in(world, ada) as admin:
        url = (await open_page(board.page, board, page="adminPage")).json()["url"]
        assert url.startswith(f"{HOST}/admin?signed_request=")
        assert (await open_page(admin, board, page="adminPage")).status_code == 403


async def test_a_disabled_addon_and_one_without_the_page_have_none(world: World) -> None:
    async with installed(world, None, configurable=None) as board:
        assert (await open_page(board.page, board)).status_code == 404
        await board.page.send("POST", f"/api/addon/{board.id}/disable")
        assert (await open_page(board.page, board, page="adminPage")).status_code == 403
