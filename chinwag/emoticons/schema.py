"""JSON shapes of emoticons."""

from typing import Literal

import msgspec

from chinwag.emoticons.model import Emoticon
from chinwag.http.links import Links
from chinwag.http.paging import PageQuery
from chinwag.users.model import User
from chinwag.users.schema import SelfLink, UserStub, user_stub

Origin = Literal["global", "group"]


class EmoticonsQuery(PageQuery, frozen=True, kw_only=True, rename="kebab"):
    """Which emoticons a list holds: `global` = the standard ones, `group` = those of the group."""

    type: Literal["global", "group", "all"] = "all"


class EmoticonStub(msgspec.Struct, frozen=True):
    """An emoticon, mentioned."""

    id: int
    links: SelfLink
    shortcut: str
    type: Origin
    url: str


class EmoticonOut(msgspec.Struct, frozen=True):
    """An emoticon in full. The standard ones have no creator; none makes a sound."""

    audio_path: str | None
    creator: UserStub | None
    height: int
    id: int
    links: SelfLink
    shortcut: str
    url: str
    width: int


class EmoticonEntry(msgspec.Struct, frozen=True):
    """An emoticon as the web client shows it. `url` is a path on this server."""

    id: int
    shortcut: str
    url: str
    width: int
    height: int
    is_custom: bool
    creator_id: int | None


class EmoticonEntries(msgspec.Struct, frozen=True):
    """All emoticons by shortcut."""

    items: list[EmoticonEntry]


class EmoticonsChanged(msgspec.Struct, frozen=True):
    """Payload of `emoticons.changed`: what came, and the shortcuts of what went."""

    added: list[EmoticonEntry]
    removed: list[str]


def emoticon_stub(emoticon: Emoticon, links: Links) -> EmoticonStub:
    """An emoticon, mentioned."""
    return EmoticonStub(
        id=emoticon.id,
        links=SelfLink(links.emoticon(emoticon.id)),
        shortcut=emoticon.shortcut,
        type="group" if emoticon.is_custom else "global",
        url=links.web(emoticon.path),
    )


def emoticon_out(emoticon: Emoticon, creator: User | None, links: Links) -> EmoticonOut:
    """An emoticon in full."""
    return EmoticonOut(
        audio_path=None,
        creator=user_stub(creator, links) if creator else None,
        height=emoticon.height,
        id=emoticon.id,
        links=SelfLink(links.emoticon(emoticon.id)),
        shortcut=emoticon.shortcut,
        url=links.web(emoticon.path),
        width=emoticon.width,
    )


def emoticon_entry(emoticon: Emoticon) -> EmoticonEntry:
    """An emoticon as the web client shows it."""
    return EmoticonEntry(
        id=emoticon.id,
        shortcut=emoticon.shortcut,
        url=emoticon.path,
        width=emoticon.width,
        height=emoticon.height,
        is_custom=emoticon.is_custom,
        creator_id=emoticon.creator_id,
    )
