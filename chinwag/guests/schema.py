"""JSON shapes of guests and of the links by which they come."""

from typing import Annotated

import msgspec

from chinwag.guests.model import GuestLink
from chinwag.http.links import picture_path
from chinwag.users.schema import Me


class GuestLinkOut(msgspec.Struct, frozen=True):
    """Where a guest link leads. `room_id` only for who is signed in and sees the room anyway."""

    group_name: str
    room_name: str
    topic: str
    avatar_url: str | None
    is_full: bool
    room_id: int | None


class GuestIn(msgspec.Struct, frozen=True):
    """How a guest wants to be called."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=50)]


class GuestOut(msgspec.Struct, frozen=True):
    """Who one is now, the new value for X-CSRF-Token, and the one room that one sees."""

    me: Me
    csrf: str
    room_id: int


class GuestAccessIn(msgspec.Struct, frozen=True):
    """Whether guests may come. `renew`: by a new link, so that the old one is dead; guests who are in stay."""

    is_on: bool
    renew: bool = False


class GuestAccessOut(msgspec.Struct, frozen=True):
    """The guest link of a room, null while it is closed to guests; and how many are in."""

    is_on: bool
    url: str | None
    guests: int


def guest_link_out(link: GuestLink, *, is_full: bool, room_id: int | None) -> GuestLinkOut:
    """Where a guest link leads."""
    return GuestLinkOut(
        group_name=link.group_name,
        room_name=link.room.name,
        topic=link.room.topic,
        avatar_url=picture_path(link.room.avatar),
        is_full=is_full,
        room_id=room_id,
    )
