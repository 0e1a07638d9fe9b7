"""What a group's admins decide: who may do what, and how many calls its tokens have. Defaults are the open ones."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Final, Literal

import msgspec

Level = Literal["everyone", "room_admins", "admins", "nobody"]
"""`room_admins`: a room's owner, its admins, and the group's; `admins`: the group's admins and owner."""

Permission = Literal[
    "create_rooms",
    "invite_people",
    "make_personal_tokens",
    "make_room_tokens",
    "install_room_addons",
    "open_rooms_to_guests",
    "mention_all",
    "upload_files",
    "edit_own_messages",
    "delete_own_messages",
    "chat_privately",
]

_Minutes = Annotated[int, msgspec.Meta(ge=1, le=525_600)]
_ForAll = Literal["everyone", "admins"]
_ForNobody = Literal["everyone", "admins", "nobody"]
_InRooms = Literal["room_admins", "admins"]


class Policy(msgspec.Struct, frozen=True):
    """Who may do what in a group. What is not written is as it always was."""

    create_rooms: _ForAll = "everyone"
    invite_people: _ForAll = "admins"
    make_personal_tokens: _ForNobody = "everyone"
    make_room_tokens: _InRooms = "room_admins"
    install_room_addons: _InRooms = "room_admins"
    open_rooms_to_guests: Literal["room_admins", "admins", "nobody"] = "room_admins"
    mention_all: Literal["everyone", "room_admins", "admins"] = "everyone"
    upload_files: _ForNobody = "everyone"
    edit_own_messages: _ForNobody = "everyone"
    delete_own_messages: _ForNobody = "everyone"
    chat_privately: _ForNobody = "everyone"
    edit_minutes: _Minutes | None = None
    delete_minutes: _Minutes | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A permission in words. `doing` completes «Only group admins may ...»; guests may where `for_guests`."""

    name: str
    doing: str
    choices: tuple[Level, ...]
    for_guests: bool = False


_ALL: Final[tuple[Level, ...]] = ("everyone", "admins")
_OR_NOBODY: Final[tuple[Level, ...]] = ("everyone", "admins", "nobody")
_ROOMS: Final[tuple[Level, ...]] = ("room_admins", "admins")

RULES: Final[dict[Permission, Rule]] = {
    "create_rooms": Rule("Create rooms", "create rooms", _ALL),
    "invite_people": Rule("Invite people to the group", "invite people to the group", _ALL),
    "make_personal_tokens": Rule("Make personal access tokens", "make personal access tokens", _OR_NOBODY),
    "make_room_tokens": Rule("Make notification tokens of a room", "make tokens of rooms", _ROOMS),
    "install_room_addons": Rule("Install add-ons in a room", "install add-ons in rooms", _ROOMS),
    "open_rooms_to_guests": Rule("Open a room to guests", "open rooms to guests", (*_ROOMS, "nobody")),
    "mention_all": Rule(
        "Call a whole room with @all or @here", "call a whole room with @all or @here",
        ("everyone", "room_admins", "admins"), for_guests=True,
    ),
    "upload_files": Rule("Share files", "share files", _OR_NOBODY, for_guests=True),
    "edit_own_messages": Rule("Edit one's own messages", "edit their messages", _OR_NOBODY, for_guests=True),
    "delete_own_messages": Rule(
        "Delete one's own messages", "delete their messages", _OR_NOBODY, for_guests=True
    ),
    "chat_privately": Rule("Write to one person", "write to one person", _OR_NOBODY, for_guests=True),
}  # fmt: skip
"""Every permission. The defaults of `Policy` are what this server did before there were any."""


class GroupLimits(msgspec.Struct, frozen=True):
    """A group's own figures, which hold where they are below the server's; null = the server's alone."""

    rate_limit_user: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] | None = None
    rate_limit_addon: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] | None = None
    rate_limit_v1: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] | None = None
    flood_limit: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that a group's admins decided."""

    policy: Policy
    limits: GroupLimits
    newcomer_rooms: list[int]


OPEN: Final = Policy()
UNLIMITED: Final = GroupLimits()


def within(server: int, group: int | None) -> int:
    """The figure that holds: the lower of both; the server's 0 means no limit."""
    if group is None:
        return server
    return group if server == 0 else min(server, group)


@lru_cache(maxsize=1024)
def parse_policy(text: str | None) -> Policy:
    """A policy as the table keeps it. What this release does not know is left out."""
    return OPEN if text is None else msgspec.json.decode(text, type=Policy)


@lru_cache(maxsize=1024)
def parse_limits(text: str | None) -> GroupLimits:
    """Limits as the table keeps them."""
    return UNLIMITED if text is None else msgspec.json.decode(text, type=GroupLimits)
