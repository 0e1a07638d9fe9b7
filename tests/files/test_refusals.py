"""Uploads that are refused, broken off or crashed: a sentence says why, and nothing of them stays."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from chinwag.app import running
from chinwag.clock import to_micros
from chinwag.db.statements import statement
from chinwag.db.tables import files, groups
from chinwag.files.storage import insert_file
from chinwag.files.store import Space, one_chunk
from chinwag.scopes import Scope
from chinwag.settings import Settings
from tests.files.uploads import RELATED, body_of, picture, share
from tests.world import MadeRoom, World, new_world

_ROWS = statement(files.select())
_TAKEN = statement(groups.select().with_only_columns(groups.c.file_bytes).where(groups.c.id == 1))


async def nothing_left(world: World) -> bool:
    """Neither rows nor counted bytes nor files of uploads."""
    async with world.app.services.db.read() as tx:
        rows, taken = await tx.all(_ROWS), await tx.value(_TAKEN)
    on_disk = [path for path in (world.app.services.settings.data / "files").rglob("*") if path.is_file()]
    return (rows, taken, on_disk) == ([], 0, [])


async def send(
    world: World, room: MadeRoom, body: bytes | AsyncIterator[bytes], **headers: str
) -> httpx.Response:
    told = {**await world.token(), **RELATED, **headers}
    return await world.http.post(f"/v2/room/{room.id}/share/file", content=body, headers=told)


def said(answer: httpx.Response) -> str:
    """The sentence of a refusal."""
    message: str = answer.json()["error"]["message"]
    return message


WHOLE = body_of(b"content", message="hello")


@pytest.mark.parametrize(
    ("body", "headers", "sentence"),
    [
        (b"", {}, "boundary"),
        (b"no multipart", {}, "boundary"),
        (WHOLE, {"Content-Type": "application/json"}, "Invalid content type: application/json"),
        (WHOLE, {"Content-Type": "image/png"}, "Send the file as multipart/related"),
        (WHOLE, {"Content-Type": "multipart/related"}, "needs a boundary"),
        (WHOLE[:-12], {}, "middle of a part"),
        (WHOLE.replace(b'name="file"', b'name="data"'), {}, "no part named 'file'"),
        (WHOLE.replace(b"--B--", b"--B\r\n") + body_of(b"second"), {}, "two parts named 'file'"),
        (body_of(b"x", metadata={"message": 7}), {}, "message"),
        (body_of(b"x", metadata={"message": "x" * 1001}), {}, "message"),
        (body_of(b"x", metadata=["x"]), {}, ""),
        (WHOLE.replace(b'{"message"', b'{"message'), {}, "not valid JSON"),
        (WHOLE.replace(b"hello", b"a\\u0000b"), {}, "NUL"),
        (WHOLE.replace(b"hello", b"\\ud800"), {}, ""),
        (WHOLE.replace(b"hello", b"\xff"), {}, "UTF-8"),
        (body_of(b"x", metadata={"message": "x", "more": "y" * 70_000}), {}, "larger than 65536"),
        (WHOLE.replace(b"octet-stream\r\n", b"octet-stream\r\nContent-Transfer-Encoding: 8bit\r\n")
         .replace(b"8bit", b"x-uuencode"), {}, "not understood"),
        (WHOLE.replace(b"octet-stream\r\n", b"octet-stream\r\nContent-Transfer-Encoding: base64\r\n"), {}, "base64"),
    ],
)  # fmt: skip
async def test_a_bad_upload_is_refused_with_a_sentence(
    world: World, body: bytes, headers: dict[str, str], sentence: str
) -> None:
    room = await world.room()
    answer = await send(world, room, body, **headers)
    assert answer.status_code == 400
    assert sentence in said(answer)
    assert await world.history(room) == []
    assert await nothing_left(world)


async def test_what_is_taken_all_the_same(world: World) -> None:
    room = await world.room()
    for body in (
        body_of(b""),
        body_of(b"x", metadata={"message": None}),
        body_of(b"x", metadata={"message": "", "room_id": 1, "from": "x"}),
        body_of(b"x", metadata={}),
        WHOLE.replace(b'name="file"; ', b""),
        b"preamble\r\n" + WHOLE,
    ):
        assert (await send(world, room, body)).status_code == 204
    assert len(await world.history(room)) == 6


@pytest.fixture
async def small(tmp_path: Path, database_url: str) -> AsyncIterator[World]:
    """A world that takes files of 100,000 bytes, 250,000 together."""
    async with new_world(
        tmp_path, database_url=database_url, upload_limit=100_000, file_space=250_000
    ) as made:
        yield made


async def chunked(body: bytes, step: int = 10_000) -> AsyncIterator[bytes]:
    for at in range(0, len(body), step):
        yield body[at : at + step]


async def test_the_largest_file_is_taken_and_a_larger_one_is_not(small: World) -> None:
    room = await small.room()
    assert (await send(small, room, body_of(bytes(100_001)))).status_code == 413
    assert (await send(small, room, chunked(body_of(bytes(100_001))))).status_code == 413
    assert await nothing_left(small)
    assert (await send(small, room, chunked(body_of(bytes(100_000))))).status_code == 204


@pytest.mark.parametrize("size", [180_000, 3_000_000, 300_000_000_000])
async def test_a_body_that_says_it_is_too_large_is_not_read(small: World, size: int) -> None:
    room, taken = await small.room(), 0

    async def counted() -> AsyncIterator[bytes]:
        nonlocal taken
        for chunk in [body_of(bytes(10_000))[:-8], *[bytes(10_000)] * 30]:
            taken += len(chunk)
            yield chunk

    answer = await send(small, room, counted(), **{"Content-Length": str(size)})
    assert answer.status_code == 413
    assert "100000 bytes" in said(answer) or "at most" in said(answer)
    assert taken < 25_000
    assert await nothing_left(small)


async def test_base64_counts_as_what_it_means(small: World) -> None:
    room = await small.room()
    head = b"--B\r\nContent-Disposition: attachment; name=file; filename=x\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    for size, status in ((100_000, 204), (100_001, 413)):
        body = head + base64.encodebytes(bytes(size)) + b"\r\n--B--"
        assert (await send(small, room, body)).status_code == status


async def test_the_space_of_a_group_is_counted_and_ends(small: World) -> None:
    room = await small.room()
    for _ in range(2):
        assert (await send(small, room, body_of(bytes(100_000)))).status_code == 204
    answer = await send(small, room, body_of(bytes(60_000)))
    assert answer.status_code == 413
    assert "take 250000 bytes together" in said(answer)
    assert (await send(small, room, body_of(bytes(50_000)))).status_code == 204
    answer = await send(small, room, body_of(b""))  # refused before it is read
    assert answer.status_code == 413
    assert len(await small.history(room)) == 3


async def test_many_at_once_do_not_take_more_than_there_is(small: World) -> None:
    room = await small.room()
    answers = await asyncio.gather(*(send(small, room, body_of(bytes(60_000))) for _ in range(10)))
    codes = [answer.status_code for answer in answers]
    assert (codes.count(204), codes.count(413)) == (4, 6)
    async with small.app.services.db.read() as tx:
        assert await tx.value(_TAKEN) == 240_000
        assert len(await tx.all(_ROWS)) == 4


async def test_another_group_has_space_of_its_own(small: World) -> None:
    room = await small.room()
    for _ in range(2):
        await share(small, room, bytes(100_000))
    group, owner = await small.group("Rivals")
    other = await small.room("Theirs", owner=owner, group_id=group)
    raw = await small.raw_token("personal", frozenset(Scope), user_id=owner.id, group_id=group)
    answer = await small.http.post(
        f"/v2/room/{other.id}/share/file",
        content=body_of(bytes(90_000)),
        headers={**RELATED, "Authorization": f"Bearer {raw}"},
    )
    assert answer.status_code == 204


@pytest.mark.parametrize(
    ("space", "status"),
    [
        (Space(free=2**30 + 60_000_000, total=2**40), 204),
        (Space(free=2**30, total=2**40), 507),
        (Space(free=10**9, total=10**10), 204),
        (Space(free=2 * 10**8, total=10**10), 507),
        (Space(free=0, total=0), 507),
    ],
)
async def test_a_disk_that_is_almost_full_takes_no_files(
    world: World, monkeypatch: pytest.MonkeyPatch, space: Space, status: int
) -> None:
    room = await world.room()

    async def told() -> Space:
        return space

    monkeypatch.setattr(world.app.services.files, "space", told)
    answer = await send(world, room, WHOLE)
    assert answer.status_code == status
    if status == 507:
        assert "almost full" in said(answer)
        assert await nothing_left(world)


async def test_uploads_that_run_are_reckoned_with(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    room, answers = await world.room(), []

    async def told() -> Space:
        return Space(free=2**30 + 80_000_000, total=2**40)

    monkeypatch.setattr(world.app.services.files, "space", told)

    async def slow() -> AsyncIterator[bytes]:
        yield WHOLE[:20]
        answers.append(await send(world, room, chunked(WHOLE)))
        yield WHOLE[20:]

    assert (await send(world, room, slow())).status_code == 204
    assert [answer.status_code for answer in answers] == [507]


async def test_one_person_sends_so_many_files_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chinwag.files.reception._MOST_OF_ONE", 1)
    room, answers, other = await world.room(), [], await world.user()

    async def slow() -> AsyncIterator[bytes]:
        yield WHOLE[:20]
        answers.append(await send(world, room, WHOLE))
        answers.append(await send(world, room, WHOLE, **await world.token(other)))
        yield WHOLE[20:]

    assert (await send(world, room, slow())).status_code == 204
    assert [answer.status_code for answer in answers] == [429, 204]
    assert "retry-after" in answers[0].headers
    assert (await send(world, room, WHOLE)).status_code == 204


@pytest.mark.parametrize("after", [0, 1, 40])
async def test_an_upload_that_is_broken_off_leaves_nothing(world: World, after: int) -> None:
    room = await world.room()
    headers = {**await world.token(), **RELATED}
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": chunk, "more_body": True}
        for chunk in [body_of(bytes(50_000))[:-8], *[bytes(50_000)] * 100][:after]
    ]
    messages.append({"type": "http.disconnect"})

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    sent: list[Any] = []

    async def note(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": f"/v2/room/{room.id}/share/file",
        "raw_path": f"/v2/room/{room.id}/share/file".encode(),
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
    }
    await world.app(scope, receive, note)
    assert sent == []
    assert await world.history(room) == []
    assert await nothing_left(world)


async def test_a_room_that_goes_meanwhile_takes_no_file(world: World) -> None:
    room, body = await world.room(), body_of(bytes(50_000))

    async def slow() -> AsyncIterator[bytes]:
        yield body[:1000]
        answer = await world.http.delete(f"/v2/room/{room.id}", headers=await world.token())
        assert answer.status_code == 204
        yield body[1000:]

    answer = await send(world, room, slow())
    assert (answer.status_code, said(answer)) == (404, f"Room {room.id} not found")
    assert await nothing_left(world)


async def test_an_archived_room_takes_no_file(world: World) -> None:
    room = await world.room(archived=True)
    answer = await send(world, room, WHOLE)
    assert (answer.status_code, said(answer)) == (409, "This room is archived")
    assert await nothing_left(world)


async def test_only_people_with_the_scope_share_files(world: World) -> None:
    room = await world.room()
    for headers in (
        await world.addon_token(Scope.SEND_MESSAGE),
        await world.token(None, Scope.SEND_NOTIFICATION),
        await world.room_token(room),
    ):
        answer = await world.http.post(
            f"/v2/room/{room.id}/share/file", content=WHOLE, headers={**headers, **RELATED}
        )
        assert answer.status_code == 403


async def test_a_deleted_person_is_sent_nothing(world: World) -> None:
    gone = await world.user("Bob Rye", is_deleted=True)
    answer = await world.http.post(
        f"/v2/user/{gone.id}/share/file", content=WHOLE, headers={**await world.token(), **RELATED}
    )
    assert answer.status_code == 404
    assert await nothing_left(world)


async def test_flood_control_counts_files_before_they_are_read(tmp_path: Path) -> None:
    async with new_world(tmp_path, flood_limit=3) as world:
        room = await world.room()
        codes = [(await send(world, room, WHOLE)).status_code for _ in range(4)]
        assert codes == [204, 204, 204, 429]
        answer = await send(world, room, b"", **{"Content-Length": "0"})
        assert answer.status_code == 429
        assert answer.headers["x-floodcontrol-remaining"] == "0"


async def test_a_store_that_fails_is_told_and_leaves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await world.room()
    for number, status in ((28, 507), (5, 503)):  # ENOSPC, EIO

        def fail(*_: object, number: int = number) -> None:
            raise OSError(number, "no")

        with monkeypatch.context() as patch:
            patch.setattr("chinwag.files.local_store.os.fsync", fail)
            answer = await send(world, room, WHOLE)
        assert answer.status_code == status
        assert await nothing_left(world)


# ---- what a killed server leaves behind


async def _leave(world: World, file_id: str, minutes: int) -> None:
    """The state after a kill between storing a file and posting its message."""
    services = world.app.services
    async with services.db.begin() as tx:
        await insert_file(tx, file_id, 1, world.owner.id)
        begun = to_micros(tx.now) - minutes * 60_000_000
        await tx.run(statement(files.update().where(files.c.id == file_id).values(created_at=begun)))
    await services.files.write(f"file/{file_id}/data", one_chunk(b"x" * 100))


async def test_a_start_removes_what_the_last_run_left(tmp_path: Path) -> None:
    async with new_world(tmp_path) as world:
        await share(world, await world.room(), b"kept")
        await _leave(world, "a" * 32, 0)
        (tmp_path / "files" / ".coming" / "half").write_bytes(b"x")
    async with running(Settings(data=tmp_path)) as app, asyncio.timeout(5), app.services.db.read() as tx:
        while len(rows := await tx.all(_ROWS)) > 1:
            await asyncio.sleep(0.01)
        on_disk = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
        assert (len(rows), len(on_disk)) == (1, 1)


async def test_what_is_coming_in_is_not_swept(world: World) -> None:
    room, body = await world.room(), body_of(bytes(300_000))
    await _leave(world, "a" * 32, 60)
    await _leave(world, "b" * 32, 180)

    async def slow() -> AsyncIterator[bytes]:
        yield body[:280_000]
        world.clock.advance(hours=1, minutes=30)
        await world.app.services.reception.sweep()
        world.clock.advance(hours=1)
        await world.app.services.reception.sweep()
        yield body[280_000:]

    assert (await send(world, room, slow())).status_code == 204
    async with world.app.services.db.read() as tx:
        assert len(await tx.all(_ROWS)) == 1


# ---- deletion


async def test_the_file_of_a_deleted_message_is_gone_at_once_and_soon_from_the_disk(world: World) -> None:
    room = await world.room()
    entry = await share(world, room, picture(), "photo.png")
    other = await share(world, room, b"kept")
    answer = await world.http.delete(
        f"/api/room/{room.id}/message/{entry['id']}", headers=await world.token()
    )
    assert answer.status_code == 204
    for url in (entry["file"]["url"], entry["file"]["thumb_url"]):
        assert (await world.http.get(url)).status_code == 404
    assert (await world.http.get(other["file"]["url"])).status_code == 200
    await _until_files(world, 1)
    async with world.app.services.db.read() as tx:
        assert await tx.value(_TAKEN) == 4
    assert "file" not in (await world.history(room))[0]


async def test_the_files_of_a_deleted_room_leave_the_disk(world: World) -> None:
    room = await world.room()
    for _ in range(3):
        await share(world, room, b"x")
    assert (await world.http.delete(f"/v2/room/{room.id}", headers=await world.token())).status_code == 204
    await _until_files(world, 0)
    assert await nothing_left(world)


async def _until_files(world: World, count: int) -> None:
    folder = world.app.services.settings.data / "files"
    async with asyncio.timeout(5), world.app.services.db.read() as tx:
        while (
            len([path for path in folder.rglob("*") if path.is_file()]) + len(await tx.all(_ROWS))
            != 2 * count
        ):
            await asyncio.sleep(0.01)


async def test_a_refused_body_says_so_in_the_envelope(small: World) -> None:
    answer = await send(small, await small.room(), body_of(bytes(100_001)))
    error = json.loads(answer.content)["error"]
    assert (error["code"], error["type"]) == (413, "Request Entity Too Large")
