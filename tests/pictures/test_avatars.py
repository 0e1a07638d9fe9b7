"""Avatars of rooms and of the group."""

from typing import Any

import httpx
import pytest

from chinwag.pictures.service import sweep
from chinwag.scopes import Scope
from tests.pictures.samples import opened, picture
from tests.pictures.stored import stored_pictures
from tests.pictures.test_photos import text_of
from tests.realtime.sockets import listening, serving
from tests.world import MadeRoom, World

Headers = dict[str, str]


async def put_avatar(world: World, path: str, headers: Headers | None = None, **more: Any) -> httpx.Response:
    body = {"avatar": text_of(picture(**more))}
    return await world.http.put(f"{path}/avatar", json=body, headers=headers or await world.token())


async def avatar_url(world: World, path: str) -> Any:
    return (await world.http.get(path, headers=await world.token())).json()["avatar_url"]


def of_room(room: MadeRoom) -> str:
    return f"/v2/room/{room.id}"


async def test_a_room_admin_gives_the_room_an_avatar(world: World) -> None:
    ada = await world.user()
    room = await world.room(owner=ada)
    mine = await world.token(ada)
    assert (await put_avatar(world, of_room(room), mine, size=(900, 300))).status_code == 204
    url = await avatar_url(world, of_room(room))
    assert url.endswith("/small")
    assert opened((await world.http.get(url)).content).size == (125, 42)
    answer = await world.http.get(f"/v2/room/{room.id}/avatar", headers=mine)
    assert answer.status_code == 302
    assert opened((await world.http.get(answer.headers["location"])).content).size == (500, 167)
    start = (await world.http.get("/api/start", headers=mine)).json()
    assert [entry["avatar_url"] for entry in start["rooms"]] == [url.removeprefix("http://chat.test")]


async def test_others_change_no_avatar_of_a_room(world: World) -> None:
    room = await world.room()
    mine = await world.token(await world.user())
    assert (await put_avatar(world, of_room(room), mine)).status_code == 403
    assert (await world.http.delete(f"/v2/room/{room.id}/avatar", headers=mine)).status_code == 403
    assert await stored_pictures(world) == 0


async def test_an_avatar_of_a_private_room_is_missing_for_who_may_not_see_the_room(world: World) -> None:
    room = await world.room("Vault", private=True)
    await put_avatar(world, of_room(room))
    outside = await world.token(await world.user())
    hidden = await world.http.get(f"/v2/room/{room.id}/avatar", headers=outside)
    missing = await world.http.get("/v2/room/999/avatar", headers=outside)
    assert hidden.status_code == missing.status_code == 404
    assert hidden.json()["error"]["message"] == f"Room {room.id} not found"
    for method in ("PUT", "DELETE"):
        body = {"avatar": text_of(picture())}
        answer = await world.http.request(method, f"/v2/room/{room.id}/avatar", json=body, headers=outside)
        assert answer.status_code == 404


async def test_the_avatar_of_a_private_room_is_told_to_its_members_alone(world: World) -> None:
    ada, bo = await world.user(), await world.user("Bo Lind")
    room = await world.room("Vault", private=True, members=(ada,))
    async with (
        serving(world.app) as port,
        listening(port, await world.token(ada)) as inside,
        listening(port, await world.token(bo)) as outside,
    ):
        await put_avatar(world, of_room(room))
        frame = await inside.until("room.updated")
        await outside.all_so_far()
    assert frame["room"]["avatar_url"].startswith("/pictures/")
    assert "room.updated" not in {frame["type"] for frame in outside.frames}


async def test_an_archived_room_keeps_its_avatar(world: World) -> None:
    room = await world.room(archived=True)
    assert (await put_avatar(world, of_room(room))).status_code == 409
    headers = await world.token()
    assert (await world.http.delete(f"/v2/room/{room.id}/avatar", headers=headers)).status_code == 409


async def test_a_room_token_reads_the_avatar_of_its_own_room_alone(world: World) -> None:
    room, other = await world.room(), await world.room("Other")
    await put_avatar(world, of_room(room))
    headers = await world.room_token(room, Scope.VIEW_ROOM)
    assert (await world.http.get(f"/v2/room/{room.id}/avatar", headers=headers)).status_code == 302
    assert (await world.http.get(f"/v2/room/{other.id}/avatar", headers=headers)).status_code == 403


async def test_the_avatar_of_a_deleted_room_is_gone(world: World) -> None:
    room = await world.room()
    await put_avatar(world, of_room(room))
    url = await avatar_url(world, of_room(room))
    await world.http.delete(f"/v2/room/{room.id}", headers=await world.token())
    assert (await world.http.get(url)).status_code == 404
    await sweep(world.app.services)
    assert await stored_pictures(world) == 0


async def test_other_changes_of_a_room_keep_its_avatar(world: World) -> None:
    room = await world.room()
    await put_avatar(world, of_room(room))
    url = await avatar_url(world, of_room(room))
    await world.http.put(f"/v2/room/{room.id}/topic", json={"topic": "New"}, headers=await world.token())
    assert await avatar_url(world, of_room(room)) == url


async def test_a_group_admin_gives_the_group_an_avatar_and_live_clients_are_told(world: World) -> None:
    ada = await world.user()
    path = f"/v2/group/{world.group_id}"
    async with serving(world.app) as port, listening(port, await world.token(ada)) as socket:
        assert (await put_avatar(world, path)).status_code == 204
        frame = await socket.until("group.updated")
    url = await avatar_url(world, path)
    assert frame["group"] == {
        "id": world.group_id,
        "name": "Quayside",
        "avatar_url": url.removeprefix("http://chat.test"),
    }
    start = (await world.http.get("/api/start", headers=await world.token(ada))).json()
    assert start["group"] == frame["group"]
    answer = await world.http.get(f"{path}/avatar", headers=await world.token(ada))
    assert (answer.status_code, answer.headers["location"]) == (302, url.replace("/small", "/big"))
    assert (await world.http.delete(f"{path}/avatar", headers=await world.token())).status_code == 204
    assert await avatar_url(world, path) is None
    assert await stored_pictures(world) == 0


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_another_group_is_missing(world: World, method: str) -> None:
    other, _ = await world.group("Elsewhere")
    body = {"avatar": text_of(picture())}
    answer = await world.http.request(
        method, f"/v2/group/{other}/avatar", json=body, headers=await world.token()
    )
    assert answer.status_code == 404


async def test_an_ordinary_person_changes_no_avatar_of_the_group(world: World) -> None:
    mine = await world.token(await world.user())
    assert (await put_avatar(world, f"/v2/group/{world.group_id}", mine)).status_code == 403


@pytest.mark.one_engine
@pytest.mark.parametrize("path", ["room", "group"])
async def test_what_is_no_picture_is_refused_by_its_field(world: World, path: str) -> None:
    room = await world.room()
    target = of_room(room) if path == "room" else f"/v2/group/{world.group_id}"
    body = {"avatar": text_of(b"<svg/>")}
    answer = await world.http.put(f"{target}/avatar", json=body, headers=await world.token())
    assert (answer.status_code, answer.json()["error"]["field"]) == (400, "avatar")
