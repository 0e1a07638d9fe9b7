"""Files in a store that is not a folder: all the same, by the same doors."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chinwag.files.store import StoreError
from tests.files.uploads import RELATED, body_of, fetch, picture, share
from tests.world import World, new_world


@pytest.fixture
async def elsewhere(tmp_path: Path) -> AsyncIterator[World]:
    async with new_world(tmp_path, storage_url="memory://") as made:
        yield made


async def test_files_and_likenesses_come_back(elsewhere: World) -> None:
    room = await elsewhere.room()
    content = os.urandom(7_000_000)
    for sent in (content, b"", picture(900, 900)):
        entry = await share(elsewhere, room, sent, "x.bin")
        assert (await fetch(elsewhere, entry["file"]["url"])).content == sent
    thumb = await fetch(elsewhere, entry["file"]["thumb_url"])
    assert thumb.headers["content-type"] in {"image/png", "image/jpeg"}
    assert not (elsewhere.app.services.settings.data / "files").exists()


async def test_a_part_that_is_asked_for_comes_back(elsewhere: World) -> None:
    content = os.urandom(3_000_000)
    url = (await share(elsewhere, await elsewhere.room(), content))["file"]["url"]
    answer = await fetch(elsewhere, url, Range="bytes=1000000-2500000")
    assert (answer.status_code, answer.content) == (206, content[1_000_000:2_500_001])


async def test_what_is_deleted_or_lost_is_missing(elsewhere: World) -> None:
    room = await elsewhere.room()
    entry = await share(elsewhere, room, picture())
    file_id = entry["file"]["url"].split("/")[4]
    await elsewhere.app.services.files.delete(f"file/{file_id}/data", f"file/{file_id}/thumb")
    assert (await fetch(elsewhere, entry["file"]["url"])).status_code == 404
    assert (await fetch(elsewhere, entry["file"]["thumb_url"])).status_code == 404
    answer = await elsewhere.http.delete(f"/v2/room/{room.id}", headers=await elsewhere.token())
    assert answer.status_code == 204


async def test_a_store_that_is_away_is_told(elsewhere: World, monkeypatch: pytest.MonkeyPatch) -> None:
    room = await elsewhere.room()
    entry = await share(elsewhere, room, b"content")

    async def away(*_: object, **__: object) -> None:
        raise StoreError("away")

    monkeypatch.setattr("chinwag.files.object_store.obstore.get_range_async", away)
    answer = await fetch(elsewhere, entry["file"]["url"])
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    monkeypatch.setattr("chinwag.files.object_store.obstore.put_async", away)
    answer = await elsewhere.http.post(
        f"/v2/room/{room.id}/share/file",
        content=body_of(b"x"),
        headers={**await elsewhere.token(), **RELATED},
    )
    assert answer.status_code == 503
    assert "store of files is away" in answer.json()["error"]["message"]
    assert len(await elsewhere.history(room)) == 1
