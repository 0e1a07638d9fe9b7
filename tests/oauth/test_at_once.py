"""Many tokens asked for at the same moment; PostgreSQL lets those who make them run beside one another."""

from __future__ import annotations

import asyncio

import pytest

from tests.accounts.browser import signed_in
from tests.world import World

MOST = 3
AT_ONCE = 8


async def test_no_more_tokens_than_a_person_and_a_room_may_have(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chinwag.oauth.service.PERSONAL_TOKENS", MOST)
    room = await world.room("Engine Room")
    async with signed_in(world) as page:
        for path, scope in (
            ("/api/account/token", "view_room"),
            (f"/api/room/{room.id}/token", "send_notification"),
        ):
            answers = await asyncio.gather(
                *[page.send("POST", path, {"label": f"Token {n}", "scopes": [scope]}) for n in range(AT_ONCE)]
            )
            assert sorted(one.status_code for one in answers) == [201] * MOST + [400] * (AT_ONCE - MOST)
            assert len((await page.get(path)).json()["items"]) == MOST
