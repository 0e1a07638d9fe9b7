"""Members, participants and invitations."""

import asyncio
from typing import Any

import pytest

from chinwag.scopes import Scope
from tests.rooms.live import enter, told
from tests.world import World


async def test_members_of_a_private_room_are_listed_with_their_roles(world: World) -> None:
    bo, cy = await world.user("Bo Tamm"), await world.user("Cy Lind")
    room = await world.room("Secret", private=True, members=(bo,))
    await world.member(room, cy, is_admin=True)
    token = await world.token(None, Scope.VIEW_ROOM)

    page = (await world.http.get(f"/v2/room/{room.id}/member", headers=token)).json()

    roles = {item["id"]: item["room_roles"] for item in page["items"]}
    assert roles == {world.owner.id: ["room_admin"], bo.id: ["room_member"], cy.id: ["room_admin"]}
    assert page["items"][1]["links"]["self"] == f"http://chat.test/v2/user/{bo.id}"


async def test_members_are_paged_and_expanded(world: World) -> None:
    bo, cy = await world.user("Bo Tamm"), await world.user("Cy Lind")
    room = await world.room("Secret", private=True, members=(bo, cy))
    url = f"/v2/room/{room.id}/member?max-results=1&start-index=1&expand=items"

    page = (await world.http.get(url, headers=await world.token())).json()

    [item] = page["items"]
    assert (item["id"], item["email"], item["room_roles"]) == (bo.id, bo.email, ["room_member"])
    assert "start-index=2" in page["links"]["next"]


async def test_a_public_room_has_no_members(world: World) -> None:
    room, bo, token = await world.room("Deploys"), await world.user("Bo Tamm"), await world.token()

    listed = await world.http.get(f"/v2/room/{room.id}/member", headers=token)
    added = await world.http.put(f"/v2/room/{room.id}/member/{bo.id}", headers=token)
    removed = await world.http.delete(f"/v2/room/{room.id}/member/{bo.id}", headers=token)

    assert [answer.status_code for answer in (listed, added, removed)] == [400, 400, 400]
    assert removed.json()["error"]["message"] == "Can only remove participants to private rooms"


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"", None),
        (b"", "application/json"),
        (b"[]", "application/json"),
        (b"{}", "application/json"),
        (b'{"room_roles": ["room_member"]}', "application/json"),
        (b'{"room_roles": []}', "application/json"),
    ],
)
async def test_a_person_is_admitted_whatever_a_client_sends_for_nothing(
    world: World, content: bytes, content_type: str | None
) -> None:
    bo = await world.user("Bo Tamm")
    room = await world.room("Secret", private=True)
    headers = {**await world.token(), **({"Content-Type": content_type} if content_type else {})}

    response = await world.http.put(f"/v2/room/{room.id}/member/{bo.email}", content=content, headers=headers)

    assert response.status_code == 204
    assert (await world.http.get(f"/v2/room/{room.id}", headers=await world.token(bo))).status_code == 200
    [event] = await told(world, "room.member_added")
    assert (event["room_id"], event["user_id"], event["chat_id"]) == (room.id, bo.id, room.id)
    assert event["room"]["name"] == "Secret"


async def test_admitting_twice_is_no_error_and_keeps_the_role(world: World) -> None:
    bo, token = await world.user("Bo Tamm"), await world.token()
    room = await world.room("Secret", private=True)
    url = f"/v2/room/{room.id}/member/@BoTamm"

    async def role(body: dict[str, Any] | None) -> list[str]:
        assert (await world.http.put(url, json=body, headers=token)).status_code == 204
        items = (await world.http.get(f"/v2/room/{room.id}/member", headers=token)).json()["items"]
        found: list[str] = next(item["room_roles"] for item in items if item["id"] == bo.id)
        return found

    assert await role({"room_roles": ["room_admin"]}) == ["room_admin"]
    assert await role({}) == ["room_admin"]
    assert await role({"room_roles": ["room_member"]}) == ["room_member"]
    assert len(await told(world, "room.member_added")) == 1


async def test_eight_that_admit_one_person_all_succeed_and_it_happens_once(world: World) -> None:
    bo, token = await world.user("Bo Tamm"), await world.token()
    room = await world.room("Secret", private=True)

    answers = await asyncio.gather(
        *(world.http.put(f"/v2/room/{room.id}/member/{bo.id}", headers=token) for _ in range(8))
    )

    assert {answer.status_code for answer in answers} == {204}
    assert len(await told(world, "room.member_added")) == 1


async def test_an_unknown_role_or_person_is_refused(world: World) -> None:
    room, token = await world.room("Secret", private=True), await world.token()
    url = f"/v2/room/{room.id}/member"

    role = await world.http.put(f"{url}/{world.owner.id}", json={"room_roles": ["king"]}, headers=token)
    person = await world.http.put(f"{url}/nobody@example.com", headers=token)

    assert (role.status_code, role.json()["error"]["field"]) == (400, "room_roles[0]")
    assert person.status_code == 404
    assert person.json()["error"]["message"] == "User nobody@example.com not found"


async def test_members_who_are_no_room_admins_may_not_change_the_members(world: World) -> None:
    bo, cy = await world.user("Bo Tamm"), await world.user("Cy Lind")
    room = await world.room("Secret", private=True, members=(bo, cy))
    token = await world.token(bo)

    assert (await world.http.put(f"/v2/room/{room.id}/member/{cy.id}", headers=token)).status_code == 403
    assert (await world.http.delete(f"/v2/room/{room.id}/member/{cy.id}", headers=token)).status_code == 403
    assert (await world.http.delete(f"/v2/room/{room.id}/member/{bo.id}", headers=token)).status_code == 204


@pytest.mark.parametrize("kind", ["room admin", "add-on of the group", "add-on of the room"])
async def test_room_admins_and_add_ons_with_the_scope_may_change_the_members(world: World, kind: str) -> None:
    bo, cy = await world.user("Bo Tamm"), await world.user("Cy Lind")
    room = await world.room("Secret", private=True)
    await world.member(room, cy, is_admin=True)
    token = {
        "room admin": await world.token(cy),
        "add-on of the group": await world.addon_token(Scope.ADMIN_ROOM),
        "add-on of the room": await world.addon_token(Scope.ADMIN_ROOM, room=room),
    }[kind]

    added = await world.http.put(f"/v2/room/{room.id}/member/{bo.id}", headers=token)
    removed = await world.http.delete(f"/v2/room/{room.id}/member/{bo.id}", headers=token)

    assert (added.status_code, removed.status_code) == (204, 204)


async def test_who_is_removed_loses_the_room_at_once(world: World) -> None:
    bo = await world.user("Bo Tamm")
    room = await world.room("Secret", private=True, members=(bo,))
    theirs = await world.token(bo)
    assert (await world.http.get(f"/v2/room/{room.id}", headers=theirs)).status_code == 200

    response = await world.http.delete(f"/v2/room/{room.id}/member/{bo.id}", headers=await world.token())

    assert response.status_code == 204
    assert (await world.http.get(f"/v2/room/{room.id}", headers=theirs)).status_code == 404
    [event] = await told(world, "room.member_removed")
    assert (event["room_id"], event["user_id"]) == (room.id, bo.id)


async def test_neither_the_owner_nor_somebody_who_is_no_member_can_be_removed(world: World) -> None:
    bo, token = await world.user("Bo Tamm"), await world.token()
    room = await world.room("Secret", private=True)

    owner = await world.http.delete(f"/v2/room/{room.id}/member/{world.owner.id}", headers=token)
    nobody = await world.http.delete(f"/v2/room/{room.id}/member/{bo.id}", headers=token)

    assert owner.status_code == 400
    assert "owner" in owner.json()["error"]["message"]
    assert nobody.status_code == 404


async def test_a_guest_can_be_sent_out_of_a_public_room(world: World) -> None:
    guest = await world.user("Gil Visitor", is_guest=True)
    room = await world.room("Fair", members=(guest,))

    response = await world.http.delete(f"/v2/room/{room.id}/member/{guest.id}", headers=await world.token())

    assert response.status_code == 204
    assert (await world.http.get(f"/v2/room/{room.id}", headers=await world.token(guest))).status_code == 404


async def test_participants_are_the_people_in_the_room_now(world: World) -> None:
    bo, cy = await world.user("Bo Tamm"), await world.user("Cy Lind")
    room = await world.room("Deploys")
    enter(world, room, cy, bo)
    url, token = f"/v2/room/{room.id}/participant", await world.token()

    page = (await world.http.get(f"{url}?include-offline=true", headers=token)).json()
    second = (await world.http.get(f"{url}?start-index=1&expand=items", headers=token)).json()

    assert [item["id"] for item in page["items"]] == [bo.id, cy.id]
    assert [(item["id"], item["email"], item["is_present_in_room"]) for item in second["items"]] == [
        (cy.id, cy.email, True)
    ]


async def test_absent_members_of_a_private_room_are_listed_when_asked_for(world: World) -> None:
    bo = await world.user("Bo Tamm")
    room = await world.room("Secret", private=True, members=(bo,))
    enter(world, room, bo)
    url, token = f"/v2/room/{room.id}/participant", await world.token()

    present = (await world.http.get(url, headers=token)).json()["items"]
    everybody = (await world.http.get(f"{url}?include-offline=true&expand=items", headers=token)).json()[
        "items"
    ]

    assert [item["id"] for item in present] == [bo.id]
    assert {item["id"]: item["is_present_in_room"] for item in everybody} == {
        world.owner.id: False,
        bo.id: True,
    }


@pytest.mark.parametrize(
    "body", [None, {}, {"reason": ""}, {"reason": "x" * 250}, {"reason": "come & <see>"}]
)
async def test_an_invitation_reaches_the_person_and_nobody_else(
    world: World, body: dict[str, str] | None
) -> None:
    room, bo = await world.room("Deploys"), await world.user("Bo Tamm")

    response = await world.http.post(
        f"/v2/room/{room.id}/invite/{bo.email}", json=body, headers=await world.token()
    )

    assert response.status_code == 204
    [event] = await told(world, "room.invited")
    assert event == {
        "to": bo.id,
        "chat_id": None,
        "room_id": room.id,
        "room_name": "Deploys",
        "by": world.owner.name,
        "reason": (body or {}).get("reason", ""),
    }


async def test_invitations_that_cannot_be_are_refused(world: World) -> None:
    room, secret = await world.room("Deploys"), await world.room("Secret", private=True)
    bo, guest = await world.user("Bo Tamm"), await world.user("Gil Visitor", is_guest=True)
    token = await world.token()

    async def invite(to: object, where: object, **body: str) -> int:
        return (await world.http.post(f"/v2/room/{where}/invite/{to}", json=body, headers=token)).status_code

    assert await invite(bo.id, room.id, reason="x" * 251) == 400
    assert await invite(bo.id, secret.id) == 400
    assert await invite(guest.id, room.id) == 400
    assert await invite(99999, room.id) == 404
    assert await invite(bo.id, 99999) == 404
    assert await told(world, "room.invited") == []
