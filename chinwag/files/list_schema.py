"""JSON shapes of the list of a chat's files."""

from typing import Annotated

import msgspec

from chinwag.files.schema import ChatFile
from chinwag.messages.chat_schema import ChatAuthor


class FilesQuery(msgspec.Struct, frozen=True):
    """Files shared before the message at a position; the newest without one."""

    before: Annotated[int, msgspec.Meta(ge=1, le=2**53)] | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 25


class SharedFile(msgspec.Struct, frozen=True, rename={"author": "from"}):
    """A file, and the message that carries it."""

    file: ChatFile
    message_id: str
    position: int
    date: str
    author: ChatAuthor | None


class SharedFiles(msgspec.Struct, frozen=True):
    """Files, newest first. Ask for those before the last `position` to go on."""

    items: list[SharedFile]
    has_more: bool
