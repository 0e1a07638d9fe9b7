"""rooms/message and rooms/history."""

from typing import Any

import pytest

from tests.v1.clients import V1, error_of, make_v1
from tests.world import MadeRoom, World


async def _sent(world: World, script: V1, room: MadeRoom, **parameters: Any) -> dict[str, Any]:
    """The notification that a message became."""
    call = {"room_id": room.id, "from_": "Kiln", "message": "Done", **parameters}
    assert await script.posted("rooms/message", **call) == {"status": "sent"}
    return (await world.history(room))[-1]


async def test_a_message_is_a_yellow_html_notification_from_its_label(world: World, notifier: V1) -> None:
    room = await world.room("Deploys")
    kept = await _sent(world, notifier, room, message='<b>Done</b> <a href="https://x.example/">log</a>')
    assert kept["message"] == '<b>Done</b> <a href="https://x.example/">log</a>'
    assert (kept["type"], kept["from"]) == ("notification", "Kiln")
    assert (kept["message_format"], kept["color"]) == ("html", "yellow")


async def test_grey_is_gray(world: World, notifier: V1) -> None:
    assert (await _sent(world, notifier, await world.room(), color="grey"))["color"] == "gray"


@pytest.mark.parametrize("color", ["yellow", "red", "green", "purple", "gray"])
async def test_a_message_has_the_colour_that_was_asked_for(world: World, notifier: V1, color: str) -> None:
    assert (await _sent(world, notifier, await world.room(), color=color))["color"] == color


async def test_no_colour_and_no_format_mean_the_usual_ones(world: World, notifier: V1) -> None:
    kept = await _sent(world, notifier, await world.room(), color="", message_format="", notify="")
    assert (kept["color"], kept["message_format"]) == ("yellow", "html")
    assert (await _sent(world, notifier, await world.room("R"), color="random"))["color"] != "random"


async def test_text_is_treated_as_typed_so_its_mentions_call(world: World, notifier: V1) -> None:
    ada = await world.user("Ada Quist")
    room = await world.room("Deploys")
    kept = await _sent(world, notifier, room, message="@AdaQuist <b>look</b>", message_format="text")
    assert kept["message"] == "@AdaQuist <b>look</b>"
    assert [person["id"] for person in kept["mentions"]] == [ada.id]
    kept = await _sent(world, notifier, room, message="@AdaQuist look", message_format="html")
    assert kept["mentions"] == []


@pytest.mark.parametrize(
    ("label", "notify"),
    [("Zenoss (Crit)", "1"), ("Cabot/kiln", "1"), ("Röntgen", "False"), ("bot #1 & co.", "True"), ("x", "")],
)
async def test_a_label_may_have_other_signs_than_the_documented_ones(
    world: World, notifier: V1, label: str, notify: str
) -> None:
    """Zenoss puts the severity in parentheses, Cabot a service behind a slash; Python prints its booleans."""
    room = await world.room()
    assert (await _sent(world, notifier, room, from_=label, notify=notify))["from"] == label


async def test_a_long_label_is_cut_at_15_characters(world: World, notifier: V1) -> None:
    room = await world.room("Deploys")
    assert (await _sent(world, notifier, room, from_="Continuous Integration"))["from"] == "Continuous Inte"
    assert (await _sent(world, notifier, room, from_="  A-name_of 15.x  "))["from"] == "A-name_of 15.x"


@pytest.mark.parametrize(("written", "rings"), [("1", True), ("0", False), ("true", True), ("false", False)])
async def test_notify_is_a_digit_or_a_word(world: World, notifier: V1, written: str, rings: bool) -> None:
    room = await world.room("Deploys")
    await _sent(world, notifier, room, notify=written)
    history = await world.http.get(f"/api/room/{room.id}/history", headers=await world.token())
    assert history.json()["items"][-1].get("notify", False) is rings


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"from_": ""}, "'from' is missing"),
        ({"from_": "   "}, "'from' must not be blank"),
        ({"message": ""}, "'message' is missing"),
        ({"message": "m" * 10_001}, "length less than or equal to 10000"),
        ({"message_format": "markdown"}, "not in the enumeration"),
        ({"color": "blue"}, "not in the enumeration"),
        ({"notify": "loud"}, "not of type 'boolean'"),
        ({"room_id": ""}, "'room_id' is missing"),
        ({"message": "a\x00b"}, "NUL"),
    ],
)
async def test_a_message_that_is_not_right_is_refused_and_not_kept(
    world: World, notifier: V1, parameters: dict[str, str], sentence: str
) -> None:
    room = await world.room("Deploys")
    call: dict[str, Any] = {"room_id": room.id, "from_": "Kiln", "message": "Done", **parameters}
    status, said = error_of(await notifier.post("rooms/message", **call))
    assert (status, sentence in said) == (400, True), said
    assert await world.history(room) == []


async def test_the_longest_message_arrives_whole(world: World, notifier: V1) -> None:
    text = "\U0001f6a2" * 10_000
    kept = await _sent(world, notifier, await world.room(), message=text, message_format="text")
    assert kept["message"] == text


async def test_history_tells_who_said_what_oldest_first(world: World, admin: V1) -> None:
    guest = await world.user("Gil Quist", is_guest=True)
    room = await world.room("Deploys", members=(guest,))
    for person in (world.owner, guest):
        said = {"message": f"I am {person.name}"}
        url = f"/v2/room/{room.id}/message"
        assert (await world.http.post(url, json=said, headers=await world.token(person))).status_code == 201
    await _sent(world, admin, room, message="From a script")
    await admin.posted("rooms/topic", room_id=room.id, topic="Freeze", from_="Jenkins")

    messages = (await admin.got("rooms/history", room_id=room.id, date="recent"))["messages"]
    assert [(each["from"]["user_id"], each["from"]["name"], each["message"]) for each in messages] == [
        (world.owner.id, world.owner.name, f"I am {world.owner.name}"),
        ("guest", "Gil Quist", "I am Gil Quist"),
        ("api", "Kiln", "From a script"),
        ("api", "Jenkins", "Topic set to: Freeze"),
    ]
    assert messages[0].keys() == {"date", "from", "message"}


async def test_recent_is_the_newest_75(world: World, admin: V1) -> None:
    room = await world.room("Deploys")
    for number in range(77):
        await admin.posted("rooms/message", room_id=room.id, from_="Kiln", message=str(number))
    messages = (await admin.got("rooms/history", room_id=room.id, date="recent"))["messages"]
    assert [each["message"] for each in messages] == [str(number) for number in range(2, 77)]


async def test_a_day_is_that_day_of_the_time_zone_asked_for(world: World, admin: V1) -> None:
    room = await world.room("Deploys")  # the world begins on 1 March 2026, 12:00 UTC
    for hours in (0, 11, 2, 12):
        world.clock.advance(hours=hours)
        await admin.posted("rooms/message", room_id=room.id, from_="Kiln", message=f"+{hours}")

    async def day(date: str, **more: str) -> list[tuple[str, str]]:
        found = await admin.got("rooms/history", room_id="Deploys", date=date, **more)
        return [(each["date"], each["message"]) for each in found["messages"]]

    assert await day("2026-03-01") == [
        ("2026-03-01T12:00:00+0000", "+0"),
        ("2026-03-01T23:00:00+0000", "+11"),
    ]
    assert await day("2026-03-02", timezone="America/Los_Angeles") == [("2026-03-02T05:00:00-0800", "+12")]
    assert await day("2026-03-02", timezone="Asia/Kolkata") == [
        ("2026-03-02T04:30:00+0530", "+11"),
        ("2026-03-02T06:30:00+0530", "+2"),
        ("2026-03-02T18:30:00+0530", "+12"),
    ]
    assert await day("2026-02-28") == []


async def test_a_busy_day_comes_whole_and_each_message_once(world: World, admin: V1) -> None:
    """`max-results` and the like are of v2: they mean nothing here."""
    from chinwag.v1 import room_routes

    room = await world.room("Deploys")
    for number in range(12):
        await admin.posted("rooms/message", room_id=room.id, from_="Kiln", message=str(number))
    before, room_routes._STEP = room_routes._STEP, 5
    try:
        found = await admin.got("rooms/history", room_id=room.id, date="2026-03-01", **{"max-results": 3})
    finally:
        room_routes._STEP = before
    assert [each["message"] for each in found["messages"]] == [str(number) for number in range(12)]


@pytest.mark.parametrize(
    "parameters",
    [{}, {"date": "yesterday"}, {"date": "2026-13-01"}, {"date": "recent", "timezone": "Mars/Olympus"}],
)
async def test_a_day_that_is_none_is_refused(world: World, admin: V1, parameters: dict[str, str]) -> None:
    room = await world.room("Deploys")
    assert error_of(await admin.get("rooms/history", room_id=room.id, **parameters))[0] == 400


async def test_the_labels_of_two_scripts_stay_apart(world: World) -> None:
    room = await world.room("Deploys")
    for label in ("Jenkins", "Nagios"):
        await _sent(world, await make_v1(world, "notification", label), room, from_=label.lower())
    assert [item["from"] for item in await world.history(room)] == ["jenkins", "nagios"]
