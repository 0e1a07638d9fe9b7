"""Picture: an image that stands for somebody or something, kept in two sizes."""

import secrets
from dataclasses import dataclass
from typing import Literal

Size = Literal["small", "big"]
Kind = Literal["photo", "room", "group", "emoticon"]

SIDE: dict[Size, int] = {"small": 125, "big": 500}
"""The longest side in pixels. HipChat's small one had 125 (documented); the big one is our choice."""


def new_picture_key() -> str:
    """A name that nobody guesses, 160 bits: whoever has the address of a picture may see it."""
    return secrets.token_hex(20)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is stored. `type` is its media type, `width` and `height` those of the big size."""

    key: str
    kind: Kind
    type: str
    width: int
    height: int

    @property
    def store_keys(self) -> tuple[str, ...]:
        """Where its sizes lie in the file store."""
        return store_keys(self.key)


def key_of(picture: Picture | None) -> str | None:
    """What a person, a room or a group remembers of its picture."""
    return None if picture is None else picture.key


def store_key(key: str, size: Size) -> str:
    """Where one size of a picture lies in the file store."""
    return f"picture/{key}/{size}"


def store_keys(key: str) -> tuple[str, ...]:
    """Where all sizes of a picture lie."""
    return tuple(store_key(key, size) for size in SIDE)
