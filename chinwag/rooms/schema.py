"""JSON shapes of rooms."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Annotated

import msgspec

from chinwag.clock import iso_seconds
from chinwag.http.links import Links
from chinwag.http.paging import PageQuery
from chinwag.rooms.model import Privacy, Room, RoomRole, RoomStatistics
from chinwag.users.model import User
from chinwag.users.schema import SelfLink, UserStub, user_stub

RoomName = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Topic = Annotated[str, msgspec.Meta(max_length=250)]


class RoomsQuery(PageQuery, frozen=True, kw_only=True, rename="kebab"):
    """Which rooms a list holds."""

    include_private: bool = True
    include_archived: bool = False


class ParticipantsQuery(PageQuery, frozen=True, kw_only=True, rename="kebab"):
    """`include-offline` adds the absent members of a private room."""

    include_offline: bool = False


class RoomIn(msgspec.Struct, frozen=True):
    """A new room. `created` is for importers: true, or the date that the room had elsewhere."""

    name: RoomName
    topic: Topic | None = ""
    privacy: Privacy = "public"
    guest_access: bool = False
    owner_user_id: int | str | None = None
    delegate_admin_visibility: bool | None = None
    created: bool | int | float | str | None = None


class OwnerIn(msgspec.Struct, frozen=True):
    """Who owns a room: id, e-mail or @mention."""

    id: int | str


class RoomChangeIn(msgspec.Struct, frozen=True):
    """All of a room that can change; clients read a room, change it and put it back whole."""

    name: RoomName
    topic: Topic
    privacy: Privacy
    is_archived: bool
    is_guest_accessible: bool
    owner: OwnerIn
    delegate_admin_visibility: bool | None = None


class TopicIn(msgspec.Struct, frozen=True):
    """The new topic; the empty text clears it."""

    topic: Topic


class InvitationIn(msgspec.Struct, frozen=True):
    """Why somebody is asked to come; hipchat-rb sends an empty reason by default."""

    reason: Annotated[str, msgspec.Meta(max_length=250)] | None = ""


class MembershipIn(msgspec.Struct, frozen=True):
    """What a member may do; most clients send nothing."""

    room_roles: list[RoomRole] | None = None


class RoomLinks(msgspec.Struct, frozen=True, omit_defaults=True):
    """Addresses of a room; `members` only of a private one."""

    self: str
    webhooks: str
    participants: str
    members: str | None = None


class RoomStub(msgspec.Struct, frozen=True):
    """A room, mentioned."""

    id: int
    is_archived: bool
    links: RoomLinks
    name: str
    privacy: Privacy
    version: str


class StatisticsStub(msgspec.Struct, frozen=True):
    """Where the figures of a room are found."""

    links: SelfLink


class RoomOut(msgspec.Struct, frozen=True):
    """A room in full. `participants` are at most 50 of the people present."""

    avatar_url: str | None
    created: str
    delegate_admin_visibility: bool | None
    guest_access_url: str | None
    id: int
    is_archived: bool
    is_guest_accessible: bool
    last_active: str | None
    links: RoomLinks
    name: str
    owner: UserStub
    participants: list[UserStub]
    privacy: Privacy
    statistics: StatisticsStub
    topic: str
    version: str
    xmpp_jid: str


class RoomStatisticsOut(msgspec.Struct, frozen=True):
    """Figures of a room."""

    last_active: str | None
    links: SelfLink
    messages_sent: int


class RoomCreated(msgspec.Struct, frozen=True):
    """A new room; later clients read `entity`."""

    entity: RoomStub
    id: int
    links: RoomLinks


class MemberOut(UserStub, frozen=True, kw_only=True):
    """A member of a private room."""

    room_roles: list[RoomRole]


class ParticipantOut(UserStub, frozen=True, kw_only=True):
    """A person in a room, or a member who could be."""

    is_present_in_room: bool
    room_roles: list[RoomRole]


_date = lru_cache(maxsize=10_000)(iso_seconds)
"""Dates of rooms come again with every list; making their text is a tenth of the cost of one."""


def room_links(room: Room, links: Links) -> RoomLinks:
    """Addresses of a room."""
    here = links.room(room.id)
    members = f"{here}/member" if room.privacy == "private" else None
    return RoomLinks(here, f"{here}/webhook", f"{here}/participant", members)


def room_stub(room: Room, links: Links) -> RoomStub:
    """A room, mentioned."""
    return RoomStub(room.id, room.is_archived, room_links(room, links), room.name, room.privacy, room.version)


def room_out(
    room: Room,
    links: Links,
    *,
    people: Mapping[int, UserStub],
    present: list[int],
    last_active: datetime | None,
    host: str,
) -> RoomOut:
    """A room in full. `people` holds at least its owner and those of `present` that are to be shown."""
    return RoomOut(
        avatar_url=links.picture(room.avatar),
        created=_date(room.created_at),
        delegate_admin_visibility=room.delegate_admin_visibility,
        guest_access_url=links.web(f"/g/{room.guest_token}") if room.guest_token else None,
        id=room.id,
        is_archived=room.is_archived,
        is_guest_accessible=room.guest_token is not None,
        last_active=_date(last_active) if last_active else None,
        links=room_links(room, links),
        name=room.name,
        owner=people[room.owner_id],
        participants=[people[user_id] for user_id in present if user_id in people],
        privacy=room.privacy,
        statistics=StatisticsStub(SelfLink(links.room_statistics(room.id))),
        topic=room.topic,
        version=room.version,
        xmpp_jid=f"{room.group_id}_{room.xmpp_slug}@{host}",
    )


def statistics_out(room_id: int, statistics: RoomStatistics, links: Links) -> RoomStatisticsOut:
    """Figures of a room."""
    last = statistics.last_active_at
    return RoomStatisticsOut(
        last_active=_date(last) if last else None,
        links=SelfLink(links.room_statistics(room_id)),
        messages_sent=statistics.messages_sent,
    )


def member_out(user: User, role: RoomRole, links: Links) -> MemberOut:
    """A member of a private room."""
    stub = user_stub(user, links)
    return MemberOut(stub.id, stub.links, stub.mention_name, stub.name, stub.version, room_roles=[role])


def participant_out(user: User, role: RoomRole, links: Links, *, is_present: bool) -> ParticipantOut:
    """A person in a room."""
    stub = user_stub(user, links)
    return ParticipantOut(
        stub.id,
        stub.links,
        stub.mention_name,
        stub.name,
        stub.version,
        is_present_in_room=is_present,
        room_roles=[role],
    )
