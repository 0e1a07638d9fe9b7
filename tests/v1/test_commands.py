"""How tokens of API v1 come into being: by `chinwag token`, and in the demo group."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from chinwag.app import running
from chinwag.settings import Settings
from tests.cli.terminal import Terminal, noticed, of_world, opened
from tests.v1.clients import V1, error_of
from tests.world import World


@pytest.fixture
def beside(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """A shell beside the world's server."""
    with of_world(world, tmp_path, monkeypatch) as made:
        yield made


async def test_a_token_is_made_listed_and_revoked_beside_the_server(world: World, beside: Terminal) -> None:
    room = await world.room("Deploys")
    made = (
        await beside.beside("token", "create", "--v1", "notification", "--label", "Jenkins", "--json")
    ).json
    script = V1(world, made["token"])
    assert (len(made["token"]), made["scopes"]) == (30, [])
    assert (await script.posted("rooms/message", room_id=room.id, from_="Kiln", message="Hi")) == {
        "status": "sent"
    }
    assert error_of(await script.get("rooms/list"))[0] == 401

    [listed] = (await beside.beside("token", "list", "--json")).json
    assert (listed["id"], listed["kind"], listed["label"]) == (made["id"], "v1_notification", "Jenkins")
    assert (await beside.beside("token", "revoke", str(made["id"]))).code == 0
    await noticed(world)
    assert error_of(await script.post("rooms/message"))[0] == 401


async def test_an_admin_token_may_do_everything(world: World, beside: Terminal) -> None:
    said = await beside.beside("token", "create", "--v1", "admin", "--label", "Okta")
    token = said.out.split()[0]
    assert [user["user_id"] for user in (await V1(world, token).got("users/list"))["users"]] == [
        world.owner.id
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--v1", "admin", "--room", "Deploys"), "Say whose token it is"),
        (("--v1", "admin", "--days", "3"), "never expire"),
        (("--v1", "admin", "--scopes", "view_room"), "have no scopes"),
        (("--v1", "root"), "root"),
    ],
)
async def test_a_token_that_makes_no_sense_is_not_made(
    world: World, beside: Terminal, words: tuple[str, ...], sentence: str
) -> None:
    said = await beside.beside("token", "create", "--label", "x", *words)
    assert (said.code != 0, sentence in said.err + said.out) == (True, True), said
    assert (await beside.beside("token", "list", "--json")).json == []


async def test_the_tokens_of_the_demo_work_and_stay_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, monkeypatch) as terminal:
        terminal.data = tmp_path / "data"
        made = (await terminal.beside("demo", "--json")).json
        assert (await terminal.beside("demo", "--json")).json == made
    async with running(Settings(data=tmp_path / "data")) as app:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://chat.test") as http:
            listed = await http.get("/v1/users/list", params={"auth_token": made["v1_admin_token"]})
            assert made["user_email"] in [user["email"] for user in listed.json()["users"]]
            form = {
                "auth_token": made["v1_notification_token"],
                "room_id": made["room"],
                "from": "x",
                "message": "y",
            }
            assert (await http.post("/v1/rooms/message", data=form)).json() == {"status": "sent"}
            assert (await http.post("/v1/rooms/create", data=form)).status_code == 401
