"""Entries of histories as they were recorded from HipChat, key by key, and the ways in which clients walk them."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from chinwag.scopes import Scope
from tests.messages.talk import delete, notify, read, say, say_many, texts
from tests.world import World

CARD = {"style": "link", "id": "c1", "title": "Pier", "url": "https://docs.example.com/pier"}
SIX_DIGITS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}[+-]\d\d:\d\d")


async def test_notification_of_an_addon_has_the_recorded_keys(world: World) -> None:
    room = await world.room()
    parent = await say(world, room, "https://docs.example.com/pier")
    headers = await world.addon_token(Scope.SEND_NOTIFICATION, Scope.VIEW_MESSAGES)
    body = {"message": "<p>Pier</p>", "color": "gray", "from": "Link", "attach_to": parent, "card": CARD}
    entry = await notify(world, room, headers, **body)
    assert entry.keys() == {
        *("attach_to", "card", "color", "date", "from", "id", "mentions", "message", "message_format"),
        *("notification_sender", "type"),
    }
    assert entry["notification_sender"].keys() == {"client_id", "id", "type"}
    assert (entry["attach_to"], entry["from"], entry["mentions"]) == (parent, "Link", [])
    assert isinstance(entry["card"], str)
    assert json.loads(entry["card"]).items() >= CARD.items()


async def test_entries_of_people_have_no_colour_and_no_format(world: World) -> None:
    room, ada = await world.room(), await world.user("Ada Quist")
    first = await say(world, room, f"hi @{ada.mention_name}")
    body = {"message": "yes", "parentMessageId": first}
    await world.http.post(f"/v2/room/{room.id}/reply", json=body, headers=await world.token(ada))
    topic = {"topic": "Low water"}
    await world.http.put(f"/v2/room/{room.id}/topic", json=topic, headers=await world.token(ada))
    message, reply, change = await world.history(room)
    bare = {"date", "from", "id", "mentions", "message", "type"}
    assert message.keys() == change.keys() == bare
    assert reply.keys() == bare | {"attach_to"}
    assert reply["attach_to"] == first
    assert [entry["type"] for entry in (message, reply, change)] == ["message", "message", "topic"]
    assert message["from"].keys() >= {"id", "links", "mention_name", "name"}
    assert message["mentions"][0]["id"] == ada.id
    assert change["message"] == "Low water"


async def test_dates_have_six_digits_on_a_full_second_too(world: World) -> None:
    room = await world.room()
    for offset in (0, 1, 999_999):
        now = world.clock.now()
        world.clock.advance(microseconds=(offset - 1 - now.microsecond) % 1_000_000)
        await say(world, room, "x")
    dates = [entry["date"] for entry in await world.history(room)]
    assert all(SIX_DIGITS.fullmatch(date) for date in dates), dates
    for zone in ("Europe/Berlin", "America/St_Johns", "Asia/Kathmandu"):
        page = await read(world, f"/v2/room/{room.id}/history", timezone=zone)
        assert all(SIX_DIGITS.fullmatch(entry["date"]) for entry in page["items"])


async def test_exporter_walks_back_by_the_date_of_the_first_item(world: World) -> None:
    """As hipchat-exporter does: the oldest date of a full page is the next `date`; that message comes again."""
    room = await world.room()
    await say_many(world, room, 23)
    found: dict[str, Any] = {}
    date = "2030-01-01T00:00:00Z"
    for _ in range(20):
        query = {"date": date, "max-results": 5, "timezone": "Asia/Tokyo", "end-date": "2000-01-01T00:00:00Z"}
        items = (await read(world, f"/v2/room/{room.id}/history", **query))["items"]
        before = len(found)
        found |= {item["id"]: item["message"] for item in items}
        if len(found) == before:
            break
        date = items[0]["date"]
    assert sorted(map(int, found.values())) == list(range(1, 24))


@pytest.mark.parametrize(("yes", "no"), [("true", "false"), ("True", "False"), ("1", "0")])
async def test_truth_values_come_as_text(world: World, yes: str, no: str) -> None:
    room = await world.room()
    first, _ = await say_many(world, room, 2)
    await delete(world, first)
    path = f"/v2/room/{room.id}/history"
    assert texts(await read(world, path, reverse=yes, include_deleted=yes)) == [None, "2"]
    assert texts(await read(world, path, reverse=no, include_deleted=yes)) == ["2", None]
    assert texts(await read(world, path, include_deleted=no)) == ["2"]


async def test_one_to_one_chats_take_the_same_parameters(world: World) -> None:
    ada, headers = await world.user("Ada Quist"), await world.token()
    dates = []
    for number in range(1, 7):
        world.clock.advance(minutes=1)
        await world.http.post(f"/v2/user/{ada.id}/message", json={"message": str(number)}, headers=headers)
        dates.append(world.clock.now() - timedelta(seconds=1))
    path = f"/v2/user/{ada.id}/history"
    future = "2030-01-01"
    assert texts(await read(world, path)) == ["1", "2", "3", "4", "5", "6"]
    paged = await read(world, path, date=future, reverse="false", **{"max-results": 2, "start-index": 1})
    assert texts(paged) == ["5", "4"]
    span = await read(world, path, date=dates[4].isoformat(), **{"end-date": str(dates[1].timestamp())})
    assert texts(span) == ["2", "3", "4"]
    items = (await read(world, path, date=future))["items"]
    latest = await read(world, f"{path}/latest", **{"not-before": items[3]["id"], "max-results": 10})
    assert texts(latest) == ["4", "5", "6"]
    there = await read(world, f"{path}/latest", timezone="America/St_Johns")
    assert there["items"][0]["date"].endswith(("-02:30", "-03:30"))


async def test_end_date_alone_filters_nothing(world: World) -> None:
    room = await world.room()
    await say_many(world, room, 3)
    page = await read(world, f"/v2/room/{room.id}/history", **{"end-date": "2029-01-01"})
    assert texts(page) == ["1", "2", "3"]


async def test_day_of_the_clock_change_is_whole_in_its_zone(world: World) -> None:
    """29 March 2026 has 23 hours in Berlin: from 23:00 UTC the day before to 22:00 UTC."""
    room = await world.room()
    world.clock.jump(days=27, hours=10, minutes=59)
    for _ in range(26):
        await say(world, room, f"{world.clock.now():%d %H}")
        world.clock.jump(hours=1)
    query = {"date": "2026-03-29", "end-date": "2026-03-29", "timezone": "Europe/Berlin"}
    found = texts(await read(world, f"/v2/room/{room.id}/history", **query))
    assert (found[0], found[-1], len(found)) == ("28 23", "29 21", 23)
