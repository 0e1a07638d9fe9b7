"""JSON shapes of the list of a chat's links."""

from typing import Annotated

import msgspec

from chinwag.messages.chat_schema import ChatAuthor


class LinksQuery(msgspec.Struct, frozen=True):
    """Links shared before the message at a position; the newest without one."""

    before: Annotated[int, msgspec.Meta(ge=1, le=2**53)] | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 25


class SharedLink(msgspec.Struct, frozen=True):
    """An address, and what is known of the page behind it."""

    url: str
    title: str
    site: Annotated[str, msgspec.Meta(description="The name of the page's site, else its host.")]


class LinksOfMessage(msgspec.Struct, frozen=True, rename={"author": "from"}):
    """The links of one message. `sender`: the integration that posted it, where it was none of the people."""

    message_id: str
    position: int
    date: str
    author: ChatAuthor | None
    sender: str | None
    links: list[SharedLink]


class SharedLinks(msgspec.Struct, frozen=True):
    """Messages with links, newest first. Ask for those before `next` to go on; null at the end."""

    items: list[LinksOfMessage]
    next: int | None
