"""What listeners are told of a message: the same as they would read."""

from typing import Any

import msgspec
import pytest

from chinwag.messages import service
from chinwag.realtime.events import LiveEvent
from chinwag.scopes import Scope
from tests.messages.talk import delete, notify, say
from tests.world import MadeRoom, World, bearer

CARD = {"style": "link", "id": "1", "title": "A link"}


@pytest.fixture
def sent(world: World, monkeypatch: pytest.MonkeyPatch) -> list[LiveEvent]:
    """The `message.sent` events that are emitted from here on."""
    from chinwag.messages import posting

    events: list[LiveEvent] = []

    def note(**fields: Any) -> LiveEvent:
        event = LiveEvent(**fields)
        events.append(event)
        return event

    monkeypatch.setattr(posting, "LiveEvent", note)
    return events


async def stored(world: World, chat_id: int) -> list[dict[str, Any]]:
    """The chat's messages as our own client reads them, without their replies: those are told with `message.marked`."""
    async with world.app.services.db.read() as tx:
        messages = await service.list_before(tx, chat_id, None, 100)
        shown = await service.chat_messages(tx, world.group_id, messages)
    decoded: list[dict[str, Any]] = msgspec.json.decode(msgspec.json.encode(shown))
    return [{name: value for name, value in one.items() if name != "replies"} for one in decoded]


def told(event: LiveEvent) -> dict[str, Any]:
    payload: dict[str, Any] = msgspec.json.decode(event.payload_json())
    return payload


async def talk_a_lot(world: World, room: MadeRoom) -> None:
    ada = await world.user("Ada Quist")
    parent = await say(world, room, "question for @QuaysideOwner", ada)
    await notify(
        world,
        room,
        message="<b>x</b>",
        color="red",
        notify=True,
        card=CARD,
        attach_to=parent,
        **{"from": "Bot"},
    )
    noted = (await notify(world, room, message="@AdaQuist", message_format="text"))["id"]
    for head in (parent, noted):
        body = {"parentMessageId": head, "message": "answer"}
        await world.http.post(f"/v2/room/{room.id}/reply", json=body, headers=await world.token())
    await world.http.put(f"/v2/room/{room.id}/topic", json={"topic": "new"}, headers=await world.token(ada))


async def test_an_event_tells_what_a_fresh_read_tells(world: World, sent: list[LiveEvent]) -> None:
    room = await world.room()
    await talk_a_lot(world, room)
    assert [told(event) for event in sent] == await stored(world, room.id)
    assert [event.chat_id for event in sent] == [room.id] * 6


async def test_a_notification_tells_label_card_and_token(world: World, sent: list[LiveEvent]) -> None:
    room = await world.room()
    await notify(world, room, message="<b>x</b>", notify=True, card=CARD, **{"from": "Bot"})
    message = told(sent[0])
    assert (message["sender"], message["via"], message["card"], message["notify"]) == (
        "Bot",
        "Kiln",
        CARD,
        True,
    )
    assert (message["from"], message["position"], message["color"]) == (None, 1, "yellow")


async def test_a_reply_tells_of_its_parent_in_one_line(world: World, sent: list[LiveEvent]) -> None:
    room, ada = await world.room(), await world.user("Ada Quist")
    parent = await say(world, room, "a\n\nlong   " + "text " * 60, ada)
    body = {"parentMessageId": parent, "message": "answer"}
    await world.http.post(f"/v2/room/{room.id}/reply", json=body, headers=await world.token())
    shown = told(sent[1])["parent"]
    assert shown["id"] == parent
    assert shown["from"] == {"id": ada.id, "name": "Ada Quist", "mention_name": "AdaQuist"}
    assert shown["excerpt"].startswith("a long text text")
    assert len(shown["excerpt"]) == 140


async def test_nothing_of_a_deleted_message_is_told(world: World) -> None:
    room = await world.room()
    entry = await notify(world, room, message="secret", card=CARD)
    await delete(world, entry["id"])
    (message,) = await stored(world, room.id)
    assert (message["body"], message["deleted"], message["sender"]) == (None, True, "Kiln")
    assert "card" not in message


async def test_a_refused_message_tells_nothing(world: World, sent: list[LiveEvent]) -> None:
    room = await world.room(archived=True)
    headers = await world.token()
    for path in ("message", "notification"):
        await world.http.post(f"/v2/room/{room.id}/{path}", json={"message": "x"}, headers=headers)
    assert sent == []


async def test_what_an_addon_says_names_it_so_that_its_links_can_open_its_pages(
    world: World, sent: list[LiveEvent]
) -> None:
    room = await world.room()
    client = await world.client(room=room)
    raw = await world.raw_token(
        "addon", frozenset({Scope.SEND_NOTIFICATION}), client_id=client.id, room_id=room.id
    )
    link = '<a href="https://a.example.com" data-target="log" data-target-options="{&quot;a&quot;:1}">log</a>'
    for headers in (bearer(raw), await world.room_token(room)):
        await world.http.post(f"/v2/room/{room.id}/notification", headers=headers, json={"message": link})
    by_addon, by_token = map(told, sent)
    assert by_addon["addon"] == {"client_id": client.id, "key": "release-desk"}
    assert by_addon["body"] == link
    assert "addon" not in by_token
    await delete(world, by_addon["id"])
    assert "addon" not in (await stored(world, room.id))[0]
