"""`chinwag token adopt`."""

import pytest

from tests.cli.terminal import Terminal
from tests.world import World, bearer

OLD = "Zk3v9QpX1rLm8TyB6wNc2HdJ5fGs7AeU4iOoRtYq"
OLD_V1 = "3fa94c0d7e615b2889d1f04ac7e2b6"


async def test_an_old_room_token_works_and_is_printed_nowhere(world: World, beside: Terminal) -> None:
    room = await world.room("Deploys")

    said = await beside.beside(
        "token", "adopt", "--room", "Deploys", "--label", "Old Jenkins", typed=f"{OLD}\n"
    )

    assert said.code == 0, said.err
    assert OLD not in said.out + said.err + str(beside.lines)
    path = f"/v2/room/{room.id}/notification"
    assert (await world.http.post(path, json={"message": "hi"}, headers=bearer(OLD))).status_code == 204
    (listed,) = (await beside.beside("token", "list", "--json")).json
    assert (listed["kind"], listed["label"], listed["room"]) == ("room", "Old Jenkins", "Deploys")


async def test_a_persons_token_gets_the_scopes_that_are_named(world: World, beside: Terminal) -> None:
    ada = await world.user()
    words = ("token", "adopt", "--user", ada.email, "--label", "Old", "--scopes", "view_group", "--json")
    made = (await beside.beside(*words, typed=OLD)).json
    assert (made["kind"], made["scopes"]) == ("personal", ["view_group"])
    assert (await world.http.get(f"/v2/user/{ada.id}", headers=bearer(OLD))).status_code == 200


async def test_a_token_of_v1_is_adopted_once(world: World, beside: Terminal) -> None:
    words = ("token", "adopt", "--v1", "admin", "--label", "Puppet")
    assert (await beside.beside(*words, typed=OLD_V1)).code == 0
    path = f"/v1/users/list?auth_token={OLD_V1}"
    assert (await world.http.get(path)).status_code == 200
    again = await beside.beside(*words, typed=OLD_V1)
    assert (again.code, again.err) == (1, "chinwag: This token is in use here already.\n")


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        (("--room", "Deploys"), ""),
        (("--room", "Deploys"), "a" * 40),
        (("--room", "Deploys"), OLD_V1),
        (("--room", "Nowhere"), OLD),
        (("--v1", "admin"), OLD),
        (("--v1", "admin", "--days", "5"), OLD_V1),
        (("--user", "1"), OLD),
        ((), OLD),
        (("--room", "Deploys", "--v1", "admin"), OLD),
        (("--room", "Deploys", "--days", "0"), OLD),
    ],
)
async def test_what_does_not_fit_is_one_sentence(
    world: World, beside: Terminal, words: tuple[str, ...], typed: str
) -> None:
    await world.room("Deploys")
    said = await beside.beside("token", "adopt", *words, "--label", "Old", typed=typed)
    assert said.code == 1
    assert len(said.err.strip().splitlines()) == 1
    assert OLD not in said.err
    assert (await beside.beside("token", "list", "--json")).json == []
