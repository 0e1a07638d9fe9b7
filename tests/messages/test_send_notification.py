"""POST /v2/room/{room}/notification"""

import json
from typing import Any

import pytest

from chinwag.scopes import Scope
from tests.messages.hostile_html import SAMPLES
from tests.messages.talk import notify, places, say
from tests.messages.test_html import residues
from tests.world import World

CARD = {"style": "link", "id": "1", "title": "A link", "url": "https://example.com/"}


async def test_a_notification_is_html_and_yellow_unless_it_says_otherwise(world: World) -> None:
    room = await world.room()
    entry = await notify(world, room, message="<b>built</b>")
    assert entry == {
        "color": "yellow",
        "date": entry["date"],
        "from": "Kiln",
        "id": entry["id"],
        "mentions": [],
        "message": "<b>built</b>",
        "message_format": "html",
        "type": "notification",
    }
    assert entry["date"].startswith("2026-03-01T12:00:00.")
    assert entry["date"].endswith("+00:00")


async def test_every_field_comes_back(world: World) -> None:
    room = await world.room()
    parent = await say(world, room, "first")
    entry = await notify(
        world,
        room,
        message="x < y",
        message_format="text",
        color="red",
        notify=True,
        attach_to=parent,
        card=CARD,
        **{"from": "Deploy bot"},
    )
    assert (entry["message"], entry["message_format"], entry["color"]) == ("x < y", "text", "red")
    assert (entry["from"], entry["attach_to"]) == ("Deploy bot", parent)
    assert isinstance(entry["card"], str)
    assert json.loads(entry["card"]) == CARD


@pytest.mark.one_engine
async def test_every_color_is_kept(world: World) -> None:
    room = await world.room()
    for color in ("yellow", "green", "red", "purple", "gray"):
        assert (await notify(world, room, message="x", color=color))["color"] == color


async def test_random_is_one_of_the_five_colors(world: World) -> None:
    room = await world.room()
    drawn = {(await notify(world, room, message="x", color="random"))["color"] for _ in range(40)}
    assert drawn <= {"yellow", "green", "red", "purple", "gray"}
    assert len(drawn) > 1


@pytest.mark.one_engine
@pytest.mark.parametrize(("spelt", "meant"), [("grey", "gray"), ("", "yellow")])
async def test_the_colors_of_grafana_are_taken(world: World, spelt: str, meant: str) -> None:
    room = await world.room()
    form = await world.http.post(
        f"/v2/room/{room.id}/notification",
        data={"message": "x", "color": spelt},
        headers=await world.room_token(room),
    )
    assert form.status_code == 204
    assert [(await notify(world, room, message="x", color=spelt))["color"]] == [meant]
    assert [entry["color"] for entry in await world.history(room)] == [meant, meant]


@pytest.mark.one_engine
async def test_a_fault_beside_a_spelling_is_the_one_that_is_told(world: World) -> None:
    room = await world.room()
    answer = await world.http.post(
        f"/v2/room/{room.id}/notification",
        json={"color": "grey", "message": "x", "message_format": "markdown"},
        headers=await world.room_token(room),
    )
    assert answer.status_code == 400
    assert answer.json()["error"]["field"] == "message_format"
    assert await world.history(room) == []


@pytest.mark.one_engine
async def test_a_color_that_does_not_exist_is_refused_as_recorded(world: World) -> None:
    room = await world.room()
    headers = await world.room_token(room)
    response = await world.http.post(
        f"/v2/room/{room.id}/notification", json={"message": "x", "color": "Red"}, headers=headers
    )
    error = response.json()["error"]
    assert response.status_code == 400
    assert error["message"] == (
        "Value u'Red' for field 'color' is not in the enumeration: "
        "['yellow', 'green', 'red', 'purple', 'gray', 'random']"
    )
    assert error["options"] == ["yellow", "green", "red", "purple", "gray", "random"]


@pytest.mark.one_engine
async def test_a_null_sender_is_refused_as_recorded(world: World) -> None:
    room = await world.room()
    response = await world.http.post(
        f"/v2/room/{room.id}/notification",
        json={"message": "x", "from": None},
        headers=await world.room_token(room),
    )
    assert response.status_code == 400
    assert response.json()["error"]["message"] == "Value None for field 'from' is not of type 'string'"


BAD: list[tuple[dict[str, Any], str]] = [
    ({}, "message"),
    ({"message": ""}, "message"),
    ({"message": None}, "message"),
    ({"message": ["x"]}, "message"),
    ({"message": "x" * 10_001}, "message"),
    ({"message": "x", "message_format": "markdown"}, "message_format"),
    ({"message": "x", "from": "x" * 65}, "from"),
    ({"message": "x", "attach_to": "x" * 37}, "attach_to"),
    ({"message": "x", "notify": "maybe"}, "notify"),
    ({"message": "x", "card": []}, "card"),
    ({"message": "x", "card": {"style": "link"}}, "card"),
    ({"message": "x", "card": "{"}, "card"),
]


@pytest.mark.one_engine
async def test_a_bad_field_is_named(world: World) -> None:
    room = await world.room()
    headers = await world.room_token(room)
    for body, field in BAD:
        response = await world.http.post(f"/v2/room/{room.id}/notification", json=body, headers=headers)
        assert (response.status_code, response.json()["error"].get("field")) == (400, field), body
    assert await world.history(room) == []


async def test_notify_is_a_truth_value_or_its_text(world: World) -> None:
    room = await world.room()
    for notified in (True, False, "true", "false", "True", 1, 0):
        await notify(world, room, message="x", notify=notified)


async def test_characters_are_counted_and_come_back(world: World) -> None:
    room = await world.room()
    for message in ("😀" * 10_000, "e\u0301" * 5000, "\u202e" + "x" * 9999, " ", "\n", "\ufeff"):
        for message_format in ("text", "html"):
            entry = await notify(world, room, message=message, message_format=message_format)
            assert entry["message"] == message


async def test_text_comes_back_as_it_was_sent_whatever_it_looks_like(world: World) -> None:
    room = await world.room()
    headers = await world.room_token(room)
    for sample in SAMPLES[::5]:
        entry = await notify(
            world, room, headers, message=sample, message_format="text", **{"from": sample[:64]}
        )
        assert entry["message"] == sample
        assert entry["from"] == sample[:64]


async def test_hostile_html_is_stored_without_its_harm(world: World) -> None:
    room = await world.room()
    headers = await world.room_token(room)
    for sample in SAMPLES[::5]:
        entry = await notify(world, room, headers, message=sample)
        assert residues(entry["message"]) == []


async def test_unknown_fields_are_ignored(world: World) -> None:
    entry = await notify(
        world, await world.room(), message="x", id=None, date=None, format="json", room_id=7, privacy="public"
    )
    assert entry["message"] == "x"


async def test_no_card_is_no_card(world: World) -> None:
    room = await world.room()
    for card in (None, ""):
        assert "card" not in await notify(world, room, message="x", card=card)


async def test_a_card_may_be_json_text(world: World) -> None:
    entry = await notify(world, await world.room(), message="x", card=json.dumps(CARD))
    assert json.loads(entry["card"]) == CARD


async def test_a_form_is_as_good_as_json(world: World) -> None:
    room = await world.room()
    response = await world.http.post(
        f"/v2/room/{room.id}/notification",
        data={"message": "<i>x</i>", "notify": "true", "color": "green", "card": json.dumps(CARD)},
        headers=await world.room_token(room),
    )
    assert response.status_code == 204
    entry = (await world.history(room))[-1]
    assert (entry["message"], entry["color"], json.loads(entry["card"])) == ("<i>x</i>", "green", CARD)


async def test_without_a_sender_the_tokens_label_signs(world: World) -> None:
    room = await world.room()
    for sender in ("", "   "):
        assert (await notify(world, room, message="x", **{"from": sender}))["from"] == "Kiln"


async def test_a_persons_notification_is_signed_with_a_text(world: World) -> None:
    room = await world.room()
    entry = await notify(world, room, await world.token(), message="x")
    assert entry["from"] == "Quayside Owner"
    assert entry["type"] == "notification"


async def test_an_addon_is_named_with_its_key(world: World) -> None:
    room = await world.room()
    entry = await notify(world, room, await world.addon_token(Scope.SEND_NOTIFICATION), message="x")
    assert entry["from"] == "Release desk"
    assert entry["notification_sender"]["type"] == "addon"
    assert entry["notification_sender"]["id"] == "release-desk"
    assert entry["notification_sender"]["client_id"]


async def test_an_unknown_parent_is_left_out(world: World) -> None:
    room, other = await world.room(), await world.room("Other")
    elsewhere = await say(world, other, "x")
    for attach_to in ("", "no-such-message", elsewhere):
        assert "attach_to" not in await notify(world, room, message="x", attach_to=attach_to)


async def test_mentions_work_in_text_only(world: World) -> None:
    room, ada = await world.room(), await world.user("Ada Quist")
    as_text = await notify(world, room, message="ping @AdaQuist", message_format="text")
    assert [person["id"] for person in as_text["mentions"]] == [ada.id]
    as_html = await notify(world, room, message="ping @AdaQuist")
    assert as_html["mentions"] == []


async def test_an_archived_room_refuses(world: World) -> None:
    room = await world.room(archived=True)
    response = await world.http.post(
        f"/v2/room/{room.id}/notification", json={"message": "x"}, headers=await world.room_token(room)
    )
    assert response.status_code == 409
    assert response.json()["error"]["message"] == "This room is archived"
    assert await world.history(room) == []


async def test_a_room_that_is_not_there_and_one_that_is_hidden_answer_alike(world: World) -> None:
    hidden, ada = await world.room("Hidden", private=True), await world.user("Ada Quist")
    headers = await world.token(ada)
    for ref in (str(hidden.id), "Hidden", "4711"):
        response = await world.http.post(
            f"/v2/room/{ref}/notification", json={"message": "x"}, headers=headers
        )
        assert response.status_code == 404
        assert response.json()["error"]["message"] == f"Room {ref} not found"


async def test_the_scope_is_needed(world: World) -> None:
    room = await world.room()
    headers = await world.token(None, Scope.SEND_MESSAGE)
    response = await world.http.post(
        f"/v2/room/{room.id}/notification", json={"message": "x"}, headers=headers
    )
    assert response.status_code == 403


async def test_positions_have_no_gaps_and_numbers_grow(world: World) -> None:
    room, other = await world.room(), await world.room("Other")
    for target in (room, other, room, other, room):
        await notify(world, target, message="x")
    first, second = await places(world, room), await places(world, other)
    assert [position for position, _ in first] == [1, 2, 3]
    assert [position for position, _ in second] == [1, 2]
    numbers = sorted(seq for _, seq in [*first, *second])
    assert numbers == list(range(numbers[0], numbers[0] + 5))


async def test_the_order_is_that_of_sending_when_the_clock_jumps(world: World) -> None:
    room = await world.room()
    headers = await world.room_token(room)
    for hours, text in ((0, "1"), (-1, "2"), (24, "3"), (-24, "4")):
        world.clock.jump(hours=hours)
        await notify(world, room, headers, message=text)
    history = await world.history(room)
    assert [entry["message"] for entry in history] == ["1", "2", "3", "4"]
    assert len({entry["id"] for entry in history}) == 4
