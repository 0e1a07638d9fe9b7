"""`chinwag room`."""

from tests.cli.terminal import Terminal, noticed
from tests.world import World


async def test_a_new_room_is_the_owners_and_can_be_posted_to(world: World, beside: Terminal) -> None:
    made = (await beside.beside("room", "create", "Night shift", "--topic", "Who is up", "--json")).json
    await noticed(world)

    room = (await world.http.get("/v2/room/Night shift", headers=await world.token())).json()
    assert (room["id"], room["topic"]) == (made["id"], "Who is up")
    assert room["owner"]["id"] == world.owner.id


async def test_a_private_room_is_for_its_owner_alone(world: World, beside: Terminal) -> None:
    ada, bo = await world.user("Ada Quist"), await world.user("Bo Ek")
    await beside.beside("room", "create", "Board", "--private", "--owner", ada.email)

    assert (await world.http.get("/v2/room/Board", headers=await world.token(ada))).status_code == 200
    assert (await world.http.get("/v2/room/Board", headers=await world.token(bo))).status_code == 404


async def test_an_archived_room_refuses_messages_until_it_is_taken_out(
    world: World, beside: Terminal
) -> None:
    room = await world.room("Deploys")
    token = await world.room_token(room)
    post = {"message": "Done"}

    assert (await beside.beside("room", "archive", "deploys")).code == 0
    await noticed(world)
    refused = await world.http.post(f"/v2/room/{room.id}/notification", json=post, headers=token)
    assert refused.status_code == 409
    assert "archived already" in (await beside.beside("room", "archive", "deploys")).err
    assert (await beside.beside("room", "list", "--json")).json == []

    assert (await beside.beside("room", "unarchive", str(room.id))).code == 0
    sent = await world.http.post(f"/v2/room/{room.id}/notification", json=post, headers=token)
    assert sent.status_code == 204


async def test_the_list_shows_what_is_going_on(world: World, beside: Terminal) -> None:
    room = await world.room("Deploys", private=True)
    token = await world.room_token(room)
    await world.http.post(f"/v2/room/{room.id}/notification", json={"message": "Done"}, headers=token)

    [listed] = (await beside.beside("room", "list", "--json")).json
    assert listed["privacy"] == "private"
    assert listed["messages"] == 1
    assert "Deploys" in (await beside.beside("room", "list")).out


async def test_refusals_are_sentences(world: World, beside: Terminal) -> None:
    await world.room("Deploys")

    assert "Another room exists" in (await beside.beside("room", "create", "DEPLOYS")).err
    assert "not found" in (await beside.beside("room", "archive", "Elsewhere")).err
    assert "1 to 100 characters" in (await beside.beside("room", "create", "x" * 101)).err
    assert "User nobody" in (await beside.beside("room", "create", "New", "--owner", "nobody")).err
