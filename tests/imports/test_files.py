"""Importing old files: into the history at their time, once, within the group's space."""

from typing import Any

import pytest

from chinwag.scopes import Scope
from tests.accounts.browser import signed_in
from tests.files.uploads import RELATED, body_of
from tests.imports.importer import SAID, brought, importer
from tests.world import MadeRoom, World

METADATA: dict[str, Any] = {"date": "2016-05-28T08:00:00Z", "from": 1, "message": "The plan"}
PLAN = b"hold fast"


async def bring_file(world: World, room: MadeRoom, content: bytes = PLAN, **change: Any) -> Any:
    """Import a file into a room; returns the answer."""
    path = f"/v2/import/room/{room.id}/file"
    headers = {**await importer(world), **RELATED}
    return await world.http.post(
        path, content=body_of(content, metadata={**METADATA, **change}), headers=headers
    )


async def space_taken(world: World) -> list[int]:
    """Sizes of the stored files."""
    folder = world.app.services.settings.data / "files"
    return [file.stat().st_size for file in folder.rglob("data") if file.is_file()]


async def test_an_old_file_stands_in_the_history_and_can_be_fetched(world: World) -> None:
    room = await world.room("Deploys")
    await brought(world, room)

    answer = await bring_file(world, room)

    assert answer.json() == {"imported": 1, "known": 0, "last_position": 3}
    message = (await world.history(room))[-1]
    assert (message["message"], message["date"][:19]) == ("The plan", "2016-05-28T08:00:00")
    fetched = await world.http.get(message["file"]["url"])
    assert fetched.content == PLAN
    async with signed_in(world) as page:
        (listed,) = (await page.get(f"/api/room/{room.id}/files")).json()["items"]
        assert listed["date"] == "2016-05-28T08:00:00.000000+00:00"


async def test_the_same_file_again_is_stored_once(world: World) -> None:
    room = await world.room("Deploys")
    await bring_file(world, room)

    assert (await bring_file(world, room)).json() == {"imported": 0, "known": 1, "last_position": 1}
    assert len(await world.history(room)) == 1
    assert await space_taken(world) == [len(PLAN)]


async def test_a_file_between_two_people(world: World) -> None:
    ada, bob = await world.user("Ada Quist"), await world.user("Bob Reed")
    path = f"/v2/import/privatechat/{ada.id}/{bob.id}/file"
    headers = {**await importer(world), **RELATED}
    for known in (0, 1):
        content = body_of(PLAN, metadata={**METADATA, "from": bob.id})
        answer = await world.http.post(path, content=content, headers=headers)
        assert answer.json() == {"imported": 1 - known, "known": known, "last_position": 1}
    foreign = body_of(PLAN, metadata=METADATA)
    assert (await world.http.post(path, content=foreign, headers=headers)).status_code == 400


@pytest.mark.parametrize(
    "change",
    [{"date": "2999-01-01"}, {"date": None}, {"from": 999_999}, {"from": None}, {"id": "x"}, {"message": 5}],
)
async def test_what_is_refused_leaves_no_file(world: World, change: dict[str, Any]) -> None:
    room = await world.room("Deploys")
    assert (await bring_file(world, room, **change)).status_code == 400
    assert await space_taken(world) == []
    assert await world.history(room) == []


async def test_a_file_older_than_the_room_is_refused(world: World) -> None:
    room = await world.room("Deploys")
    await brought(world, room, {**SAID[0], "date": "2017-01-01T00:00:00Z"})
    assert (await bring_file(world, room)).status_code == 409
    assert await space_taken(world) == []


async def test_others_import_no_files(world: World) -> None:
    room = await world.room("Deploys")
    path, content = f"/v2/import/room/{room.id}/file", body_of(PLAN, metadata=METADATA)
    for headers in (await world.token(), await world.addon_token(Scope.ADMIN_GROUP)):
        answer = await world.http.post(path, content=content, headers={**headers, **RELATED})
        assert answer.status_code == 403
    missing = await world.http.post(
        "/v2/import/room/999/file", content=content, headers={**await importer(world), **RELATED}
    )
    assert missing.status_code == 404
