"""Clients hear that the extensions of a room, or of all rooms, changed."""

from typing import Any

import pytest

from tests.contract.calls_extensions import MODULES
from tests.extensions.board import Installed, installed
from tests.realtime.sockets import Socket, listening, serving
from tests.world import World


async def changes(listener: Socket) -> list[Any]:
    frames = await listener.all_so_far()
    return [frame["room_id"] for frame in frames if frame["type"] == "extensions.changed"]


async def manage(board: Installed, what: str) -> None:
    verb = "DELETE" if what == "" else "POST"
    answer = await board.page.send(verb, f"/api/addon/{board.id}{what}", {} if what == "/update" else None)
    assert answer.status_code in {200, 204}, answer.text


@pytest.mark.parametrize("what", ["/update", "/disable", "/enable", ""])
async def test_what_happens_to_an_addon_is_told_to_those_who_see_its_room(world: World, what: str) -> None:
    member, stranger = await world.user("Member Quist"), await world.user("Stranger Quist")
    room = await world.room("Vault", private=True, members=(member,))
    async with (
        serving(world.app) as port,
        listening(port, await world.token(member)) as hears,
        listening(port, await world.token(stranger)) as hears_not,
        installed(world, room) as board,
    ):
        assert await changes(hears) == [room.id], "installed"
        await manage(board, what)
        assert await changes(hears) == [room.id, room.id]
        assert await changes(hears_not) == []


async def test_what_happens_to_an_addon_of_the_group_is_told_to_all(world: World) -> None:
    member = await world.user("Member Quist")
    async with (
        serving(world.app) as port,
        listening(port, await world.token(member)) as hears,
        installed(world, None),
    ):
        assert await changes(hears) == [None]


async def test_modules_that_come_over_the_api_are_told_and_listed(world: World) -> None:
    room = await world.room("Engine Room")
    addon = await world.addon_token()
    async with serving(world.app) as port, listening(port, await world.token()) as hears:
        path = f"/v2/room/{room.id}/extension/glance/status"
        for body in (MODULES["glance"], {**MODULES["glance"], "weight": 7}):
            assert (await world.http.put(path, headers=addon, json=body)).status_code == 201
        assert (
            await world.http.put("/v2/extension/glance/status", headers=addon, json=MODULES["glance"])
        ).status_code == 201
        listed = (await world.http.get(f"/api/room/{room.id}/extensions", headers=await world.token())).json()
        (only,) = listed["addons"]
        assert (only["key"], only["avatar_url"]) == ("release-desk", None)
        assert [module["weight"] for module in only["modules"]] == [7], "that of the room hides that of all"
        assert (await world.http.delete(path, headers=addon)).status_code == 204
        assert await changes(hears) == [room.id, room.id, None, room.id]
