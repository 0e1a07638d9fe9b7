"""JSON shapes of groups."""

from typing import Literal

import msgspec

from chinwag.clock import iso_seconds
from chinwag.groups.model import Group
from chinwag.http.links import Links, picture_path
from chinwag.users.model import User
from chinwag.users.schema import SelfLink, UserStub, user_stub


class Plan(msgspec.Struct, frozen=True):
    """What HipChat sold; clients expect it, and nothing is sold here."""

    id: int
    type: Literal["unknown", "free", "trial", "plus", "premium", "non_profit"]


class StatisticsStub(msgspec.Struct, frozen=True):
    """Where the figures of a group are found."""

    links: SelfLink


class GroupOut(msgspec.Struct, frozen=True):
    """A group in full."""

    avatar_url: str | None
    created: str
    domain: str | None
    id: int
    links: SelfLink
    name: str
    owner: UserStub | None
    plan: Plan
    statistics: StatisticsStub
    subdomain: str


class GroupStatisticsOut(msgspec.Struct, frozen=True):
    """Figures of a group."""

    links: SelfLink
    users: int


class GroupEntry(msgspec.Struct, frozen=True):
    """A group as the web client shows it."""

    id: int
    name: str
    avatar_url: str | None


class GroupUpdated(msgspec.Struct, frozen=True):
    """Payload of `group.updated`."""

    group: GroupEntry


def group_entry(group: Group) -> GroupEntry:
    """A group as the web client shows it."""
    return GroupEntry(group.id, group.name, picture_path(group.avatar))


def group_out(group: Group, owner: User | None, links: Links) -> GroupOut:
    """A group in full."""
    here = links.group(group.id)
    return GroupOut(
        avatar_url=links.picture(group.avatar),
        created=iso_seconds(group.created_at),
        domain=None,
        id=group.id,
        links=SelfLink(here),
        name=group.name,
        owner=user_stub(owner, links) if owner else None,
        plan=Plan(0, "free"),
        statistics=StatisticsStub(SelfLink(f"{here}/statistics")),
        subdomain=group.subdomain,
    )
