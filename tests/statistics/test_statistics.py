"""Figures by day: right, counted once, and without a word of rooms that their reader may not know."""

import asyncio
from typing import Any

from chinwag.statistics import counting
from tests.accounts.browser import signed_in
from tests.world import MadeRoom, MadeUser, World


async def figures(world: World, days: int = 7) -> dict[str, Any]:
    answer = await world.http.get(f"/api/admin/statistics?days={days}", headers=await world.token())
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def say(world: World, room: MadeRoom, who: MadeUser, times: int = 1) -> None:
    token = await world.token(who)
    for _ in range(times):
        sent = await world.http.post(f"/v2/room/{room.id}/message", json={"message": "x"}, headers=token)
        assert sent.status_code == 201


async def notify(world: World, room: MadeRoom, label: str, times: int = 1) -> None:
    token = await world.room_token(room, label=label)
    for _ in range(times):
        sent = await world.http.post(f"/v2/room/{room.id}/notification", json={"message": "x"}, headers=token)
        assert sent.status_code == 204


async def test_messages_people_and_integrations_are_counted_by_day(world: World) -> None:
    ada, otto = await world.user(), await world.user("Otto Peer")
    kiln, pier = await world.room("Kiln"), await world.room("Pier")
    await say(world, kiln, ada, 3)
    await notify(world, kiln, "Furnace", 2)
    world.clock.advance(days=1)
    await say(world, pier, otto)
    await say(world, kiln, ada)
    await notify(world, pier, "Furnace")
    await world.http.put(f"/v2/room/{pier.id}/topic", json={"topic": "Tides"}, headers=await world.token())

    told = await figures(world)
    assert [(day["messages"], day["notifications"], day["people"]) for day in told["days"][-3:]] == [
        (0, 0, 0), (3, 2, 1), (2, 1, 2)
    ]  # fmt: skip
    assert len(told["days"]) == 7
    assert told["days"][-1]["date"] == world.clock.now().date().isoformat()
    assert told["total"] == {"messages": 5, "notifications": 3, "people": 2}
    assert sum(told["hours"]) == 5
    assert told["hours"][12] == 5
    assert told["rooms"] == [
        {"id": kiln.id, "name": "Kiln", "messages": 4, "notifications": 2},
        {"id": pier.id, "name": "Pier", "messages": 1, "notifications": 1},
    ]
    assert told["integrations"] == [{"name": "Furnace", "notifications": 3}]
    assert told["people_in_group"] == 3


async def test_the_days_before_are_told_for_comparison(world: World) -> None:
    ada, kiln = await world.user(), await world.room("Kiln")
    await say(world, kiln, ada, 2)
    world.clock.advance(days=7)
    await say(world, kiln, ada)
    told = await figures(world)
    assert (told["total"]["messages"], told["before"]["messages"]) == (1, 2)


async def test_a_hidden_room_has_no_line_and_its_integrations_have_none(world: World) -> None:
    ada = await world.user()
    secret = await world.room("Merger", owner=ada, private=True)
    await say(world, secret, ada, 4)
    await notify(world, secret, "Secret desk", 2)
    told = await figures(world)
    assert told["rooms"] == []
    assert told["integrations"] == []
    assert "Merger" not in str(told)
    assert "Secret" not in str(told)
    assert told["total"] == {"messages": 4, "notifications": 2, "people": 1}


async def test_one_to_one_chats_are_in_the_sums_alone(world: World) -> None:
    ada = await world.user()
    await world.http.post(
        f"/v2/user/{world.owner.id}/message", json={"message": "psst"}, headers=await world.token(ada)
    )
    told = await figures(world)
    assert told["total"]["messages"] == 1
    assert told["rooms"] == []


async def test_whoever_reads_in_the_web_client_is_active_guests_are_not_counted(world: World) -> None:
    ada, guest = await world.user(), await world.user("Gus Guest", is_guest=True)
    async with signed_in(world, ada):
        pass
    async with signed_in(world, guest):
        pass
    await world.app.services.usage.flush()
    await world.app.services.usage.flush()
    assert (await figures(world))["days"][-1]["people"] == 1


async def test_nothing_is_counted_twice_in_batches_or_by_two_at_once(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr(counting, "BATCH", 3)
    ada, kiln = await world.user(), await world.room("Kiln")
    await say(world, kiln, ada, 10)
    db = world.app.services.db
    both = [counting.Counting(db), counting.Counting(db)]
    await asyncio.gather(*(one.catch_up() for one in both))
    await both[0].catch_up()
    assert (await figures(world))["total"]["messages"] == 10


async def test_people_of_the_group_see_no_figures(world: World) -> None:
    ada = await world.user()
    refused = await world.http.get("/api/admin/statistics", headers=await world.token(ada))
    assert refused.status_code == 403
    for days in (0, 367, "x"):
        bad = await world.http.get(f"/api/admin/statistics?days={days}", headers=await world.token())
        assert bad.status_code == 400
