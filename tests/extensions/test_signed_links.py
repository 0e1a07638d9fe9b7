"""An integration link brings whoever is signed in to the add-on's page, as themselves."""

import httpx

from tests.accounts.browser import signed_in
from tests.extensions.board import HOST, Installed, installed, query_of
from tests.world import World


async def link(board: Installed, target: str) -> str:
    made = await board.world.http.post(
        "/v2/addon/link", headers=board.addon.bearer, json={"target": target, "ttl": 600}
    )
    assert made.status_code == 200, made.text
    return f"/v2/addon/link/{made.json()['token']}"


def signed(answer: httpx.Response) -> str | None:
    assert answer.status_code == 302, answer.text
    return query_of(answer.headers["location"]).get("signed_request")


async def test_a_link_to_a_page_is_signed_for_who_sees_its_room(world: World) -> None:
    member, stranger = await world.user("Member Quist"), await world.user("Stranger Quist")
    guest = await world.user("Kay Visitor", is_guest=True)
    room = await world.room("Vault", private=True, members=(member, guest))
    async with installed(world, room) as board:
        path = await link(board, "retry")
        async with signed_in(world, member) as page:
            token = signed(await page.get(path)) or ""
            claims = board.claims(token)
            assert (claims["sub"], claims["context"]["room_id"]) == (str(member.id), room.id)
        for person in (stranger, guest):
            async with signed_in(world, person) as page:
                assert signed(await page.get(path)) is None
        assert signed(await world.http.get(path)) is None
        assert signed(await world.http.get(path, headers=await world.token(member))) is None


async def test_an_address_and_a_page_that_asks_for_none_get_no_jwt(world: World) -> None:
    async with installed(world, None) as board:
        for target in ("plain", f"{HOST}/anything"):
            answer = await board.page.get(await link(board, target))
            assert (answer.status_code, signed(answer)) == (302, None)


async def test_a_page_with_places_opens_with_empty_ones(world: World) -> None:
    async with installed(world, None) as board:
        answer = await world.http.get(await link(board, "board"))
        assert answer.headers["location"] == f"{HOST}/board/?of="


async def test_the_links_of_a_disabled_addon_lead_nowhere(world: World) -> None:
    async with installed(world, None) as board:
        path = await link(board, "retry")
        await board.page.send("POST", f"/api/addon/{board.id}/disable")
        assert (await board.page.get(path)).status_code == 404
