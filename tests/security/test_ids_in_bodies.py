"""Ids that stand in a body are looked at like those of an address: what is not the caller's to know is not there."""

from __future__ import annotations

from typing import Any

from tests.accounts.browser import signed_in
from tests.security.canary import WORDS, hide
from tests.security.doors import all_rows
from tests.world import World

OLD_TOKEN = "aB3" + "dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY2zA4bC6d"


async def test_nobody_gives_anything_to_people_of_another_group(world: World) -> None:
    _, stranger = await world.group("Elsewhere")
    ada = await world.user(role="admin")
    plaza = await world.room("Plaza", owner=ada)
    vault = await world.room("Vault", owner=ada, private=True)
    whole = {"topic": "", "privacy": "public", "is_archived": False, "is_guest_accessible": False}
    tries: list[tuple[str, str, Any]] = [
        ("PUT", f"/api/room/{plaza.id}/settings", {"owner": stranger.id}),
        ("PUT", f"/api/room/{plaza.id}/settings", {"owner": stranger.email}),
        ("PUT", f"/v2/room/{plaza.id}", {**whole, "name": "Plaza", "owner": {"id": stranger.id}}),
        ("PUT", f"/api/admin/room/{plaza.id}", {"owner": stranger.id}),
        ("POST", "/v2/room", {"name": "New", "owner_user_id": stranger.id}),
        ("PUT", f"/api/room/{plaza.id}/admin/{stranger.id}", None),
        ("DELETE", f"/api/room/{plaza.id}/admin/{stranger.id}", None),
        ("PUT", f"/v2/room/{vault.id}/member/{stranger.id}", None),
        ("POST", f"/v2/room/{plaza.id}/invite/{stranger.id}", None),
        ("POST", f"/api/user/{stranger.id}/message", {"message": "hi"}),
        ("PUT", f"/api/user/{stranger.id}/preference", {"is_favourite": True, "level": "all"}),
        ("PUT", f"/api/admin/user/{stranger.id}/role", {"role": "user"}),
        ("POST", f"/api/admin/user/{stranger.id}/link", None),
        ("POST", f"/api/admin/user/{stranger.id}/reactivate", None),
        ("POST", "/api/admin/token", _adopted("personal", user=stranger.id)),
    ]
    async with signed_in(world, ada) as page:
        before = await all_rows(world)
        for verb, path, body in tries:
            answer = await page.send(verb, path, body)
            assert answer.status_code in {400, 404}, (path, answer.text)
            assert "Elsewhere" not in answer.text, path
            if path == "/api/admin/token":
                assert answer.status_code == 404, "not for its form"
        assert await all_rows(world) == before


async def test_no_admin_names_a_room_that_they_may_not_see(world: World) -> None:
    hidden = await hide(world)
    ada = await world.user(role="admin")
    room = hidden.room.id
    tries: list[tuple[str, str, Any]] = [
        ("PUT", "/api/admin/group", {"newcomer_rooms": [room]}),
        ("POST", "/api/admin/token", _adopted("room", room=room)),
        ("POST", "/api/addon/review", {"url": "https://addon.example.com/x.json", "room": room}),
        ("POST", "/api/addon", {"url": "https://addon.example.com/x.json", "scopes": [], "room": room}),
        ("PUT", f"/api/admin/room/{room}", {"owner": ada.id}),
        ("PUT", f"/api/room/{room}/settings", {"owner": ada.id}),
        ("PUT", f"/api/room/{room}/admin/{ada.id}", None),
        ("PUT", f"/v2/room/{room}/member/{ada.id}", None),
        ("DELETE", f"/api/admin/room/{room}", None),
    ]
    async with signed_in(world, ada) as page:
        before = await all_rows(world)
        for verb, path, body in tries:
            answer = await page.send(verb, path, body)
            assert answer.status_code in {400, 404}, (path, answer.text)
            assert not any(word in answer.text.casefold() for word in WORDS), path
        assert [len(rows) for rows in await all_rows(world)] == [len(rows) for rows in before]


async def test_rooms_that_one_wants_opened_at_the_start_are_those_that_one_sees(world: World) -> None:
    hidden = await hide(world)
    plaza = await world.room("Plaza")
    eve = await world.user("Eve Roth")
    async with signed_in(world, eve) as page:
        path = f"/v2/user/{eve.id}/preference/auto-join"
        asked = await page.send("PUT", "/api/account/auto-join", {"rooms": [plaza.id, hidden.room.id]})
        assert not any(word in asked.text.casefold() for word in WORDS)
        kept = (await page.get(path)).text
        assert not any(word in kept.casefold() for word in WORDS)
        assert f"/room/{hidden.room.id}" not in kept


def _adopted(kind: str, **whose: int) -> dict[str, Any]:
    return {"kind": kind, "label": "x", "scopes": ["view_room"], "token": OLD_TOKEN, **whose}
