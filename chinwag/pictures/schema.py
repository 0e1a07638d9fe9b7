"""JSON shapes of photos and avatars."""

import msgspec


class PhotoIn(msgspec.Struct, frozen=True):
    """A photo in base64: PNG, JPEG, GIF or WEBP."""

    photo: str


class AvatarIn(msgspec.Struct, frozen=True):
    """An avatar in base64: PNG, JPEG, GIF or WEBP."""

    avatar: str
