"""Endpoints of invitations: HipChat's one, those of the group's admins, and those of the invited person."""

from typing import Any

from chinwag.accounts.entry import begin_session, signed_in
from chinwag.accounts.schema import SignedInOut
from chinwag.accounts.service import check_new_password
from chinwag.errors import Forbidden, invalid
from chinwag.groups.service import get_group_name
from chinwag.http.endpoint import Call, Created, Endpoints
from chinwag.http.paging import NoQuery
from chinwag.invites import service
from chinwag.invites.model import Invitation
from chinwag.invites.schema import (
    AcceptIn,
    InvitationEntries,
    InvitationEntry,
    InvitationOut,
    InvitedUser,
    InviteIn,
    InviteQuery,
    NewInvitationIn,
    invitation_entry,
    invitation_out,
    invited_user,
)
from chinwag.keys import server_key
from chinwag.permissions.service import require
from chinwag.scopes import ANY_CLIENT, GROUP_OR_USER, NO_SCOPE, Scope
from chinwag.users.service import require_group_admin

endpoints = Endpoints("invites")


@endpoints.post(
    "/v2/invite/user",
    id="invite_user_to_group",
    title="Invite user to group",
    scopes_any={Scope.ADMIN_GROUP},
    clients=GROUP_OR_USER,
    query=InviteQuery,
    body=InviteIn,
    body_required=False,
    reply=InvitedUser,
    status=200,
)
async def invite_user_to_group(call: Call[InviteQuery], body: InviteIn) -> InvitedUser:
    """Invite somebody to the group by e-mail; the link works once, for seven days.

    Inviting an address again replaces its link. The reply has the shape of a user, with null for what the
    person only gets by accepting. Where the server sends no e-mail, `links.invitation` is the link to hand on.
    """
    email, name = body.email or call.query.email, body.name or call.query.name
    for field, value in (("email", email), ("name", name)):
        if not value:
            raise invalid(
                f"Required field '{field}' is missing", field=field, validation="optional", value=None
            )
    made, group_name, is_mailed = await _invite(
        call, email or "", name or "", body.title or call.query.title or ""
    )
    return invited_user(made, call.links, group_name, None if is_mailed else _link(call, made))


@endpoints.get(
    "/api/admin/invitation",
    id="list_invitations",
    title="List invitations",
    scopes_any={Scope.ADMIN_GROUP},
    clients=GROUP_OR_USER,
    reply=InvitationEntries,
)
async def list_invitations(call: Call[NoQuery]) -> InvitationEntries:
    """List the invitations that nobody has accepted yet, with their links."""
    require_group_admin(call.caller)
    async with call.db.read() as tx:
        found = await service.list_open(tx, call.caller.group_id)
    key = server_key(call.services.settings.data)
    items = [_entry(call, one, key) for one in found]
    return InvitationEntries(items, call.services.mail.is_on)


@endpoints.post(
    "/api/admin/invitation",
    id="create_invitation",
    title="Invite somebody",
    scopes_any={Scope.ADMIN_GROUP},
    clients=GROUP_OR_USER,
    body=NewInvitationIn,
    reply=InvitationEntry,
    status=201,
)
async def create_invitation(call: Call[NoQuery], body: NewInvitationIn) -> Created:
    """Invite somebody to the group, or anew: the earlier link dies."""
    made, _, _ = await _invite(call, body.email, body.name, body.title)
    return Created(_entry(call, made, server_key(call.services.settings.data)))


@endpoints.delete(
    "/api/admin/invitation/{email}",
    id="delete_invitation",
    title="Take an invitation back",
    scopes_any={Scope.ADMIN_GROUP},
    clients=GROUP_OR_USER,
)
async def delete_invitation(call: Call[NoQuery]) -> None:
    """Take back the invitation of an address; its link is dead at once."""
    require_group_admin(call.caller)
    async with call.db.begin() as tx:
        await service.take_back(tx, call.caller, call.path["email"])


@endpoints.get(
    "/api/invitation/{token}",
    id="get_invitation",
    title="Look at an invitation",
    scopes_any=NO_SCOPE,
    clients=ANY_CLIENT,
    reply=InvitationOut,
    public=True,
)
async def get_invitation(call: Call[NoQuery]) -> InvitationOut:
    """Tell who invites whom to which group, without using the link up."""
    async with call.db.read() as tx:
        found = await service.find_invitation(tx, call.path["token"], now=call.services.clock.steady())
    return invitation_out(found)


@endpoints.post(
    "/api/invitation/{token}",
    id="accept_invitation",
    title="Accept an invitation",
    scopes_any=NO_SCOPE,
    clients=ANY_CLIENT,
    body=AcceptIn,
    reply=SignedInOut,
    public=True,
)
async def accept_invitation(call: Call[NoQuery], body: AcceptIn) -> SignedInOut:
    """Become a person of the group and sign in; the link is used up."""
    if not call.services.csrf.is_own_page(call.headers):
        raise Forbidden(f"This request comes from another site. Open {call.links.base} and try again.")
    secret, now = call.path["token"], call.services.clock.steady()
    mention_name = (body.mention_name or "").removeprefix("@") or None
    async with call.db.read() as reading:
        found = await service.find_invitation(reading, secret, now=now)
    service.check_acceptance(found, body.name, mention_name)
    check_new_password(body.password)
    password_hash = await call.services.passwords.hash(body.password)
    async with call.db.begin() as tx:
        found = await service.find_invitation(tx, secret, now=now)
        data = await service.accept_invitation(
            tx, found, name=body.name, mention_name=mention_name, password_hash=password_hash
        )
        session = await begin_session(call, tx, data)
    return await signed_in(call, session)


async def _invite(call: Call[Any], email: str, name: str, title: str) -> tuple[Invitation, str, bool]:
    """The invitation, the group's name, and whether a letter is on its way."""
    require(call.caller, "invite_people")
    service.check_invitation(name, email)
    await service.count_invitation(call.services.counters, call.caller.group_id, email)
    key = server_key(call.services.settings.data)
    async with call.db.begin() as tx:
        made = await service.invite(
            tx,
            call.caller,
            email=email,
            name=name,
            title=title,
            key=key,
            now=call.services.clock.steady(),
        )
        group_name = await get_group_name(tx, call.caller.group_id)
    letter = service.invitation_letter(made, _link(call, made), group_name)
    is_mailed = call.services.mail.send(letter.to, letter.subject, letter.text, letter.html)
    return made, group_name, is_mailed


def _link(call: Call[Any], invitation: Invitation) -> str:
    secret = invitation.secret(server_key(call.services.settings.data))
    return call.links.web(f"/invite/{secret}")


def _entry(call: Call[Any], invitation: Invitation, key: bytes) -> InvitationEntry:
    return invitation_entry(
        invitation,
        call.links.web(f"/invite/{invitation.secret(key)}"),
        is_expired=invitation.expires_at <= call.services.clock.steady(),
    )
