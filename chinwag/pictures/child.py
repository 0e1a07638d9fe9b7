"""The child process of the workshop: reads pictures that strangers sent, far from the server's memory and secrets.

Run as a script by `workshop.py`; it imports Pillow and nothing of ours. Over stdin and stdout go frames: two
lengths (four bytes each), a JSON header, the data. The limits that it sets for itself cannot be raised again;
whatever breaks in here ends this process alone.
"""

import contextlib
import io
import json
import os
import resource
import signal
import struct
import sys
import warnings
from pathlib import Path
from typing import IO, Any

from PIL import GifImagePlugin, Image, ImageCms, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

MEMORY = 800 * 1024 * 1024
"""Bytes; 40 million pixels with transparency need about 650 MiB while they are read and made smaller."""

CPU_S = 600
MOST_PIXELS = 40_000_000
MOST_FRAMES = 200
_LENGTHS = struct.Struct(">II")
_FORMATS = (
    PngImagePlugin.PngImageFile.format,
    JpegImagePlugin.JpegImageFile.format,
    GifImagePlugin.GifImageFile.format,
    WebPImagePlugin.WebPImageFile.format,
)
"""All that is ever opened, whatever a file is called. The plug-ins are loaded before the limits come into force."""

_ORIENTATION = 0x0112
_SRGB = ImageCms.createProfile("sRGB")
_JPEG_QUALITY = 88


class Refused(Exception):
    """Why a picture is not taken: `kind` is "not_a_picture" or "too_large"; the text is for people."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


def lock_down() -> None:
    """No more memory than one large picture needs, no files, no further processes, no core dumps, last in the queue."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 16),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))
    with contextlib.suppress(OSError):
        os.nice(10)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us when it is ready


def shrink(source: IO[bytes], job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The picture in `source`, no side longer than `job["side"]`, encoded anew without any metadata."""
    refuse_large_webp(source)
    with Image.open(source, formats=_FORMATS) as picture:
        kind, size = str(picture.format), picture.size
        refuse_large(size)
        orientation = orientation_of(picture)
        if orientation >= 5:
            size = (size[1], size[0])
        side, square = int(job["side"]), bool(job["square"])
        if kind == "GIF" and job["keep_animation"] and getattr(picture, "is_animated", False):
            type_, data, made = animated(picture, side)
        else:
            type_, data, made = still(picture, kind, side, square, orientation)
    told = "JPEG" if kind == "MPO" else kind
    header = {"type": type_, "width": made[0], "height": made[1]}
    return header | {
        "source_type": f"image/{told.lower()}",
        "source_width": size[0],
        "source_height": size[1],
    }, data


def refuse_large(size: tuple[int, int]) -> None:
    """Refused when the header promises more pixels than are ever decoded."""
    if size[0] < 1 or size[1] < 1:
        raise Refused("not_a_picture", "The picture has no pixels.")
    if size[0] * size[1] > MOST_PIXELS:
        raise Refused("too_large", f"The picture has more than {MOST_PIXELS // 1_000_000} million pixels.")


def refuse_large_webp(source: IO[bytes]) -> None:
    """The size in a WEBP header, which Pillow would only tell after it made room for all of its pixels."""
    head = source.read(30)
    source.seek(0)
    if len(head) < 30 or head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        return
    if head[12:16] == b"VP8X":
        size = (int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1)
    elif head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        size = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    else:
        size = (
            int.from_bytes(head[26:28], "little") & 0x3FFF,
            int.from_bytes(head[28:30], "little") & 0x3FFF,
        )
    refuse_large(size)


def orientation_of(picture: Image.Image) -> int:
    """EXIF's orientation, 1-8; 1 when there is none or it cannot be read."""
    try:
        found = picture.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - broken metadata is no reason to refuse a picture
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def still(
    picture: Image.Image, kind: str, side: int, square: bool, orientation: int
) -> tuple[str, bytes, tuple[int, int]]:
    """One picture: JPEG where no transparency is possible or used by a photo format, else PNG."""
    if kind in {"JPEG", "MPO"}:
        picture.draft("RGB", (side * 2, side * 2))
    profile = picture.info.get("icc_profile")
    made = upright(in_srgb(resized(plain(picture), side, square=square), profile), orientation)
    if made.mode == "RGBA" and made.getchannel("A").getextrema() == (255, 255):
        made = made.convert("RGB")
    out = io.BytesIO()
    if kind in {"JPEG", "MPO"} or (kind == "WEBP" and made.mode == "RGB"):
        made.save(out, "JPEG", quality=_JPEG_QUALITY, optimize=True)
        return "image/jpeg", out.getvalue(), made.size
    made.save(out, "PNG", optimize=True)
    return "image/png", out.getvalue(), made.size


def animated(picture: Image.Image, side: int) -> tuple[str, bytes, tuple[int, int]]:
    """All frames of a GIF, at the new size, with their durations."""
    loop = picture.info.get("loop")
    frames, durations = [], []
    for number in range(MOST_FRAMES + 1):
        try:
            picture.seek(number)
        except EOFError:
            break
        if number == MOST_FRAMES:
            raise Refused("too_large", f"The picture has more than {MOST_FRAMES} frames.")
        if picture.width * picture.height * (number + 1) > MOST_PIXELS:
            raise Refused("too_large", "The frames of the picture have too many pixels together.")
        frames.append(resized(picture.convert("RGBA"), side))
        durations.append(max(20, int(picture.info.get("duration") or 100)))
    out = io.BytesIO()
    more = {} if loop is None else {"loop": loop}
    frames[0].save(
        out, "GIF", save_all=True, append_images=frames[1:], duration=durations, disposal=2, **more
    )
    return "image/gif", out.getvalue(), frames[0].size


def plain(picture: Image.Image) -> Image.Image:
    """The same in RGB or RGBA, whatever colours it was stored in."""
    if picture.mode.startswith(("I", "F")):
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in picture.info:
        return picture if picture.mode == "RGBA" else picture.convert("RGBA")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def resized(picture: Image.Image, side: int, *, square: bool = False) -> Image.Image:
    """At most `side` long; `square`: its middle. Nothing is ever made larger."""
    width, height = picture.size
    if square:
        edge = min(width, height)
        left, top = (width - edge) // 2, (height - edge) // 2
        box = (left, top, left + edge, top + edge)
        target = (min(side, edge), min(side, edge))
    else:
        box = (0, 0, width, height)
        scale = min(1.0, side / max(width, height))
        target = (max(1, round(width * scale)), max(1, round(height * scale)))
    fresh = picture.resize(target, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)
    fresh.info = {}
    return fresh


def in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """The colours that the picture's profile means, as screens show them without one; as they are where that fails."""
    if not isinstance(profile, bytes) or not profile:
        return picture
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if meant.profile.xcolor_space.strip() != "RGB":
            return picture
        shown = ImageCms.profileToProfile(picture.convert("RGB"), meant, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    if shown is None:
        return picture
    shown.info = {}
    if picture.mode == "RGBA":
        shown.putalpha(picture.getchannel("A"))
    return shown


def upright(picture: Image.Image, orientation: int) -> Image.Image:
    """Turned as EXIF asked, since the note itself is left out."""
    turn = Image.Transpose
    turns = {
        2: turn.FLIP_LEFT_RIGHT,
        3: turn.ROTATE_180,
        4: turn.FLIP_TOP_BOTTOM,
        5: turn.TRANSPOSE,
        6: turn.ROTATE_270,
        7: turn.TRANSVERSE,
        8: turn.ROTATE_90,
    }
    return picture.transpose(turns[orientation]) if orientation in turns else picture


def answer(header: bytes, data: bytes) -> tuple[dict[str, Any], bytes]:
    """What to say to one job: the new picture, or why there is none."""
    try:
        job = json.loads(header)
        if "path" in job:
            with Path(job["path"]).open("rb") as file:
                return shrink(file, job)
        return shrink(io.BytesIO(data), job)
    except Refused as refusal:
        return {"refused": refusal.kind, "text": str(refusal)}, b""
    except (Image.DecompressionBombError, MemoryError):
        return {"refused": "too_large", "text": "The picture needs too much memory."}, b""
    except Exception:  # noqa: BLE001 - Pillow raises many kinds for broken pictures; all mean the same
        return {"refused": "not_a_picture", "text": "This is no picture that can be read."}, b""


def main() -> None:
    """Answer jobs until the server closes the pipe, or is gone."""
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    while len(lengths := incoming.read(_LENGTHS.size)) == _LENGTHS.size:
        header_length, data_length = _LENGTHS.unpack(lengths)
        header, data = incoming.read(header_length), incoming.read(data_length)
        told, made = answer(header, data)
        encoded = json.dumps(told).encode()
        outgoing.write(_LENGTHS.pack(len(encoded), len(made)) + encoded + made)
        outgoing.flush()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses what has twice as many, also in a later frame
    lock_down()
    main()
