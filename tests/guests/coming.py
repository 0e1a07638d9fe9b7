"""Rooms open to guests, and guests who came by their link, as a browser makes them."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from tests.accounts.browser import Browser, browser
from tests.world import MadeRoom, MadeUser, World


async def open_to_guests(
    world: World, room: MadeRoom, *, by: MadeUser | None = None, renew: bool = False
) -> str:
    """The guest link of a room: the part of it that is secret."""
    answer = await world.http.put(
        f"/api/room/{room.id}/guest-access",
        json={"is_on": True, "renew": renew},
        headers=await world.token(by),
    )
    assert answer.status_code == 200, answer.text
    url: str = answer.json()["url"]
    return url.rpartition("/g/")[2]


async def close_to_guests(world: World, room: MadeRoom) -> None:
    answer = await world.http.put(
        f"/api/room/{room.id}/guest-access", json={"is_on": False}, headers=await world.token()
    )
    assert answer.json() == {"is_on": False, "url": None, "guests": 0}


async def post(world: World, room: MadeRoom, text: str) -> str:
    """A message of the owner; its id."""
    answer = await world.http.post(
        f"/v2/room/{room.id}/message", json={"message": text}, headers=await world.token()
    )
    assert answer.status_code == 201, answer.text
    message_id: str = answer.json()["id"]
    return message_id


@contextlib.asynccontextmanager
async def guest(
    world: World, token: str, name: str = "Tilda Reed", *, address: str = "192.0.2.9"
) -> AsyncIterator[Browser]:
    """A browser whose person came in by a link."""
    async with browser(world, address) as made:
        await made.open()
        answer = await made.send("POST", f"/api/guest/{token}", {"name": name})
        assert answer.status_code == 201, answer.text
        made.csrf = answer.json()["csrf"]
        yield made
