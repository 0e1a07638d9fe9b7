"""Emoticons of a group beside the standard ones: HipChat's two methods, and adding and removing."""

import asyncio
from typing import Any

import httpx
import pytest

from chinwag.emoticons import service
from chinwag.emoticons.model import CUSTOM_IDS
from chinwag.emoticons.standard import STANDARD
from chinwag.scopes import Scope
from tests.pictures.browser import signed_in
from tests.pictures.samples import animation, gif_of_many_frames, opened, picture, png_header
from tests.pictures.stored import stored_pictures
from tests.realtime.sockets import listening, serving
from tests.world import World

Headers = dict[str, str]


async def add(
    world: World, shortcut: str, content: bytes | None = None, headers: Headers | None = None
) -> httpx.Response:
    return await world.http.post(
        f"/api/emoticon/{shortcut}",
        content=picture(size=(60, 60)) if content is None else content,
        headers=headers or await world.token(),
    )


async def get(world: World, path: str, headers: Headers | None = None) -> Any:
    answer = await world.http.get(path, headers=headers or await world.token())
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_standard_emoticons_are_listed_by_shortcut(world: World) -> None:
    page = await get(world, "/v2/emoticon?max-results=1000")
    shortcuts = [item["shortcut"] for item in page["items"]]
    assert shortcuts == sorted(STANDARD)
    first = page["items"][0]
    assert first == {
        "id": 260,
        "links": {"self": "http://chat.test/v2/emoticon/260"},
        "shortcut": "allthethings",
        "type": "global",
        "url": "http://chat.test/emoticons/allthethings.svg",
    }


async def test_the_list_is_paged_as_recorded(world: World) -> None:
    """The recorded page: self without a query, prev and next with start-index and max-results."""
    page = await get(world, "/v2/emoticon?start-index=100&max-results=50")
    assert page["links"] == {
        "self": "http://chat.test/v2/emoticon",
        "prev": "http://chat.test/v2/emoticon?start-index=50&max-results=50",
        "next": "http://chat.test/v2/emoticon?start-index=150&max-results=50",
    }
    last = await get(world, "/v2/emoticon?start-index=150&max-results=50")
    assert "next" not in last["links"]
    assert len(page["items"]) == 50
    assert len(last["items"]) == len(STANDARD) - 150


async def test_an_emoticon_is_found_by_id_and_by_shortcut(world: World) -> None:
    by_id = await get(world, "/v2/emoticon/5")
    assert by_id == await get(world, "/v2/emoticon/facepalm") == await get(world, "/v2/emoticon/FACEPALM")
    assert by_id == {
        "audio_path": None,
        "creator": None,
        "height": STANDARD["facepalm"].height,
        "id": 5,
        "links": {"self": "http://chat.test/v2/emoticon/5"},
        "shortcut": "facepalm",
        "url": "http://chat.test/emoticons/facepalm.svg",
        "width": STANDARD["facepalm"].width,
    }


async def test_an_added_emoticon_stands_among_the_others(world: World) -> None:
    answer = await add(world, "aardvark", picture(size=(90, 60)))
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert made["id"] > CUSTOM_IDS
    assert answer.headers["location"] == f"http://chat.test/v2/emoticon/{made['id']}"
    every = (await get(world, "/v2/emoticon?max-results=1000"))["items"]
    assert every[0]["shortcut"] == "aardvark"
    assert (every[0]["type"], every[0]["id"]) == ("group", made["id"])
    own = (await get(world, "/v2/emoticon?type=group"))["items"]
    assert own == every[:1]
    standard = (await get(world, "/v2/emoticon?type=global&max-results=1000"))["items"]
    assert standard == every[1:]
    entries = (await get(world, "/api/emoticons"))["items"]
    assert entries[0] == made
    assert made == {
        "id": made["id"],
        "shortcut": "aardvark",
        "url": made["url"],
        "width": 45,
        "height": 30,
        "is_custom": True,
        "creator_id": world.owner.id,
    }


async def test_expansion_shows_sizes_and_who_added_it(world: World) -> None:
    admin = await world.user("Ada Quist", role="admin")
    made = (await add(world, "wag", headers=await world.token(admin))).json()
    [item] = (await get(world, "/v2/emoticon?type=group&expand=items"))["items"]
    assert (item["width"], item["height"], item["creator"]["name"]) == (30, 30, "Ada Quist")
    full = await get(world, f"/v2/emoticon/{made['id']}?expand=creator")
    assert full["creator"]["mention_name"] == "AdaQuist"
    assert full["creator"]["email"] == admin.email


async def test_a_guest_is_not_told_who_added_it(world: World) -> None:
    guest = await world.user("Gil Moor", is_guest=True)
    await add(world, "wag")
    full = await get(world, "/v2/emoticon/wag", await world.token(guest))
    assert full["creator"] is None


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("content", "stored", "shown"),
    [
        (picture(size=(600, 600)), (120, 120), (30, 30)),
        (picture(size=(20, 10)), (20, 10), (20, 10)),
        (picture("JPEG", (300, 60)), (120, 24), (120, 24)),
        (picture(size=(60, 600)), (12, 120), (3, 30)),
    ],
)
async def test_a_picture_is_kept_sharp_and_shown_small(
    world: World, content: bytes, stored: tuple[int, int], shown: tuple[int, int]
) -> None:
    made = (await add(world, "wag", content)).json()
    assert (made["width"], made["height"]) == shown
    answer = await world.http.get(made["url"])
    assert opened(answer.content).size == stored


@pytest.mark.one_engine
async def test_an_animated_gif_keeps_moving(world: World) -> None:
    made = (await add(world, "wag", animation(6, (240, 240)))).json()
    answer = await world.http.get(made["url"])
    assert answer.headers["content-type"] == "image/gif"
    image = opened(answer.content)
    assert (getattr(image, "n_frames", 1), image.size) == (6, (120, 120))


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 400),
        (gif_of_many_frames(20_000), 400),
        (png_header(50_000, 50_000), 400),
        (bytes(1_048_577), 413),
    ],
    ids=["nothing", "SVG", "frames", "pixels", "bytes"],
)
async def test_what_is_no_small_picture_is_refused(world: World, content: bytes, status: int) -> None:
    assert (await add(world, "wag", content)).status_code == status
    assert await stored_pictures(world) == 0


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "shortcut",
    [
        "w",
        "Wag",
        "wag-wag",
        "wag%20wag",
        "w%C3%A4g",
        "a" * 51,
        "123",
        "%28wag%29",
        "..%2fwag",
        "<b>",
        "heart",
    ],
)
async def test_a_shortcut_is_letters_and_digits_and_no_standard_one(world: World, shortcut: str) -> None:
    answer = await add(world, shortcut)
    assert (answer.status_code, answer.json()["error"]["field"]) == (400, "shortcut")
    assert await stored_pictures(world) == 0


async def test_a_shortcut_is_taken_once(world: World) -> None:
    assert (await add(world, "wag")).status_code == 201
    answer = await add(world, "wag")
    assert answer.status_code == 400
    assert "Another emoticon" in answer.json()["error"]["message"]
    assert await stored_pictures(world) == 1


async def test_of_those_who_take_a_shortcut_at_once_one_wins(world: World) -> None:
    answers = await asyncio.gather(*(add(world, "wag") for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [201, 400, 400, 400, 400, 400]
    assert await stored_pictures(world) == 1


async def test_a_group_has_a_limit_of_emoticons(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_OF_A_GROUP", 3)
    answers = await asyncio.gather(*(add(world, f"wag{number}") for number in range(6)))
    assert sorted(answer.status_code for answer in answers) == [201, 201, 201, 400, 400, 400]
    assert await stored_pictures(world) == 3


async def test_a_removed_emoticon_is_gone_and_its_id_never_comes_again(world: World) -> None:
    made = (await add(world, "wag")).json()
    answer = await world.http.delete("/api/emoticon/wag", headers=await world.token())
    assert (answer.status_code, answer.content) == (204, b"")
    for path in (f"/v2/emoticon/{made['id']}", "/v2/emoticon/wag"):
        missing = await world.http.get(path, headers=await world.token())
        assert missing.status_code == 404
    assert (await world.http.get(made["url"])).status_code == 404
    assert (await world.http.delete("/api/emoticon/wag", headers=await world.token())).status_code == 404
    assert await stored_pictures(world) == 0
    assert (await add(world, "wag")).json()["id"] > made["id"]


async def test_a_standard_emoticon_cannot_be_removed(world: World) -> None:
    answer = await world.http.delete("/api/emoticon/heart", headers=await world.token())
    assert answer.status_code == 400


async def test_only_group_admins_add_and_remove(world: World) -> None:
    ada = await world.user()
    await add(world, "wag")
    for headers in (
        await world.token(ada),
        await world.token(world.owner, Scope.VIEW_GROUP),
        await signed_in(world, ada),
    ):
        assert (await add(world, "other", headers=headers)).status_code == 403
        assert (await world.http.delete("/api/emoticon/wag", headers=headers)).status_code == 403
    assert (await add(world, "third", headers=await signed_in(world, world.owner))).status_code == 201
    addon = await world.addon_token(Scope.ADMIN_GROUP)
    fourth = await add(world, "fourth", headers=addon)
    assert (fourth.status_code, fourth.json()["creator_id"]) == (201, None)


async def test_emoticons_of_another_group_are_missing(world: World) -> None:
    other, stranger = await world.group("Elsewhere")
    made = (await add(world, "wag")).json()
    theirs = await world.token(stranger, group_id=other)
    for path in (f"/v2/emoticon/{made['id']}", "/v2/emoticon/wag"):
        assert (await world.http.get(path, headers=theirs)).status_code == 404
    assert (await get(world, "/v2/emoticon?type=group", theirs))["items"] == []
    assert (await world.http.delete("/api/emoticon/wag", headers=theirs)).status_code == 404
    assert (await add(world, "wag", headers=theirs)).status_code == 201


async def test_old_list_and_live_events_make_the_fresh_list(world: World) -> None:
    ada = await world.user()
    await add(world, "old")
    async with serving(world.app) as port, listening(port, await world.token(ada)) as socket:
        entries = {item["shortcut"]: item for item in (await get(world, "/api/emoticons"))["items"]}
        await add(world, "wag")
        await world.http.delete("/api/emoticon/old", headers=await world.token())
        for _ in range(2):
            frame = await socket.until("emoticons.changed")
            entries |= {item["shortcut"]: item for item in frame["added"]}
            for shortcut in frame["removed"]:
                del entries[shortcut]
    fresh = (await get(world, "/api/emoticons"))["items"]
    assert sorted(entries.values(), key=lambda item: item["shortcut"]) == fresh
