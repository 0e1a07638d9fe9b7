"""The workshop: what is taken, what comes out, and that no picture hurts the server."""

import asyncio
import io
import os
import resource
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from chinwag.pictures import child
from chinwag.pictures.workshop import NotAPicture, TooManyPixels, Workshop
from tests.pictures.samples import (
    animation,
    gif_of_many_frames,
    opened,
    picture,
    png_bomb,
    png_header,
    png_with_long_text,
    profile_with_red_for_blue,
    webp_header,
)

# Each test starts processes: not for the inner loop.
pytestmark = pytest.mark.slow


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    made = Workshop()
    yield made
    await made.close()


@pytest.mark.parametrize(
    ("kind", "made"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("GIF", "image/png"), ("WEBP", "image/jpeg")],
)
async def test_the_four_formats_are_taken_and_made_smaller(workshop: Workshop, kind: str, made: str) -> None:
    shrunk = await workshop.shrink(picture(kind, (640, 480)), side=125)
    assert (shrunk.type, shrunk.width, shrunk.height) == (made, 125, 94)
    assert (shrunk.source_type, shrunk.source_width, shrunk.source_height) == (
        f"image/{kind.lower()}",
        640,
        480,
    )
    assert opened(shrunk.data).size == (125, 94)


async def test_a_square_is_cut_from_the_middle(workshop: Workshop) -> None:
    wide = Image.new("RGB", (300, 100), "red")
    wide.paste("blue", (100, 0, 200, 100))
    wide.save(data := io.BytesIO(), "PNG")
    shrunk = await workshop.shrink(data.getvalue(), side=50, square=True)
    image = opened(shrunk.data)
    assert image.size == (50, 50)
    assert {image.getpixel((1, 25)), image.getpixel((48, 25))} == {(0, 0, 255)}


async def test_a_small_picture_is_never_made_larger(workshop: Workshop) -> None:
    shrunk = await workshop.shrink(picture(size=(20, 10)), side=125)
    assert (shrunk.width, shrunk.height) == (20, 10)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16", "CMYK"])
async def test_every_way_to_store_colours_is_read(workshop: Workshop, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert (await workshop.shrink(picture(kind, (90, 90), 0, mode), side=30)).width == 30


async def test_transparency_stays(workshop: Workshop) -> None:
    clear = picture(size=(90, 90), color=(255, 0, 0, 0), mode="RGBA")
    for data in (clear, picture("WEBP", (90, 90), (255, 0, 0, 0), "RGBA")):
        shrunk = await workshop.shrink(data, side=30)
        image = opened(shrunk.data)
        assert (shrunk.type, image.mode) == ("image/png", "RGBA")
        assert image.getchannel("A").getextrema() == (0, 0)


async def test_a_picture_stands_upright_and_its_metadata_is_gone(workshop: Workshop) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise
    exif[0x010F] = "Secret camera"
    exif.get_ifd(0x8825)[2] = (59.0, 20.0, 0.0)  # where it was taken
    data = picture("JPEG", (200, 100), exif=exif, comment=b"written by hand")
    shrunk = await workshop.shrink(data, side=100)
    assert (shrunk.width, shrunk.height) == (50, 100)
    assert (shrunk.source_width, shrunk.source_height) == (100, 200)
    assert not opened(shrunk.data).getexif()
    assert b"Secret" not in shrunk.data
    assert b"written by hand" not in shrunk.data


async def test_an_animation_keeps_its_frames_when_asked(workshop: Workshop) -> None:
    still = await workshop.shrink(animation(), side=30)
    moving = await workshop.shrink(animation(), side=30, keep_animation=True)
    assert still.type == "image/png"
    assert moving.type == "image/gif"
    image = opened(moving.data)
    assert (getattr(image, "n_frames", 1), image.size, image.info["loop"]) == (4, (30, 20), 0)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
async def test_colours_are_those_that_the_profile_means(workshop: Workshop, mode: str) -> None:
    color = (250, 20, 20, 128)[: len(mode)]
    data = picture(size=(90, 90), color=color, mode=mode, icc_profile=profile_with_red_for_blue())
    shrunk = await workshop.shrink(data, side=30)
    image = opened(shrunk.data)
    assert "icc_profile" not in image.info
    shown = image.getpixel((9, 9))
    assert isinstance(shown, tuple)
    assert shown[0] < 60
    assert shown[2] > 200
    assert shown[3:] == color[3:]


async def test_a_broken_profile_changes_nothing(workshop: Workshop) -> None:
    data = picture(size=(90, 90), icc_profile=b"\0" * 300)
    assert opened((await workshop.shrink(data, side=30)).data).getpixel((9, 9)) == (255, 0, 0)


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NO_PICTURES = {
    "nothing": b"",
    "text": b"hello",
    "SVG": SVG,
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n(x) run\n",
    "MVG": b"push graphic-context\nviewbox 0 0 640 480\nfill 'url(https://example.com/x)'\n",
    "PDF": b"%PDF-1.7\n",
    "HTML behind a GIF's mark": b"GIF89a/*<script>alert(1)</script>*/=0",
    "half a PNG": picture()[:200],
    "half a JPEG": picture("JPEG", (900, 900), 0)[:300],
    "half a WEBP": picture("WEBP")[:40],
    "a WEBP without frames": webp_header(10, 10),
    "a PNG without its pixels": png_header(3000, 3000),
}
for _kind in ("BMP", "TIFF", "ICO", "PPM", "TGA", "PCX"):
    NO_PICTURES[_kind] = picture(_kind, (32, 32))


@pytest.mark.parametrize("name", NO_PICTURES)
async def test_what_is_no_picture_of_the_four_formats_is_refused(workshop: Workshop, name: str) -> None:
    with pytest.raises(NotAPicture):
        await workshop.shrink(NO_PICTURES[name], side=30)
    assert await workshop.thumbnail(NO_PICTURES[name]) is None


async def test_what_hides_behind_a_picture_is_not_kept(workshop: Workshop) -> None:
    shrunk = await workshop.shrink(picture() + b"<script>alert(1)</script>PK\x03\x04", side=30)
    assert b"script" not in shrunk.data
    assert b"PK" not in shrunk.data


@pytest.mark.parametrize(
    "data",
    [
        png_header(50_000, 50_000),
        png_header(6400, 6400),
        webp_header(16_000, 16_000),
        picture("GIF", (1, 1))[:6] + b"\xff\xff\xff\xff" + picture("GIF", (1, 1))[10:],
    ],
    ids=["PNG", "PNG just over", "WEBP", "GIF"],
)
async def test_too_many_pixels_are_refused_by_the_header(workshop: Workshop, data: bytes) -> None:
    await workshop.shrink(picture(), side=30)  # the child is there
    started = time.monotonic()
    with pytest.raises(TooManyPixels):
        await workshop.shrink(data, side=30, keep_animation=True)
    assert time.monotonic() - started < 10
    assert _memory(workshop) < 150_000, "no room was made for its pixels"


async def test_pixels_up_to_the_limit_are_taken(workshop: Workshop) -> None:
    """36 million of them in 5 kilobytes."""
    shrunk = await workshop.shrink(png_bomb(6000), side=30)
    assert (shrunk.width, shrunk.source_width) == (30, 6000)


async def test_a_note_that_unpacks_to_much_is_not_unpacked(workshop: Workshop) -> None:
    await workshop.shrink(picture(), side=30)
    with pytest.raises(NotAPicture):
        await workshop.shrink(png_with_long_text(), side=30)
    assert _memory(workshop) < 150_000


async def test_a_gif_of_a_hundred_thousand_frames_is_refused(workshop: Workshop) -> None:
    assert (await workshop.shrink(gif_of_many_frames(), side=30)).type == "image/png"
    started = time.monotonic()
    with pytest.raises(TooManyPixels, match="frames"):
        await workshop.shrink(gif_of_many_frames(), side=30, keep_animation=True)
    assert time.monotonic() - started < 15


async def test_frames_with_too_many_pixels_together_are_refused(workshop: Workshop) -> None:
    with pytest.raises(TooManyPixels, match="together"):
        await workshop.shrink(animation(60, (1000, 1000)), side=30, keep_animation=True)


async def test_no_child_is_there_before_the_first_picture_and_at_most_two(workshop: Workshop) -> None:
    assert workshop.pids == []
    await asyncio.gather(*(workshop.shrink(picture(), side=30) for _ in range(12)))
    assert 1 <= len(workshop.pids) <= 2


async def test_a_child_has_limits_and_none_of_our_settings(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHINWAG_DATABASE_URL", "postgresql://secret")
    await workshop.shrink(picture(), side=30)
    (pid,) = workshop.pids
    limits = Path(f"/proc/{pid}/limits").read_text()
    assert f"Max address space         {child.MEMORY}" in limits
    assert "Max file size             0 " in limits
    assert "Max core file size        0 " in limits
    assert b"secret" not in Path(f"/proc/{pid}/environ").read_bytes()


HANGS = "import sys, time; sys.stdin.buffer.read(8); time.sleep(60)"
DIES = "import sys; sys.stdin.buffer.read(8)"
LIES = (
    'import sys; sys.stdin.buffer.read(8); sys.stdout.buffer.write(bytes([0, 0, 0, 2, 0, 0, 0, 0]) + b"xx")'
)


@pytest.mark.parametrize("code", [HANGS, DIES, LIES], ids=["hangs", "dies", "lies"])
async def test_a_child_that_does_not_answer_is_replaced(code: str) -> None:
    workshop = Workshop(timeout_s=1.0, command=(sys.executable, "-c", code))
    with pytest.raises(NotAPicture):
        await workshop.shrink(picture(), side=30)
    assert workshop.pids == []
    workshop = Workshop()
    assert (await workshop.shrink(picture(), side=30)).width == 30
    await workshop.close()


async def test_a_child_that_was_killed_while_idle_is_replaced(workshop: Workshop) -> None:
    await workshop.shrink(picture(), side=30)
    (before,) = workshop.pids
    os.kill(before, signal.SIGKILL)
    async with asyncio.timeout(5):
        while Path(f"/proc/{before}").exists():
            await asyncio.sleep(0.01)
    assert (await workshop.shrink(picture(), side=30)).width == 30
    assert workshop.pids != [before]


async def test_a_picture_that_needs_too_much_memory_ends_in_a_refusal(workshop: Workshop) -> None:
    """The limit of memory is the last line behind the limit of pixels; the child lives on."""
    await workshop.shrink(picture(), side=30)
    (pid,) = workshop.pids
    resource.prlimit(pid, resource.RLIMIT_AS, (150_000_000, 150_000_000))
    with pytest.raises(NotAPicture):
        await workshop.shrink(png_bomb(6000), side=30)
    assert (await workshop.shrink(picture(), side=30)).width == 30


async def test_a_stopped_workshop_leaves_no_process(workshop: Workshop) -> None:
    await workshop.shrink(picture(), side=30)
    (pid,) = workshop.pids
    await workshop.close()
    assert not Path(f"/proc/{pid}").exists()


async def test_a_file_is_read_by_the_child_itself(workshop: Workshop, tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(picture("JPEG"))
    made = await workshop.thumbnail(path)
    assert made is not None
    assert (made.type, made.width) == ("image/jpeg", 360)
    assert await workshop.thumbnail(tmp_path / "missing") is None


def _memory(workshop: Workshop) -> int:
    """The most that a child ever used, in KiB."""
    lines = [
        line
        for pid in workshop.pids
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmHWM")
    ]
    return max(int(line.split()[1]) for line in lines)
