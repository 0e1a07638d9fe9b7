"""Importing old messages: they stand where their time puts them, and nobody is told."""

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa

from chinwag.db.statements import statement
from chinwag.db.tables import messages
from chinwag.scopes import Scope
from tests.accounts.browser import signed_in
from tests.imports.importer import SAID, bring, brought, importer
from tests.realtime.sockets import bodies, listening, serving
from tests.world import World

PLACES = statement(
    sa.select(messages.c.position, messages.c.sent_at)
    .where(messages.c.chat_id == sa.bindparam("chat"))
    .order_by(messages.c.position)
)


async def test_old_messages_stand_in_the_history_as_they_were(world: World) -> None:
    room = await world.room("Deploys")

    assert await brought(world, room) == {"imported": 2, "known": 0, "last_position": 2}

    first, second = await world.history(room)
    assert (first["message"], second["message"]) == ("First", "Second")
    assert first["date"] == "2016-05-26T15:32:43.700609+00:00"
    assert first["from"]["id"] == world.owner.id
    assert first["type"] == "message"


async def test_the_same_again_changes_nothing(world: World) -> None:
    room = await world.room("Deploys")
    await brought(world, room)

    assert await brought(world, room) == {"imported": 0, "known": 2, "last_position": 2}
    more = {"date": "2016-05-28T08:00:00Z", "from": 1, "message": "Third"}
    assert await brought(world, room, *SAID, more) == {"imported": 1, "known": 2, "last_position": 3}
    assert [one["message"] for one in await world.history(room)] == ["First", "Second", "Third"]


async def test_ids_are_kept_and_make_a_message_one(world: World) -> None:
    room = await world.room("Deploys")
    given = "0F5A3C6F-7B01-4D1E-9C55-2C1B9F637D1E"
    one = {"id": given, "date": "2016-05-26T15:32:43Z", "from": 1, "message": "First"}

    await brought(world, room, one)
    again = await brought(world, room, {**one, "message": "Other words"})

    assert again == {"imported": 0, "known": 1, "last_position": 1}
    (kept,) = await world.history(room)
    assert (kept["id"], kept["message"]) == (given.lower(), "First")
    other = await world.room("Other")
    assert (await bring(world, other, one)).status_code == 409


async def test_what_is_newest_first_is_put_in_order(world: World) -> None:
    room = await world.room("Deploys")
    await brought(world, room, *reversed(SAID))
    assert [one["message"] for one in await world.history(room)] == ["First", "Second"]


async def test_what_is_older_than_the_chat_is_refused(world: World) -> None:
    room = await world.room("Deploys")
    await brought(world, room, SAID[1])

    refused = await bring(world, room, SAID[0])

    assert refused.status_code == 409
    assert "2016-05-27T08:00:00+00:00" in refused.json()["error"]["message"]
    headers = await world.token()
    said = await world.http.post(f"/v2/room/{room.id}/message", json={"message": "Now"}, headers=headers)
    assert said.status_code == 201
    later = {"date": "2016-05-28T08:00:00Z", "from": 1, "message": "Late"}
    assert (await bring(world, room, later)).status_code == 409
    assert len(await world.history(room)) == 2


async def test_positions_stay_dense_and_in_the_order_of_time(world: World) -> None:
    room = await world.room("Deploys")
    same = [{"date": "2016-05-26T15:32:43Z", "from": 1, "message": f"Word {n}"} for n in range(40)]
    await brought(world, room, *same)
    await brought(world, room, *same, {"date": "2016-05-26T15:32:43Z", "from": 1, "message": "Word 40"})
    headers = await world.token()
    await world.http.post(f"/v2/room/{room.id}/message", json={"message": "Now"}, headers=headers)

    async with world.app.services.db.read() as tx:
        rows = await tx.all(PLACES, {"chat": room.id})

    assert [row[0] for row in rows] == list(range(1, 43))
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)


async def test_a_date_finds_them_and_statistics_count_them(world: World) -> None:
    room = await world.room("Deploys")
    await brought(world, room)
    headers = await world.token()

    path = f"/v2/room/{room.id}/history?date=2016-05-26T23:00:00Z&reverse=false"
    found = (await world.http.get(path, headers=headers)).json()["items"]
    figures = (await world.http.get(f"/v2/room/{room.id}/statistics", headers=headers)).json()

    assert [one["message"] for one in found] == ["First"]
    assert figures["messages_sent"] == 2
    assert figures["last_active"] == "2016-05-27T08:00:00+00:00"


async def test_everybody_finds_them_read_and_nobody_is_mentioned(world: World) -> None:
    ada = await world.user()
    room = await world.room("Deploys")
    hidden = await world.room("Hidden", private=True, members=(ada,))
    said = [{"date": "2016-05-26T15:32:43Z", "from": 1, "message": f"@{ada.mention_name} @all look"}]
    await brought(world, room, *said)
    await brought(world, hidden, *said)
    await brought(world, room, {"date": "2016-05-27T15:32:43Z", "from": 1, "message": "More"})

    async with signed_in(world, ada) as page:
        listed = (await page.get("/api/start")).json()["rooms"]

    assert {entry["name"]: entry["last_position"] for entry in listed} == {"Deploys": 2, "Hidden": 1}
    for entry in listed:
        assert entry["read_position"] == entry["last_position"]
        assert entry["mentions"] == 0
    assert [person["name"] for person in (await world.history(room))[0]["mentions"]] == ["Ada Quist"]


async def test_what_was_unread_before_stays_unread(world: World) -> None:
    ada, room = await world.user(), await world.room("Deploys")
    owner = await world.token()
    await world.http.post(f"/v2/room/{room.id}/message", json={"message": "Now"}, headers=owner)
    world.clock.advance(days=1)
    now = {"date": world.clock.now().isoformat(), "from": 1, "message": "Later"}
    await brought(world, room, now)

    async with signed_in(world, ada) as page:
        (entry,) = (await page.get("/api/start")).json()["rooms"]

    assert (entry["read_position"], entry["last_position"]) == (0, 2)


async def test_no_listener_is_told_and_none_misses_what_follows(world: World) -> None:
    room = await world.room("Deploys")
    headers = await world.token()
    path = f"/v2/room/{room.id}/message"
    async with serving(world.app) as port:
        async with listening(port, headers) as socket:
            cursor = socket.frames[0]["cursor"]
            await brought(world, room)
            await world.http.post(path, json={"message": "Now"}, headers=headers)
            assert bodies(await socket.all_so_far()) == ["Now"]
        await brought(world, await world.room("Other"))
        await world.http.post(path, json={"message": "Again"}, headers=headers)
        async with listening(port, headers, cursor=cursor) as socket:
            assert not socket.frames[0]["reload"]
            assert bodies(await socket.all_so_far()) == ["Now", "Again"]


async def test_notifications_and_topics_come_with_label_colour_and_safe_html(world: World) -> None:
    room = await world.room("Deploys")
    await brought(
        world,
        room,
        {
            "date": "2016-05-26T15:32:43Z",
            "type": "notification",
            "from": "Jenkins",
            "message": "<b>ok</b><script>alert(1)</script>",
            "message_format": "html",
            "color": "green",
        },
        {"date": "2016-05-26T15:32:44Z", "type": "topic", "from": "@QuaysideOwner", "message": "New topic"},
    )

    notification, topic = await world.history(room)

    assert (notification["from"], notification["color"]) == ("Jenkins", "green")
    assert notification["message"] == "<b>ok</b>"
    assert topic["type"] == "topic"
    shown = await world.http.get(f"/v2/room/{room.id}", headers=await world.token())
    assert shown.json()["topic"] == "", "the topic of today is not touched"


async def test_times_of_the_export_archives_are_understood(world: World) -> None:
    room = await world.room("Deploys")
    await brought(
        world,
        room,
        {"date": "2018-08-08T14:23:54Z 626267", "from": 1, "message": "a"},
        {"date": 1533738300.5, "from": 1, "message": "b"},
        {"date": "2018-08-08T18:25:01.5+02:00", "from": 1, "message": "c"},
        {"date": "2018-08-08T16:25:02", "from": 1, "message": "d"},
    )
    assert [one["date"] for one in await world.history(room)] == [
        "2018-08-08T14:23:54.626267+00:00",
        "2018-08-08T14:25:00.500000+00:00",
        "2018-08-08T16:25:01.500000+00:00",
        "2018-08-08T16:25:02.000000+00:00",
    ]


async def test_people_who_left_keep_their_words(world: World) -> None:
    room, gone = await world.room("Deploys"), await world.user("Gone Person", is_deleted=True)
    await brought(world, room, {"date": "2016-05-26T15:32:43Z", "from": gone.id, "message": "Bye"})
    assert (await world.history(room))[0]["from"]["name"] == "Gone Person"


async def test_a_one_to_one_chat_comes_to_be_with_its_history(world: World) -> None:
    ada, bob = await world.user("Ada Quist"), await world.user("Bob Reed")
    path = f"/v2/import/privatechat/{ada.id}/@{bob.mention_name}/history"
    said = [
        {"date": "2016-05-26T15:32:43Z", "from": ada.id, "message": "Hi"},
        {"date": "2016-05-26T15:32:44Z", "from": bob.email, "message": "Ho"},
    ]
    for known in (0, 2):
        answer = await world.http.post(path, json={"messages": said}, headers=await importer(world))
        assert answer.json() == {"imported": 2 - known, "known": known, "last_position": 2}

    history = f"/v2/user/{bob.id}/history/latest"
    items = (await world.http.get(history, headers=await world.token(ada))).json()["items"]
    assert [one["message"] for one in items] == ["Hi", "Ho"]
    for person in (ada, bob):
        async with signed_in(world, person) as page:
            people = (await page.get("/api/start")).json()["people"]
            (entry,) = [one for one in people if one["chat_id"]]
            assert entry["read_position"] == entry["last_position"] == 2
    third = {"date": "2016-05-27T15:32:43Z", "from": world.owner.id, "message": "I"}
    refused = await world.http.post(path, json={"messages": [third]}, headers=await importer(world))
    assert refused.status_code == 400


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"date": "2999-01-01T00:00:00Z"}, "messages[0].date"),
        ({"date": "yesterday"}, "messages[0].date"),
        ({"date": "1969-12-31T23:59:59Z"}, "messages[0].date"),
        ({"date": 1e30}, "messages[0].date"),
        ({"date": "٢٠١٦-٠٥-٢٦"}, "messages[0].date"),
        ({"from": 999_999}, "messages[0].from"),
        ({"from": "@nobody"}, "messages[0].from"),
        ({"type": "notification", "from": " "}, "messages[0].from"),
        ({"type": "notification", "from": "x" * 65}, "messages[0].from"),
        ({"id": "not-a-uuid"}, "messages[0].id"),
        ({"type": "guest_access"}, None),
        ({"message": "x" * 32_769}, None),
        ({"message": None}, None),
        ({"from": None}, None),
        ({"mentions": ["x"]}, None),
    ],
)
async def test_a_message_that_cannot_be_is_named_and_nothing_is_stored(
    world: World, change: dict[str, Any], field: str | None
) -> None:
    room = await world.room("Deploys")
    refused = await bring(world, room, {**SAID[0], **change}, SAID[1])
    assert refused.status_code == 400, refused.text
    if field is not None:
        assert refused.json()["error"]["field"] == field
    assert await world.history(room) == []


async def test_a_call_brings_one_to_five_hundred(world: World) -> None:
    room = await world.room("Deploys")
    many = [{"date": f"2016-05-26T15:32:43.{n:06d}Z", "from": 1, "message": "m"} for n in range(501)]
    assert (await bring(world, room, *many)).status_code == 400
    assert (await brought(world, room, *many[:500]))["imported"] == 500
    headers = await importer(world)
    path = f"/v2/import/room/{room.id}/history"
    assert (await world.http.post(path, json={"messages": []}, headers=headers)).status_code == 400


async def test_only_add_ons_of_the_group_with_the_scope_import(world: World) -> None:
    room = await world.room("Deploys")
    path = f"/v2/import/room/{room.id}/history"
    others = [
        await world.token(),
        await world.token(None, Scope.IMPORT_DATA),
        await world.addon_token(Scope.ADMIN_GROUP),
        await world.addon_token(Scope.IMPORT_DATA, room=room),
        await world.room_token(room),
    ]
    for headers in others:
        assert (await world.http.post(path, json={"messages": SAID}, headers=headers)).status_code == 403


async def test_nothing_comes_into_another_group_or_from_its_people(world: World) -> None:
    group_id, rival = await world.group("Rivals")
    foreign = await world.room("Foreign", owner=rival, group_id=group_id)
    assert (await bring(world, foreign)).status_code == 404
    room = await world.room("Deploys")
    assert (await bring(world, room, {**SAID[0], "from": rival.id})).status_code == 400
    named = {**SAID[0], "mentions": [rival.id]}
    await brought(world, room, named)
    assert (await world.history(room))[0]["mentions"] == []


async def test_an_archived_room_takes_none(world: World) -> None:
    assert (await bring(world, await world.room("Old", archived=True))).status_code == 409


async def test_imports_beside_each_other_and_beside_posts_lose_nothing(world: World) -> None:
    room = await world.room("Deploys")
    headers, path = await world.token(), f"/v2/room/{room.id}/message"
    batches = [
        [{"date": f"2016-05-26T15:32:{n:02d}Z", "from": 1, "message": f"m{n}"} for n in range(20)]
        for _ in range(4)
    ]
    answers = await asyncio.gather(
        *[bring(world, room, *batch) for batch in batches],
        *[world.http.post(path, json={"message": "Now"}, headers=headers) for _ in range(4)],
    )
    assert {answer.status_code for answer in answers[4:]} == {201}
    assert {answer.status_code for answer in answers[:4]} <= {200, 409}
    async with world.app.services.db.read() as tx:
        rows = await tx.all(PLACES, {"chat": room.id})
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    old, new = [row[1] for row in rows[:-4]], [row[1] for row in rows[-4:]]
    assert len(old) in {0, 20}
    assert old == sorted(old)
    assert not old or max(old) < min(new)
