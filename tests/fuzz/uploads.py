"""Bodies of uploads: right ones, and right ones that something happened to."""

import random

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763"
    "e8ebeb030004040201e1b6e5d60000000049454e44ae426082"
)
_METADATA = (
    b'Content-Type: application/json; charset=UTF-8\r\nContent-Disposition: attachment; name="metadata"\r\n'
)
_FILE = b'Content-Type: image/png\r\nContent-Disposition: attachment; name="file"; filename="sea.png"\r\n'
_FORM_FILE = b'Content-Disposition: form-data; name="file"; filename="sea.png"\r\nContent-Type: image/png\r\n'
MULTIPART = {"multipart/related", "multipart/form-data"}


def upload(kind: str, chance: random.Random) -> tuple[str, bytes]:
    """A content type and a body for an endpoint that takes `kind`; damaged half of the time."""
    content_type, body = kind, PNG
    if kind in MULTIPART:
        content_type, body = f"{kind}; boundary=sea-wall", _parts(kind)
    if chance.random() < 0.5:
        return content_type, body
    return _damaged(content_type, body, chance)


def _parts(kind: str) -> bytes:
    file = _FILE if kind == "multipart/related" else _FORM_FILE
    parts = [_METADATA + b"\r\n" + b'{"message": "Look"}', file + b"\r\n" + PNG]
    return b"".join(b"--sea-wall\r\n" + part + b"\r\n" for part in parts) + b"--sea-wall--\r\n"


def _damaged(content_type: str, body: bytes, chance: random.Random) -> tuple[str, bytes]:
    at = chance.randrange(len(body))
    other_types = (
        "",
        "image/gif",
        "multipart/related",
        "multipart/form-data; boundary=",
        'a/b; c="',
        "text/plain",
    )
    return chance.choice(
        [
            (content_type, body[:at]),
            (content_type, body[:at] + bytes([chance.randrange(256)]) + body[at + 1 :]),
            (content_type, body[at:] + body[:at]),
            (content_type, b""),
            (content_type, chance.randbytes(200)),
            (content_type, body * 2),
            (chance.choice(other_types), body),
        ]
    )
