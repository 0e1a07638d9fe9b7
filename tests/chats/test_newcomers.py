"""Who is new in a group has missed nothing."""

from tests.world import World


async def test_what_was_said_before_somebody_came_is_not_unread(world: World) -> None:
    room = await world.room("Deploys")
    token = await world.token()
    for text in ("one", "two"):
        await world.http.post(f"/v2/room/{room.id}/message", json={"message": text}, headers=token)

    made = await world.http.post(
        "/v2/user",
        json={"name": "Nia Brand", "email": "nia@example.com", "password": "long enough 1"},
        headers=token,
    )
    await world.http.post(f"/v2/room/{room.id}/message", json={"message": "three"}, headers=token)

    start = await world.http.get("/api/start", headers=await world.token_of(made.json()["id"]))
    entry = next(entry for entry in start.json()["rooms"] if entry["id"] == room.id)
    assert (entry["last_position"], entry["read_position"]) == (3, 2)
