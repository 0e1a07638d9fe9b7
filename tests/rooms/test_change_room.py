"""PUT and DELETE /v2/room/{room}, and PUT /v2/room/{room}/topic"""

import asyncio
from typing import Any

import pytest

from chinwag.scopes import Scope
from tests.rooms.live import enter, told
from tests.world import MadeRoom, MadeUser, World


def whole(room: MadeRoom, owned_by: MadeUser, **changes: Any) -> dict[str, Any]:
    """All that update_room wants, as clients send it back with one thing changed."""
    return {
        "name": room.name,
        "topic": "",
        "privacy": "public",
        "is_archived": False,
        "is_guest_accessible": False,
        "owner": {"id": owned_by.id},
        **changes,
    }


async def member_ids(world: World, room: MadeRoom) -> list[int]:
    token = await world.addon_token(Scope.VIEW_ROOM)
    return [
        item["id"]
        for item in (await world.http.get(f"/v2/room/{room.id}/member", headers=token)).json()["items"]
    ]


async def test_a_room_is_renamed_and_keeps_id_and_address(world: World) -> None:
    room, token = await world.room("Deploys"), await world.token()
    before = (await world.http.get(f"/v2/room/{room.id}", headers=token)).json()

    response = await world.http.put(
        "/v2/room/Deploys", json=whole(room, world.owner, name="Shipping"), headers=token
    )

    after = (await world.http.get("/v2/room/Shipping", headers=token)).json()
    assert response.status_code == 204
    assert (after["id"], after["xmpp_jid"]) == (before["id"], before["xmpp_jid"])
    assert after["version"] != before["version"]
    assert (await world.http.get("/v2/room/Deploys", headers=token)).status_code == 404
    [event] = await told(world, "room.updated")
    assert event["room"]["name"] == "Shipping"
    assert event["was"] == {"name": "Deploys"}


async def test_the_letters_of_a_name_may_change_their_case(world: World) -> None:
    room, token = await world.room("deploys"), await world.token()

    response = await world.http.put(
        f"/v2/room/{room.id}", json=whole(room, world.owner, name="Deploys"), headers=token
    )

    assert response.status_code == 204
    assert (await world.http.get(f"/v2/room/{room.id}", headers=token)).json()["name"] == "Deploys"


async def test_a_name_of_another_room_is_refused(world: World) -> None:
    await world.room("Taken")
    room = await world.room("Deploys")

    response = await world.http.put(
        f"/v2/room/{room.id}", json=whole(room, world.owner, name="TAKEN"), headers=await world.token()
    )

    assert response.status_code == 400
    assert response.json()["error"]["message"] == "Another room exists with that name."


async def test_of_two_rooms_that_race_for_a_name_one_gets_it(world: World) -> None:
    token = await world.token()
    made = [await world.room(f"Room {number}") for number in range(6)]

    answers = await asyncio.gather(
        *(
            world.http.put(f"/v2/room/{room.id}", json=whole(room, world.owner, name="Best"), headers=token)
            for room in made
        )
    )

    assert sorted(answer.status_code for answer in answers) == [204] + [400] * 5


async def test_clients_may_read_a_room_change_it_and_put_all_of_it_back(world: World) -> None:
    room, token = await world.room("Deploys"), await world.token()
    read = (await world.http.get(f"/v2/room/{room.id}", headers=token)).json()

    response = await world.http.put(
        f"/v2/room/{room.id}", json={**read, "topic": "ship it", "id": 99, "created": "x"}, headers=token
    )

    assert response.status_code == 204
    after = (await world.http.get(f"/v2/room/{room.id}", headers=token)).json()
    assert after == {
        **read,
        "topic": "ship it",
        "version": after["version"],
        "last_active": after["last_active"],
    }


@pytest.mark.one_engine
@pytest.mark.parametrize("field", ["name", "topic", "privacy", "is_archived", "is_guest_accessible", "owner"])
async def test_each_of_the_six_fields_is_required(world: World, field: str) -> None:
    room = await world.room("Deploys")
    body = whole(room, world.owner)
    del body[field]

    response = await world.http.put(f"/v2/room/{room.id}", json=body, headers=await world.token())

    assert response.status_code == 400
    error = response.json()["error"]
    assert (error["field"], error["message"]) == (field, f"Required field '{field}' is missing")


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"name": "x" * 101}, {"name": " "}, {"topic": None}, {"topic": "x" * 251},
     {"privacy": "x"}, {"owner": {}}, {"owner": {"id": 99999}}, {"owner": 1}, {"is_archived": "often"}],
)  # fmt: skip
async def test_what_cannot_be_is_refused_and_nothing_changes(world: World, change: dict[str, Any]) -> None:
    room, token = await world.room("Deploys"), await world.token()
    before = (await world.http.get(f"/v2/room/{room.id}", headers=token)).json()

    response = await world.http.put(
        f"/v2/room/{room.id}", json=whole(room, world.owner, **change), headers=token
    )

    assert response.status_code == 400
    assert (await world.http.get(f"/v2/room/{room.id}", headers=token)).json() == before


@pytest.mark.parametrize("spelling", ["number", "text", "email", "mention"])
async def test_the_owner_may_be_named_in_every_way(world: World, spelling: str) -> None:
    room, bo, token = await world.room("Deploys"), await world.user("Bo Tamm"), await world.token()
    ref = {"number": bo.id, "text": str(bo.id), "email": bo.email, "mention": "@BoTamm"}[spelling]

    response = await world.http.put(
        f"/v2/room/{room.id}", json=whole(room, bo, owner={"id": ref}), headers=token
    )

    assert response.status_code == 204
    assert (await world.http.get(f"/v2/room/{room.id}", headers=token)).json()["owner"]["id"] == bo.id


async def test_only_owner_room_admins_and_group_admins_may_change_or_delete_a_room(world: World) -> None:
    host, bo, cy = await world.user("Di Host"), await world.user("Bo Tamm"), await world.user("Cy Lind")
    room = await world.room("Deploys", owner=host)
    await world.member(room, cy, is_admin=True)

    async def change(who: dict[str, str], topic: str) -> int:
        body = whole(room, host, topic=topic)
        return (await world.http.put(f"/v2/room/{room.id}", json=body, headers=who)).status_code

    plain = await world.token(bo)
    refused = await world.http.delete(f"/v2/room/{room.id}", headers=plain)
    assert await change(plain, "1") == refused.status_code == 403
    assert "owner" in refused.json()["error"]["message"]
    assert await change(await world.token(host), "2") == 204
    assert await change(await world.token(cy), "3") == 204
    assert await change(await world.token(), "4") == 204
    assert await change(await world.addon_token(Scope.ADMIN_ROOM), "5") == 204


async def test_an_archived_room_is_read_only_until_it_leaves_the_archive(world: World) -> None:
    room, token = await world.room("Deploys"), await world.token()
    url = f"/v2/room/{room.id}"
    assert (
        await world.http.put(url, json=whole(room, world.owner, is_archived=True), headers=token)
    ).status_code == 204

    again = await world.http.put(url, json=whole(room, world.owner, is_archived=True), headers=token)
    rename = await world.http.put(
        url, json=whole(room, world.owner, is_archived=True, name="New"), headers=token
    )
    topic = await world.http.put(f"{url}/topic", json={"topic": "x"}, headers=token)
    invite = await world.http.post(f"{url}/invite/{world.owner.id}", headers=token)

    assert again.status_code == 204
    assert [answer.status_code for answer in (rename, topic, invite)] == [409, 409, 409]
    assert rename.json()["error"]["message"] == "This room is archived"
    assert (await world.http.put(url, json=whole(room, world.owner), headers=token)).status_code == 204
    assert (await world.http.put(f"{url}/topic", json={"topic": "x"}, headers=token)).status_code == 204
    assert [event["was"] for event in await told(world, "room.updated")][:2] == [
        {"is_archived": False},
        {"is_archived": True},
    ]


async def test_a_topic_that_is_set_meanwhile_does_not_bring_a_room_back_from_the_archive(
    world: World,
) -> None:
    room, token = await world.room("Deploys"), await world.token()
    url = f"/v2/room/{room.id}"

    await asyncio.gather(
        *(world.http.put(f"{url}/topic", json={"topic": f"{n}"}, headers=token) for n in range(4)),
        world.http.put(url, json=whole(room, world.owner, is_archived=True), headers=token),
        *(world.http.put(f"{url}/topic", json={"topic": f"{n}"}, headers=token) for n in range(4)),
    )

    assert (await world.http.get(url, headers=token)).json()["is_archived"] is True


async def test_a_room_made_private_keeps_the_people_in_it_and_its_owner(world: World) -> None:
    host, bo, away = await world.user("Di Host"), await world.user("Bo Tamm"), await world.user("Cy Lind")
    room = await world.room("Deploys", owner=host)
    enter(world, room, bo)

    response = await world.http.put(
        f"/v2/room/{room.id}", json=whole(room, host, privacy="private"), headers=await world.token()
    )

    assert response.status_code == 204
    assert await member_ids(world, room) == sorted([host.id, bo.id])
    for who, status in ((bo, 200), (host, 200), (away, 404), (world.owner, 404)):
        assert (
            await world.http.get(f"/v2/room/{room.id}", headers=await world.token(who))
        ).status_code == status
    [event] = await told(world, "room.updated")
    assert event["was"] == {"privacy": "public"}


async def test_a_room_made_public_is_open_to_all_and_forgets_its_members(world: World) -> None:
    bo, room_admin = await world.user("Bo Tamm"), await world.user("Cy Lind")
    room = await world.room("Deploys", private=True, members=(bo,))
    await world.member(room, room_admin, is_admin=True)
    token, url = await world.token(), f"/v2/room/{room.id}"

    await world.http.put(url, json=whole(room, world.owner), headers=token)
    seen = await world.http.get(url, headers=await world.token(await world.user("Ed Other")))
    await world.http.put(url, json=whole(room, world.owner, privacy="private"), headers=token)

    assert seen.status_code == 200
    assert await member_ids(world, room) == sorted([world.owner.id, room_admin.id])


async def test_a_new_owner_of_a_private_room_becomes_its_member(world: World) -> None:
    bo = await world.user("Bo Tamm")
    room = await world.room("Secret", private=True)

    body = whole(room, bo, privacy="private")
    response = await world.http.put(f"/v2/room/{room.id}", json=body, headers=await world.token())

    assert response.status_code == 204
    assert await member_ids(world, room) == sorted([world.owner.id, bo.id])
    assert (await world.http.get(f"/v2/room/{room.id}", headers=await world.token(bo))).status_code == 200


async def test_guest_access_has_an_address_while_it_is_on_and_ends_with_it(world: World) -> None:
    guest = await world.user("Gil Visitor", is_guest=True)
    room = await world.room("Fair", members=(guest,))
    token, url = await world.token(), f"/v2/room/{room.id}"

    async def put(is_on: bool) -> str | None:
        body = whole(room, world.owner, is_guest_accessible=is_on)
        assert (await world.http.put(url, json=body, headers=token)).status_code == 204
        address: str | None = (await world.http.get(url, headers=token)).json()["guest_access_url"]
        return address

    first, same, off, second = await put(True), await put(True), await put(False), await put(True)

    assert first == same != second
    assert off is None
    assert (await world.http.get(url, headers=await world.token(guest))).status_code == 404
    assert [event["user_id"] for event in await told(world, "room.member_removed")] == [guest.id]


async def test_a_deleted_room_is_gone_at_once_with_its_tokens_and_the_people_in_it(world: World) -> None:
    room, token = await world.room("Deploys"), await world.token()
    room_token = await world.room_token(room, Scope.VIEW_ROOM)
    assert (await world.http.get(f"/v2/room/{room.id}", headers=room_token)).status_code == 200

    response = await world.http.delete(f"/v2/room/{room.id}", headers=token)

    assert response.status_code == 204
    assert (await world.http.get(f"/v2/room/{room.id}", headers=token)).status_code == 404
    assert (await world.http.get("/v2/room?include-archived=true", headers=token)).json()["items"] == []
    assert (await world.http.get(f"/v2/room/{room.id}", headers=room_token)).status_code == 401
    assert (await world.http.delete(f"/v2/room/{room.id}", headers=token)).status_code == 404
    [event] = await told(world, "room.deleted")
    assert (event["room_id"], event["chat_id"]) == (room.id, room.id)


async def test_of_eight_that_delete_a_room_one_does(world: World) -> None:
    room, token = await world.room("Deploys"), await world.token()

    answers = await asyncio.gather(
        *(world.http.delete(f"/v2/room/{room.id}", headers=token) for _ in range(8))
    )

    assert sorted(answer.status_code for answer in answers) == [204] + [404] * 7
    assert len(await told(world, "room.deleted")) == 1


async def test_anybody_in_the_group_sets_a_topic_and_it_becomes_history(world: World) -> None:
    room, bo = await world.room("Deploys"), await world.user("Bo Tamm")
    topic = "<b>ship</b> & 🦊"

    response = await world.http.put(
        f"/v2/room/{room.id}/topic",
        json={"topic": topic, "room_id": 7, "from": "x"},
        headers=await world.token(bo),
    )

    assert response.status_code == 204
    assert (await world.http.get("/v2/room/Deploys", headers=await world.token())).json()["topic"] == topic
    [entry] = await world.history(room)
    assert (entry["type"], entry["message"], entry["from"]["id"]) == ("topic", topic, bo.id)
    [event] = await told(world, "room.updated")
    assert (event["room"]["topic"], event["was"], event["room"]["last_position"]) == (topic, {"topic": ""}, 1)


async def test_the_empty_topic_clears_and_the_same_topic_does_nothing(world: World) -> None:
    room, token = await world.room("Deploys"), await world.token()
    url = f"/v2/room/{room.id}/topic"

    for topic in ("one", "one", ""):
        assert (await world.http.put(url, json={"topic": topic}, headers=token)).status_code == 204

    assert [entry["message"] for entry in await world.history(room)] == ["one", ""]
    assert (await world.http.get(f"/v2/room/{room.id}", headers=token)).json()["topic"] == ""


@pytest.mark.parametrize(
    "body", [{}, {"topic": None}, {"topic": "x" * 251}, {"topic": 5}, {"topic": "a\x00b"}]
)
async def test_a_topic_that_cannot_be_is_refused(world: World, body: dict[str, Any]) -> None:
    room = await world.room("Deploys")

    response = await world.http.put(f"/v2/room/{room.id}/topic", json=body, headers=await world.token())

    assert response.status_code == 400
    assert await world.history(room) == []


async def test_a_topic_set_by_an_add_on_or_by_an_update_is_history_too(world: World) -> None:
    room = await world.room("Deploys")
    addon = await world.addon_token(Scope.ADMIN_ROOM, room=room)

    await world.http.put(f"/v2/room/{room.id}/topic", json={"topic": "one"}, headers=addon)
    await world.http.put(
        f"/v2/room/{room.id}", json=whole(room, world.owner, topic="two"), headers=await world.token()
    )

    assert [(entry["type"], entry["message"]) for entry in await world.history(room)] == [
        ("topic", "one"),
        ("topic", "two"),
    ]


async def test_guests_may_not_set_topics(world: World) -> None:
    guest = await world.user("Gil Visitor", is_guest=True)
    room = await world.room("Fair", members=(guest,))

    response = await world.http.put(
        f"/v2/room/{room.id}/topic", json={"topic": "mine"}, headers=await world.token(guest)
    )

    assert response.status_code == 403
