"""Pictures for tests, good and bad, made on the spot."""

import io
import struct
import zlib
from typing import Any

from PIL import Image


def picture(
    kind: str = "PNG", size: tuple[int, int] = (640, 480), color: Any = "red", mode: str = "RGB", **more: Any
) -> bytes:
    """The bytes of a picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, color).save(out, kind, **more)
    return out.getvalue()


def animation(frames: int = 4, size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    """A GIF whose frames all differ."""
    made = [Image.new("RGB", size, (index % 256, index // 256, 99)) for index in range(frames)]
    out = io.BytesIO()
    made[0].save(out, "GIF", save_all=True, append_images=made[1:], **{"duration": 50, "loop": 0, **more})
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises so many pixels and has almost none of them."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(bytes(1000)))
        + _chunk(b"IEND", b"")
    )


def png_bomb(side: int = 6000) -> bytes:
    """A PNG of one bit a pixel: all its pixels are there, in a few kilobytes."""
    rows = zlib.compress(bytes((side // 8 + 1) * side), 9)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def png_with_long_text(length: int = 200_000_000) -> bytes:
    """A PNG of a few pixels, with a note that unpacks to so many bytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(10_000_000)) for _ in range(length // 10_000_000))
    whole = picture(size=(9, 9))
    note = _chunk(b"zTXt", b"Comment\0\0" + packed + packer.flush())
    return whole[:33] + note + whole[33:]


def gif_of_many_frames(frames: int = 100_000) -> bytes:
    """A GIF of so many frames of one pixel each, 20 bytes a frame."""
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\x00\x00\x00\xff\xff\xff"
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return head + frame * frames + b"\x3b"


def webp_header(width: int, height: int) -> bytes:
    """An extended WEBP that promises a canvas of so many pixels."""
    body = (
        b"VP8X"
        + struct.pack("<I", 10)
        + bytes([0x02, 0, 0, 0])
        + (width - 1).to_bytes(3, "little")
        + (height - 1).to_bytes(3, "little")
    )
    anim = b"ANIM" + struct.pack("<I", 6) + bytes(6)
    return b"RIFF" + struct.pack("<I", len(body) + len(anim) + 4) + b"WEBP" + body + anim


def profile_with_red_for_blue() -> bytes:
    """An ICC profile whose red is the blue of sRGB and the other way round."""
    red, green, blue = (0.436, 0.222, 0.014), (0.385, 0.717, 0.097), (0.143, 0.061, 0.714)
    tags = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", 2) + b"x\0" + bytes(78),
        b"cprt": b"text" + bytes(4) + b"none\0\0\0\0",
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": _xyz(*blue),
        b"gXYZ": _xyz(*green),
        b"bXYZ": _xyz(*red),
        **{
            name: b"curv" + bytes(4) + struct.pack(">IHH", 1, 0x0233, 0)
            for name in (b"rTRC", b"gTRC", b"bTRC")
        },
    }
    table, data, at = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, value in tags.items():
        table += name + struct.pack(">II", at + len(data), len(value))
        data += value + bytes(-len(value) % 4)
    head = bytes(8) + struct.pack(">I", 0x02100000) + b"mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(28)
    head += struct.pack(">iii", *(round(part * 65536) for part in (0.9642, 1.0, 0.8249)))
    whole = head + bytes(128 - len(head)) + table + data
    return struct.pack(">I", len(whole)) + whole[4:]


def _xyz(*parts: float) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">iii", *(round(part * 65536) for part in parts))


def opened(data: bytes) -> Image.Image:
    """The picture that bytes hold, decoded."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
