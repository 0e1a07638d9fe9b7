"""Changes of the same people, rooms and the group beside one another: on PostgreSQL they hold rows until they end,
and two that took them in another order would wait for one another until the database ends one of them, with a 503."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from typing import Any

import httpx

from tests.contract.calls import OWNER
from tests.contract.scene import Scene, make_scene
from tests.world import MadeUser, World

ROUNDS = 25
AT_ONCE = 12
Wish = tuple[str, str, object]


def _wishes(scene: Scene, chance: random.Random) -> list[Wish]:
    """What admins and others may do to a few people and rooms at the same moment."""
    people = [scene.member, scene.peer, scene.spare, scene.admin]
    one, other = chance.sample(people, 2)
    room = chance.choice([scene.private, scene.public])
    number = scene.number()
    return [
        (
            "POST",
            f"/api/room/{room.id}/message",
            {"message": f"@{one.mention_name} and @{other.mention_name}"},
        ),
        ("POST", f"/api/room/{room.id}/message", {"message": "@all come here"}),
        ("POST", f"/v2/user/{one.id}/message", {"message": "just us"}),
        ("POST", f"/v2/room/{room.id}/notification", {"message": "news"}),
        ("POST", f"/api/admin/user/{one.id}/deactivate", None),
        ("POST", f"/api/admin/user/{one.id}/reactivate", None),
        ("POST", f"/api/admin/user/{other.id}/reactivate", None),
        ("PUT", f"/api/admin/user/{one.id}/role", {"role": chance.choice(["admin", "user"])}),
        ("PUT", f"/v2/user/{other.id}", _renamed(other, number)),
        ("PUT", f"/v2/room/{scene.private.id}/member/{one.id}", {"room_roles": ["room_admin"]}),
        ("DELETE", f"/v2/room/{scene.private.id}/member/{other.id}", None),
        ("PUT", f"/api/room/{room.id}/settings", {"privacy": chance.choice(["public", "private"])}),
        ("PUT", f"/v2/room/{room.id}/topic", {"topic": f"Topic {number}"}),
        ("POST", "/v2/user", _renamed(one, number) | {"email": f"new{number}@example.com"}),
        ("POST", "/v2/invite/user", {"name": "Ann", "email": f"ann{number}@example.com"}),
        ("PUT", "/api/admin/permissions", {"mention_all": chance.choice(["everyone", "admins"])}),
        ("POST", f"/v2/room/{room.id}/webhook", {"url": "http://198.51.100.7/", "event": "room_message"}),
    ]


def _renamed(person: MadeUser, number: int) -> dict[str, object]:
    return {
        "name": person.name,
        "mention_name": f"{person.mention_name}{number % 3}",
        "email": person.email,
        "title": f"No. {number}",
        "is_group_admin": number % 2 == 0,
    }


async def test_whatever_is_changed_at_once_nobody_waits_for_each_other(world: World) -> None:
    scene, chance = await make_scene(world), random.Random(7)
    world.http.event_hooks = {}
    token = await scene.headers(OWNER)

    async def send(wish: Wish) -> httpx.Response:
        method, path, body = wish
        sent: dict[str, Any] = {} if body is None else {"json": body}
        for _ in range(chance.randrange(4)):
            await asyncio.sleep(0)
        return await world.http.request(method, path, headers=token, **sent)

    told: Counter[int] = Counter()
    for _ in range(ROUNDS):
        wishes = chance.sample(_wishes(scene, chance), AT_ONCE)
        for wish, answer in zip(wishes, await asyncio.gather(*map(send, wishes)), strict=True):
            assert answer.status_code < 500, f"{wish}: {answer.text}"
            told[answer.status_code] += 1
    assert told[200] + told[201] + told[204] > ROUNDS * 3, told
