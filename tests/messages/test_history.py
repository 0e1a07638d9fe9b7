"""GET /v2/room/{room}/history, .../latest and .../{message}"""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from chinwag.clock import iso
from chinwag.scopes import Scope
from tests.messages.talk import delete, notify, read, say, say_many, texts
from tests.world import MadeRoom, World

FUTURE = "2030-01-01T00:00:00Z"


async def walk(world: World, path: str, **query: Any) -> list[list[Any]]:
    """The texts of every page that `next` leads to."""
    pages = []
    page = await read(world, path, **query)
    while True:
        pages.append(texts(page))
        if "next" not in page["links"]:
            return pages
        assert len(pages) < 50, "next never ends"
        following = urlsplit(page["links"]["next"])
        page = await read(world, following.path, **dict(parse_qsl(following.query)))


async def deep(world: World, count: int = 10) -> tuple[MadeRoom, str]:
    room = await world.room()
    await say_many(world, room, count)
    return room, f"/v2/room/{room.id}/history"


def numbers(first: int, last: int) -> list[str]:
    step = 1 if first <= last else -1
    return [str(number) for number in range(first, last + step, step)]


# ---- recent


async def test_recent_is_the_newest_75_oldest_first_and_no_more(world: World) -> None:
    _, path = await deep(world, 80)
    for query in ({}, {"date": "recent"}, {"date": "recent", "start-index": 5, "max-results": 3}):
        page = await read(world, path, **query)
        assert texts(page) == numbers(6, 80)
        assert set(page["links"]) == {"self"}
        assert page["links"]["self"] == f"http://chat.test{path}"
        assert page["startIndex"] == 0
    assert texts(await read(world, path, reverse="false")) == numbers(80, 6)


async def test_an_empty_room_has_an_empty_history(world: World) -> None:
    room = await world.room()
    for path in (f"/v2/room/{room.id}/history", f"/v2/room/{room.id}/history/latest"):
        assert (await read(world, path))["items"] == []
    assert (await read(world, f"/v2/room/{room.id}/history", date=FUTURE))["items"] == []


# ---- dates and pages


async def test_pages_lead_back_in_time_each_oldest_first(world: World) -> None:
    _, path = await deep(world, 7)
    assert await walk(world, path, date=FUTURE, **{"max-results": 3}) == [
        ["5", "6", "7"],
        ["2", "3", "4"],
        ["1"],
    ]


async def test_newest_first_when_asked_for(world: World) -> None:
    _, path = await deep(world, 7)
    pages = await walk(world, path, date=FUTURE, reverse="false", **{"max-results": 3})
    assert pages == [["7", "6", "5"], ["4", "3", "2"], ["1"]]


async def test_next_keeps_the_other_parameters_and_stands_only_where_there_is_more(world: World) -> None:
    _, path = await deep(world, 4)
    page = await read(world, path, date=FUTURE, reverse="false", room_id="1", **{"max-results": 2})
    query = dict(parse_qsl(urlsplit(page["links"]["next"]).query))
    assert query == {
        "date": FUTURE,
        "reverse": "false",
        "room_id": "1",
        "start-index": "2",
        "max-results": "2",
    }
    last = await read(world, path, date=FUTURE, **{"max-results": 2, "start-index": 2})
    assert set(last["links"]) == {"self", "prev"}
    assert (last["startIndex"], last["maxResults"]) == (2, 2)


async def test_date_is_the_latest_moment_and_end_date_the_earliest_both_included(world: World) -> None:
    room, path = await deep(world, 9)
    dates = [entry["date"] for entry in await world.history(room)]
    assert texts(await read(world, path, date=dates[4])) == numbers(1, 5)
    assert texts(await read(world, path, date=dates[6], **{"end-date": dates[2]})) == numbers(3, 7)
    assert texts(await read(world, path, date=dates[0])) == ["1"]
    assert texts(await read(world, path, date=dates[2], **{"end-date": dates[6]})) == []
    for none in ("null", ""):
        assert texts(await read(world, path, date=dates[1], **{"end-date": none})) == ["1", "2"]


async def test_between_two_messages_the_earlier_is_the_last(world: World) -> None:
    _room, path = await deep(world, 3)
    moment = world.clock.now() - timedelta(seconds=90)
    assert texts(await read(world, path, date=iso(moment))) == ["1"]
    assert texts(await read(world, path, date=str(moment.timestamp()))) == ["1"]
    assert texts(await read(world, path, date="2026-02-28")) == []
    assert texts(await read(world, path, date="2026-03-01")) == ["1", "2", "3"]


async def test_a_plus_that_arrives_as_a_blank_is_read_as_a_plus(world: World) -> None:
    room, path = await deep(world, 3)
    date = (await world.history(room))[1]["date"]
    response = await world.http.get(f"{path}?date={date}", headers=await world.token())
    assert texts(response.json()) == ["1", "2"]


async def test_every_date_is_found_exactly(world: World) -> None:
    room, path = await deep(world, 33)
    dates = [entry["date"] for entry in await world.history(room)]
    for place, date in enumerate(dates, 1):
        assert texts(await read(world, path, date=date)) == numbers(1, place)


async def test_zero_results_are_no_error_and_lead_nowhere(world: World) -> None:
    _, path = await deep(world, 3)
    for address in (path, f"{path}/latest"):
        page = await read(world, address, date=FUTURE, **{"max-results": 0})
        assert (page["items"], page["maxResults"]) == ([], 0)
        assert "next" not in page["links"]


async def test_a_start_behind_the_end_is_an_empty_page(world: World) -> None:
    _, path = await deep(world, 3)
    for start in (3, 100, 10**6, 2**53):
        page = await read(world, path, date=FUTURE, **{"start-index": start})
        assert page["items"] == []
        assert "next" not in page["links"]


BAD: list[dict[str, Any]] = [
    {"max-results": 1001},
    {"max-results": -1},
    {"max-results": "many"},
    {"start-index": -1},
    {"start-index": 10**30},
    {"date": "yesterday"},
    {"date": FUTURE, "end-date": "soon"},
    {"timezone": "Mars/Olympus"},
    {"reverse": "perhaps"},
    {"include_deleted": "perhaps"},
]


async def test_a_bad_parameter_is_named(world: World) -> None:
    room, headers = await world.room(), await world.token()
    for query in BAD:
        response = await world.http.get(f"/v2/room/{room.id}/history", params=query, headers=headers)
        assert (response.status_code, response.json()["error"].get("field")) == (400, list(query)[-1]), query


async def test_dates_are_shown_in_the_time_zone(world: World) -> None:
    _room, path = await deep(world, 1)
    (utc,) = (await read(world, path))["items"]
    (there,) = (
        await read(world, path, timezone="Asia/Kathmandu", date=FUTURE, **{"end-date": "2026-01-01"})
    )["items"]
    assert there["date"].endswith("+05:45")
    assert there["date"][:10] == "2026-03-01"
    assert there["date"] != utc["date"]


async def test_a_clock_that_was_set_back_loses_no_page(world: World) -> None:
    room = await world.room()
    await say_many(world, room, 3)
    world.clock.jump(hours=-1)
    await say(world, room, "4")
    assert await walk(world, f"/v2/room/{room.id}/history", date=FUTURE, **{"max-results": 1}) == [
        ["4"],
        ["3"],
        ["2"],
        ["1"],
    ]


# ---- deleted


async def test_a_deleted_message_keeps_its_place_without_its_text(world: World) -> None:
    room = await world.room()
    await say(world, room, "1")
    gone = await say(world, room, "@QuaysideOwner 2")
    noted = (await notify(world, room, message="3", card={"style": "link", "id": "1", "title": "x"}))["id"]
    await delete(world, gone)
    await delete(world, noted)
    entries = await world.history(room)
    assert [entry["message"] for entry in entries] == ["1", None, None]
    assert entries[1]["mentions"] == []
    assert "card" not in entries[2]
    path = f"/v2/room/{room.id}/history"
    assert texts(await read(world, path, include_deleted="false")) == ["1"]
    assert texts(await read(world, f"{path}/latest", include_deleted="false")) == ["1"]
    assert (await read(world, f"{path}/{gone}"))["message"]["message"] is None
    response = await world.http.get(f"{path}/{gone}?include_deleted=false", headers=await world.token())
    assert response.status_code == 404


async def test_without_deleted_ones_pages_are_full_and_next_loses_nothing(world: World) -> None:
    room = await world.room()
    ids = await say_many(world, room, 12)
    for place in (12, 10, 9, 8, 5, 1):
        await delete(world, ids[place - 1])
    pages = await walk(
        world, f"/v2/room/{room.id}/history", date=FUTURE, include_deleted="false", **{"max-results": 2}
    )
    assert pages == [["7", "11"], ["4", "6"], ["2", "3"]]


# ---- latest


async def test_latest_is_75_unless_told(world: World) -> None:
    _, path = await deep(world, 80)
    page = await read(world, f"{path}/latest")
    assert texts(page) == numbers(6, 80)
    assert page["maxResults"] == 75
    assert page["links"] == {"self": f"http://chat.test{path}/latest"}
    assert texts(await read(world, f"{path}/latest", **{"max-results": 3})) == ["78", "79", "80"]
    assert len(texts(await read(world, f"{path}/latest", **{"max-results": 200}))) == 80


async def test_nothing_older_than_not_before(world: World) -> None:
    room = await world.room()
    ids = await say_many(world, room, 6)
    path = f"/v2/room/{room.id}/history/latest"
    assert texts(await read(world, path, **{"not-before": ids[3]})) == ["4", "5", "6"]
    assert texts(await read(world, path, **{"not-before": ids[3], "max-results": 2})) == ["5", "6"]
    assert texts(await read(world, path, **{"not-before": ids[5]})) == ["6"]
    assert texts(await read(world, path, **{"not-before": ""})) == numbers(1, 6)


async def test_not_before_a_message_of_elsewhere_is_refused(world: World) -> None:
    room, other = await world.room(), await world.room("Other")
    elsewhere = await say(world, other, "x")
    for message_id in (elsewhere, "nothing", "x" * 1000):
        response = await world.http.get(
            f"/v2/room/{room.id}/history/latest",
            params={"not-before": message_id},
            headers=await world.token(),
        )
        assert response.status_code == 400
        assert response.json()["error"]["field"] == "not-before"


# ---- one message


async def test_one_message_is_wrapped(world: World) -> None:
    room = await world.room()
    message_id = await say(world, room, "x")
    one = await read(world, f"/v2/room/{room.id}/history/{message_id}")
    assert one == {"message": (await world.history(room))[0]}


async def test_a_message_of_another_room_is_not_there(world: World) -> None:
    room, other = await world.room(), await world.room("Other")
    elsewhere = await say(world, other, "x")
    for message_id in (elsewhere, "nothing", elsewhere.upper()):
        response = await world.http.get(
            f"/v2/room/{room.id}/history/{message_id}", headers=await world.token()
        )
        assert response.status_code == 404
        assert response.json()["error"]["message"] == f"Message {message_id} not found"


# ---- who may read


async def test_a_room_client_reads_its_own_room_only(world: World) -> None:
    room, other = await world.room(), await world.room("Other")
    await say(world, room, "x")
    headers = await world.addon_token(Scope.VIEW_MESSAGES, room=room)
    assert texts(await read(world, f"/v2/room/{room.id}/history", headers)) == ["x"]
    assert (await world.http.get(f"/v2/room/{other.id}/history", headers=headers)).status_code == 403


async def test_a_private_room_has_no_history_for_others(world: World) -> None:
    ada = await world.user("Ada Quist")
    room = await world.room("Hidden", private=True)
    message_id = await say(world, room, "x")
    headers = await world.token(ada)
    for path in ("history", "history/latest", f"history/{message_id}"):
        hidden = await world.http.get(f"/v2/room/{room.id}/{path}", headers=headers)
        missing = await world.http.get(f"/v2/room/4711/{path}", headers=headers)
        assert hidden.status_code == missing.status_code == 404
        assert hidden.json()["error"]["message"] == f"Room {room.id} not found"


async def test_the_scope_is_needed(world: World) -> None:
    room = await world.room()
    headers = await world.token(None, Scope.VIEW_ROOM, Scope.VIEW_GROUP)
    response = await world.http.get(f"/v2/room/{room.id}/history", headers=headers)
    assert response.status_code == 403
    assert "view_messages" in response.json()["error"]["message"]


# ---- expansion


async def test_people_in_a_history_open_up(world: World) -> None:
    room, ada = await world.room(), await world.user("Ada Quist")
    message_id = await say(world, room, "@QuaysideOwner hi", ada)
    page = await read(world, f"/v2/room/{room.id}/history", expand="items.from,items.mentions")
    assert page["items"][0]["from"]["email"] == ada.email
    assert page["items"][0]["mentions"][0]["email"] == world.owner.email
    one = await read(world, f"/v2/room/{room.id}/history/{message_id}", expand="message.from")
    assert one["message"]["from"]["email"] == ada.email


async def test_a_new_topic_is_an_entry(world: World) -> None:
    room = await world.room()
    response = await world.http.put(
        f"/v2/room/{room.id}/topic", json={"topic": "Ship it"}, headers=await world.token()
    )
    assert response.status_code == 204
    (entry,) = await world.history(room)
    assert (entry["type"], entry["message"], entry["from"]["id"]) == ("topic", "Ship it", world.owner.id)


async def test_an_addons_topic_is_signed_with_its_name(world: World) -> None:
    room = await world.room()
    headers = await world.addon_token(Scope.ADMIN_ROOM)
    response = await world.http.put(f"/v2/room/{room.id}/topic", json={"topic": "Ship it"}, headers=headers)
    assert response.status_code == 204
    (entry,) = await world.history(room)
    assert (entry["type"], entry["from"]) == ("topic", "Release desk")
