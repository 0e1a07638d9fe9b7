"""Photos of people: by HipChat's methods for admins, by the person in the web client."""

import asyncio
import base64
from typing import Any

import httpx
import pytest

from chinwag.pictures.service import sweep
from chinwag.scopes import Scope
from tests.pictures.browser import signed_in
from tests.pictures.samples import opened, picture, png_header
from tests.pictures.stored import stored_pictures
from tests.realtime.sockets import listening, serving
from tests.world import MadeUser, World


def text_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


async def put_photo(world: World, user: MadeUser, data: bytes | str, **more: Any) -> httpx.Response:
    text = data if isinstance(data, str) else text_of(data)
    headers = more.get("headers") or await world.token()
    return await world.http.put(f"/v2/user/{user.id}/photo", json={"photo": text}, headers=headers)


async def photo_url(world: World, user: MadeUser) -> Any:
    return (await world.http.get(f"/v2/user/{user.id}", headers=await world.token())).json()["photo_url"]


async def test_an_admin_gives_somebody_a_photo_and_everybody_sees_it(world: World) -> None:
    ada = await world.user()
    assert (await put_photo(world, ada, picture("JPEG", (900, 600)))).status_code == 204
    url = await photo_url(world, ada)
    assert url.startswith("http://chat.test/pictures/")
    assert url.endswith("/small")
    for size, side in (("small", 125), ("big", 500)):
        answer = await world.http.get(f"/v2/user/{ada.id}/photo/{size}", headers=await world.token(ada))
        assert (answer.status_code, answer.content) == (302, b"")
        shown = await world.http.get(answer.headers["location"])
        assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
        assert opened(shown.content).size == (side, side)


async def test_the_photo_is_told_in_every_object_of_the_person(world: World) -> None:
    ada = await world.user()
    room = await world.room(private=True, members=(ada,))
    await put_photo(world, ada, picture())
    path = (await photo_url(world, ada)).removeprefix("http://chat.test")
    mine = await world.token(ada)
    start = (await world.http.get("/api/start", headers=mine)).json()
    assert start["me"]["photo_url"] == path
    assert [person["photo_url"] for person in start["people"] if person["id"] == ada.id] == [path]
    people = (await world.http.get(f"/api/room/{room.id}/people", headers=mine)).json()["items"]
    assert path in {person["photo_url"] for person in people}
    items = (await world.http.get("/v2/user?expand=items", headers=await world.token())).json()["items"]
    assert f"http://chat.test{path}" in {item["photo_url"] for item in items}
    old = await world.raw_token("v1_admin", frozenset())
    shown = await world.http.get(f"/v1/users/show?user_id={ada.id}&auth_token={old}")
    assert shown.json()["user"]["photo_url"] == f"http://chat.test{path}"


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "written",
    [
        lambda text: "\r\n".join(text[at : at + 76] for at in range(0, len(text), 76)) + "\r\n",
        lambda text: text.replace("+", "-").replace("/", "_"),
        lambda text: text.rstrip("="),
        lambda text: f"data:image/png;base64,{text}",
        lambda text: f"data:image/png;charset=utf-8;base64,{text}",
    ],
    ids=["line breaks", "url-safe", "unpadded", "data URL", "data URL with charset"],
)
async def test_base64_is_taken_as_clients_write_it(world: World, written: Any) -> None:
    ada = await world.user()
    noisy = picture("PNG", (40, 40), pnginfo=None, compress_level=0)
    assert (await put_photo(world, ada, written(text_of(noisy)))).status_code == 204
    assert await photo_url(world, ada) is not None


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("text", "validation"),
    [
        ("", "format"),
        ("====", "format"),
        ("not base64!", "format"),
        ("data:image/png,xx", "format"),
        (text_of(picture())[:-6] + "é", "format"),
        (text_of(b"<svg/>"), "picture"),
        (text_of(picture("BMP")), "picture"),
        (text_of(picture()[:100]), "picture"),
        (text_of(png_header(50_000, 50_000)), "picture"),
    ],
)
async def test_what_is_no_picture_is_refused_by_its_field(world: World, text: str, validation: str) -> None:
    ada = await world.user()
    answer = await put_photo(world, ada, text)
    error = answer.json()["error"]
    assert (answer.status_code, error["field"], error["validation"]) == (400, "photo", validation)
    assert len(answer.content) < 1000
    assert await photo_url(world, ada) is None
    assert await stored_pictures(world) == 0


@pytest.mark.one_engine
async def test_a_body_over_the_limit_is_refused_before_it_is_read(world: World) -> None:
    ada = await world.user()
    assert (await put_photo(world, ada, "A" * (8 * 1_048_576))).status_code == 413


@pytest.mark.one_engine
async def test_a_photo_of_some_megabytes_is_taken(world: World) -> None:
    """The limit of other JSON bodies is 256 KiB."""
    ada = await world.user()
    large = picture("PNG", (1200, 1200), compress_level=0)
    assert len(large) > 4_000_000
    assert (await put_photo(world, ada, large)).status_code == 204


async def test_a_new_photo_replaces_the_old_one_whose_address_dies(world: World) -> None:
    ada = await world.user()
    await put_photo(world, ada, picture(color="red"))
    first = await photo_url(world, ada)
    await put_photo(world, ada, picture(color="blue"))
    second = await photo_url(world, ada)
    assert first != second
    assert (await world.http.get(first)).status_code == 404
    assert opened((await world.http.get(second)).content).convert("RGB").getpixel((9, 9)) == (0, 0, 255)
    assert await stored_pictures(world) == 1


async def test_a_deleted_photo_is_gone_and_deleting_none_is_fine(world: World) -> None:
    ada = await world.user()
    await put_photo(world, ada, picture())
    url = await photo_url(world, ada)
    for _ in range(2):
        answer = await world.http.delete(f"/v2/user/{ada.id}/photo", headers=await world.token())
        assert answer.status_code == 204
    assert await photo_url(world, ada) is None
    assert (await world.http.get(url)).status_code == 404
    gone = await world.http.get(f"/v2/user/{ada.id}/photo/small", headers=await world.token())
    assert gone.status_code == 404
    assert await stored_pictures(world) == 0


async def test_the_photo_of_a_deleted_person_is_gone_and_does_not_come_back_with_them(world: World) -> None:
    ada = await world.user()
    await put_photo(world, ada, picture())
    url = await photo_url(world, ada)
    await world.http.delete(f"/v2/user/{ada.id}", headers=await world.token())
    assert (await world.http.get(url)).status_code == 404
    await sweep(world.app.services)
    assert await stored_pictures(world) == 0
    again = {"name": ada.name, "email": ada.email}
    assert (await world.http.post("/v2/user", json=again, headers=await world.token())).status_code == 201
    assert await photo_url(world, ada) is None


async def test_guests_have_no_photo(world: World) -> None:
    guest = await world.user("Gil Moor", is_guest=True)
    await world.room(members=(guest,))
    assert (await put_photo(world, guest, picture())).status_code == 403
    headers = await signed_in(world, guest)
    assert (await world.http.put("/api/account/photo", content=picture(), headers=headers)).status_code == 403


async def test_an_ordinary_person_changes_no_photo_of_others_with_any_scope(world: World) -> None:
    ada, bo = await world.user(), await world.user("Bo Lind")
    headers = await world.token(bo, Scope.ADMIN_GROUP)
    assert (await put_photo(world, ada, picture(), headers=headers)).status_code == 403
    assert (await put_photo(world, bo, picture(), headers=headers)).status_code == 403
    assert (await world.http.delete(f"/v2/user/{ada.id}/photo", headers=headers)).status_code == 403


async def test_a_person_changes_their_own_photo_in_the_web_client(world: World) -> None:
    ada = await world.user()
    headers = await signed_in(world, ada)
    answer = await world.http.put("/api/account/photo", content=picture("WEBP", (300, 200)), headers=headers)
    assert answer.status_code == 204, answer.text
    shown = await world.http.get(await photo_url(world, ada))
    assert opened(shown.content).size == (125, 125)
    assert (await world.http.delete("/api/account/photo", headers=headers)).status_code == 204
    assert await photo_url(world, ada) is None


async def test_no_token_and_no_foreign_page_changes_ones_own_photo(world: World) -> None:
    ada = await world.user()
    by_token = await world.http.put("/api/account/photo", content=picture(), headers=await world.token(ada))
    assert by_token.status_code == 403
    headers = await signed_in(world, ada)
    del headers["X-CSRF-Token"]
    assert (await world.http.put("/api/account/photo", content=picture(), headers=headers)).status_code == 403
    assert (await world.http.put("/api/account/photo", content=picture())).status_code == 401


async def test_a_person_makes_one_photo_of_themselves_at_a_time(world: World) -> None:
    headers = await signed_in(world, await world.user())

    async def put() -> int:
        large = picture("JPEG", (2000, 2000))
        return (await world.http.put("/api/account/photo", content=large, headers=headers)).status_code

    assert sorted(await asyncio.gather(*(put() for _ in range(5)))) == [204, 429, 429, 429, 429]
    assert await put() == 204


async def test_ones_own_photo_has_a_limit_and_must_be_a_picture(world: World) -> None:
    headers = await signed_in(world, await world.user())
    for content, status in ((b"x" * (8 * 1_048_576 + 1), 413), (b"<svg/>", 400), (b"", 400)):
        answer = await world.http.put("/api/account/photo", content=content, headers=headers)
        assert answer.status_code == status


async def test_live_clients_are_told_of_a_new_photo(world: World) -> None:
    ada = await world.user()
    async with serving(world.app) as port, listening(port, await world.token(ada)) as socket:
        await put_photo(world, ada, picture())
        frame = await socket.until("user.updated")
    path = (await photo_url(world, ada)).removeprefix("http://chat.test")
    assert (frame["user"]["id"], frame["user"]["photo_url"]) == (ada.id, path)


async def test_photos_set_at_once_leave_one_and_nothing_else(world: World) -> None:
    ada = await world.user()
    answers = await asyncio.gather(*(put_photo(world, ada, picture(color=(n * 9, 0, 0))) for n in range(8)))
    assert {answer.status_code for answer in answers} == {204}
    assert (await world.http.get(await photo_url(world, ada))).status_code == 200
    assert await stored_pictures(world) == 1


async def test_a_person_of_another_group_is_missing(world: World) -> None:
    _, stranger = await world.group("Elsewhere")
    assert (await put_photo(world, stranger, picture())).status_code == 404
    answer = await world.http.get(f"/v2/user/{stranger.id}/photo/small", headers=await world.token())
    assert answer.status_code == 404
