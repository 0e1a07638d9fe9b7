"""What our own client does with files: send them once, see them live, list them."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest

from chinwag.realtime.events import LiveEvent
from tests.files.uploads import RELATED, body_of, picture, share
from tests.messages.talk import read_positions_of, say, waiting
from tests.world import MadeRoom, World


async def send(
    world: World, path: str, content: bytes = b"content", user: Any = None, **fields: str
) -> httpx.Response:
    """As a browser does: a form, the file last."""
    form = {name: (None, text) for name, text in fields.items()}
    return await world.http.post(
        path, files={**form, "file": ("photo.png", content, "image/png")}, headers=await world.token(user)
    )


async def history(world: World, room: MadeRoom) -> list[dict[str, Any]]:
    """The room's messages as our client reads them."""
    answer = await world.http.get(f"/api/room/{room.id}/history", headers=await world.token())
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_a_file_is_sent_with_words_and_comes_back_whole(world: World) -> None:
    room, content = await world.room(), picture(300, 200)
    answer = await send(world, f"/api/room/{room.id}/file", content, message="the *quay*")
    assert answer.status_code == 201
    told = answer.json()
    assert (told["body"], told["type"], told["from"]["id"]) == ("the *quay*", "message", world.owner.id)
    file = told["file"]
    assert (file["name"], file["size"], file["type"]) == ("photo.png", len(content), "image/png")
    assert (file["width"], file["height"]) == (300, 200)
    assert file["url"] == f"/files/{file['id']}/photo.png"
    assert file["thumb_url"] == f"/files/{file['id']}/thumb/photo.png"
    assert (await world.http.get(file["url"], headers=await world.token())).content == content
    assert await history(world, room) == [told]


async def test_the_live_event_says_what_a_fresh_read_says(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chinwag.messages import posting

    events: list[LiveEvent] = []

    def note(**fields: Any) -> LiveEvent:
        events.append(LiveEvent(**fields))
        return events[-1]

    monkeypatch.setattr(posting, "LiveEvent", note)
    room = await world.room()
    told = (await send(world, f"/api/room/{room.id}/file", message="x")).json()
    await share(world, room, b"y")
    first, second = await history(world, room)
    assert first == told
    assert [msgspec.json.decode(event.payload_json()) for event in events] == [first, second]


async def test_the_same_id_again_is_the_same_message(world: World) -> None:
    room, client_id = await world.room(), str(uuid4())
    path = f"/api/room/{room.id}/file"
    first = await send(world, path, b"one", client_id=client_id)
    again = await send(world, path, b"two", client_id=client_id)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = await send(world, path, b"three", client_id=str(uuid4()))
    assert other.status_code == 201
    files = [path for path in (world.app.services.settings.data / "files").rglob("*") if path.is_file()]
    assert len(files) == len(await history(world, room)) == 2


async def test_many_at_once_with_one_id_are_one_message(world: World) -> None:
    room, client_id = await world.room(), str(uuid4())
    path = f"/api/room/{room.id}/file"
    answers = await asyncio.gather(*(send(world, path, b"x", client_id=client_id) for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(await history(world, room)) == 1
    files = [path for path in (world.app.services.settings.data / "files").rglob("*") if path.is_file()]
    assert len(files) == 1


async def test_an_id_that_is_none_is_refused(world: World) -> None:
    room = await world.room()
    answer = await send(world, f"/api/room/{room.id}/file", client_id="short")
    assert (answer.status_code, answer.json()["error"]["field"]) == (400, "client_id")
    headers = {**await world.token(), **RELATED}
    body = body_of(b"x", metadata={"client_id": "short", "message": "x"})
    answer = await world.http.post(f"/v2/room/{room.id}/share/file", content=body, headers=headers)
    assert answer.status_code == 204  # HipChat's method knows no such field


async def test_a_file_for_a_person_opens_the_chat(world: World) -> None:
    ada = await world.user("Ada Quist")
    client_id = str(uuid4())
    first = await send(world, f"/api/user/{ada.id}/file", message="for you", client_id=client_id)
    again = await send(world, f"/api/user/{ada.id}/file", client_id=client_id)
    assert (first.status_code, again.status_code) == (201, 200)
    answer = await world.http.get(f"/api/user/{world.owner.id}/history", headers=await world.token(ada))
    assert [item["file"]["name"] for item in answer.json()["items"]] == ["photo.png"]


async def test_words_with_a_file_call_people_and_move_the_senders_place(world: World) -> None:
    room, ada = await world.room(), await world.user("Ada Quist")
    await send(world, f"/api/room/{room.id}/file", message="@AdaQuist see")
    assert await waiting(world, room) == [(ada.id, 1)]
    assert await read_positions_of(world) == {world.owner.id: 1}


async def test_a_reply_to_a_file_without_words_shows_its_name(world: World) -> None:
    room = await world.room()
    parent = (await send(world, f"/api/room/{room.id}/file")).json()
    assert parent["body"] == ""
    body = {"message": "nice", "parent_id": parent["id"]}
    answer = await world.http.post(f"/api/room/{room.id}/message", json=body, headers=await world.token())
    assert answer.json()["parent"]["excerpt"] == "photo.png"


async def test_the_files_of_a_room_are_listed_newest_first(world: World) -> None:
    room, headers = await world.room(), await world.token()
    for number in range(5):
        world.clock.advance(minutes=1)
        await share(world, room, b"x" * number, f"{number}.txt")
        await say(world, room, "between")
    path = f"/api/room/{room.id}/files"
    page = (await world.http.get(f"{path}?limit=2", headers=headers)).json()
    assert [item["file"]["name"] for item in page["items"]] == ["4.txt", "3.txt"]
    assert page["has_more"]
    before = page["items"][-1]["position"]
    page = (await world.http.get(f"{path}?before={before}&limit=50", headers=headers)).json()
    assert [item["file"]["name"] for item in page["items"]] == ["2.txt", "1.txt", "0.txt"]
    assert not page["has_more"]
    item = page["items"][0]
    assert item["from"] == {"id": world.owner.id, "name": world.owner.name, "mention_name": "QuaysideOwner"}
    assert item["file"]["url"].startswith(f"/files/{item['file']['id']}/")
    assert (await world.http.get(f"{path}?before=1", headers=headers)).json()["items"] == []


async def test_a_list_shows_nothing_that_is_hidden_or_deleted(world: World) -> None:
    room, headers = await world.room(private=True), await world.token()
    entry = await share(world, room, b"x")
    stranger = await world.token(await world.user("Bob Rye"))
    assert (await world.http.get(f"/api/room/{room.id}/files", headers=stranger)).status_code == 404
    await world.http.delete(f"/api/room/{room.id}/message/{entry['id']}", headers=headers)
    assert (await world.http.get(f"/api/room/{room.id}/files", headers=headers)).json()["items"] == []


async def test_the_files_between_two_people_are_listed_for_them(world: World) -> None:
    ada, bob = await world.user("Ada Quist"), await world.user("Bob Rye")
    headers = await world.token(ada)
    assert (await world.http.get(f"/api/user/{bob.id}/files", headers=headers)).json()["items"] == []
    await send(world, f"/api/user/{bob.id}/file", user=ada)
    for one, other in ((ada, bob), (bob, ada)):
        page = (await world.http.get(f"/api/user/{other.id}/files", headers=await world.token(one))).json()
        assert [item["file"]["name"] for item in page["items"]] == ["photo.png"]
    page = (await world.http.get(f"/api/user/{bob.id}/files", headers=await world.token())).json()
    assert page["items"] == []


async def test_an_archived_rooms_files_stay_to_be_read(world: World) -> None:
    room = await world.room()
    entry = await share(world, room, b"x")
    body = {
        "name": room.name,
        "topic": "",
        "privacy": "public",
        "is_archived": True,
        "is_guest_accessible": False,
        "owner": {"id": world.owner.id},
    }
    answer = await world.http.put(f"/v2/room/{room.id}", json=body, headers=await world.token())
    assert answer.status_code == 204
    assert (await world.http.get(entry["file"]["url"])).content == b"x"
    assert (await send(world, f"/api/room/{room.id}/file")).status_code == 409
