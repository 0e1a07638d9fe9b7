"""JSON shapes of invitations."""

from typing import Annotated

import msgspec

from chinwag.clock import iso_seconds
from chinwag.http.links import Links
from chinwag.invites.model import FoundInvitation, Invitation
from chinwag.users.schema import GroupStub, SelfLink

_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=50)]
_Email = Annotated[str, msgspec.Meta(min_length=1, max_length=254)]
_Title = Annotated[str, msgspec.Meta(max_length=200)]
_Password = Annotated[str, msgspec.Meta(max_length=1024)]


class InviteQuery(msgspec.Struct, frozen=True):
    """The fields of the body, as one client sends them."""

    email: _Email | None = None
    name: _Name | None = None
    title: _Title | None = None


class InviteIn(msgspec.Struct, frozen=True):
    """Whom to invite. `email` and `name` are needed, here or in the query."""

    email: _Email | None = None
    name: _Name | None = None
    title: _Title | None = None


class InvitationLinks(msgspec.Struct, frozen=True, omit_defaults=True):
    """`invitation`: the link to hand on, only where the server sends no e-mail."""

    invitation: str | None = None


class InvitedUser(msgspec.Struct, frozen=True):
    """The person to be, in the shape of a user. What they get only by accepting is null."""

    created: str
    email: str
    expires: str
    group: GroupStub
    links: InvitationLinks
    name: str
    title: str
    id: None = None
    is_deleted: bool = False
    is_group_admin: bool = False
    is_guest: bool = False
    last_active: None = None
    mention_name: None = None
    photo_url: None = None
    presence: None = None
    roles: list[str] = msgspec.field(default_factory=lambda: ["user"])
    timezone: str = "UTC"
    version: None = None
    xmpp_jid: None = None


class NewInvitationIn(msgspec.Struct, frozen=True):
    """Whom to invite."""

    email: _Email
    name: _Name
    title: _Title = ""


class InvitationEntry(msgspec.Struct, frozen=True):
    """An invitation that waits. `invited_by` null: an add-on, or the command line."""

    email: str
    name: str
    title: str
    created: str
    expires: str
    is_expired: bool
    invited_by: str | None
    link: str


class InvitationEntries(msgspec.Struct, frozen=True):
    """The invitations of the group. `sends_mail`: whether the server sends them by e-mail."""

    items: list[InvitationEntry]
    sends_mail: bool


class InvitationOut(msgspec.Struct, frozen=True):
    """What the invited person sees before accepting."""

    group_name: str
    email: str
    name: str
    invited_by: str | None


class AcceptIn(msgspec.Struct, frozen=True):
    """The account to be. Without a mention name, one is made from the name."""

    name: _Name
    password: _Password
    mention_name: Annotated[str, msgspec.Meta(max_length=51)] | None = None


def invited_user(
    invitation: Invitation, links: Links, group_name: str, shown_link: str | None
) -> InvitedUser:
    """The reply of HipChat's method."""
    group_id = invitation.group_id
    return InvitedUser(
        created=iso_seconds(invitation.created_at),
        email=invitation.email,
        expires=iso_seconds(invitation.expires_at),
        group=GroupStub(group_id, SelfLink(links.group(group_id)), group_name),
        links=InvitationLinks(shown_link),
        name=invitation.name,
        title=invitation.title,
    )


def invitation_entry(invitation: Invitation, link: str, *, is_expired: bool) -> InvitationEntry:
    """An invitation, for admins."""
    return InvitationEntry(
        email=invitation.email,
        name=invitation.name,
        title=invitation.title,
        created=iso_seconds(invitation.created_at),
        expires=iso_seconds(invitation.expires_at),
        is_expired=is_expired,
        invited_by=invitation.inviter,
        link=link,
    )


def invitation_out(found: FoundInvitation) -> InvitationOut:
    """An invitation, for who holds its link."""
    invitation = found.invitation
    return InvitationOut(found.group_name, invitation.email, invitation.name, invitation.inviter)
