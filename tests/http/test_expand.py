"""Title expansion: stubs open in place, only what is named, only what the caller may read."""

from chinwag.scopes import Scope
from tests.world import World


async def test_a_stub_becomes_what_its_own_address_gives(world: World) -> None:
    room = await world.room()
    token = await world.token()

    answer = await world.http.get(f"/v2/room/{room.id}?expand=owner,statistics", headers=token)
    owner = await world.http.get(f"/v2/user/{world.owner.id}", headers=token)

    assert answer.json()["owner"] == owner.json()
    assert answer.json()["statistics"]["messages_sent"] == 0
    assert "email" not in answer.json()["owner"]["group"]


async def test_items_open_one_level_and_dots_go_deeper(world: World) -> None:
    await world.room()
    token = await world.token()

    shallow = await world.http.get("/v2/room?expand=items", headers=token)
    deep = await world.http.get("/v2/room?expand=items.owner", headers=token)

    assert "topic" in shallow.json()["items"][0]
    assert "email" not in shallow.json()["items"][0]["owner"]
    assert deep.json()["items"][0]["owner"]["email"] == world.owner.email


async def test_unknown_names_and_endless_lists_of_them_are_ignored(world: World) -> None:
    room = await world.room()
    token = await world.token()
    plain = await world.http.get(f"/v2/room/{room.id}", headers=token)

    for text in (
        "nothing",
        ".",
        "..",
        ",,,",
        "owner.x.y.z.w" * 50,
        ",".join(["nope"] * 500),
        ".".join(["owner"] * 300),
    ):
        answer = await world.http.get(f"/v2/room/{room.id}", params={"expand": text}, headers=token)
        assert answer.status_code == 200
        assert answer.json()["id"] == plain.json()["id"]


async def test_what_the_token_may_not_read_stays_a_title(world: World) -> None:
    room = await world.room()
    token = await world.room_token(room, Scope.VIEW_ROOM)

    answer = await world.http.get(f"/v2/room/{room.id}?expand=owner", headers=token)

    assert answer.status_code == 200
    assert "email" not in answer.json()["owner"]
