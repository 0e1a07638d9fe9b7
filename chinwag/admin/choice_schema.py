"""JSON shapes of what a group's admins decide."""

from typing import Annotated

import msgspec

from chinwag.admin.schema import Named
from chinwag.policy import Level, Permission


class GroupSettings(msgspec.Struct, frozen=True):
    """The group. `newcomer_rooms`: what the clients of new people open at the start, in this order."""

    id: int
    name: str
    avatar_url: str | None
    owner: Named | None
    created: str
    newcomer_rooms: list[Named]


class GroupSettingsIn(msgspec.Struct, frozen=True):
    """What is to change; what is missing stays. `newcomer_rooms` are ids of public rooms."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)] | None = None
    newcomer_rooms: Annotated[list[int], msgspec.Meta(max_length=50)] | None = None


class PermissionEntry(msgspec.Struct, frozen=True):
    """Who may do something: one of `choices`. `default`: who may where nobody decided."""

    id: Permission
    name: str
    level: Level
    default: Level
    choices: list[Level]


class Permissions(msgspec.Struct, frozen=True):
    """All permissions; for how long people may edit and delete their messages, in minutes, null = always."""

    items: list[PermissionEntry]
    edit_minutes: int | None
    delete_minutes: int | None


class OwnPermissions(msgspec.Struct, frozen=True):
    """What the caller may do, by permission. Some of it is for the admins of a room in their room only."""

    may: dict[str, bool]
    edit_minutes: int | None
    delete_minutes: int | None


class LimitEntry(msgspec.Struct, frozen=True):
    """A limit: the server's figure, the group's own, and the one that holds; 0 = no limit, null = none of its own."""

    id: str
    name: str
    window_s: int
    server: int
    group: int | None
    holds: int


class Limits(msgspec.Struct, frozen=True):
    """All limits."""

    items: list[LimitEntry]
