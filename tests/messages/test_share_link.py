"""Sharing a link: a message that ends with it."""

import pytest

from tests.messages.talk import read, texts
from tests.world import World

LINK = "https://docs.example.com/tides?day=1#noon"


@pytest.mark.parametrize("verb", ["POST", "PUT"])
async def test_link_is_a_message_of_the_person_who_shares_it(world: World, verb: str) -> None:
    room, ada = await world.room(), await world.user("Ada Quist")
    headers = await world.token(ada)
    body = {"link": LINK, "message": " Look at this: "}
    answer = await world.http.request(verb, f"/v2/room/{room.id}/share/link", json=body, headers=headers)
    assert (answer.status_code, answer.content) == (204, b"")
    (message,) = await world.history(room)
    assert message["message"] == f"Look at this: {LINK}"
    assert (message["type"], message["from"]["name"]) == ("message", "Ada Quist")


@pytest.mark.parametrize("verb", ["POST", "PUT"])
async def test_link_can_be_shared_with_one_person(world: World, verb: str) -> None:
    ada, bo = await world.user("Ada Quist"), await world.user("Bo Lind")
    path = f"/v2/user/{bo.id}/share/link"
    headers = await world.token(ada)
    assert (await world.http.request(verb, path, json={"link": LINK}, headers=headers)).status_code == 204
    page = await read(world, f"/v2/user/{ada.id}/history/latest", await world.token(bo))
    assert texts(page) == [LINK]


async def test_mentions_of_the_message_call(world: World) -> None:
    room, ada = await world.room(), await world.user("Ada Quist")
    body = {"link": LINK, "message": f"@{ada.mention_name} see"}
    await world.http.post(f"/v2/room/{room.id}/share/link", json=body, headers=await world.token())
    assert [person["id"] for person in (await world.history(room))[0]["mentions"]] == [ada.id]


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "link",
    [
        *("docs.example.com/tides", "/tides/of/today", "//docs.example.com/", "javascript:alert(1)"),
        *("ftp://docs.example.com/", "http://?x=12345", "https:///tides-today", "http://a b.example/"),
        *(
            'https://x.example/"onclick=',
            "https://x.example/<b>",
            "https://x.example/\n/code",
            "http://x.y"[:9],
        ),
        "https://x.example/" + "x" * 1000,
    ],
)
async def test_what_is_no_web_address_is_refused_and_leaves_no_trace(world: World, link: str) -> None:
    room = await world.room()
    answer = await world.http.post(
        f"/v2/room/{room.id}/share/link", json={"link": link}, headers=await world.token()
    )
    assert answer.status_code == 400
    assert "link" in answer.text
    assert await world.history(room) == []


@pytest.mark.one_engine
async def test_sentence_names_the_field(world: World) -> None:
    room = await world.room()
    body = {"link": "docs.example.com/tides"}
    answer = await world.http.post(f"/v2/room/{room.id}/share/link", json=body, headers=await world.token())
    assert answer.json()["error"]["message"] == "Field link must be an absolute URL"


async def test_archived_room_takes_no_link(world: World) -> None:
    room = await world.room(archived=True)
    answer = await world.http.post(
        f"/v2/room/{room.id}/share/link", json={"link": LINK}, headers=await world.token()
    )
    assert answer.status_code == 409
