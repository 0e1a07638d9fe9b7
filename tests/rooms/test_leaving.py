"""People who lose a room are no longer in it: with real sockets."""

import pytest

from tests.realtime.sockets import listening, serving
from tests.world import World


@pytest.mark.parametrize("how", ["the room is deleted", "the member is removed", "guest access ends"])
async def test_who_loses_a_room_is_no_longer_in_it(world: World, how: str) -> None:
    guest = await world.user("Gil Visitor", is_guest=True)
    token = await world.token()
    body = {"name": "Fair", "privacy": "private", "guest_access": True}
    room_id = (await world.http.post("/v2/room", json=body, headers=token)).json()["id"]
    url = f"/v2/room/{room_id}"
    await world.http.put(f"{url}/member/{guest.id}", headers=token)
    async with serving(world.app) as port, listening(port, await world.token(guest)) as socket:
        await socket.say(type="enter", room_id=room_id)
        await socket.until("room.entered")
        assert world.app.services.presence.in_room(room_id) == [guest.id]

        if how == "the room is deleted":
            await world.http.delete(url, headers=token)
        elif how == "the member is removed":
            await world.http.delete(f"{url}/member/{guest.id}", headers=token)
        else:
            room = (await world.http.get(url, headers=token)).json()
            await world.http.put(url, json={**room, "is_guest_accessible": False}, headers=token)
        await socket.until("room.deleted" if how == "the room is deleted" else "room.removed")

        await socket.all_so_far()
        assert world.app.services.presence.in_room(room_id) == []
