"""Which person a reference means, and who may know of whom."""

import pytest

from chinwag.scopes import Scope
from tests.accounts.browser import signed_in
from tests.world import World


@pytest.mark.parametrize(
    "ref",
    [
        "{id}",
        "adaquist@example.com",
        "AdaQuist@EXAMPLE.com",
        "@AdaQuist",
        "%40adaquist",
        "@ADAQUIST",
        "adaquist%40example.com",
    ],
)
async def test_a_person_is_found_by_id_address_and_mention_name(world: World, ref: str) -> None:
    ada = await world.user()

    answer = await world.http.get(f"/v2/user/{ref.format(id=ada.id)}", headers=await world.token())

    assert answer.status_code == 200
    assert answer.json()["id"] == ada.id


@pytest.mark.parametrize(
    "ref",
    [
        "999",
        "nobody@example.com",
        "@nobody",
        "AdaQuist",
        "%D9%A2",
        "2_0",
        "%202",
        "+2",
        "-1",
        "99999999999999999999",
        "x" * 101,
    ],
)
async def test_what_means_nobody_is_not_found(world: World, ref: str) -> None:
    await world.user()

    answer = await world.http.get(f"/v2/user/{ref}", headers=await world.token())

    assert answer.status_code == 404
    assert answer.json()["error"]["message"].startswith("User ")
    assert answer.json()["error"]["message"].endswith(" not found")


async def test_people_of_another_group_do_not_exist(world: World) -> None:
    _, stranger = await world.group("Elsewhere")
    token = await world.token()

    for ref in (stranger.id, stranger.email, f"@{stranger.mention_name}"):
        for verb in ("GET", "DELETE"):
            assert (await world.http.request(verb, f"/v2/user/{ref}", headers=token)).status_code == 404


async def test_a_guest_sees_only_people_in_the_same_rooms(world: World) -> None:
    ada, bo = await world.user(), await world.user("Bo Lind")
    guest = await world.user("Guest Person", is_guest=True)
    room = await world.room("Visitors", owner=ada)
    await world.member(room, guest)
    token = await world.token(guest)

    seen = await world.http.get(f"/v2/user/{ada.id}", headers=token)
    listed = await world.http.get("/v2/user?include-guests=true&expand=items", headers=token)

    assert (await world.http.get(f"/v2/user/{bo.id}", headers=token)).status_code == 404
    assert (await world.http.get(f"/v2/user/{guest.id}", headers=token)).status_code == 200
    assert seen.json()["email"] is None
    assert {item["id"] for item in listed.json()["items"]} == {ada.id, guest.id}
    assert {item["email"] for item in listed.json()["items"]} == {None}


async def test_tokens_of_a_room_may_not_look_at_people(world: World) -> None:
    room = await world.room()

    for token in (await world.room_token(room), await world.addon_token(Scope.VIEW_GROUP, room=room)):
        assert (await world.http.get("/v2/user", headers=token)).status_code == 403
        assert (await world.http.get(f"/v2/user/{world.owner.id}", headers=token)).status_code == 403


async def test_a_person_in_full_has_everything_but_secrets(world: World) -> None:
    passwords = world.app.services.passwords
    ada = await world.user(password_hash=await passwords.hash("secret words"))
    world.app.services.presence.connect(
        "here", "s1", ada.id, client_type="http://example.com/x", client_version="1"
    )
    world.app.services.presence.set("s1", "away", "At lunch", 90)

    answer = await world.http.get(f"/v2/user/{ada.id}", headers=await world.token())

    assert answer.json() == {
        "created": "2026-03-01T12:00:00+00:00",
        "email": "adaquist@example.com",
        "group": {
            "id": world.group_id,
            "links": {"self": f"http://chat.test/v2/group/{world.group_id}"},
            "name": "Quayside",
        },
        "id": ada.id,
        "is_deleted": False,
        "is_group_admin": False,
        "is_guest": False,
        "last_active": None,
        "links": {"self": f"http://chat.test/v2/user/{ada.id}"},
        "mention_name": "AdaQuist",
        "name": "Ada Quist",
        "photo_url": None,
        "presence": {
            "client": {"type": "http://example.com/x", "version": "1"},
            "idle": 90,
            "is_online": True,
            "show": "away",
            "status": "At lunch",
        },
        "roles": ["user"],
        "timezone": "UTC",
        "title": "",
        "version": "AAAA0001",
        "xmpp_jid": f"{world.group_id}_{ada.id}@chat.chat.test",
    }


async def test_the_list_pages_and_filters(world: World) -> None:
    people = [await world.user(f"Person {number}") for number in range(5)]
    guest = await world.user("Guest Person", is_guest=True)
    gone = await world.user("Gone Person", is_deleted=True)
    token = await world.token()

    async def ids(query: str) -> list[int]:
        answer = await world.http.get(f"/v2/user{query}", headers=token)
        return [item["id"] for item in answer.json()["items"]]

    plain = [world.owner.id, *(person.id for person in people)]
    assert await ids("") == plain
    assert await ids("?include-guests=true") == [*plain, guest.id]
    assert await ids("?include-deleted=True") == [*plain, gone.id]
    assert await ids("?include-guests=1&include-deleted=1") == [*plain, guest.id, gone.id]
    assert await ids("?start-index=2&max-results=3") == plain[2:5]
    assert await ids("?max-results=0") == []
    assert await ids("?start-index=900000") == []


async def test_next_is_there_exactly_while_there_is_more(world: World) -> None:
    for number in range(3):
        await world.user(f"Person {number}")
    token = await world.token()

    first = await world.http.get("/v2/user?include-guests=true&max-results=2", headers=token)
    last = await world.http.get(first.json()["links"]["next"], headers=token)

    assert first.json()["links"]["next"] == (
        "http://chat.test/v2/user?include-guests=true&start-index=2&max-results=2"
    )
    assert len(last.json()["items"]) == 2
    assert "next" not in last.json()["links"]


async def test_expanding_the_list_gives_people_in_full(world: World) -> None:
    await world.user()

    answer = await world.http.get("/v2/user?expand=items&max-results=1000", headers=await world.token())

    assert [item["email"] for item in answer.json()["items"]] == [
        "quaysideowner@example.com",
        "adaquist@example.com",
    ]


async def test_a_deleted_person_is_shown_by_id_only(world: World) -> None:
    gone = await world.user("Gone Person", is_deleted=True)
    token = await world.token()

    by_id = await world.http.get(f"/v2/user/{gone.id}", headers=token)

    assert by_id.json()["is_deleted"]
    assert (await world.http.get(f"/v2/user/{gone.email}", headers=token)).status_code == 404
    assert (await world.http.get("/v2/user/@GonePerson", headers=token)).status_code == 404


async def test_last_active_is_when_a_person_last_used_the_web_client(world: World) -> None:
    ada = await world.user()
    token = await world.token()
    async with signed_in(world, ada) as page:
        world.clock.advance(minutes=5)
        await page.open()
    await world.app.services.usage.flush()

    shown = (await world.http.get(f"/v2/user/{ada.id}", headers=token)).json()

    assert shown["last_active"] == "2026-03-01T12:05:00+00:00"
