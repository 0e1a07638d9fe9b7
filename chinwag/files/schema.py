"""A file as our own API and the live connection tell it; HipChat's shape is in `links.py`."""

import msgspec

from chinwag.files.model import FileInfo, file_path, thumb_path

_decode_info = msgspec.json.Decoder(FileInfo).decode


class ChatFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """A shared file. Addresses are paths on this server that need a session or a token.

    `type` is judged by the content. `thumb_url` only for pictures that can be shown; `width` and `height` are of the
    picture itself.
    """

    id: str
    name: str
    size: int
    type: str
    url: str
    thumb_url: str | None = None
    width: int | None = None
    height: int | None = None


def chat_file(file: str) -> ChatFile:
    """The shown form of the column `messages.file`."""
    return shown_file(_decode_info(file))


def shown_file(info: FileInfo) -> ChatFile:
    """What is known of a file, with its addresses."""
    return ChatFile(
        id=info.id,
        name=info.name,
        size=info.size,
        type=info.type,
        url=file_path(info),
        thumb_url=thumb_path(info),
        width=info.width,
        height=info.height,
    )
