"""An add-on is updated, switched and removed while it is at work itself."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import httpx

from tests.accounts.browser import signed_in
from tests.addons.fake_addon import listening_addon
from tests.addons.test_installation import SCOPES, install, left_of
from tests.world import World

ROUNDS = 6


async def test_whatever_happens_beside_its_removal_nothing_of_an_addon_is_left(world: World) -> None:
    room = await world.room("Engine Room")
    scopes = [*SCOPES, "admin_room"]
    consumer = {"scopes": scopes, "fromName": "The board"}
    hook = {"url": "http://198.51.100.7/", "event": "room_message", "name": "late"}
    glance = {"glance": [{"key": "status", "content": {"label": {"type": "html", "value": "1"}}}]}
    for number in range(ROUNDS):
        async with listening_addon(world, hipchatApiConsumer=consumer) as addon, signed_in(world) as page:
            made = await install(page, addon, room=room.id, scopes=scopes)
            assert made.status_code == 201, made.text
            client_id = made.json()["addon"]["oauth_id"]
            path, headers = f"/api/addon/{client_id}", addon.bearer
            wishes = [
                page.send("DELETE", path),
                *[page.send("POST", f"{path}/{verb}") for verb in ("update", "disable", "enable", "update")],
                *[world.http.put(f"/v2/room/{room.id}/extension/webhook/k{n}", json=hook, headers=headers)
                  for n in range(3)],
                world.http.post(f"/v2/room/{room.id}/webhook", json=hook, headers=headers),
                world.http.post(f"/v2/addon/ui/room/{room.id}", json=glance, headers=headers),
                addon.new_token(),
            ]  # fmt: skip
            order: list[Coroutine[Any, Any, Any]] = [*wishes[number:], *wishes[:number]]
            answers = await asyncio.gather(*order, return_exceptions=True)  # no token for who is gone
        told = [answer for answer in answers if isinstance(answer, httpx.Response)]
        assert len(told) >= len(wishes) - 1
        for answer in told:
            assert answer.status_code < 500, answer.text
        assert await left_of(world, client_id) == {}
