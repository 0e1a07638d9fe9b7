"""Which room a reference means, and who may know of it."""

import pytest

from chinwag.scopes import Scope
from tests.world import World


async def test_a_room_is_found_by_id_and_by_name_in_any_case(world: World) -> None:
    room = await world.room("Engine Room")
    token = await world.token()

    for ref in (str(room.id), "Engine%20Room", "engine%20ROOM"):
        response = await world.http.get(f"/v2/room/{ref}", headers=token)
        assert response.json()["id"] == room.id


@pytest.mark.parametrize("ref", ["my+room", "my%2520room", "my%2Broom", "MY%20room"])
async def test_the_spellings_of_sloppy_clients_find_the_room(world: World, ref: str) -> None:
    room = await world.room("my room")

    response = await world.http.get(f"/v2/room/{ref}", headers=await world.token())

    assert response.json()["id"] == room.id


async def test_a_plus_is_a_plus_where_a_room_has_one(world: World) -> None:
    await world.room("c room")
    room = await world.room("c+room")

    response = await world.http.get("/v2/room/c+room", headers=await world.token())

    assert response.json()["id"] == room.id


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("C++ Team", "C%2B%2B+Team"),
        ("a+b c d", "a%2Bb+c+d"),
        ("a b+c", "A+b%2Bc"),
    ],
)
async def test_blanks_as_plus_beside_a_plus_find_the_room(world: World, name: str, ref: str) -> None:
    room = await world.room(name)

    response = await world.http.get(f"/v2/room/{ref}", headers=await world.token())
    own = await world.http.get(f"/v2/room/{ref}", headers=await world.room_token(room))
    other = await world.http.get("/v2/room/++++++++++++++++++++", headers=await world.token())

    assert response.json()["id"] == own.json()["id"] == room.id
    assert other.status_code == 404


async def test_names_with_slashes_percent_signs_and_other_scripts_are_found(world: World) -> None:
    token = await world.token()
    for ref, name in (("a%2Fb", "a/b"), ("100%25", "100%"), ("%D0%9A%D0%BE%D0%BC", "Ком"), ("x%2Cy", "x,y")):
        created = await world.http.post("/v2/room", json={"name": name}, headers=token)
        assert (await world.http.get(f"/v2/room/{ref}", headers=token)).json()["id"] == created.json()["id"]


async def test_digits_are_an_id_first_and_a_name_then(world: World) -> None:
    token = await world.token()
    first = await world.room("Deploys")
    by_name = await world.http.post("/v2/room", json={"name": "4711"}, headers=token)
    await world.http.post("/v2/room", json={"name": str(first.id)}, headers=token)

    assert (await world.http.get("/v2/room/4711", headers=token)).json()["id"] == by_name.json()["id"]
    assert (await world.http.get(f"/v2/room/{first.id}", headers=token)).json()["name"] == "Deploys"


@pytest.mark.parametrize(
    "ref", ["99999", "No Such", "٣", "99999999999999999999999", "%25", "x" * 500, "-1", "0"]
)
async def test_a_missing_room_is_named_as_it_was_written(world: World, ref: str) -> None:
    response = await world.http.get(f"/v2/room/{ref}", headers=await world.token())

    assert response.status_code == 404
    written = "%" if ref == "%25" else ref
    assert response.json()["error"]["message"] == f"Room {written} not found"


METHODS = [
    ("GET", "", None),
    ("PUT", "", {"name": "x", "topic": "", "privacy": "public", "is_archived": False,
                 "is_guest_accessible": False, "owner": {"id": 1}}),
    ("DELETE", "", None),
    ("GET", "/statistics", None),
    ("PUT", "/topic", {"topic": "x"}),
    ("GET", "/member", None),
    ("PUT", "/member/1", None),
    ("DELETE", "/member/1", None),
    ("GET", "/participant", None),
    ("POST", "/invite/1", {"reason": "x"}),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "path", "body"), METHODS)
async def test_a_private_room_of_others_is_missing_by_id_and_name(
    world: World, verb: str, path: str, body: object
) -> None:
    secret = await world.room("Secret plans", private=True)
    outsider = await world.token(await world.user("Bo Tamm"))

    for ref in (str(secret.id), "Secret%20plans"):
        response = await world.http.request(verb, f"/v2/room/{ref}{path}", json=body, headers=outsider)
        assert response.status_code == 404
        assert response.json()["error"]["message"] == f"Room {ref.replace('%20', ' ')} not found"


@pytest.mark.parametrize(("verb", "path", "body"), METHODS)
async def test_rooms_of_another_group_are_missing(world: World, verb: str, path: str, body: object) -> None:
    group_id, stranger = await world.group("Elsewhere")
    theirs = await world.room("Theirs", owner=stranger, group_id=group_id)

    response = await world.http.request(
        verb, f"/v2/room/{theirs.id}{path}", json=body, headers=await world.token()
    )

    assert response.status_code == 404


async def test_members_see_a_private_room_and_its_admins_in_the_group_only_when_delegated(
    world: World,
) -> None:
    bo, admin = await world.user("Bo Tamm"), await world.user("Cy Admin", role="admin")
    owner = await world.user("Di Host")
    hidden = await world.room("Hidden", owner=owner, private=True, members=(bo,))
    body = {"name": "Shown", "privacy": "private", "delegate_admin_visibility": True}
    shown = (await world.http.post("/v2/room", json=body, headers=await world.token(owner))).json()["id"]

    async def status(room_id: int, who: dict[str, str]) -> int:
        return (await world.http.get(f"/v2/room/{room_id}", headers=who)).status_code

    assert await status(hidden.id, await world.token(bo)) == 200
    assert await status(hidden.id, await world.token(admin)) == 404
    assert await status(shown, await world.token(admin)) == 200
    assert await status(shown, await world.token(bo)) == 404
    assert await status(hidden.id, await world.addon_token(Scope.VIEW_ROOM)) == 200


async def test_guests_see_only_the_rooms_that_they_were_let_into(world: World) -> None:
    guest = await world.user("Gil Visitor", is_guest=True)
    public = await world.room("Lobby")
    room = await world.room("Fair", members=(guest,))
    token = await world.token(guest)

    listed = (await world.http.get("/v2/room", headers=token)).json()["items"]

    assert [item["id"] for item in listed] == [room.id]
    assert (await world.http.get(f"/v2/room/{public.id}", headers=token)).status_code == 404
    assert (await world.http.get(f"/v2/room/{room.id}", headers=token)).status_code == 200


async def test_a_rooms_token_reaches_its_own_room_by_id_and_name_and_tells_nothing_of_others(
    world: World,
) -> None:
    room, other = await world.room("Engine Room"), await world.room("Deploys")
    token = await world.room_token(room, Scope.VIEW_ROOM)

    for ref in (str(room.id), "Engine%20Room", "engine+room"):
        assert (await world.http.get(f"/v2/room/{ref}", headers=token)).status_code == 200
    for ref in (str(other.id), "Deploys", "99999", "No such"):
        refused = await world.http.get(f"/v2/room/{ref}", headers=token)
        assert refused.status_code == 403
        assert refused.json()["error"]["message"] == (
            f"This token only works in room {room.id}. Use a token of the room that you call."
        )
