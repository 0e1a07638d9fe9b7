"""Picture: an image that stands for somebody or something, kept in two sizes."""

import secrets
from typing import Literal

Size = Literal["small", "big"]

SIDE: dict[Size, int] = {"small": 125, "big": 500}
"""The longest side in pixels. HipChat's small one had 125 (documented); the big one is our choice."""


def new_picture_key() -> str:
    """A name that nobody guesses, 160 bits: whoever has the address of a picture may see it."""
    return secrets.token_hex(20)
