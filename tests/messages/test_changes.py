"""Editing and deleting what was said: who may, what is left, and that it happens once."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.messages.talk import notify, read, say, texts, waiting
from tests.world import MadeRoom, MadeUser, World


def address(place: MadeRoom | MadeUser, message_id: str) -> str:
    kind = "room" if isinstance(place, MadeRoom) else "user"
    return f"/api/{kind}/{place.id}/message/{message_id}"


async def edit(
    world: World, place: MadeRoom | MadeUser, message_id: str, text: str, user: MadeUser | None = None
) -> httpx.Response:
    headers = await world.token(user)
    return await world.http.put(address(place, message_id), json={"message": text}, headers=headers)


async def erase(
    world: World, place: MadeRoom | MadeUser, message_id: str, user: MadeUser | None = None
) -> httpx.Response:
    return await world.http.delete(address(place, message_id), headers=await world.token(user))


async def one_to_one(world: World, sender: MadeUser, other: MadeUser, text: str) -> str:
    body = {"message": text}
    answer = await world.http.post(
        f"/api/user/{other.id}/message", json=body, headers=await world.token(sender)
    )
    assert answer.status_code == 201
    message_id: str = answer.json()["id"]
    return message_id


async def own_history(world: World, room: MadeRoom, user: MadeUser | None = None) -> list[dict[str, Any]]:
    answer = await world.http.get(f"/api/room/{room.id}/history", headers=await world.token(user))
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_author_gives_a_message_another_text(world: World) -> None:
    room, ada = await world.room(), await world.user()
    message_id = await say(world, room, "helo", ada)
    before = (await world.history(room))[0]
    world.clock.advance(minutes=5)
    answer = await edit(world, room, message_id, "hello", ada)
    assert answer.status_code == 200
    assert (answer.json()["body"], answer.json()["edited"]) == ("hello", True)
    assert await own_history(world, room) == [answer.json()]
    assert await world.history(room) == [before | {"message": "hello"}]  # its date, id and place are the same


async def test_same_text_again_changes_nothing(world: World) -> None:
    room, ada = await world.room(), await world.user()
    message_id = await say(world, room, "hello", ada)
    answer = await edit(world, room, message_id, "hello", ada)
    assert answer.status_code == 200
    assert "edited" not in answer.json()


async def test_nobody_else_edits_not_even_an_admin(world: World) -> None:
    room, ada, bo = await world.room(), await world.user("Ada Quist"), await world.user("Bo Lind")
    message_id = await say(world, room, "mine", ada)
    for other in (bo, world.owner):
        assert (await edit(world, room, message_id, "yours", other)).status_code == 403
    assert texts({"items": await world.history(room)}) == ["mine"]


async def test_notifications_and_topics_are_not_edited(world: World) -> None:
    room = await world.room()
    headers = await world.token()
    posted = await notify(world, room, headers, message="built")
    await world.http.put(f"/v2/room/{room.id}/topic", json={"topic": "new"}, headers=headers)
    topic = (await world.history(room))[-1]
    for entry in (posted, topic):
        assert (await edit(world, room, entry["id"], "other")).status_code == 403


async def test_author_deletes_and_only_the_place_is_left(world: World) -> None:
    room, ada, bo = await world.room(), await world.user("Ada Quist"), await world.user("Bo Lind")
    message_id = await say(world, room, f"secret @{bo.mention_name} http://x.example/", ada)
    await say(world, room, "next", ada)
    assert (await erase(world, room, message_id, ada)).status_code == 204
    gone, following = await world.history(room)
    assert gone["message"] is None
    assert gone["mentions"] == []
    assert not gone.keys() & {"card", "file", "message_links", "attach_to"}
    assert gone["from"]["name"] == "Ada Quist"
    assert following["message"] == "next"
    (own, _) = await own_history(world, room)
    assert (own["body"], own["deleted"]) == (None, True)
    assert "mentions" not in own
    assert texts(await read(world, f"/v2/room/{room.id}/history/latest", None, include_deleted="false")) == [
        "next"
    ]
    one = f"/v2/room/{room.id}/history/{message_id}"
    assert (await read(world, one))["message"]["message"] is None
    answer = await world.http.get(one, params={"include_deleted": "false"}, headers=await world.token())
    assert answer.status_code == 404


async def test_deleting_again_is_no_fault_and_editing_what_is_gone_is(world: World) -> None:
    room, ada = await world.room(), await world.user()
    message_id = await say(world, room, "hello", ada)
    for _ in range(2):
        assert (await erase(world, room, message_id, ada)).status_code == 204
    assert (await edit(world, room, message_id, "back", ada)).status_code == 409
    assert (await world.history(room))[0]["message"] is None


async def test_admins_of_room_and_group_delete_what_others_said_and_others_do_not(world: World) -> None:
    keeper, admin = await world.user("Kit Oar"), await world.user("Ann Rope", role="admin")
    ada, bo = await world.user("Ada Quist"), await world.user("Bo Lind")
    room = await world.room(owner=keeper)
    steward = await world.user("Stu Ward")
    await world.member(room, steward, is_admin=True)
    for judge, status in ((bo, 403), (keeper, 204), (admin, 204), (steward, 204)):
        message_id = await say(world, room, "hm", ada)
        assert (await erase(world, room, message_id, judge)).status_code == status
        posted = await notify(world, room, message="built", card=None)
        assert (await erase(world, room, posted["id"], judge)).status_code == status


async def test_notification_loses_its_card_with_its_text(world: World) -> None:
    room = await world.room()
    card = {"style": "application", "id": "c1", "title": "Deployed"}
    posted = await notify(world, room, message="built", color="green", card=card)
    assert "card" in posted
    assert (await erase(world, room, posted["id"])).status_code == 204
    (gone,) = await world.history(room)
    assert gone["message"] is None
    assert "card" not in gone
    assert gone["from"] == posted["from"]


async def test_guest_edits_and_deletes_their_own_alone(world: World) -> None:
    guest, ada = await world.user("Gil Visitor", is_guest=True), await world.user()
    room = await world.room(private=True, members=(guest, ada))
    own, other = await say(world, room, "hi", guest), await say(world, room, "hello", ada)
    assert (await edit(world, room, own, "hi all", guest)).status_code == 200
    assert (await erase(world, room, other, guest)).status_code == 403
    assert (await erase(world, room, own, guest)).status_code == 204


async def test_archived_room_stays_as_it_is(world: World) -> None:
    room, ada = await world.room(owner=await world.user("Kit Oar")), await world.user()
    message_id = await say(world, room, "hello", ada)
    headers = await world.token()
    now = (await world.http.get(f"/v2/room/{room.id}", headers=headers)).json()
    names = ("name", "privacy", "is_guest_accessible", "topic")
    body = {name: now[name] for name in names} | {"is_archived": True, "owner": {"id": now["owner"]["id"]}}
    assert (await world.http.put(f"/v2/room/{room.id}", json=body, headers=headers)).status_code == 204
    assert (await edit(world, room, message_id, "x", ada)).status_code == 409
    assert (await erase(world, room, message_id, ada)).status_code == 409
    assert (await erase(world, room, message_id)).status_code == 409


async def test_message_is_found_only_in_its_own_chat_and_by_who_may_see_it(world: World) -> None:
    ada, eve = await world.user("Ada Quist"), await world.user("Eve Roth")
    vault, plaza = await world.room("Vault", private=True, members=(ada,)), await world.room("Plaza")
    secret = await say(world, vault, "secret", ada)
    for place, user in ((vault, eve), (plaza, eve), (plaza, ada), (eve, ada)):
        for answer in (await edit(world, place, secret, "x", user), await erase(world, place, secret, user)):
            assert answer.status_code == 404
    assert (await edit(world, vault, "no-such-id", "x", ada)).status_code == 404


async def test_both_of_a_one_to_one_chat_change_their_own_alone(world: World) -> None:
    ada, bo = await world.user("Ada Quist"), await world.user("Bo Lind")
    mine, theirs = await one_to_one(world, ada, bo, "helo"), await one_to_one(world, bo, ada, "hi")
    assert (await edit(world, bo, mine, "hello", ada)).json()["body"] == "hello"
    assert (await edit(world, bo, theirs, "no", ada)).status_code == 403
    assert (await erase(world, bo, theirs, ada)).status_code == 403
    for stranger in (world.owner, await world.user("Eve Roth")):
        assert (await erase(world, bo, mine, stranger)).status_code == 404
    assert (await erase(world, bo, mine, ada)).status_code == 204
    page = await read(world, f"/v2/user/{ada.id}/history/latest", await world.token(bo))
    assert texts(page) == [None, "hi"]


@pytest.mark.parametrize("body", [{}, {"message": ""}, {"message": "x" * 10_001}, {"message": None}, []])
async def test_edited_text_has_the_limits_of_a_message(world: World, body: object) -> None:
    room = await world.room()
    message_id = await say(world, room, "hello")
    answer = await world.http.put(address(room, message_id), json=body, headers=await world.token())
    assert answer.status_code == 400


async def test_changing_takes_a_person_with_the_scope(world: World) -> None:
    room = await world.room()
    message_id = await say(world, room, "hello")
    from chinwag.scopes import Scope

    for headers in (
        await world.token(None, Scope.VIEW_MESSAGES),
        await world.room_token(room),
        await world.addon_token(),
    ):
        put = await world.http.put(address(room, message_id), json={"message": "x"}, headers=headers)
        assert put.status_code == 403
        assert (await world.http.delete(address(room, message_id), headers=headers)).status_code == 403


async def test_unread_mentions_follow_the_text(world: World) -> None:
    room = await world.room()
    ada, bo, cy = [await world.user(name) for name in ("Ada Quist", "Bo Lind", "Cy Moor")]
    message_id = await say(world, room, f"hi @{bo.mention_name}", ada)
    assert await waiting(world, room) == [(bo.id, 1)]
    edited = await edit(world, room, message_id, f"hi @{cy.mention_name} @{ada.mention_name}", ada)
    assert edited.json()["mentions"] == [cy.id, ada.id]
    assert await waiting(world, room) == [(cy.id, 1)]
    await world.http.put(f"/api/room/{room.id}/read", json={"position": 1}, headers=await world.token(bo))
    await edit(world, room, message_id, f"hi @{bo.mention_name} @{cy.mention_name}", ada)
    assert await waiting(world, room) == [(cy.id, 1)]  # who has read that far is not called back
    await erase(world, room, message_id, ada)
    assert await waiting(world, room) == []


async def test_of_many_edits_at_once_one_is_the_last_and_all_are_answered(world: World) -> None:
    room, ada = await world.room(), await world.user()
    message_id = await say(world, room, "0", ada)
    headers = await world.token(ada)
    answers = await asyncio.gather(
        *(
            world.http.put(address(room, message_id), json={"message": str(n)}, headers=headers)
            for n in range(1, 13)
        ),
        world.http.delete(address(room, message_id), headers=headers),
    )
    assert {answer.status_code for answer in answers} <= {200, 204, 409}
    assert texts({"items": await world.history(room)}) == [None]
    assert len(await own_history(world, room)) == 1


async def test_deleted_text_is_nowhere_in_the_database(world: World) -> None:
    from tests.messages.talk import whole_database

    room, ada, bo = await world.room(), await world.user("Ada Quist"), await world.user("Bo Lind")
    message_id = await say(world, room, "first xyzzy", ada)
    await edit(world, room, message_id, f"second xyzzy @{bo.mention_name}", ada)
    assert "xyzzy" in await whole_database(world)
    await erase(world, room, message_id, ada)
    assert "xyzzy" not in await whole_database(world)
