"""How calls are written: everything that real clients of API v1 send is understood."""

import httpx
import pytest

from chinwag.db.tx import DatabaseUnavailable
from chinwag.settings import Settings
from tests.v1.clients import V1, error_of, make_v1
from tests.world import MadeRoom, World, new_world

# How a request is read: no statement of a database is under test.
pytestmark = pytest.mark.one_engine

MULTIPART = "multipart/form-data; boundary=----------------------------83a1f0c7"


@pytest.fixture
async def room(world: World) -> MadeRoom:
    """Where messages go."""
    return await world.room("Engine Room")


def _form(fields: dict[str, str]) -> bytes:
    """A multipart form as PHP's curl writes one."""
    line = f"--{MULTIPART.partition('boundary=')[2]}"
    parts = [
        f'{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    return "".join([*parts, f"{line}--\r\n"]).encode()


async def _said(world: World, room: MadeRoom) -> list[str]:
    return [item["message"] for item in await world.history(room)]


async def test_a_multipart_form_carries_everything_the_token_too(
    world: World, notifier: V1, room: MadeRoom
) -> None:
    fields = {
        "auth_token": notifier.token,
        "room_id": "Engine Room",
        "from": "php",
        "message": "Löschboot\r\nläuft",
    }
    answer = await world.http.post(
        "/v1/rooms/message",
        content=_form({**fields, "message_format": "text"}),
        headers={"Content-Type": MULTIPART},
    )
    assert answer.json() == {"status": "sent"}
    assert await _said(world, room) == ["Löschboot\r\nläuft"]


async def test_an_at_sign_that_php_escaped_is_one_again(world: World, notifier: V1, room: MadeRoom) -> None:
    await notifier.posted(
        "rooms/message", room_id=room.id, from_="php", message="&#64;all &#64;", message_format="text"
    )
    assert await _said(world, room) == ["@all &#64;"]


@pytest.mark.parametrize("cut", [slice(0, 40), slice(0, -30), slice(10, None)])
async def test_a_broken_multipart_form_is_refused(
    world: World, notifier: V1, room: MadeRoom, cut: slice
) -> None:
    fields = {"auth_token": notifier.token, "room_id": str(room.id), "from": "php", "message": "Half"}
    answer = await world.http.post(
        "/v1/rooms/message", content=_form(fields)[cut], headers={"Content-Type": MULTIPART}
    )
    assert error_of(answer)[0] in {400, 401}
    assert await _said(world, room) == []


async def test_a_form_without_its_boundary_and_one_of_a_thousand_fields_are_refused(world: World) -> None:
    for content_type in ("multipart/form-data", "multipart/related; boundary=x"):
        answer = await world.http.post(
            "/v1/rooms/message", content=b"--x\r\n", headers={"Content-Type": content_type}
        )
        assert error_of(answer)[0] == 400
    many = {f"field{number}": "x" for number in range(1000)}
    assert error_of(await world.http.post("/v1/rooms/message", data=many))[0] == 400
    answer = await world.http.post(
        "/v1/rooms/message", content=_form(many), headers={"Content-Type": MULTIPART}
    )
    assert error_of(answer)[0] == 400


async def test_a_post_may_have_everything_in_the_query(world: World, admin: V1, room: MadeRoom) -> None:
    query = {"auth_token": admin.token, "room_id": str(room.id)}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await world.http.post("/v1/rooms/delete", params=query, headers=form)
    assert answer.json() == {"deleted": True}


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b" \r\n"])
async def test_an_empty_body_of_any_type_is_no_body(
    world: World, admin: V1, room: MadeRoom, content: bytes
) -> None:
    query = {"auth_token": admin.token, "room_id": str(room.id)}
    answer = await world.http.post(
        "/v1/rooms/delete", params=query, content=content, headers={"Content-Type": "application/json"}
    )
    assert answer.json() == {"deleted": True}


async def test_json_is_refused_with_a_word_on_what_to_send(world: World, admin: V1) -> None:
    answer = await world.http.post("/v1/rooms/delete", json={"auth_token": admin.token, "room_id": 5})
    status, said = error_of(answer)
    assert (status, "as a form" in said) == (400, True)


@pytest.mark.parametrize(
    "path", ["/v1/rooms/message/", "//v1/rooms/message", "/v1//rooms/message", "/v1/rooms/message"]
)
async def test_a_get_sends_under_every_spelling_of_the_address(
    world: World, notifier: V1, room: MadeRoom, path: str
) -> None:
    query = {"auth_token": notifier.token, "room_id": room.name, "from": "curl", "message": "Hé & co"}
    url = httpx.URL(f"http://chat.test{path}", params=query)
    assert (await world.http.get(url)).json() == {"status": "sent"}
    assert await _said(world, room) == ["Hé &amp; co"]


async def test_the_form_wins_over_the_query_and_unknown_parameters_are_ignored(
    world: World, notifier: V1, room: MadeRoom
) -> None:
    query = {
        "auth_token": "nonsense",
        "message": "From the query",
        "api": "https://api.example/v1",
        "from": "query",
    }
    form = {"auth_token": notifier.token, "message": "From the form", "room_id": room.id, "from": "form"}
    assert (await world.http.post("/v1/rooms/message", params=query, data=form)).status_code == 200
    assert await _said(world, room) == ["From the form"]


async def test_the_body_of_a_get_means_nothing(world: World, notifier: V1, room: MadeRoom) -> None:
    query = {"auth_token": notifier.token, "room_id": str(room.id), "from": "curl", "message": "Query"}
    answer = await world.http.request("GET", "/v1/rooms/message", params=query, data={"message": "Body"})
    assert answer.status_code == 200
    assert await _said(world, room) == ["Query"]


@pytest.mark.parametrize("written", ["JSON", "json", ""])
async def test_json_says_so_and_nothing_more_in_its_content_type(
    world: World, admin: V1, written: str
) -> None:
    answer = await admin.get("rooms/list", format=written)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"


async def test_a_format_that_does_not_exist_is_not_acceptable(admin: V1) -> None:
    assert error_of(await admin.get("rooms/list", format="yaml")) == (
        406,
        "There is no format 'yaml'. Use json or xml.",
    )


@pytest.mark.parametrize(
    "path", ["/v1", "/v1/", "/v1/rooms", "/v1/rooms/burn", "/v1/rooms/list/5", "/v1/ROOMS/LIST"]
)
async def test_a_method_that_does_not_exist_is_missing(world: World, path: str) -> None:
    status, said = error_of(await world.http.get(path))
    assert (status, "There is no method" in said) == (404, True)


async def test_a_wrong_verb_is_told_the_right_one(world: World, admin: V1) -> None:
    answer = await admin.post("rooms/list")
    assert error_of(answer) == (405, "Call rooms/list with GET.")
    assert answer.headers["allow"] == "GET"
    assert error_of(await admin.get("rooms/topic"))[0] == 405
    put = await world.http.put("/v1/rooms/message", data={"auth_token": admin.token})
    assert (error_of(put)[0], put.headers["allow"]) == (405, "GET, POST")


async def test_a_head_is_a_get_without_the_body(world: World, admin: V1) -> None:
    got = await admin.get("rooms/list")
    head = await world.http.head("/v1/rooms/list", params={"auth_token": admin.token})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]


async def test_what_is_too_large_is_refused(world: World, notifier: V1, room: MadeRoom) -> None:
    call = {"room_id": room.id, "from_": "Kiln"}
    assert error_of(await notifier.post("rooms/message", message="m" * 300_000, **call))[0] == 413
    assert error_of(await notifier.get("rooms/message", message="m" * 9_000, **call))[0] == 414
    assert await _said(world, room) == []


@pytest.mark.parametrize("query", ["message=%ff", "room_id=%c3", "room_id=a%00b", "format=%ff"])
async def test_what_is_not_utf_8_or_holds_nul_is_refused(world: World, notifier: V1, query: str) -> None:
    url = f"/v1/rooms/message?auth_token={notifier.token}&{query}"
    assert error_of(await world.http.get(url))[0] == 400
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    url = f"/v1/rooms/message?auth_token={notifier.token}"
    assert error_of(await world.http.post(url, content=query, headers=form))[0] == 400


async def test_faults_of_ours_tell_nothing_of_the_inside(
    world: World, admin: V1, monkeypatch: pytest.MonkeyPatch
) -> None:
    await admin.got("rooms/list")

    def broken(error: Exception) -> None:
        def read() -> None:
            raise error

        monkeypatch.setattr(world.app.services.db, "read", read)

    broken(RuntimeError("the secret of the house"))
    answer = await admin.get("rooms/list")
    status, said = error_of(answer)
    assert (status, "secret" in said, answer.headers["x-request-id"] in said) == (500, False, True)
    broken(DatabaseUnavailable("gone"))
    answer = await admin.get("rooms/list", format="xml")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert answer.text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<error><code>503</code>')


async def test_tokens_in_addresses_can_be_switched_off(tmp_path: object, database_url: str) -> None:
    assert Settings().query_tokens
    async with new_world(tmp_path, database_url=database_url, query_tokens=False) as world:  # type: ignore[arg-type]
        script = await make_v1(world)
        status, said = error_of(await script.get("rooms/list"))
        assert (status, "in addresses" in said) == (401, True)
        made = await script.posted("rooms/create", name="Docks", owner_user_id=world.owner.id)
        assert made["room"]["name"] == "Docks"
