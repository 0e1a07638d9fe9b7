"""Where pictures are seen: a bearer link, safe to open, kept by browsers, and dead with its picture."""

import asyncio
import time

import pytest

from chinwag.files.store import StoreError, StoreFull
from chinwag.pictures.service import sweep, throw_away
from tests.pictures.samples import picture
from tests.pictures.stored import stored_pictures
from tests.pictures.test_photos import photo_url, put_photo
from tests.world import World


@pytest.mark.one_engine
async def test_a_picture_is_safe_to_open_and_kept_for_good(world: World) -> None:
    ada = await world.user()
    await put_photo(world, ada, picture())
    answer = await world.http.get(await photo_url(world, ada))
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["content-disposition"] == "inline"
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert int(answer.headers["content-length"]) == len(answer.content)
    again = await world.http.get(answer.url, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = await world.http.head(answer.url)
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "path",
    [
        "0" * 40 + "/small",
        "x/small",
        "../../secret.key/small",
        "..%2f..%2fsecret/small",
        "%00/big",
        "é/big",
        "A" * 5000 + "/small",
        "small",
        "",
    ],
)
async def test_what_is_no_picture_is_not_found(world: World, path: str) -> None:
    assert (await world.http.get(f"/pictures/{path}")).status_code == 404


@pytest.mark.one_engine
async def test_a_picture_has_no_other_sizes(world: World) -> None:
    ada = await world.user()
    await put_photo(world, ada, picture())
    url = await photo_url(world, ada)
    assert (await world.http.get(url.replace("/small", "/huge"))).status_code == 404


async def test_the_address_of_a_picture_cannot_be_guessed(world: World) -> None:
    ada = await world.user()
    keys = set()
    for _ in range(3):
        await put_photo(world, ada, picture())
        keys.add((await photo_url(world, ada)).split("/")[-2])
    assert len(keys) == 3
    assert {len(key) for key in keys} == {40}


@pytest.mark.parametrize(("fault", "status"), [(StoreFull, 507), (StoreError, 503)])
async def test_a_store_that_fails_leaves_nothing_behind(
    world: World, fault: type[Exception], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await world.user()
    files, written = world.app.services.files, []
    real = files.write

    async def write(key: str, chunks: object) -> int:
        written.append(key)
        if len(written) == 2:
            raise fault("no")
        return await real(key, chunks)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "write", write)
    answer = await put_photo(world, ada, picture())
    assert (answer.status_code, len(written)) == (status, 2)
    assert await photo_url(world, ada) is None
    assert await stored_pictures(world) == 0


async def test_old_data_that_could_not_be_deleted_is_unseen_and_swept_up_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await world.user()
    await put_photo(world, ada, picture())
    url = await photo_url(world, ada)
    with monkeypatch.context() as broken:

        async def delete(*keys: str) -> None:
            raise StoreError("away")

        broken.setattr(world.app.services.files, "delete", delete)
        assert (await put_photo(world, ada, picture())).status_code == 204
        assert (await world.http.get(url)).status_code == 404
        assert await stored_pictures(world) == 2
    await sweep(world.app.services)
    assert await stored_pictures(world) == 1
    await throw_away(world.app.services, ["0" * 40])


@pytest.mark.slow
@pytest.mark.one_engine
@pytest.mark.quiet
async def test_twenty_uploads_at_once_do_not_slow_a_neighbour(world: World) -> None:
    ada = await world.user()
    mine, large = await world.token(ada), picture("JPEG", (3000, 2000), "teal")
    await put_photo(world, ada, large)

    async def ask() -> float:
        started = time.perf_counter()
        assert (await world.http.get("/v2/room", headers=mine)).status_code == 200
        return time.perf_counter() - started

    uploads = [asyncio.create_task(put_photo(world, ada, large)) for _ in range(20)]
    waits = []
    while not all(upload.done() for upload in uploads):
        waits.append(await ask())
        await asyncio.sleep(0.002)
    assert {upload.result().status_code for upload in uploads} == {204}
    assert len(waits) > 20
    assert sorted(waits)[int(len(waits) * 0.95)] < 0.1
    assert await stored_pictures(world) == 1


@pytest.mark.slow
@pytest.mark.one_engine
async def test_more_pictures_than_can_wait_are_refused_with_a_word(world: World) -> None:
    ada = await world.user()
    answers = await asyncio.gather(*(put_photo(world, ada, picture()) for _ in range(80)))
    statuses = {answer.status_code for answer in answers}
    assert statuses == {204, 429}
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.headers["retry-after"] == "5"
    assert (await put_photo(world, ada, picture())).status_code == 204
