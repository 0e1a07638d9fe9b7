"""`chinwag token`."""

from datetime import UTC, datetime, timedelta

from tests.cli.terminal import Terminal, noticed
from tests.world import World, bearer


async def test_a_rooms_token_posts_into_that_room_alone(world: World, beside: Terminal) -> None:
    room, other = await world.room("Deploys"), await world.room("Support")
    made = (await beside.beside("token", "create", "--room", "deploys", "--label", "Jenkins", "--json")).json

    async def post(room_id: int) -> int:
        answer = await world.http.post(
            f"/v2/room/{room_id}/notification", json={"message": "Done"}, headers=bearer(made["token"])
        )
        return answer.status_code

    assert made["scopes"] == ["send_notification"]
    assert await post(room.id) == 204
    assert await post(other.id) == 403
    assert (await world.history(room))[0]["from"] == "Jenkins"


async def test_a_personal_token_acts_as_its_person_until_it_expires(world: World, beside: Terminal) -> None:
    ada = await world.user("Ada Quist")
    made = await beside.beside(
        "token", "create", "--user", ada.email, "--label", "bot", "--scopes", "view_group, view_room",
        "--days", "30", "--json",
    )  # fmt: skip
    header = bearer(made.json["token"])

    session = await world.http.get(f"/v2/oauth/token/{made.json['token']}", headers=header)
    assert session.json()["owner"]["id"] == ada.id
    assert sorted(session.json()["scopes"]) == ["view_group", "view_room"]
    [listed] = (await beside.beside("token", "list", "--user", "@AdaQuist", "--json")).json
    ends = datetime.fromisoformat(listed["expires"])
    assert timedelta(days=29) < ends - datetime.now(UTC) < timedelta(days=31)


async def test_a_revoked_token_is_dead_for_the_running_server(world: World, beside: Terminal) -> None:
    room = await world.room("Deploys")
    token = await world.room_token(room, label="Kiln")
    read = f"/v2/room/{room.id}"
    assert (await world.http.get(read, headers=token)).status_code == 200

    [listed] = (await beside.beside("token", "list", "--room", "Deploys", "--json")).json
    said = await beside.beside("token", "revoke", str(listed["id"]))
    await noticed(world)

    assert said.out == f"Token {listed['id']} (Kiln) is revoked.\n"
    assert (await world.http.get(read, headers=token)).status_code == 401
    assert "There is no token" in (await beside.beside("token", "revoke", str(listed["id"]))).err


async def test_tokens_of_grants_are_listed_on_demand(world: World, beside: Terminal) -> None:
    await world.addon_token(name="Release desk")

    assert (await beside.beside("token", "list", "--json")).json == []
    [listed] = (await beside.beside("token", "list", "--oauth", "--json")).json
    assert (listed["kind"], listed["addon"]) == ("addon", "Release desk")


async def test_the_token_is_nowhere_but_on_the_screen(world: World, beside: Terminal) -> None:
    await world.room("Deploys")
    said = await beside.beside("token", "create", "--room", "Deploys", "--label", "Kiln")
    secret = max(said.out.split(), key=len)

    assert len(secret) == 40
    assert secret not in (await beside.beside("token", "list", "--json")).out
    assert secret not in str(beside.lines)


async def test_refusals_say_what_to_do(world: World, beside: Terminal) -> None:
    async def refusal(*words: str) -> str:
        said = await beside.beside("token", "create", "--label", "x", *words)
        assert (said.code, said.out) == (1, "")
        return said.err

    await world.room("Deploys")
    both = ("--user", "1", "--room", "Deploys")
    assert "--user for a personal token, or --room" in await refusal()
    assert "--user for a personal token, or --room" in await refusal(*both)
    assert "with --scopes" in await refusal("--user", "1")
    assert "There is no scope view_rom. Choose from admin_group" in await refusal(
        "--user", "1", "--scopes", "view_rom"
    )
    assert "cannot carry the scope send_message" in await refusal(
        "--room", "Deploys", "--scopes", "send_message"
    )
    assert "--days" in await refusal("--room", "Deploys", "--days", "0")
