"""Rooms over API v1."""

import pytest

from tests.v1.clients import V1, error_of
from tests.world import World


async def test_a_created_room_is_what_was_asked_for(world: World, admin: V1) -> None:
    ada = await world.user("Ada Quist")
    made = await admin.posted(
        "rooms/create",
        name="Old Docks",
        owner_user_id=ada.id,
        privacy="private",
        topic="Cranes",
        guest_access=1,
    )
    room = made["room"]
    kept = (await world.http.get(f"/v2/room/{room['room_id']}", headers=await world.token(ada))).json()

    assert (kept["name"], kept["privacy"], kept["topic"]) == ("Old Docks", "private", "Cranes")
    assert kept["owner"]["id"] == ada.id
    assert room == {
        "room_id": kept["id"],
        "name": "Old Docks",
        "topic": "Cranes",
        "last_active": 0,
        "created": int(world.clock.now().timestamp()),
        "owner_user_id": ada.id,
        "is_archived": False,
        "is_private": True,
        "guest_access_url": kept["guest_access_url"],
        "xmpp_jid": kept["xmpp_jid"],
    }
    assert room["guest_access_url"]


async def test_a_room_is_public_closed_to_guests_and_without_topic_unless_asked(
    world: World, admin: V1
) -> None:
    room = (await admin.posted("rooms/create", name="Plain", owner_user_id=world.owner.id))["room"]
    assert (room["is_private"], room["guest_access_url"], room["topic"]) == (False, None, "")


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"owner_user_id": 1}, "'name' is missing"),
        ({"name": "", "owner_user_id": 1}, "'name' is missing"),
        ({"name": "New"}, "'owner_user_id' is missing"),
        ({"name": "New", "owner_user_id": 999}, "User 999 not found"),
        ({"name": "n" * 51, "owner_user_id": 1}, "length less than or equal to 50"),
        ({"name": "taken", "owner_user_id": 1}, "Another room exists with that name."),
        ({"name": "New", "owner_user_id": 1, "privacy": "secret"}, "not in the enumeration"),
        ({"name": "New", "owner_user_id": 1, "guest_access": "maybe"}, "not of type 'boolean'"),
        ({"name": "New", "owner_user_id": 1, "topic": "t" * 251}, "length less than or equal to 250"),
    ],
)
async def test_a_room_that_cannot_be_is_refused_and_not_made(
    world: World, admin: V1, parameters: dict[str, object], sentence: str
) -> None:
    await world.room("Taken")
    status, said = error_of(await admin.post("rooms/create", **parameters))
    assert (status, sentence in said) == (400, True), said
    assert [room["name"] for room in (await admin.got("rooms/list"))["rooms"]] == ["Taken"]


async def test_the_list_has_every_room_of_the_group_and_no_other(world: World, admin: V1) -> None:
    ada = await world.user("Ada Quist")
    await world.room("Open")
    await world.room("Closed", owner=ada, private=True)
    await world.room("Done", archived=True)
    rivals, rival = await world.group("Rivals")
    await world.room("Theirs", owner=rival, group_id=rivals)

    rooms = (await admin.got("rooms/list"))["rooms"]
    assert [(room["name"], room["is_private"], room["is_archived"]) for room in rooms] == [
        ("Open", False, False),
        ("Closed", True, False),
        ("Done", False, True),
    ]


async def test_last_active_is_the_second_of_the_last_message(world: World, admin: V1) -> None:
    room = await world.room("Deploys")
    world.clock.advance(hours=1)
    before = int(world.clock.now().timestamp())
    await admin.posted("rooms/message", room_id=room.id, from_="Kiln", message="Done")
    [shown] = (await admin.got("rooms/list"))["rooms"]
    assert shown["last_active"] == before
    assert shown["created"] == before - 3600


async def test_a_shown_room_tells_who_is_in_it_and_who_may_be(world: World, admin: V1) -> None:
    ada, bea = await world.user("Ada Quist"), await world.user("Bea Quist")
    room = await world.room("Engine Room", private=True, members=(ada, bea))
    presence = world.app.services.presence
    presence.connect("here", "socket", bea.id)
    presence.enter("socket", room.id)

    shown = (await admin.got("rooms/show", room_id="Engine Room"))["room"]
    assert shown["participants"] == [{"user_id": bea.id, "name": "Bea Quist"}]
    assert shown["member_user_ids"] == [world.owner.id, ada.id, bea.id]
    assert (shown["room_id"], shown["privacy"], shown["is_private"]) == (room.id, "private", True)

    public = await world.room("Open")
    shown = (await admin.got("rooms/show", room_id=public.id))["room"]
    assert (shown["participants"], shown["privacy"]) == ([], "public")
    assert "member_user_ids" not in shown


@pytest.mark.parametrize("ref", ["{id}", "Engine Room", "Engine%20Room", "Engine+Room", "engine room"])
async def test_a_room_is_found_by_id_and_by_its_name_in_the_spellings_of_old_clients(
    world: World, admin: V1, ref: str
) -> None:
    room = await world.room("Engine Room")
    shown = await admin.got("rooms/show", room_id=ref.format(id=room.id))
    assert shown["room"]["room_id"] == room.id


@pytest.mark.parametrize("method", ["rooms/show", "rooms/history"])
async def test_rooms_of_others_and_of_nobody_are_missing_alike(world: World, admin: V1, method: str) -> None:
    rivals, rival = await world.group("Rivals")
    theirs = await world.room("Theirs", owner=rival, group_id=rivals)
    for ref in (str(theirs.id), "Theirs", "999999999"):
        answer = await admin.get(method, room_id=ref, date="recent")
        assert error_of(answer) == (404, f"Room {ref} not found")


async def test_a_deleted_room_is_gone_for_good(world: World, admin: V1) -> None:
    room = await world.room("Deploys")
    assert await admin.posted("rooms/delete", room_id=room.id) == {"deleted": True}
    assert error_of(await admin.get("rooms/show", room_id=room.id))[0] == 404
    assert error_of(await admin.post("rooms/delete", room_id=room.id))[0] == 404
    assert (await admin.got("rooms/list"))["rooms"] == []


async def test_a_topic_is_set_in_the_name_that_was_given(world: World, notifier: V1) -> None:
    room = await world.room("Deploys")
    assert await notifier.posted("rooms/topic", room_id=room.id, topic="Freeze", from_="Jenkins") == {
        "status": "ok"
    }
    assert await notifier.posted("rooms/topic", room_id="Deploys", topic="Thaw") == {"status": "ok"}
    history = await world.history(room)
    assert [(item["type"], item["from"], item["message"]) for item in history] == [
        ("topic", "Jenkins", "Freeze"),
        ("topic", "API", "Thaw"),
    ]


async def test_an_empty_topic_clears_it_and_a_missing_one_is_refused(world: World, admin: V1) -> None:
    room = await world.room("Deploys")
    await admin.posted("rooms/topic", room_id=room.id, topic="Freeze")
    assert error_of(await admin.post("rooms/topic", room_id=room.id))[0] == 400
    assert error_of(await admin.post("rooms/topic", room_id=room.id, topic="t" * 251))[0] == 400
    assert (await admin.got("rooms/show", room_id=room.id))["room"]["topic"] == "Freeze"
    await admin.posted("rooms/topic", room_id=room.id, topic="")
    assert (await admin.got("rooms/show", room_id=room.id))["room"]["topic"] == ""


async def test_an_archived_room_takes_neither_messages_nor_topics(world: World, admin: V1) -> None:
    room = await world.room("Done", archived=True)
    sent = await admin.post("rooms/message", room_id=room.id, from_="Kiln", message="Late")
    assert error_of(sent) == (400, "This room is archived")
    assert error_of(await admin.post("rooms/topic", room_id=room.id, topic="Late"))[0] == 400
    assert await world.history(room) == []
