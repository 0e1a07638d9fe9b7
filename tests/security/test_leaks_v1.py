"""API v1 keeps to its group: its tokens see that group's rooms, and those of no other."""

from __future__ import annotations

import pytest

from chinwag.app import _V1_METHODS
from chinwag.v1.tokens import make_v1_token
from tests.security.canary import WORDS, hide
from tests.world import World

GUESSES = [
    {},
    {"room_id": "{room}", "date": "recent", "timezone": "UTC"},
    {"room_id": "{room}", "date": "2026-03-01", "timezone": "UTC"},
    {"room_id": "Okapi Vault", "date": "recent"},
    {"user_id": "{member}"},
    {"room_id": "{room}", "user_id": "{member}", "topic": "x", "message": "x", "from": "x", "name": "x"},
]


@pytest.mark.parametrize("type", ["admin", "notification"])
async def test_a_token_of_another_group_reads_nothing(world: World, type: str) -> None:
    hidden = await hide(world)
    group_id, _ = await world.group("Elsewhere")
    async with world.app.services.db.begin() as tx:
        made = await make_v1_token(tx, group_id, type, "Old scripts")  # type: ignore[arg-type]
    ids = {"room": str(hidden.room.id), "member": str(hidden.member.id)}
    for method in _V1_METHODS:
        if "GET" not in method.verbs:
            continue
        for guess in GUESSES:
            query = {name: value.format(**ids) for name, value in guess.items()}
            answer = await world.http.get(
                f"/v1/{method.path}", params={**query, "auth_token": made.secret, "format": "json"}
            )
            assert answer.status_code < 500, method.path
            asked = " ".join(query.values()).casefold()
            told = [word for word in WORDS if word in answer.text.casefold() and word not in asked]
            assert told == [], (method.path, query)
            assert "messages" not in answer.json() or answer.json()["messages"] == []
