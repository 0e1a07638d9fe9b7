"""What may happen with invitations to the group."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from chinwag.accounts.model import SignInData
from chinwag.accounts.secret import hash_secret
from chinwag.audit.model import Action, Thing
from chinwag.audit.service import note_audit
from chinwag.callers import Caller
from chinwag.db.tx import ReadTx, Tx
from chinwag.errors import BadRequest, Forbidden, NotFound
from chinwag.http.limits import Counters, refusal
from chinwag.invites import storage
from chinwag.invites.model import LIFETIME, FoundInvitation, Invitation
from chinwag.mail.letters import mail_address
from chinwag.mail.model import Letter
from chinwag.users.model import Profile, User, email_key
from chinwag.users.revival import would_bring_back
from chinwag.users.service import check_profile, create_user, find_by_email, get_users

AN_HOUR = 100
"""Invitations that one group may send in an hour."""

AN_HOUR_TO_ONE = 3
"""Of these, how many to one address: what stands between a leaked token and somebody's mailbox."""

_HOUR_S = 3600
_KEPT = timedelta(days=30)
_MOST_LISTED = 1000
_DEAD_LINK = "This invitation was used, taken back, or is too old. Ask for a new one."
_KNOWN = "Another user exists with that email address."


async def count_invitation(counters: Counters, group_id: int, email: str) -> None:
    """429 when too many invitations were sent, to all or to one address. Before the transaction."""
    count = await counters.hit(f"invitation:{group_id}:{email_key(email)}", AN_HOUR_TO_ONE, _HOUR_S)
    if not count.is_allowed:
        raise refusal(
            "This address was invited several times already. Wait before you invite it again.", count
        )
    count = await counters.hit(f"invitations:{group_id}", AN_HOUR, _HOUR_S)
    if not count.is_allowed:
        raise refusal(
            "The group has sent too many invitations in this hour. Wait before the next one.", count
        )


def check_invitation(name: str, email: str) -> None:
    """BadRequest for a name or an address that no person could have."""
    profile = Profile(
        name=name,
        email=email,
    )
    check_profile(profile)
    mail_address(email)


async def invite(
    tx: Tx, caller: Caller, *, email: str, name: str, title: str, key: bytes, now: datetime
) -> Invitation:
    """Invite somebody to the group. An invitation that waits for this address is replaced: its link dies.

    BadRequest when somebody of the group has the address. Whoever accepts for somebody who was deactivated becomes that
    person, with their one-to-one chats: Forbidden for people who are no admins. `now` is the clock that does not jump.
    """
    check_invitation(name, email)
    address_key = email_key(email)
    if await find_by_email(tx, caller.group_id, email) is not None:
        raise BadRequest(_KNOWN)
    is_member = caller.user_id is not None and not caller.is_group_admin
    if is_member and await would_bring_back(tx, caller.group_id, email):
        raise Forbidden("Somebody with this address was deactivated. Only group admins may bring them back.")
    invitation = Invitation(
        group_id=caller.group_id,
        email=email.strip(),
        email_key=address_key,
        name=name.strip(),
        title=title.strip(),
        user_id=caller.user_id,
        inviter=None if caller.user_id is None else caller.name,
        created_at=tx.now,
        expires_at=now + LIFETIME,
    )
    await storage.hold_group(tx, caller.group_id)
    await storage.purge(tx, caller.group_id, now - _KEPT)
    await storage.delete_invitation(tx, caller.group_id, address_key)
    await storage.insert_invitation(tx, invitation, hash_secret(invitation.secret(key)))
    await note_audit(
        tx,
        Action.INVITATION_MADE,
        Thing("invitation", invitation.email, invitation.name),
        group_id=caller.group_id,
    )
    return invitation


def invitation_letter(invitation: Invitation, link: str, group_name: str) -> Letter:
    """What the invited person reads."""
    from chinwag.mail.letter_texts import write_letter  # brings Jinja2, which only letters need

    written = write_letter(
        "invitation",
        name=invitation.name,
        inviter=invitation.inviter,
        group=group_name,
        link=link,
        days=LIFETIME.days,
    )
    return Letter(invitation.email, written.subject, written.text, written.html)


async def list_open(tx: ReadTx, group_id: int) -> Sequence[Invitation]:
    """The invitations of a group that nobody used, newest first, those that ended lately among them."""
    return await storage.list_invitations(tx, group_id, _MOST_LISTED)


async def take_back(tx: Tx, caller: Caller, email: str) -> None:
    """End the invitation of an address at once; NotFound when there is none."""
    if not await storage.delete_invitation(tx, caller.group_id, email_key(email)):
        raise NotFound(f"Invitation of {email[:254]} not found")
    await note_audit(
        tx,
        Action.INVITATION_TAKEN_BACK,
        Thing("invitation", email_key(email)[:254]),
        group_id=caller.group_id,
    )


async def end_invitations_of(tx: Tx, user: User) -> int:
    """End the open invitations to a person's address and those that they sent, because they leave; how many.

    Else a link that lies in a mailbox would bring them back, or let them in under an address of their choice.
    """
    return await storage.delete_of_person(tx, user.group_id, user.id, email_key(user.email or ""))


async def find_invitation(tx: ReadTx, secret: str, *, now: datetime) -> FoundInvitation:
    """The invitation that a link leads to; NotFound, without saying why, when it no longer does."""
    found = await storage.get_by_hash(tx, hash_secret(secret))
    if found is None or found.invitation.expires_at <= now:
        raise NotFound(_DEAD_LINK)
    return found


async def accept_invitation(
    tx: Tx, found: FoundInvitation, *, name: str, mention_name: str | None, password_hash: str
) -> SignInData:
    """Make the account and use the invitation up. Of two who try at once, one gets in.

    Forbidden for somebody who was deactivated, unless a group admin, or an integration with their rights, invited them.
    """
    if not await storage.use_invitation(tx, found.hash):
        raise NotFound(_DEAD_LINK)
    invitation = found.invitation
    if await would_bring_back(tx, invitation.group_id, invitation.email):
        await _require_admins_word(tx, invitation)
    profile = _profile(invitation, name, mention_name).with_password(password_hash)
    user = await create_user(tx, invitation.group_id, profile)
    await note_audit(
        tx, Action.INVITATION_ACCEPTED, Thing("user", user.id, user.name), group_id=user.group_id, by=user
    )
    return SignInData(user.id, user.group_id, password_hash)


async def _require_admins_word(tx: ReadTx, invitation: Invitation) -> None:
    if invitation.user_id is None:
        return
    people = await get_users(tx, invitation.group_id, [invitation.user_id])
    if not people[invitation.user_id].is_group_admin:
        raise Forbidden("Your account was deactivated. Ask an admin of the group to reactivate it.")


def check_acceptance(found: FoundInvitation, name: str, mention_name: str | None) -> None:
    """BadRequest for what cannot be a person's name or mention name, before a password is hashed for it."""
    check_profile(_profile(found.invitation, name, mention_name))


def _profile(invitation: Invitation, name: str, mention_name: str | None) -> Profile:
    return Profile(
        name=name,
        email=invitation.email,
        mention_name=mention_name,
        title=invitation.title,
        is_group_admin=False,
    )
